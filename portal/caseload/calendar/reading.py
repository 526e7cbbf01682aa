"""A file, read and matched: each of its entries with whose it is and what would become of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.caseload.calendar.file import is_ics, text_of
from portal.caseload.calendar.ics import lines_of_ics
from portal.caseload.calendar.line import Line
from portal.caseload.calendar.matching import Roll, Unmatched
from portal.caseload.calendar.table import lines_of_table
from portal.core.calendar import PARIS
from portal.core.interviews import Outcome
from portal.storage.seal import KeyRing
from portal.storage.taking_in import Coming, Shelf


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

    def of(self, person_id: UUID, line: Line) -> bytes:
        """Return the digest of an entry: where the file gives it no name, its person and its day are one."""
        key = line.key
        if not key and line.entry is not None:
            key = f"{person_id}|{line.entry.plan.at.astimezone(PARIS):%Y-%m-%d}"
        return self._ring.digest("lookup", b"calendar", self._counsellor_id.bytes, key.encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a file is read with."""

    roll: Roll
    shelf: Shelf
    digest: Digest
    before: Mapping[bytes, UUID]
    """Whose interview each entry became before."""


def lines_of(content: bytes, now: datetime) -> list[Line]:
    """Return what a file says, line by line; raise :class:`Unclear` if it is no calendar."""
    text = text_of(content)
    return list(lines_of_ics(text, now) if is_ics(text) else lines_of_table(text))


def found_in(lines: Iterable[Line], desk: Desk) -> list[Found]:
    """Return each line with what would become of it; nothing is kept."""
    return [_found(line, desk) for line in lines]


def _found(line: Line, desk: Desk) -> Found:
    if line.entry is None:
        return Found(line=line, outcome=Unmatched.UNCLEAR)
    whose = desk.roll.whose(line.names)
    if isinstance(whose, Unmatched):
        return Found(line=line, outcome=whose)
    digest = desk.digest.of(whose, line)
    if desk.before.get(digest, whose) != whose:
        return Found(line=line, outcome=Unmatched.OTHER)
    coming = Coming(person_id=whose, digest=digest, entry=line.entry)
    return Found(line=line, outcome=desk.shelf.look(coming), coming=coming)
