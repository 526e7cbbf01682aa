"""Interviews: when a person and their counsellor meet, how, and what became of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from portal.core.calendar import midnight


class Way(StrEnum):
    """How two people meet."""

    ON_SITE = "on-site"
    PHONE = "phone"
    VIDEO = "video"


class Status(StrEnum):
    """What became of an interview. Nothing tells why: excused and absent are one."""

    PLANNED = "planned"
    """Also after it was moved."""
    CANCELLED = "cancelled"
    HELD = "held"
    NOT_HELD = "not-held"
    """It did not take place. No reason is asked, and none is kept."""


MEETS = frozenset({Status.PLANNED, Status.HELD})
"""What counts as meeting: nobody must tell the portal that an interview took place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """When two people meet, and how. ``place`` is empty where it is the agency, or nothing needs to be said."""

    at: datetime
    lasts: int = 30
    """In minutes."""
    way: Way = Way.ON_SITE
    place: str = ""


_FROM = MappingProxyType(
    {
        Status.PLANNED: frozenset({Status.PLANNED, Status.CANCELLED}),
        Status.CANCELLED: frozenset({Status.PLANNED}),
        Status.HELD: frozenset({Status.PLANNED, Status.NOT_HELD}),
        Status.NOT_HELD: frozenset({Status.PLANNED, Status.HELD}),
    }
)
"""What each status may follow. Said by mistake, held and not held can be taken for the other."""


def may_become(status: Status, before: Status, at: datetime, now: datetime) -> bool:
    """Whether it took place can be said once it has begun; what was cancelled can be planned again."""
    said_too_soon = status in {Status.HELD, Status.NOT_HELD} and at > now
    return before in _FROM[status] and not said_too_soon


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one entry of the agency's calendar says about an interview."""

    plan: Plan
    sequence: int = 0
    """Counts how often the entry was changed (RFC 5545 §3.8.7.4)."""
    cancelled: bool = False


class Outcome(StrEnum):
    """What becomes of one entry of a calendar that is taken in."""

    NEW = "new"
    MOVED = "moved"
    CANCELLED = "cancelled"
    SAME = "same"
    """Nothing to do: it is as it is here, or was changed here by hand since."""
    GONE_BY = "gone-by"
    FAR = "far"


CHANGES = frozenset({Outcome.NEW, Outcome.MOVED, Outcome.CANCELLED})
AHEAD = timedelta(days=366)
"""How far ahead a calendar is taken in."""


def outcome_of(entry: Entry, known: Plan | None, status: Status, said: Entry | None, now: datetime) -> Outcome:
    """Return what becomes of ``entry``. ``known`` is the interview it is about, if there is one, ``status`` how it is.

    What was changed here by hand stands until the calendar says something new: ``said`` is what it said the last time.
    """
    if known is None:
        return _of_unknown(entry, now)
    older = said is not None and entry.sequence < said.sequence
    if older or said == entry or status in {Status.HELD, Status.NOT_HELD}:
        return Outcome.SAME
    if entry.cancelled:
        return Outcome.CANCELLED if status is Status.PLANNED else Outcome.SAME
    if (known, status) == (entry.plan, Status.PLANNED):
        return Outcome.SAME
    return Outcome.MOVED


def _of_unknown(entry: Entry, now: datetime) -> Outcome:
    if entry.cancelled:
        return Outcome.SAME
    if entry.plan.at < midnight(now):
        return Outcome.GONE_BY
    return Outcome.FAR if entry.plan.at > now + AHEAD else Outcome.NEW
