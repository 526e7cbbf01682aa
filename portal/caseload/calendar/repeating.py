"""An entry that comes again and again: its moments in the next weeks, and never an endless search for them."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from typing import Any

from dateutil.rrule import DAILY, FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, rrule, weekday

from portal.core.calendar import midnight
from portal.core.understanding import Unclear
from portal.core.words import say

AHEAD = timedelta(days=90)
"""How far ahead an entry that comes again is taken in."""
BEGAN = timedelta(days=3 * 366)
"""How long ago it may have begun."""
MOST_MOMENTS = 400
"""Of one entry: each day of :data:`AHEAD`, and most of the days since it began left out by name."""
REPEATS_STRANGELY = say("It comes again in a way we do not know. Plan these by hand.")
BEGAN_TOO_LONG_AGO = say("It comes again since more than 3 years. Plan these by hand.")
TOO_OFTEN = say("It comes again too often. Plan these by hand.")
_FREQUENCIES = {"DAILY": DAILY, "WEEKLY": WEEKLY, "MONTHLY": MONTHLY}
_ONCE = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}
_KNOWN = {"DAILY": _ONCE, "WEEKLY": {*_ONCE, "BYDAY"}, "MONTHLY": {*_ONCE, "BYDAY"}}
"""Rules that always find a next day: any other could search until the year 9999 and find none."""
_DAYS = {"MO": MO, "TU": TU, "WE": WE, "TH": TH, "FR": FR, "SA": SA, "SU": SU}
_WEEKS = {"": None, "1": 1, "2": 2, "3": 3, "4": 4, "-1": -1}
_MOST = 99


def moments(rule: Any, start: datetime, now: datetime) -> Iterator[datetime]:
    """Go through the moments of a rule (``vRecur``), from today to :data:`AHEAD`, by the clocks of ``start``."""
    if not _is_known(rule):
        raise Unclear(REPEATS_STRANGELY)
    if now - start > BEGAN:
        raise Unclear(BEGAN_TOO_LONG_AGO)
    ahead = now + AHEAD
    until = next((_ends(until, start) for until in rule.get("UNTIL", ())), ahead)
    zone, last = start.tzinfo, min(ahead, until)
    if last < start:
        return
    horizon, told = last.astimezone(zone).replace(tzinfo=None), _told(rule)
    for moment in takewhile(lambda one: one <= horizon, rrule(dtstart=start.replace(tzinfo=None), **told)):
        if moment.replace(tzinfo=zone) >= midnight(now):
            yield moment.replace(tzinfo=zone)


def _is_known(rule: Any) -> bool:
    if not {"FREQ"} <= set(rule) <= _KNOWN.get(rule.get("FREQ", [""])[0], set()):
        return False
    if any(rule.get(name, ())[1:] for name in _ONCE) or {"COUNT", "UNTIL"} <= set(rule):
        return False
    if not all(1 <= int(count) <= _MOST for count in (*rule.get("INTERVAL", ()), *rule.get("COUNT", ()))):
        return False
    weeks, days = _WEEKS if rule["FREQ"] == ["MONTHLY"] else {""}, set(map(str, rule.get("BYDAY", ())))
    return all(day[-2:] in _DAYS and day[:-2].lstrip("+") in weeks for day in days)


def _told(rule: Any) -> dict[str, Any]:
    """Return a known rule as ``dateutil`` is told it; its end is looked after here."""
    told: dict[str, Any] = {"freq": _FREQUENCIES[rule["FREQ"][0]]}
    told |= {name.lower(): int(rule[name][0]) for name in ("INTERVAL", "COUNT") if name in rule}
    if "WKST" in rule:
        told["wkst"] = _DAYS[str(rule["WKST"][0])]
    if "BYDAY" in rule:
        told["byweekday"] = [_day(one) for one in dict.fromkeys(map(str, rule["BYDAY"]))]
    return told


def _day(written: str) -> weekday:
    """Return a day of the week, or the one of a week of the month: “MO”, “2MO”, “-1FR”."""
    day, week = _DAYS[written[-2:]], _WEEKS[written[:-2].lstrip("+")]
    return day if week is None else day(week)


def _ends(until: date, start: datetime) -> datetime:
    """Return the end of a rule; one without a time zone is by the clocks of ``start``."""
    if not isinstance(until, datetime):
        return datetime.combine(until, time(23, 59, 59), start.tzinfo)
    return until if until.tzinfo else until.replace(tzinfo=start.tzinfo)
