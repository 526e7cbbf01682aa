"""From the card to the two pictures: a sealed note in the browser for ten minutes, never the secret itself."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from flask import current_app, request
from werkzeug.wrappers import Response

from portal.storage.engine.seal import KeyRing
from portal.web.kiosk import AWAY_S, here
from portal.web.parts import parts_of

COOKIE = "card"
LASTS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """Somebody on their way in: which card, where to, and the pictures tapped so far."""

    card: str
    """The card's keyed digest, in hexadecimal."""
    until: float
    back: str = "/"
    first: str = ""
    second: str = ""

    def tapped(self, picture: str) -> "Passing":
        """Return this note with one more picture."""
        return replace(self, second=picture) if self.first else replace(self, first=picture)

    def again(self) -> "Passing":
        """Return this note with no picture."""
        return replace(self, first="", second="")


def start(digest: bytes, now: datetime, back: str) -> Passing:
    """Begin to pass from a card to its pictures."""
    return Passing(card=digest.hex(), until=(now + LASTS).timestamp(), back=back)


def keep(response: Response, ring: KeyRing, passing: Passing) -> Response:
    """Let the browser carry the note: it cannot read it."""
    response.set_cookie(
        COOKIE,
        ring.seal_note(asdict(passing)),
        max_age=AWAY_S if here() else int(LASTS.total_seconds()),
        path="/sign-in",
        secure=parts_of(current_app).settings.secure,
        httponly=True,
        samesite="Lax",
    )
    return response


def drop(response: Response) -> Response:
    """Take the note away."""
    secure = parts_of(current_app).settings.secure
    response.delete_cookie(COOKIE, path="/sign-in", secure=secure, httponly=True, samesite="Lax")
    return response


def find(ring: KeyRing, now: datetime) -> Passing | None:
    """Return the note of this browser, if it has one that still holds."""
    try:
        passing = Passing(**ring.open_note(request.cookies.get(COOKIE, "")))
    except (ValueError, TypeError):
        return None
    return passing if now.timestamp() < passing.until else None
