"""Days and hours as agencies in France write them, in forms and in files."""

import re
from datetime import UTC, date, datetime, time

from portal.core.calendar import PARIS
from portal.core.typed import latin_digits, tidy
from portal.core.understanding import Unclear
from portal.core.words import say

DAY_UNCLEAR = say("Write the day with numbers, like 23/11/2026.")
HOUR_UNCLEAR = say("Write the hour like 14:30 or 14h30.")
NO_SUCH_HOUR = say("That hour does not exist on that day: the clocks change.")

_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})")
_HOUR = re.compile(r"(\d{1,2}) ?(?:[:hH.] ?(\d{2})?(?::\d{2})?)")
_CENTURY = 100


def day_in(text: str) -> date:
    """Return the day that is written, the day before the month; raise :class:`Unclear`."""
    text = latin_digits(tidy(text))
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, found.groups())
    else:
        raise Unclear(DAY_UNCLEAR)
    try:
        return date(year + 2000 if year < _CENTURY else year, month, day)
    except ValueError:
        raise Unclear(DAY_UNCLEAR) from None


def hour_in(text: str) -> time:
    """Return the time of day that is written, on 24 hours; raise :class:`Unclear`."""
    found = _HOUR.fullmatch(latin_digits(tidy(text)))
    if found is None:
        raise Unclear(HOUR_UNCLEAR)
    try:
        return time(int(found[1]), int(found[2] or 0))
    except ValueError:
        raise Unclear(HOUR_UNCLEAR) from None


def in_paris(day: date, hour: time) -> datetime:
    """Return a moment of people's lives in UTC; an hour that comes twice is the first of the two."""
    try:
        moment = datetime.combine(day, hour, PARIS).astimezone(UTC)
        there_again = moment.astimezone(PARIS)
    except OverflowError:
        raise Unclear(DAY_UNCLEAR) from None
    if there_again.time() != hour:
        raise Unclear(NO_SUCH_HOUR)
    return moment
