"""The person's two pictures before everything of theirs is erased: wrong ones count as they do at the way in."""

from dataclasses import asdict, dataclass
from uuid import UUID

from flask import request

from portal.signin import cards
from portal.signin.gesture import LASTS, Gesture, Try
from portal.signin.pictures import BY_KEY
from portal.web.current import work


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tapped:
    """The first picture, for a short while, on the way to erase and nowhere else."""

    erases: str
    picture: str
    until: float


def try_own_pictures(person_id: UUID) -> Gesture:
    """Take one picture of the form; after the second, compare both."""
    current, picture = work(), request.form.get("picture", "")
    if picture not in BY_KEY:
        return Gesture(result=Try.WRONG)
    first = _tapped_before(person_id)
    if first is None:
        note = _Tapped(erases=person_id.hex, picture=picture, until=(current.now + LASTS).timestamp())
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


def _tapped_before(person_id: UUID) -> str | None:
    current = work()
    try:
        tapped = _Tapped(**current.ring.open_note(request.form.get("carried", "")))
    except (ValueError, TypeError):
        return None
    known = tapped.erases == person_id.hex and current.now.timestamp() < tapped.until
    return tapped.picture if known else None
