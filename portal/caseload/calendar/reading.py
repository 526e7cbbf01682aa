"""A file, read and matched: each of its entries with whose it is and what would become of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias
from uuid import UUID

from portal.caseload.calendar.file import is_ics, text_of
from portal.caseload.calendar.ics import lines_of_ics
from portal.caseload.calendar.line import Line
from portal.caseload.calendar.matching import Roll, Unmatched
from portal.caseload.calendar.table import lines_of_table
from portal.caseload.calendar.unnamed import Before, one_an_hour, places
from portal.core.calendar import PARIS
from portal.core.interviews import Entry, Outcome, Status
from portal.storage.caseload.taking_in import Coming, Shelf
from portal.storage.engine.seal import KeyRing


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One entry of a file, with what would become of it."""

    line: Line
    outcome: Outcome | Unmatched
    coming: Coming | None = None
    """None where it is nobody's, or was not understood."""


class Digest:
    """Names entries of one counsellor's calendar by keyed digests."""

    def __init__(self, ring: KeyRing, counsellor_id: UUID) -> None:
        self._ring, self._counsellor_id = ring, counsellor_id

    def of(self, key: str) -> bytes:
        """Return the digest of an entry by what the calendar calls it."""
        return self._ring.digest("lookup", b"calendar", self._counsellor_id.bytes, key.encode())

    def of_unnamed(self, person_id: UUID, day: date, number: int) -> bytes:
        """Return the digest of an entry without a name: its person, its day, and which of the day it is."""
        return self.of(f"{person_id}|{day:%Y-%m-%d}" + (f"|{number}" if number else ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a file is read with."""

    roll: Roll
    shelf: Shelf
    digest: Digest
    now: datetime


def lines_of(content: bytes, now: datetime) -> list[Line]:
    """Return what a file says, line by line; raise :class:`Unclear` if it is no calendar."""
    text = text_of(content)
    return list(lines_of_ics(text, now) if is_ics(text) else lines_of_table(text))


Hour: TypeAlias = tuple[UUID, datetime]
"""Whose, and when: there is one interview then."""


def found_in(lines: Iterable[Line], desk: Desk) -> list[Found]:
    """Return each line with what would become of it; nothing is kept."""
    read = [(line, desk.roll.whose(line.names) if line.entry else Unmatched.UNCLEAR) for line in lines]
    desk.shelf.read({whose for _line, whose in read if isinstance(whose, UUID)})
    unnamed = _unnamed(read, desk)
    return [_found(line, whose, desk, unnamed) for line, whose in read]


def _found(line: Line, whose: UUID | Unmatched, desk: Desk, unnamed: Mapping[Hour, Coming]) -> Found:
    if line.entry is None or isinstance(whose, Unmatched):
        return Found(line=line, outcome=Unmatched.UNCLEAR if isinstance(whose, UUID) else whose)
    if not desk.shelf.holds(whose):
        return Found(line=line, outcome=Unmatched.NOBODY)
    if line.key:
        coming = Coming(person_id=whose, digest=desk.digest.of(line.key), entry=line.entry)
    else:
        coming = unnamed[whose, line.entry.plan.at]
    if line.entry is not coming.entry:
        return Found(line=line, outcome=Outcome.SAME, coming=coming)
    if desk.shelf.is_somebody_elses(coming):
        return Found(line=line, outcome=Unmatched.OTHER)
    return Found(line=line, outcome=desk.shelf.look(coming), coming=coming)


def _unnamed(read: Iterable[tuple[Line, UUID | Unmatched]], desk: Desk) -> dict[Hour, Coming]:
    """Return what the entries without a name are about: those of one person on one day are looked at together."""
    days: dict[tuple[UUID, date], list[Entry]] = defaultdict(list)
    for line, whose in read:
        if isinstance(whose, UUID) and line.entry and not line.key and desk.shelf.holds(whose):
            days[whose, line.entry.plan.at.astimezone(PARIS).date()].append(line.entry)
    return {
        (whose, at): Coming(person_id=whose, digest=desk.digest.of_unnamed(whose, day, number), entry=entry)
        for (whose, day), entries in days.items()
        for at, (number, entry) in _of_one_day(whose, day, one_an_hour(entries), desk).items()
    }


def _of_one_day(whose: UUID, day: date, entries: Sequence[Entry], desk: Desk) -> dict[datetime, tuple[int, Entry]]:
    theirs = desk.shelf.of(whose)
    came = {one.source.digest: one for one in theirs if one.source and one.source.said}
    numbered = ((number, came.get(desk.digest.of_unnamed(whose, day, number))) for number, _one in enumerate(came))
    known = {number: one for number, one in numbered if one is not None}
    before = [
        Before(
            number=number,
            said=one.source.said.plan.at if one.source and one.source.said else one.at,
            at=one.at,
            may_move=one.status is Status.PLANNED and one.at > desk.now,
        )
        for number, one in known.items()
    ]
    its = {one.id for one in known.values()}
    elsewhere = {one.at for one in theirs if one.status is Status.PLANNED and one.id not in its}
    return places(entries, before, elsewhere)
