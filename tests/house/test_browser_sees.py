"""What every answer says to the browser, what its cookies allow, and what a session is worth before and after."""

import re
from collections.abc import Iterator
from dataclasses import replace
from http.cookies import Morsel, SimpleCookie

import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse

from portal.app import create_app
from portal.signin.code import new_secret
from portal.signin.throttle import MOST_PER_NETWORK
from portal.web.parts import parts_of
from tests.house.conftest import Filled
from tests.people import count_of, signed_in, somebody
from tests.visitor import Visitor

HTTPS = "https://portal.example"
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
}
KEPT = {"/built/": "public, max-age=31536000, immutable", ".mp3": "private, max-age=3600"}
"""What browsers may keep: files that are the same for everybody, and hold nothing of anybody."""
NEVER_ALLOWED = ("unsafe-inline", "unsafe-eval", "http:", "https:", "*")


@pytest.fixture
def over_https(app: Flask) -> Iterator[Flask]:
    """Return the portal as people reach it outside: over https, behind one proxy."""
    settings = replace(parts_of(app).settings, address=HTTPS, proxies=1)
    opened = create_app(settings)
    yield opened
    parts_of(opened).database.engine.dispose()


def cookies_of(response: TestResponse) -> dict[str, Morsel[str]]:
    found: SimpleCookie = SimpleCookie()
    for header in response.headers.getlist("Set-Cookie"):
        found.load(header)
    return dict(found)


def signs_in(client: Client, secret: str, base: str = "http://localhost") -> tuple[list[TestResponse], str]:
    """Show a card and tap its pictures; return every answer, and the name of the cookie that says who is there."""
    answers = [client.get(f"/c/{secret}", base_url=base)]
    for picture in ("cat", "rose"):
        shown = client.get("/sign-in/pictures", base_url=base)
        token = shown.text.split('name="csrf_token" value="')[1].split('"')[0]
        answers += [
            shown,
            client.post("/sign-in/pictures", base_url=base, data={"csrf_token": token, "picture": picture}),
        ]
    return answers, "__Host-portal" if base.startswith("https") else "portal"


def test_every_answer_carries_the_headers_even_when_something_is_wrong(filled: Filled) -> None:
    client = filled.visitor("person").client
    addresses = [page.address for page in filled.shown_pages()] + ["/not-here", "/people", "/%00", "/dossier/%ff"]
    for address in addresses:
        headers = client.get(address).headers
        assert {name: headers.get(name) for name in ALWAYS} == ALWAYS, address
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'"), address
        assert not any(word in policy for word in NEVER_ALLOWED), address
        for part in ("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"):
            assert part in policy, address
        assert "Server" not in headers
        assert headers["Cache-Control"] == next((kept for place, kept in KEPT.items() if place in address), "no-store")
    assert client.post("/dossier/about-name", data={"answer": "x" * 10_000_000}).status_code == 413


def test_nothing_comes_from_elsewhere_and_nothing_leads_there_unasked(filled: Filled) -> None:
    client = filled.visitor("person").client
    for page in filled.shown_pages():
        shown = client.get(page.address)
        text = shown.text if shown.mimetype == "text/html" else ""
        loaded = [part.split('"')[0] for name in ('src="', 'action="') for part in text.split(name)[1:]]
        assert all(one.startswith("/") and not one.startswith("//") for one in loaded), page.address
        assert "Access-Control-Allow-Origin" not in shown.headers


@pytest.mark.parametrize("address", ["/kiosk/enrol/a-secret", "/reminder/stop/a-secret"])
def test_no_link_carries_an_address_on_that_is_a_secret(app: Flask, address: str) -> None:
    links = re.findall(r'href="[^"]*[?&;]back=([^"]*)"', app.test_client().get(address).get_data(as_text=True))
    assert "/" in links
    assert not [one for one in links if "a-secret" in one]


def test_every_address_that_names_a_secret_is_declared_as_one(app: Flask) -> None:
    named = {rule.endpoint for rule in app.url_map.iter_rules() if rule.arguments & {"secret", "token"}}
    assert named == app.extensions["portal_secret"]


