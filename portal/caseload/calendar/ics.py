"""A calendar as an ICS file (iCalendar, RFC 5545): each entry with its moments, whatever time zone it is written in."""

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo, available_timezones

from icalendar import Event
from icalendar.prop import vBroken
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from portal.caseload.calendar.blocks import Block, blocks, is_taken_back
from portal.caseload.calendar.file import MOST_LINES
from portal.caseload.calendar.line import (
    LASTS_NOTHING,
    LASTS_TOO_LONG,
    LINE_UNCLEAR,
    LONGEST,
    NO_DAY,
    TOO_LONG_A_LINE,
    Line,
    planned,
)
from portal.caseload.calendar.repeating import MOST_MOMENTS, REPEATS_STRANGELY, TOO_OFTEN, moments
from portal.core.calendar import PARIS
from portal.core.interviews import Entry
from portal.core.typed import tidy
from portal.core.understanding import Unclear
from portal.core.words import say

NO_HOUR = say("It is for the whole day: there is no hour.")
NO_SUCH_ZONE = say("We do not know its time zone.")
NO_NAME = say("The calendar gives it no name (UID).")
MOST_REPEATED = 200
TOO_MANY_REPEATED = say("Too many entries of this file come again and again. Take fewer.")
Properties: TypeAlias = Any
"""What icalendar reads of an entry: each of its values has one of thirty kinds."""
_USUAL = timedelta(minutes=30)
_MOST_CHANGES = 2**31
_YEARS = range(1900, 3000)
"""Of a calendar. Beyond them lie the ends of what a clock can say, where no time zone is left to count in."""
_ONCE = ("DTSTART", "DTEND", "DURATION", "UID", "SEQUENCE", "STATUS", "SUMMARY", "LOCATION", "RECURRENCE-ID")
_ZONES = available_timezones()
_OWN_ZONE = re.compile(";TZID=", re.IGNORECASE)
_ZONE = "X-ZONE"
"""Under this name icalendar leaves a time zone as it is written: it would guess, and remember zones of other files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """One entry as icalendar understands it."""

    number: int
    event: Properties
    names: tuple[str, ...]
    uid: str
    start: datetime
    lasts: timedelta
    cancelled: bool
    which: datetime | None
    """Which moment of an entry that comes again this one replaces."""

    @property
    def repeats(self) -> bool:
        """Whether it comes again."""
        return "RRULE" in self.event or "RDATE" in self.event


def lines_of_ics(text: str, now: datetime) -> Iterator[Line]:
    """Go through the entries of a file, each of their moments for itself. Of one said twice, the newest word counts."""
    read: dict[tuple[str, datetime | None], _Read] = {}
    cancelled = is_taken_back(text)
    for block in blocks(text):
        try:
            one = _read(block, cancelled=cancelled)
        except Unclear as unclear:
            about = block.broken or block.too_long or block.number
            yield Line(number=block.number, problem=unclear.words, about=about, names=_names_of(block))
            continue
        before = read.get((one.uid, one.which))
        if before is None or _sequence(one.event) >= _sequence(before.event):
            read[one.uid, one.which] = one
    repeated = [one for one in read.values() if one.repeats]
    if repeated[MOST_REPEATED:]:
        raise Unclear(TOO_MANY_REPEATED)
    found: list[Line] = []
    for one in read.values():
        lines = [*_lines(one, read.keys(), now)]
        if one.repeats and [*chain(found, lines)][MOST_LINES:]:
            lines = [Line(number=one.number, names=one.names, problem=TOO_OFTEN)]
        found += lines
    yield from found


def _names_of(block: Block) -> tuple[str, ...]:
    titles = (line.partition(":")[2] for line in block.lines if line.upper().startswith("SUMMARY"))
    return tuple(tidy(title) for title in titles)


def _read(block: Block, *, cancelled: bool) -> _Read:
    if block.broken or block.too_long:
        raise Unclear(LINE_UNCLEAR if block.broken else TOO_LONG_A_LINE)
    event = _event(block)
    start = _moment(event.get("DTSTART"))
    uid = tidy(str(event.get("UID", "")))
    if not uid:
        raise Unclear(NO_NAME)
    return _Read(
        number=block.number,
        event=event,
        names=_names(event),
        uid=uid,
        start=start,
        lasts=_lasting(event, start),
        cancelled=cancelled or str(event.get("STATUS", "")).upper() == "CANCELLED",
        which=_moment(event["RECURRENCE-ID"]).astimezone(UTC) if "RECURRENCE-ID" in event else None,
    )


def _event(block: Block) -> Properties:
    lines = (_OWN_ZONE.sub(rf";{_ZONE}=", line, count=1) for line in block.lines)
    try:
        event = Event.from_ical("\r\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT", "")))
    except (ValueError, KeyError, IndexError):
        raise Unclear(LINE_UNCLEAR) from None
    told = [one for value in event.values() for one in (value if isinstance(value, list) else [value])]
    twice = any(isinstance(event.get(name), list) for name in _ONCE)
    if event.errors or twice or any(isinstance(one, vBroken) for one in told):
        raise Unclear(LINE_UNCLEAR)
    return event


def _names(event: Properties) -> tuple[str, ...]:
    """Return what may name the person: the title, then who is invited."""
    invited = event.get("ATTENDEE", [])
    people = invited if isinstance(invited, list) else [invited]
    told = (str(event.get("SUMMARY", "")), *(str(one.params.get("CN", "")) for one in people))
    return tuple(name for name in map(tidy, told) if name)


def _moment(value: Any) -> datetime:
    """Return a moment with its time zone; one without is of Paris (RFC 5545 §3.3.5, form 1)."""
    if value is None:
        raise Unclear(NO_DAY)
    at = value.dt
    if not isinstance(at, datetime):
        raise Unclear(NO_HOUR)
    return _in_its_zone(at, value)


def _in_its_zone(at: datetime, value: Any) -> datetime:
    """Return a moment with the time zone that stands beside it."""
    if at.year not in _YEARS:
        raise Unclear(LINE_UNCLEAR)
    zone = value.params.get(_ZONE)
    if zone is None:
        return at if at.tzinfo else at.replace(tzinfo=PARIS)
    return at.replace(tzinfo=_zone(str(zone)))


def _zone(name: str) -> ZoneInfo:
    """Return a time zone by its name, that of Windows too; some programs write a path before it."""
    found = next((tail for tail in (WINDOWS_TO_OLSON.get(name, ""), *_tails(name)) if tail in _ZONES), None)
    if found is None:
        raise Unclear(NO_SUCH_ZONE)
    return ZoneInfo(found)


def _tails(path: str) -> Iterator[str]:
    """Go through a path and what follows each of its steps."""
    while path:
        yield path
        path = path.partition("/")[2]


def _lasting(event: Properties, start: datetime) -> timedelta:
    if "DTEND" in event:
        return _moment(event["DTEND"]).astimezone(UTC) - start.astimezone(UTC)
    lasts = event["DURATION"].dt if "DURATION" in event else _USUAL
    if not isinstance(lasts, timedelta):
        raise Unclear(LINE_UNCLEAR)
    if not timedelta() < lasts <= LONGEST:
        raise Unclear(LASTS_TOO_LONG if lasts > LONGEST else LASTS_NOTHING)
    return lasts


def _sequence(event: Properties) -> int:
    sequence = int(event.get("SEQUENCE", 0))
    return sequence if 0 <= sequence < _MOST_CHANGES else 0


def _lines(one: _Read, replaced: AbstractSet[tuple[str, datetime | None]], now: datetime) -> Iterator[Line]:
    """Go through what an entry says: once, or once for each of its moments that no other entry replaces."""
    if one.which is not None or not one.repeats:
        yield _line(one, one.start, one.which, cancelled=one.cancelled)
        return
    try:
        found, left_out = _moments_of(one, now)
    except Unclear as unclear:
        yield Line(number=one.number, names=one.names, problem=unclear.words)
        return
    for which, at in found.items():
        if (one.uid, which) not in replaced:
            yield _line(one, at, which, cancelled=one.cancelled or which in left_out)


def _moments_of(one: _Read, now: datetime) -> tuple[Mapping[datetime, datetime], AbstractSet[datetime]]:
    """Return the moments of an entry that comes again, each under its name in UTC, and which of them are left out."""
    left_out = {at.astimezone(UTC) for at in _dates(one, "EXDATE")}
    found = {at.astimezone(UTC): at for at in (*_repeated(one, now), *_dates(one, "RDATE"))}
    found |= {at: at for at in left_out}
    if [*found][MOST_MOMENTS:]:
        raise Unclear(TOO_OFTEN)
    return found, left_out


def _repeated(one: _Read, now: datetime) -> Iterator[datetime]:
    rule = one.event.get("RRULE", [])
    if isinstance(rule, list):
        if rule:
            raise Unclear(REPEATS_STRANGELY)
        return iter([one.start])
    return moments(rule, one.start, now)


def _dates(one: _Read, name: str) -> list[datetime]:
    told = one.event.get(name, [])
    found = []
    for value in told if isinstance(told, list) else [told]:
        for moment in value.dts:
            if not isinstance(moment.dt, datetime):
                raise Unclear(REPEATS_STRANGELY)
            found.append(_in_its_zone(moment.dt, value))
    return found


def _line(one: _Read, at: datetime, which: date | None, *, cancelled: bool) -> Line:
    begins = at.astimezone(UTC)
    try:
        plan = planned(begins, begins + one.lasts, str(one.event.get("LOCATION", "")), " ".join(one.names[:1]))
    except Unclear as unclear:
        return Line(number=one.number, names=one.names, problem=unclear.words)
    entry = Entry(plan=plan, sequence=_sequence(one.event), cancelled=cancelled)
    key = f"{one.uid}|{which.isoformat() if which else ''}"
    return Line(number=one.number, names=one.names, entry=entry, key=key)
