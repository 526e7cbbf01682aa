"""The person's own gesture on a shared screen: their two pictures, one after the other, never shown again."""

from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import Enum, auto
from uuid import UUID

from flask import request

from portal.signin import cards
from portal.signin.pictures import BY_KEY
from portal.web.current import work

LASTS = timedelta(minutes=3)


class Try(Enum):
    """What became of it."""

    FIRST = auto()
    """One picture is tapped: the other one comes next."""
    RIGHT = auto()
    WRONG = auto()
    RESTS = auto()
    """Too many wrong ones: the person's own phone or the desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gesture:
    """A try, and what the page carries to the next tap: sealed, so that it shows nothing."""

    result: Try
    carried: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tapped:
    """The first picture, for a short while."""

    person: str
    picture: str
    until: float


def try_gesture(person_id: UUID) -> Gesture:
    """Take one picture of the form; after the second, compare both. Wrong ones count as they do at the way in."""
    current, picture = work(), request.form.get("picture", "")
    if picture not in BY_KEY:
        return Gesture(result=Try.WRONG)
    first = _tapped_before(person_id)
    if first is None:
        until = (current.now + LASTS).timestamp()
        note = _Tapped(person=person_id.hex, picture=picture, until=until)
        return Gesture(result=Try.FIRST, carried=current.ring.seal_note(asdict(note)))
    card = cards.card_of(current.connection, current.ring, person_id, current.now)
    if card is None or not card.usable:
        return Gesture(result=Try.RESTS)
    match cards.try_pictures(current.connection, card, first, picture, current.now):
        case cards.Try.RIGHT:
            return Gesture(result=Try.RIGHT)
        case cards.Try.WRONG:
            return Gesture(result=Try.WRONG)
        case cards.Try.RESTS | cards.Try.LOCKED:
            return Gesture(result=Try.RESTS)


def has_pictures(person_id: UUID) -> bool:
    """Tell whether the person can show it is them: without two pictures, nothing at this screen is theirs alone."""
    current = work()
    card = cards.card_of(current.connection, current.ring, person_id, current.now)
    return card is not None and card.usable and not card.is_new


def _tapped_before(person_id: UUID) -> str | None:
    current = work()
    try:
        tapped = _Tapped(**current.ring.open_note(request.form.get("carried", "")))
    except (ValueError, TypeError):
        return None
    known = tapped.person == person_id.hex and current.now.timestamp() < tapped.until
    return tapped.picture if known else None
