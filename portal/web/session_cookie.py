"""The one cookie that says who is there: a random value, known to the database by its digest only."""

from flask import Flask, g
from flask.sessions import SessionInterface, SessionMixin
from flask.wrappers import Request, Response

from portal.storage.people.sessions import new_token
from portal.web.parts import parts_of


def cookie_name(*, secure: bool) -> str:
    """Return the cookie's name; over https the prefix binds it to this host (RFC 6265bis §4.1.3)."""
    return "__Host-portal" if secure else "portal"


def token() -> str | None:
    """Return the visitor's token, if they have one."""
    found: str | None = g.token if g.has_token else None
    return found


def renew() -> str:
    """Give the visitor a new token from this answer on, as when they sign in."""
    g.new_token = new_token()
    fresh: str = g.new_token
    return fresh


def forget() -> None:
    """Take the token away from this answer on."""
    g.new_token = ""


class TokenSession(dict[str, str], SessionMixin):
    """What Flask calls the session: always empty, for sessions live in the database."""


class TokenSessions(SessionInterface):
    """Keeps the visitor's token in a cookie, and nothing else."""

    def open_session(self, app: Flask, request: Request) -> TokenSession:
        """Read the token, or make one that is only given out with a form."""
        name = cookie_name(secure=parts_of(app).settings.secure)
        found = request.cookies.get(name)
        g.token, g.has_token = found or new_token(), bool(found)
        return TokenSession()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the token when it is new: somebody signed in or out, or a first form was shown."""
        del session
        value: str | None = g.get("new_token")
        if value is None and not g.has_token and "shows_a_form" in g:
            value = g.token
        if value is None:
            return
        secure = parts_of(app).settings.secure
        name = cookie_name(secure=secure)
        if value:
            response.set_cookie(name, value, secure=secure, httponly=True, samesite="Lax", path="/")
        else:
            response.delete_cookie(name, secure=secure, httponly=True, samesite="Lax", path="/")
