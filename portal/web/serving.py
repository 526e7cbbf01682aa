"""Flask as this portal uses it: the same answers, without what only other sites need of each request."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import IO, Any
from urllib.parse import parse_qsl

from flask import Flask, Request, Response, request
from werkzeug.datastructures import Headers, ImmutableMultiDict
from werkzeug.exceptions import ClientDisconnected
from werkzeug.routing import IntegerConverter
from werkzeug.urls import iri_to_uri

from portal.core.voice_messages import LARGEST

_ORDINARY = "application/x-www-form-urlencoded"
_SMALL = re.compile(r"[0-9]{1,6}").fullmatch
_PLAIN = re.compile(r"[\w/.?=&-]*", re.ASCII).fullmatch
"""What an address may be made of that goes into a header as it is."""
LARGEST_FORM = 256 * 1024
"""In bytes: 10,000 letters of any script fit, however a browser writes them."""
MOST_LET_GO = 2 * LARGEST
"""In bytes: who sends more by mistake sees their browser lose the connection."""


class Incoming(Request):
    """A request whose form is most often an ordinary one, of a known and small size."""

    is_too_large = False
    """Whether it brought more than its page takes: nothing of it was kept, and its form counts as empty."""

    def let_go(self) -> None:
        """Take in what is too large, as far as somebody may send it by mistake, and forget it.

        A browser that is still sending would tell of a lost connection instead of showing the answer.
        """
        stream, left = self.environ["wsgi.input"], MOST_LET_GO
        while left > 0 and (more := stream.read(min(left, LARGEST_FORM))):
            left -= len(more)
        self.is_too_large = True
        self.__dict__.update(stream=BytesIO(), form=ImmutableMultiDict(), files=ImmutableMultiDict())

    def _get_file_stream(self, *_told: object, **_named: object) -> BytesIO:
        """Hold a file in memory: nothing that somebody sends touches a disk before it is sealed."""
        return BytesIO()

    def _load_form_data(self) -> None:
        """Read an ordinary form at once, anything else as Werkzeug does. Both understand the same."""
        told = self.environ.get("CONTENT_LENGTH") or ""
        if self.environ.get("CONTENT_TYPE") != _ORDINARY or not _SMALL(told) or int(told) > LARGEST_FORM:
            super()._load_form_data()
        elif "form" not in self.__dict__:
            body = _whole(self.environ["wsgi.input"], int(told))
            self.__dict__.update(stream=BytesIO(), form=_fields(body), files=ImmutableMultiDict())


def is_too_large() -> bool:
    """Tell whether the form that was sent was too large for its page."""
    return isinstance(request, Incoming) and request.is_too_large


def _fields(body: bytes) -> ImmutableMultiDict[str, str]:
    try:
        return ImmutableMultiDict(parse_qsl(body.decode(), keep_blank_values=True, errors="werkzeug.url_quote"))
    except ValueError:  # letters that are none
        return ImmutableMultiDict()


def _whole(stream: IO[bytes], length: int) -> bytes:
    body = stream.read(length)
    while len(body) < length:
        more = stream.read(length - len(body))
        if not more:
            raise ClientDisconnected
        body += more
    return body


class Onward(Response):
    """Leads to another page. No browser shows the words that Werkzeug writes for those that do not follow."""

    def __init__(self, location: str, code: int) -> None:
        super().__init__(
            b"", code, [("Location", location if _PLAIN(location) else iri_to_uri(location)), ("Content-Length", "0")]
        )

    def get_wsgi_headers(self, environ: Any) -> Headers:
        """Return the headers as they are: the address was made fit for them."""
        del environ
        return self.headers


class Counted(IntegerConverter):
    """A number in an address, as far as every database counts: for a larger one there is no page."""

    regex = r"[0-9]{1,9}"


class Portal(Flask):
    """The portal."""

    request_class = Incoming

    def __init__(self, name: str) -> None:
        super().__init__(name, static_folder=None)
        self.url_map.converters["int"] = Counted

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Nothing here is asynchronous: there is no need to look at each function for it."""
        return func

    def redirect(self, location: str, code: int = 302) -> Response:
        """Return the answer that leads to ``location``."""
        return Onward(location, code)
