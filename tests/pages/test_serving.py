"""What is done in a shorter way than Flask's gives the very same answers."""

from io import BytesIO

import flask
import pytest
from flask import Flask
from hypothesis import example, given
from hypothesis import strategies as st
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from portal.web.serving import LARGEST_FORM, Incoming, Onward

FORMS = ("application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-8", "text/plain", "")
PIECES = st.sampled_from([b"a", b"=", b"&", b"+", b"%", b"%C3%A9", b"%FF", b"\xff", "é".encode(), b";", b"\0", b"\r\n"])


def sent(body: bytes, kind: str, length: str | None) -> dict[str, object]:
    told = {} if length is None else {"CONTENT_LENGTH": length}
    return {"REQUEST_METHOD": "POST", "CONTENT_TYPE": kind, "wsgi.input": BytesIO(body), **told}


def fields(request: flask.Request) -> list[tuple[str, str]] | type[Exception]:
    request.max_content_length = LARGEST_FORM
    try:
        assert list(request.files) == []
        return list(request.form.items(multi=True))
    except (BadRequest, RequestEntityTooLarge) as refused:
        return type(refused)


@given(st.lists(PIECES).map(b"".join), st.sampled_from(FORMS))
@example(b"a=1&a=2&b=&c", FORMS[0])
def test_a_form_is_understood_as_flask_understands_it(body: bytes, kind: str) -> None:
    told = (body, kind, str(len(body)))
    assert fields(Incoming(sent(*told))) == fields(flask.Request(sent(*told)))


@pytest.mark.parametrize("length", [None, "", "0", "2", "3", "9", "-1", "٣", "3.0", "9" * 20, str(LARGEST_FORM + 1)])
def test_a_form_that_is_shorter_longer_or_endless_is_taken_as_flask_takes_it(length: str | None) -> None:
    told = (b"a=b", FORMS[0], length)
    assert fields(Incoming(sent(*told))) == fields(flask.Request(sent(*told)))


@pytest.mark.parametrize(
    "address",
    ["/dossier/about-name", "/sign-in?back=/a&kept=1", "/é?à=ü", "/a b", "/%41", '/"<>', "https://x.example/#y"],
)
def test_the_way_on_leads_where_flask_would_lead(app: Flask, address: str) -> None:
    def headers(answer: Response) -> dict[str, str]:
        told = dict(answer.get_wsgi_headers({}))
        return {name: told[name] for name in ("Location",)}

    with app.test_request_context():
        ours = flask.redirect(address, 303)
    assert isinstance(ours, Onward)
    assert (ours.status_code, headers(ours)) == (303, headers(redirect(address, 303)))
