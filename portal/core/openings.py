"""Opening the dossier of somebody whom a colleague accompanies: why, for how long, and that the person sees it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Self

from portal.core.calendar import midnight
from portal.core.words import Words, say


class Reason(StrEnum):
    """Why somebody opens it: one of these, and a few words."""

    IS_HERE = "is-here"
    CALLED = "called"
    INTERVIEW = "interview"
    ASKED = "asked"
    OTHER = "other"


REASONS = MappingProxyType(
    {
        Reason.IS_HERE: say("The person is here, and their counsellor is not."),
        Reason.CALLED: say("The person calls, and their counsellor is away."),
        Reason.INTERVIEW: say("I hold the interview for a colleague."),
        Reason.ASKED: say("The person asked me to."),
        Reason.OTHER: say("Another reason, which I write below."),
    }
)
"""As the counsellor chooses it, and as the manager reads it."""
TOLD: MappingProxyType[Reason, Words] = MappingProxyType(
    {
        Reason.IS_HERE: say("You were there, and your counsellor was not."),
        Reason.CALLED: say("You called, and your counsellor was away."),
        Reason.INTERVIEW: say("They held your interview for your counsellor."),
        Reason.ASKED: say("You asked them to."),
        Reason.OTHER: say("Another reason."),
    }
)
"""The same, as the person reads it."""
LONGEST_WORDS = 300
"""In letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """The reason, as it is told to the person: who opened their dossier, and why."""

    by: str
    """The name of the counsellor."""
    reason: Reason
    words: str
    language: str
    """The language of the page they were written on."""

    def packed(self) -> dict[str, Any]:
        """Return what is sealed."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def unpacked(cls, packed: Any) -> Self:
        """Return what was sealed."""
        return cls(**{**packed, "reason": Reason(packed["reason"])})


def lasts_until(now: datetime) -> datetime:
    """Return when an opening ends: at the next midnight in Paris."""
    return midnight(midnight(now) + timedelta(hours=36))
