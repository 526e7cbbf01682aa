"""What every answer says to the browser: nothing from elsewhere, nothing kept, nothing told on."""

import gzip
from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response, abort, g, request
from werkzeug.exceptions import RequestEntityTooLarge

from portal.web import session_cookie
from portal.web.parts import parts_of
from portal.web.published import Largest
from portal.web.serving import LARGEST_FORM, Incoming

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
TALKS = f"{POLICY}; connect-src 'self'"
"""Of pages whose script asks the portal for something: those that are heard, and those of a kiosk."""
_ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "X-Robots-Tag": "noindex, nofollow",
}
_WHERE_ONE_SPEAKS = {
    "Content-Security-Policy": TALKS.replace("media-src 'self'", "media-src 'self' blob:"),
    "Permissions-Policy": _ALWAYS["Permissions-Policy"].replace("microphone=()", "microphone=(self)"),
}
"""What was just recorded is played from the memory of the page."""
_HSTS = "max-age=31536000; includeSubDomains"
_WORTH_PACKING = 1000
MOST_FIELDS = 100
"""No page has as many. Each field may be looked up in a long list: thousands would stop everybody else's pages."""


def set_up(app: Flask) -> None:
    """Put the headers on every answer, and bounds on what is accepted."""
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_FORM, MAX_FORM_MEMORY_SIZE=LARGEST_FORM, MAX_FORM_PARTS=MOST_FIELDS)
    headers = [*_ALWAYS.items(), *([("Strict-Transport-Security", _HSTS)] if parts_of(app).settings.secure else [])]
    app.wsgi_app = _with_headers(app.wsgi_app, headers)  # type: ignore[assignment]  # Flask's documented way

    @app.before_request
    def refuse_endless_forms() -> None:
        # This also reads the form before a transaction begins: a slow telephone keeps nobody else from writing.
        largest: Largest | None = app.extensions["portal_largest"].get(request.endpoint)
        if largest is not None and session_cookie.token():
            request.max_content_length = largest.size
        if request.method == "POST" and _fields_sent(largest) > MOST_FIELDS:
            abort(413)

    @app.after_request
    def protect(response: Response) -> Response:
        if g.get("new_token") == "":
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return _packed(response)


def let_speak(response: Response) -> Response:
    """Let the browser open its microphone on this page, and on no other."""
    response.headers.update(_WHERE_ONE_SPEAKS)
    return response


def _fields_sent(largest: Largest | None) -> int:
    """Return how many fields a form has; none where it is too large, and its page says so itself."""
    try:
        return sum(map(len, request.form.listvalues()))
    except RequestEntityTooLarge:
        is_told = largest is not None and largest.told_by_the_page and session_cookie.token() is not None
        if not is_told or not isinstance(request, Incoming):
            raise
        request.let_go()
        return 0


def _with_headers(answer: WSGIApplication, headers: list[tuple[str, str]]) -> WSGIApplication:
    """Put ``headers`` on every answer as it leaves, whatever became of the request; what it has of them stays.

    Browsers keep only what says that it may be kept.
    """
    always = [*headers, ("Cache-Control", "no-store")]

    def protected(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, own: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            has = {name for name, _ in own}
            return start_response(status, own + [one for one in always if one[0] not in has], *error)

        return answer(environ, start)

    return protected


def _packed(response: Response) -> Response:
    """Compress a page for browsers that ask. Other sites cannot make a browser ask with our cookie (SameSite)."""
    if (
        response.mimetype != "text/html"
        or response.direct_passthrough
        or (response.content_length or 0) < _WORTH_PACKING
        or not request.accept_encodings.quality("gzip")
    ):
        return response
    response.set_data(gzip.compress(response.get_data(), compresslevel=6, mtime=0))
    response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    return response
