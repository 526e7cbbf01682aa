"""The person’s two pictures before what cannot be undone or leaves the portal: whoever holds the phone has no way.

Wrong ones count as they do at the way in. Where files are given, what was shown is carried in their address, sealed: it
opens them in this session alone, and for some minutes.
"""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from flask import Response, make_response, render_template, request

from portal.core.words import Words, say
from portal.signin import cards
from portal.signin.gesture import LASTS, Gesture, Try
from portal.signin.pictures import BY_KEY, PICTURES
from portal.web import language
from portal.web.current import work

WRONG = say("These are not your two pictures. Start again.")
RESTS = say("Too many tries. Wait 15 minutes, or ask at the desk.")


class Before(StrEnum):
    """What the two pictures are asked for: tapped for one, they do nothing else."""

    ERASE = "erase"
    TAKE_BACK = "take-back"
    TAKE_AWAY = "take-away"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Where the pictures are sent, where the way back leads, and what follows, in words."""

    action: str
    back: str
    then: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tapped:
    """The first picture, for a short while, on the way to one thing and nowhere else."""

    before: str
    person: str
    picture: str
    until: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """That both pictures were right: for what, in which session, until when."""

    shown_before: str
    session: str
    until: float


def try_own_pictures(person_id: UUID, before: Before) -> Gesture:
    """Take one picture of the form; after the second, compare both."""
    current, picture = work(), request.form.get("picture", "")
    if picture not in BY_KEY:
        return Gesture(result=Try.WRONG)
    first = _tapped_before(person_id, before)
    if first is None:
        note = _Tapped(before=before.value, person=person_id.hex, picture=picture, until=_soon())
        return Gesture(result=Try.FIRST, carried=current.ring.seal_note(asdict(note)), is_second=True)
    card = cards.card_of(current.connection, current.ring, person_id, current.now)
    if card is None or not card.usable:
        return Gesture(result=Try.RESTS)
    match cards.try_pictures(current.connection, current.ring, card, (first, picture), current.now):
        case cards.Try.RIGHT:
            return Gesture(result=Try.RIGHT)
        case cards.Try.WRONG:
            return Gesture(result=Try.WRONG)
        case cards.Try.RESTS | cards.Try.LOCKED:
            return Gesture(result=Try.RESTS)


def pictures_page(gesture: Gesture, way: Way) -> Response:
    """Ask for one of the two pictures, and say what became of those before."""
    said: dict[Try, Words] = {Try.WRONG: WRONG, Try.RESTS: RESTS}
    problem = said.get(gesture.result)
    shown = render_template(
        "rights/own_pictures.html",
        pictures=PICTURES,
        gesture=gesture,
        way=way,
        problem=language.current().say(problem) if problem else "",
    )
    return make_response(shown, 422 if problem else 200)


def proof_of(before: Before) -> str:
    """Return what an address carries once both pictures were right: it says nothing to whoever reads it."""
    return work().ring.seal_note(asdict(_Shown(shown_before=before.value, session=_session(), until=_soon())))


def proof_here(before: Before) -> str:
    """Return the proof that this address carries, if it still opens something in this session; otherwise nothing."""
    carried = request.args.get("proof", "")
    try:
        shown = _Shown(**_noted(carried))
    except (ValueError, TypeError):
        return ""
    holds = (shown.shown_before, shown.session) == (before.value, _session())
    return carried if holds and work().now.timestamp() < shown.until else ""


def _tapped_before(person_id: UUID, before: Before) -> str | None:
    try:
        tapped = _Tapped(**_noted(request.form.get("carried", "")))
    except (ValueError, TypeError):
        return None
    known = (tapped.before, tapped.person) == (before.value, person_id.hex)
    return tapped.picture if known and work().now.timestamp() < tapped.until else None


def _noted(sealed: str) -> dict[str, Any]:
    found: dict[str, Any] = work().ring.open_note(sealed)
    return found


def _session() -> str:
    return (work().session_digest or b"").hex()


def _soon() -> float:
    return (work().now + LASTS).timestamp()
