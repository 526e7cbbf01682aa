"""An interview as it is typed by a counsellor, understood; and the words for one."""

from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from portal.core.calendar import PARIS
from portal.core.interviews import Plan, Status, Way
from portal.core.moments import day_in, hour_in, in_paris
from portal.core.typed import Typed, first, number_in
from portal.core.understanding import TOO_LONG, Problem, Unclear
from portal.core.words import say

TO_COME = say("Choose a day and an hour to come.")
HOW_LONG = say("How many minutes")
HOW_LONG_UNCLEAR = say("Write how many minutes it lasts, like 30.")
WHICH_WAY = say("Choose how you meet.")
SHORTEST, LONGEST = 5, 480
"""In minutes."""
LONGEST_PLACE = 120
"""In letters."""
WAYS = MappingProxyType(
    {Way.ON_SITE: say("Face to face"), Way.PHONE: say("By telephone"), Way.VIDEO: say("By video on a screen")}
)
STATUSES = MappingProxyType(
    {
        Status.PLANNED: say("Planned"),
        Status.CANCELLED: say("Cancelled"),
        Status.HELD: say("It took place."),
        Status.NOT_HELD: say("It did not take place."),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What stands in the fields of a form, letter for letter."""

    day: str = ""
    hour: str = ""
    lasts: str = "30"
    """In minutes."""
    way: str = Way.ON_SITE.value
    place: str = ""

    @classmethod
    def of(cls, typed: Typed) -> "Written":
        """Return what a form brought."""
        return cls(**{name: first(typed, name) for name in cls.__dataclass_fields__})

    @classmethod
    def from_plan(cls, plan: Plan) -> "Written":
        """Return an interview as its form shows it."""
        local = plan.at.astimezone(PARIS)
        return cls(
            day=f"{local:%Y-%m-%d}",
            hour=f"{local:%H:%M}",
            lasts=str(plan.lasts),
            way=plan.way.value,
            place=plan.place,
        )


def understood(written: Written, now: datetime) -> Plan | Problem:
    """Return the interview that is meant, or what to look at again."""
    try:
        day = day_in(written.day)
    except Unclear as unclear:
        return Problem(field="day", words=unclear.words)
    try:
        at = in_paris(day, hour_in(written.hour))
    except Unclear as unclear:
        return Problem(field="hour", words=unclear.words)
    if at <= now:
        return Problem(field="day", words=TO_COME)
    return _with_the_rest(at, written)


def _with_the_rest(at: datetime, written: Written) -> Plan | Problem:
    lasts = number_in(written.lasts)
    if not SHORTEST <= lasts <= LONGEST:
        return Problem(field="lasts", words=HOW_LONG_UNCLEAR)
    if written.way not in {way.value for way in Way}:
        return Problem(field="way", words=WHICH_WAY)
    if written.place[LONGEST_PLACE:]:
        return Problem(field="place", words=TOO_LONG, most=LONGEST_PLACE)
    return Plan(at=at, lasts=lasts, way=Way(written.way), place=written.place)
