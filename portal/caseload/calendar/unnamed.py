"""Entries to which a calendar gives no name (UID): which interview of the day each of them is.

A counsellor expects, and a table that is taken in does:

- Two hours for one person on one day are two interviews.
- The same hour again is the same line, however often it stands there; where one of them is cancelled and one is not,
  the one that stands counts.
- The same table again changes nothing.
- Another hour than the last time is an interview that moved only where it cannot be two: where one hour of the day is
  new in the table, and one interview of that day, still to come, is in it no more. Everywhere else it is a new one.
- A cancelled line is about the interview at its own hour, and about no other.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count, filterfalse

from portal.core.interviews import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """An interview that an entry without a name became, the last time."""

    number: int
    """Which of the day it is: what it is found by."""
    said: datetime
    """The moment that the calendar said then."""
    at: datetime
    """The moment it has here now: somebody may have moved it by hand."""
    may_move: bool
    """Whether it is planned and to come: what took place or was cancelled is not what another hour is about."""


def one_an_hour(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries of one day that count: of several at one hour, the first that stands."""
    by_hour: dict[datetime, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_hour[entry.plan.at].append(entry)
    return [next((one for one in same if not one.cancelled), same[0]) for same in by_hour.values()]


def places(
    entries: Sequence[Entry], before: Sequence[Before], elsewhere: Collection[datetime]
) -> dict[datetime, tuple[int, Entry]]:
    """Return, for each hour, which interview of the day it is and the entry that counts for it, by the rules above.

    A number that is in no use is a new interview. ``elsewhere`` are the moments of interviews that came from no such
    entry: an entry then is that one. Where an interview was moved by hand to an hour that the table has too, the line
    of the hour it was moved from counts.
    """
    said, now = ({one.said: one.number for one in before}, {one.at: one.number for one in before})
    found = {one.plan.at: said[one.plan.at] for one in entries if one.plan.at in said}
    found |= {one.plan.at: now[one.plan.at] for one in entries if one.plan.at in now and one.plan.at not in found}
    left = [one.number for one in before if one.may_move and one.number not in found.values()]
    new = [one for one in entries if one.plan.at not in found]
    standing, cancelled = ([one.plan.at for one in new if one.cancelled is gone] for gone in (False, True))
    nobody_s = [at for at in standing if at not in elsewhere]
    match left, nobody_s:
        case [number], [at]:
            found[at] = number
        case _:
            pass
    unused = filterfalse({one.number for one in before}.__contains__, count())
    found |= {at: next(unused) for at in (*standing, *cancelled) if at not in found}
    counts = {found[one.plan.at]: one for one in entries}
    counts |= {found[one.plan.at]: one for one in entries if one.plan.at in said}
    return {one.plan.at: (found[one.plan.at], counts[found[one.plan.at]]) for one in entries}
