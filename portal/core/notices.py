"""The gentle reminder: once a week, on the day and at the hour somebody chose, by the way they chose."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Self, assert_never

from portal.core.answers import Phone
from portal.core.calendar import PARIS
from portal.core.typed import latin_digits
from portal.core.understanding import Unclear, understand
from portal.core.words import say

HOURS = (9, 12, 15, 18)
"""The hours on offer: never at night, and never at an hour that a change of the clocks takes away or gives twice."""
DAYS = range(7)
"""Monday is 0."""
REMINDER = "reminder"
NEWS = "news"
"""What a notice is about: the weekly reminder, or that something new waits; what it is, no message tells."""
QUIET = timedelta(hours=20)
"""However much is new, it is told once a day."""
_WEEK = 7
_LONGEST = 254
"""Source: RFC 5321 §4.5.3.1.3, less the brackets."""
_EMAIL = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}",
    re.IGNORECASE | re.ASCII,
)

EMAIL_UNCLEAR = say("Write only the e-mail, like %(example)s.")
_AN_EMAIL = "nom@example.fr"


class Channel(StrEnum):
    """By which way a notice goes."""

    EMAIL = "email"
    PHONE = "phone"


class State(StrEnum):
    """Where a notice stands. It only goes forward: one that was claimed is never sent again."""

    WAITING = "waiting"
    GOING = "going"
    """Claimed by one run. If that run was killed, nobody knows whether it left: losing one is better than two."""
    GONE = "gone"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """Once a week, on this day, at this hour of Paris."""

    weekday: int
    hour: int

    def __post_init__(self) -> None:
        """Refuse what is not on offer."""
        if self.weekday not in DAYS or self.hour not in HOURS:
            message = f"no reminder is sent on day {self.weekday} at {self.hour}"
            raise ValueError(message)

    @classmethod
    def of(cls, moment: datetime) -> Self:
        """Return the rhythm that has a reminder at ``moment``."""
        local = moment.astimezone(PARIS)
        return cls(weekday=local.weekday(), hour=local.hour)

    def next_time(self, after: datetime) -> datetime:
        """Return the first moment of this rhythm later than ``after``, in UTC."""
        today = after.astimezone(PARIS).date()
        day = today + timedelta(days=(self.weekday - today.weekday()) % _WEEK)
        moments = (datetime.combine(one, time(self.hour), PARIS) for one in (day, day + timedelta(days=_WEEK)))
        return next(moment.astimezone(UTC) for moment in moments if moment.astimezone(UTC) > after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How somebody wants to be reached, in which language."""

    channel: Channel
    address: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder(Way):
    """What somebody asked for: when, by which way, in which language."""

    rhythm: Rhythm

    @property
    def masked(self) -> str:
        """The address for their own page: they know it again, and nobody who looks on can write it down."""
        match self.channel:
            case Channel.EMAIL:
                name, _, place = self.address.partition("@")
                return f"{name[0]}…@{place[0]}….{place.rpartition('.')[2]}"
            case Channel.PHONE:
                return f"… {self.address[-2:]}"
            case _:
                assert_never(self.channel)


def understand_address(channel: Channel, typed: str) -> str:
    """Return the address that ``typed`` means, or raise :class:`~portal.core.understanding.Unclear`."""
    match channel:
        case Channel.EMAIL:
            address = latin_digits("".join(typed.split())).removeprefix("mailto:")
            if not is_email(address):
                raise Unclear(EMAIL_UNCLEAR, example=_AN_EMAIL)
            return address
        case Channel.PHONE:
            return str(understand(Phone(), {"answer": [typed]}))
        case _:
            assert_never(channel)


def is_email(text: str) -> bool:
    """Tell whether ``text`` is one address and nothing else, so that it can stand in the head of a message."""
    return len(text) <= _LONGEST and _EMAIL.fullmatch(text) is not None
