"""Kiosks: what a screen for everybody does otherwise, so that nothing of one person is left for the next.

Only a browser with the cookie of a kiosk costs a look into the database: telephones pay nothing for this.
"""

import logging
import re
from contextlib import suppress
from dataclasses import replace
from types import EllipsisType
from uuid import UUID

from flask import Flask, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from portal.storage.engine.database import Trouble
from portal.storage.helping import kiosks
from portal.storage.helping.kiosks import Kiosk
from portal.storage.people.sessions import Session
from portal.web import forgery, language, look, security, session_cookie
from portal.web.current import moment
from portal.web.parts import parts_of

_LOG = logging.getLogger("portal")
FOR_LONG_S = 400 * 24 * 3600
"""How long a browser may keep the cookie (RFC 6265bis §5.5); it is given anew while the kiosk is in use."""
AWAY_S = 180
"""Without a page for so long, well after the session ended, even a browser without scripts has forgotten the person."""
END = "signin.end_all"
"""The form that ends everything is taken from any page, however old."""
_CHOICES = (language.COOKIE, look.COOKIE, look.FOR_THE_SCRIPT)
_ALIKE_FOR_ALL = frozenset({"web.built_file"})
"""Files that pages are made of, and nothing of anybody: a kiosk is sent them like any other browser."""
_STAYS_NOWHERE = frozenset({"voices.sound"})
"""Files that a kiosk is sent, and told not to keep."""
_REMEMBERS = re.compile(r"(?<=<form)\b| autocomplete=\"[^\"]*\"")
"""What a browser would fill in by itself. In what people typed, < and quotes are never written as such."""
_UNSURE = Kiosk(id=UUID(int=0), agency_id=UUID(int=0), name="", seen_at=moment())
"""While the database does not answer, a browser that says it is a kiosk is treated as one."""


def set_up(app: Flask) -> None:
    """Let every answer to a kiosk leave nothing behind."""
    app.before_request(_refuse_what_would_stay)
    app.after_request(_leave_nothing)


def cookie_name(*, secure: bool) -> str:
    """Return the name of the cookie that says which kiosk a browser is."""
    return "__Host-kiosk" if secure else "kiosk"


def here() -> Kiosk | None:
    """Return the kiosk that this browser is, if it is one."""
    found: Kiosk | EllipsisType | None = g.get("kiosk", ...)
    if found is ...:
        # Nearly every request is of a telephone: one look at the header tells, without taking its cookies apart.
        found = g.kiosk = _find() if "kiosk=" in request.environ.get("HTTP_COOKIE", "") else None
    return found


def of_here(session: Session | None) -> Session | None:
    """Return a session as it counts in this browser: begun at a kiosk, it lives there alone, and nothing else does.

    Away from there it only tells whose words come too late, as when a kiosk is ended while somebody types.
    """
    kiosk = here()
    if session is None or session.kiosk_id == (kiosk.id if kiosk else None):
        return session
    return replace(session, live=False, late=session.live or session.late)


def choices_last() -> int:
    """Return for how many seconds a browser keeps a choice of language or look."""
    return AWAY_S if here() else look.YEAR_S


def become(response: Response, token: str) -> Response:
    """Make this browser the kiosk whose cookie is ``token``."""
    _give(response, token)
    return forget_the_person(response)


def forget_the_person(response: Response) -> Response:
    """Take every cookie away but that of the kiosk. A session has to be ended on the server besides."""
    session_cookie.forget()
    secure = _secure()
    for name in {*request.cookies, *_CHOICES} - {cookie_name(secure=secure), session_cookie.cookie_name(secure=secure)}:
        response.delete_cookie(name, path="/", secure=secure, httponly=True, samesite="Lax")
    return response


def _find() -> Kiosk | None:
    token = request.cookies.get(cookie_name(secure=_secure()))
    if not token or request.endpoint in _ALIKE_FOR_ALL:
        return None
    g.says_kiosk = True
    parts = parts_of(current_app)
    try:
        with parts.database.transaction(writes=False) as connection:
            return kiosks.find(connection, parts.ring, token)
    except Trouble as error:
        _LOG.error("database: %s", type(error.orig).__name__)
        return _UNSURE


def _refuse_what_would_stay() -> ResponseReturnValue | None:
    """Let no file out, which would stay on the screen or the disk; take no form of whoever was here before.

    A browser can send once more what it sent for somebody else: it comes with the token of another visitor, and is
    neither kept nor shown again.
    """
    if here() is None:
        return None
    is_old = request.method == "POST" and request.endpoint != END and not forgery.has_our_token()
    is_file = request.endpoint not in {None, *_STAYS_NOWHERE} and "." in request.path.rpartition("/")[2]
    return redirect(url_for("signin.welcome"), 303) if is_old or is_file else None


def _leave_nothing(response: Response) -> Response:
    if not g.get("says_kiosk"):
        return response
    kiosk: Kiosk | None = g.kiosk
    if kiosk is None:
        return _no_longer(response)
    if kiosk.is_due(moment()) and kiosk is not _UNSURE and not _is_given(response):
        _note_that_it_is_in_use(kiosk)
        _give(response, request.cookies[cookie_name(secure=_secure())])
    _let_choices_fade(response)
    response.headers["Content-Security-Policy"] = security.TALKS
    if response.mimetype == "text/html":
        response.set_data(_REMEMBERS.sub(' autocomplete="off"', response.get_data(as_text=True)))
    return response


def _no_longer(response: Response) -> Response:
    """Take the cookie of a kiosk that was ended away: its browser is an ordinary one."""
    if not _is_given(response):
        response.delete_cookie(cookie_name(secure=_secure()), secure=_secure(), httponly=True, samesite="Lax")
    return response


def _note_that_it_is_in_use(kiosk: Kiosk) -> None:
    with suppress(Trouble), parts_of(current_app).database.transaction(writes=True) as connection:
        kiosks.touch(connection, kiosk, moment())


def _let_choices_fade(response: Response) -> None:
    """Keep a chosen language and look only as long as pages are asked for."""
    decided = {header.partition("=")[0] for header in response.headers.getlist("Set-Cookie")}
    for name in _CHOICES:
        if name in request.cookies and name not in decided:
            look.remember(response, name, request.cookies[name], secure=_secure(), lasts_s=AWAY_S)


def _give(response: Response, token: str) -> None:
    name, secure = cookie_name(secure=_secure()), _secure()
    response.set_cookie(name, token, max_age=FOR_LONG_S, secure=secure, httponly=True, samesite="Lax", path="/")


def _is_given(response: Response) -> bool:
    name = cookie_name(secure=_secure())
    return any(header.startswith(f"{name}=") for header in response.headers.getlist("Set-Cookie"))


def _secure() -> bool:
    return parts_of(current_app).settings.secure
