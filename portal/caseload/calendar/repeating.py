"""An entry that comes again and again: its moments in the next weeks, and never an endless search for them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Any

from dateutil.rrule import rrulestr

from portal.core.calendar import midnight
from portal.core.understanding import Unclear
from portal.core.words import say

AHEAD = timedelta(days=90)
"""How far ahead an entry that comes again is taken in."""
BEGAN = timedelta(days=3 * 366)
"""How long ago it may have begun."""
REPEATS_STRANGELY = say("It comes again in a way we do not know. Plan these by hand.")
BEGAN_TOO_LONG_AGO = say("It comes again since more than 3 years. Plan these by hand.")
_KNOWN = {
    "DAILY": {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"},
    "WEEKLY": {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY"},
    "MONTHLY": {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY"},
}
"""Rules that always find a next day: any other could search until the year 9999 and find none."""
_DAYS = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"}
_WEEKS = ("", "1", "2", "3", "4", "-1")
_MOST = 99


def moments(rule: Any, start: datetime, now: datetime) -> Iterator[datetime]:
    """Go through the moments of a rule (``vRecur``), from today to :data:`AHEAD`, by the clocks of ``start``."""
    if not _is_known(rule):
        raise Unclear(REPEATS_STRANGELY)
    if now - start > BEGAN:
        raise Unclear(BEGAN_TOO_LONG_AGO)
    zone, local = start.tzinfo, start.replace(tzinfo=None)
    told = {**rule, "UNTIL": [_until(until, start) for until in rule.get("UNTIL", ())]}
    text = ";".join(f"{name}={','.join(map(str, values))}" for name, values in told.items() if values)
    horizon = (now + AHEAD).astimezone(zone).replace(tzinfo=None)
    for moment in takewhile(lambda one: one <= horizon, rrulestr(text, dtstart=local)):
        if moment.replace(tzinfo=zone) >= midnight(now):
            yield moment.replace(tzinfo=zone)


def _is_known(rule: Any) -> bool:
    [frequency] = rule.get("FREQ", [""])
    if not set(rule) <= _KNOWN.get(frequency, set()):
        return False
    if not all(1 <= int(count) <= _MOST for count in (*rule.get("INTERVAL", ()), *rule.get("COUNT", ()))):
        return False
    weeks = _WEEKS if frequency == "MONTHLY" else ("",)
    return all(day[-2:] in _DAYS and day[:-2].lstrip("+") in weeks for day in map(str, rule.get("BYDAY", ())))


def _until(until: date, start: datetime) -> str:
    """Return the end of a rule as the clocks of ``start`` show it."""
    if not isinstance(until, datetime):
        return f"{until:%Y%m%dT235959}"
    local = until.astimezone(start.tzinfo) if until.tzinfo else until
    return f"{local:%Y%m%dT%H%M%S}"
