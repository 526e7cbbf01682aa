"""The person's own gesture on a shared screen: their two pictures, one after the other, never shown again.

Each form of it serves one purpose and is good once: what was sent before and is sent again begins nothing.
"""

from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import Enum, StrEnum, auto
from typing import Self
from uuid import UUID

from flask import request

from portal.core.visits import CAP, Visit
from portal.signin import cards
from portal.signin.pictures import BY_KEY
from portal.storage.helping.gestures import Tally
from portal.web.current import work

LASTS = timedelta(minutes=3)
"""How long the first picture waits for the second."""


class For(StrEnum):
    """What the person says by their two pictures."""

    BEGIN = "begin"
    """It is them for whom staff opened this visit."""
    SEND = "send"
    ALONE = "alone"


class Try(Enum):
    """What became of it."""

    FIRST = auto()
    """One picture is tapped: the other one comes next."""
    AGAIN = auto()
    """The form was used, too old, or of something else: nothing was looked at."""
    RIGHT = auto()
    WRONG = auto()
    RESTS = auto()
    """Too many wrong ones: the person's own phone or the desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gesture:
    """A try, and what the page carries to the next tap: sealed, so that it shows nothing."""

    result: Try
    carried: str = ""
    is_second: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whose gesture is asked for, to what purpose, and where it is counted. Hold the person's key row locked."""

    person_id: UUID
    purpose: For
    tally: Tally

    @classmethod
    def in_visit(cls, visit: Visit, purpose: For) -> Self:
        """Ask the person of a visit."""
        return cls(person_id=visit.person_id, purpose=purpose, tally=Tally.of(visit))

    def fresh(self, result: Try = Try.FIRST) -> Gesture:
        """Return a form for the first picture; ``result`` is what became of the one before."""
        return Gesture(result=result, carried=self._carried(""))

    def try_gesture(self) -> Gesture:
        """Take one picture of the form; after the second, compare both. Wrong ones count in this visit alone."""
        current, picture = work(), request.form.get("picture", "")
        if self.rests():
            return Gesture(result=Try.RESTS)
        before = self._before()
        if before is None or picture not in BY_KEY:
            return self.fresh(Try.AGAIN)
        self.tally.tapped(current.connection)
        if not before.picture:
            return Gesture(result=Try.FIRST, carried=self._carried(picture), is_second=True)
        if cards.are_theirs(current.connection, current.ring, self.person_id, (before.picture, picture), current.now):
            self.tally.note_right(current.connection)
            return Gesture(result=Try.RIGHT)
        self.tally.note_wrong(current.connection)
        if not self.rests():
            return self.fresh(Try.WRONG)
        cards.note_wrong_pictures(current.connection, current.ring, self.person_id, current.now)
        return Gesture(result=Try.RESTS)

    def rests(self) -> bool:
        """Tell whether there were too many wrong ones, here or at the way in."""
        current = work()
        card = cards.card_of(current.connection, current.ring, self.person_id, current.now)
        is_shut = card is None or not card.usable or card.is_locked or card.rests(current.now)
        return is_shut or self.tally.read(current.connection).is_over

    def _carried(self, picture: str) -> str:
        current = work()
        note = _Carried(
            person=self.person_id.hex,
            purpose=self.purpose.value,
            tap=self.tally.read(current.connection).taps,
            picture=picture,
            until=(current.now + (LASTS if picture else CAP)).timestamp(),
        )
        return current.ring.seal_note(asdict(note))

    def _before(self) -> "_Carried | None":
        current = work()
        try:
            carried = _Carried(**current.ring.open_note(request.form.get("carried", "")))
        except (ValueError, TypeError):
            return None
        of_this = (carried.person, carried.purpose) == (self.person_id.hex, self.purpose.value)
        is_newest = carried.tap == self.tally.read(current.connection).taps
        return carried if of_this and is_newest and current.now.timestamp() < carried.until else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Carried:
    """Which tap a form is for, and the picture that was tapped before it."""

    person: str
    purpose: str
    tap: int
    picture: str
    until: float


def has_pictures(person_id: UUID) -> bool:
    """Tell whether the person can show it is them: without two pictures, nothing at this screen is theirs alone."""
    current = work()
    card = cards.card_of(current.connection, current.ring, person_id, current.now)
    return card is not None and card.usable and not card.is_new