def test_over_https_every_cookie_is_bound_to_this_host_and_hidden_from_scripts(over_https: Flask) -> None:
    person, client = somebody(over_https), over_https.test_client()
    answers, name = signs_in(client, person.secret, HTTPS)
    seen = {cookie: morsel for answer in answers for cookie, morsel in cookies_of(answer).items()}
    assert {name, "card"} <= set(seen)
    for cookie, morsel in seen.items():
        assert morsel["httponly"], cookie
        assert morsel["secure"], cookie
        assert morsel["samesite"] == "Lax", cookie
        assert not morsel["domain"], cookie
    assert seen[name]["path"] == "/"
    assert not seen[name]["max-age"], "the session ends with the browser"
    assert answers[-1].headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_signing_in_gives_a_token_that_nobody_had_before(app: Flask) -> None:
    person, client = somebody(app), app.test_client()
    client.set_cookie("portal", "a token that somebody planted")
    answers, name = signs_in(client, person.secret)
    assert answers[-1].headers["Location"] == "/home"
    fresh = cookies_of(answers[-1])[name].value
    assert len(fresh) >= 43, "256 random bits"
    assert client.get("/dossier").status_code == 200
    planted = app.test_client()
    planted.set_cookie("portal", "a token that somebody planted")
    assert planted.get("/dossier").status_code == 303


def test_signing_out_kills_the_session_on_the_server_and_clears_the_browser(app: Flask) -> None:
    person = somebody(app)
    visitor = signed_in(app, person).opens("/dossier")
    kept = visitor.client.get_cookie("portal")
    assert kept is not None
    form = visitor.page.form("Sign out", "/sign-out")
    token = next(one.get("value") or "" for one in form.iter() if one.get("name") == "csrf_token")
    response = visitor.client.post("/sign-out", data={"csrf_token": token})
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert visitor.client.get_cookie("portal") is None
    thief = app.test_client()
    thief.set_cookie("portal", kept.value)
    assert thief.get("/dossier").status_code == 303
    assert thief.post("/dossier/about-name", data={"answer": "x", "do": "answer"}).status_code == 422
    assert count_of(parts_of(app).database, "answers") == 0
    assert Visitor(app).opens("/dossier").page.address.startswith("/sign-in")


def test_sessions_are_no_signed_cookies(app: Flask) -> None:
    person, client = somebody(app), app.test_client()
    answers, name = signs_in(client, person.secret)
    assert str(person.id) not in answers[-1].headers["Set-Cookie"]
    assert "." not in cookies_of(answers[-1])[name].value


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Forwarded-Host"])
def test_nobody_becomes_another_network_by_saying_so(app: Flask, header: str) -> None:
    client = app.test_client()
    client.set_cookie("language", "en")
    shown = client.get("/sign-in").text
    token = shown.split('name="csrf_token" value="')[1].split('"')[0]
    for number in range(MOST_PER_NETWORK + 1):
        said = {header: f"for=203.0.113.{number}" if header == "Forwarded" else f"203.0.113.{number}"}
        response = client.post("/sign-in", data={"csrf_token": token, "code": new_secret()}, headers=said)
        assert response.status_code == 422
    assert "Too many tries." in response.get_data(as_text=True)
    assert count_of(parts_of(app).database, "attempts") == 1


def test_behind_a_trusted_proxy_the_network_is_the_one_it_names(over_https: Flask) -> None:
    client = over_https.test_client()
    for number in range(3):
        said = {"X-Forwarded-For": f"198.51.100.1, 203.0.113.{number}", "X-Forwarded-Proto": "https"}
        token = client.get("/sign-in", base_url=HTTPS).text.split('name="csrf_token" value="')[1].split('"')[0]
        client.post("/sign-in", base_url=HTTPS, data={"csrf_token": token, "code": new_secret()}, headers=said)
    assert count_of(parts_of(over_https).database, "attempts") == 3


def test_a_stranger_s_page_cannot_send_our_forms(app: Flask) -> None:
    person = somebody(app)
    visitor, other = signed_in(app, person), signed_in(app, somebody(app))
    theirs = other.opens("/dossier/about-name").page.text.split('name="csrf_token" value="')[1].split('"')[0]
    before = count_of(parts_of(app).database, "answers")
    for address, status in (("/dossier/about-name", 422), ("/dossier/send", 422), ("/sign-out", 422)):
        response = visitor.client.post(address, data={"csrf_token": theirs, "answer": "x", "do": "answer"})
        assert response.status_code == status, address
    assert count_of(parts_of(app).database, "answers") == before
