"""Ceilings on reading: the likeliest thief holds a valid account of staff, so an account opens no more than people do.

A day of interviews is some ten people. Whoever opens many more in an hour is stopped, and the manager is told; nothing
is lost by it but a moment, and nobody is suspected: the manager opens the account again with a word.

Whom a counsellor is about to meet is expected, and counts for nobody: a whole week of days can be printed on a Monday.
That is no way round, for whoever plans interviews with everybody to print them:

- An interview that was planned or moved within the last day, by whom and however it may be, lets nobody be expected:
  its person is told at once, and has a day to say that they know nothing of it.
- Of one day of one counsellor, no more people are expected than such a day can hold, by the time they come.
- Planning by hand counts like opening, and so do the signs of a list, where they are of people who are not expected. A
  list never fills more than half of the ceiling: whoever is left is in it without signs, until they are opened.

Who reads one person again and again writes that person's journal full, until one reading drowns among many: so an
account that leaves more lines about one person in an hour than any interview does is stopped alike, expected or not.

A calendar that is taken in counts for nothing, since it shows nothing of anybody, and frees nobody until the next day.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from portal.core.calendar import today

HOUR = timedelta(hours=1)
AHEAD = timedelta(days=14)
"""How far the list of one's days goes: who comes then is expected."""
STANDS = timedelta(days=1)
"""How long an interview is as it is before it lets somebody be expected."""
MOST_A_DAY = 16
"""How many people a day of interviews holds."""
MOST_TRIES = 10
"""How often an hour one account may ask for the dossier of somebody whom a colleague accompanies, found or not."""


class Stopped(Exception):
    """An account went over a ceiling: what it asked for is not opened, and it opens nothing more."""

    def __init__(self, staff_id: UUID) -> None:
        super().__init__("an account went over its ceiling")
        self.staff_id = staff_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One interview of the coming days, from outside."""

    person_id: UUID
    counsellor_id: UUID
    at: datetime
    changed_at: datetime | None
    """When somebody planned or moved it; none from before an agency used these pages."""


def expected(coming: Iterable[Meeting], now: datetime) -> frozenset[UUID]:
    """Return who is expected, of the meetings of the coming days in the order of their time: see above."""
    days: dict[tuple[UUID, date], set[UUID]] = defaultdict(set)
    for one in coming:
        its_day = days[one.counsellor_id, today(one.at)]
        stands = one.changed_at is None or one.changed_at <= now - STANDS
        if stands and len(its_day) < MOST_A_DAY:
            its_day.add(one.person_id)
    return frozenset(person_id for its_day in days.values() for person_id in its_day)


def goes_over(lately: Collection[UUID], person_id: UUID, most: int) -> bool:
    """Tell whether opening one more person goes over: somebody opened within the hour can be opened again."""
    return person_id not in lately and len(lately) >= most
