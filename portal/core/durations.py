"""How long something took, in the person's own numbers: understood as said, never judged."""

import re

from portal.core.typed import Typed, first, latin_digits
from portal.core.understanding import Unclear
from portal.core.words import say

WRITE_NUMBERS = say("Write how long with numbers, like 3 hours and 20 minutes.")
_HOUR = 60
_H = r"(?:h|heures?|hours?|ساعات|ساعة)"
_M = r"(?:m|mn|min|minutes?|دقائق|دقيقة)"
_HOURS = re.compile(rf"(?P<hours>\d{{1,4}})(?:[.,](?P<tenths>\d))?\s*(?P<unit>{_H}?)", re.IGNORECASE)
_MINUTES = re.compile(rf"(?P<minutes>\d{{1,4}})\s*(?P<unit>{_M}?)", re.IGNORECASE)
_BOTH = re.compile(
    rf"(?P<hours>\d{{1,4}})\s*(?:{_H}|:)\s*(?:et|and|و)?\s*(?P<minutes>\d{{1,2}})\s*{_M}?", re.IGNORECASE
)


def minutes_in(typed: Typed) -> int:
    """Return the minutes meant by the fields ``hours`` and ``minutes``, or raise :class:`Unclear`.

    The person is believed: any number is taken as said, in whichever field it stands with its unit. Only what is no
    number is asked again.
    """
    hours, minutes = (latin_digits(first(typed, name)).replace("٫", ".").strip() for name in ("hours", "minutes"))
    if not hours and not minutes:
        raise Unclear(WRITE_NUMBERS)
    return _time_in(hours, bare=_HOURS) + _time_in(minutes, bare=_MINUTES)


def _time_in(text: str, *, bare: re.Pattern[str]) -> int:
    """Return the minutes of one field; a number alone counts as the field is called."""
    if not text:
        return 0
    for pattern in (_BOTH, _HOURS, _MINUTES):
        found = pattern.fullmatch(text)
        if found and (pattern in {_BOTH, bare} or found["unit"]):
            told = found.groupdict()
            hours, tenths, minutes = (int(told.get(name) or 0) for name in ("hours", "tenths", "minutes"))
            return hours * _HOUR + tenths * _HOUR // 10 + minutes
    raise Unclear(WRITE_NUMBERS)
