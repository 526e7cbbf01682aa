"""A visit: a helper sits beside a person for a while, with what the person agreed to and nothing more."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

CAP = timedelta(minutes=45)
"""The longest a visit lasts, whatever happens."""
WAITS = timedelta(minutes=5)
"""How long a code waits for the helper."""
READS = timedelta(minutes=10)
"""How long the person has to read and say yes, once a helper typed a code that staff gave."""
MOST_WRONG = 5
"""Wrong gestures of two pictures in a row in one visit: then it can neither send nor be left alone any more."""
_BACKWARDS = timedelta(minutes=1)


class Began(StrEnum):
    """The person's own act that a visit began with."""

    CARD = "card"
    """They held their card at the helper's screen."""
    PHONE = "phone"
    """They said yes on their own phone."""
    STAFF = "staff"
    """They had no card: staff knew them at the desk and opened this one visit, and they said yes on the screen."""


class Ended(StrEnum):
    """How a visit came to its end."""

    BY_PERSON = "by-person"
    BY_HELPER = "by-helper"
    BY_TIME = "by-time"
    BY_ANOTHER = "by-another"
    """The person began another visit: one at a time."""
    BY_STAFF = "by-staff"
    """The helper's account or the kiosk was closed, or the person got a new card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit, as far as a rule must know it."""

    id: UUID
    person_id: UUID
    helper_id: UUID
    began_at: datetime
    until: datetime
    ended_at: datetime | None = None
    alone: bool = False
    """The person is alone at the screen for a moment: the helper sees and does nothing."""

    def is_live(self, now: datetime) -> bool:
        """Tell whether the helper may go on: not ended, not over, and the clock did not run backwards."""
        return self.ended_at is None and self.began_at - _BACKWARDS <= now < self.until

    def lets_helper_act(self, now: datetime) -> bool:
        """Tell whether the helper sees and types now."""
        return self.is_live(now) and not self.alone
