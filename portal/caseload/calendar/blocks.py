"""An iCalendar file as it stands on its lines: each entry for itself, so that one that is broken spoils no other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from portal.caseload.calendar.line import LONGEST_LINE

_BEGINS = re.compile(r"([A-Za-z0-9-]+)(?=[;:])")
_FOLDED = (" ", "\t")
_OF_USE = frozenset(
    {
        "UID",
        "SEQUENCE",
        "STATUS",
        "SUMMARY",
        "LOCATION",
        "ATTENDEE",
        "DTSTART",
        "DTEND",
        "DURATION",
        "RRULE",
        "RDATE",
        "EXDATE",
        "RECURRENCE-ID",
    }
)
"""Nothing else of an entry is looked at: not its description, not who wrote it."""


@dataclass(slots=True, kw_only=True)
class Block:
    """One entry (``VEVENT``): its lines that are of use, and where it is broken."""

    number: int
    """The line of the file where it begins."""
    lines: list[str] = field(default_factory=list)
    broken: int = 0
    """The line of the file that is no line of a calendar, if there is one."""
    too_long: int = 0
    depth: int = 0
    """How deep inside of it the last line is, in an alarm for example."""


def blocks(text: str) -> Iterator[Block]:
    """Go through the entries of a file; one that never ends is broken at its last line."""
    block: Block | None = None
    number = 0
    for number, line in _unfolded(text):
        said = line.strip().upper()
        if block is None:
            block = Block(number=number) if said == "BEGIN:VEVENT" else None
        elif said == "END:VEVENT":
            yield block
            block = None
        elif said == "BEGIN:VEVENT":
            block.broken = block.broken or number
            yield block
            block = Block(number=number)
        else:
            _take(block, number, line)
    if block is not None:
        block.broken = block.broken or number
        yield block


def is_taken_back(text: str) -> bool:
    """Tell whether the whole file cancels what is in it (RFC 5546: ``METHOD:CANCEL``)."""
    return any(line.strip().upper() == "METHOD:CANCEL" for line in text.splitlines()[:20])


def _take(block: Block, number: int, line: str) -> None:
    name = _BEGINS.match(line)
    if name is None:
        block.broken = block.broken or number
        return
    said = name[1].upper()
    if said in {"BEGIN", "END"}:
        block.depth += 1 if said == "BEGIN" else -1
    elif said in _OF_USE and not block.depth:
        if line[LONGEST_LINE:]:
            block.too_long = block.too_long or number
        else:
            block.lines.append(line)


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Go through the lines with their numbers, those that were folded put together again (RFC 5545 §3.1)."""
    begun, parts = 0, list[str]()
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        if line.startswith(_FOLDED) and parts:
            parts.append(line[1:])
            continue
        if parts:
            yield begun, "".join(parts)
        begun, parts = number, [line] if line.strip() else []
    if parts:
        yield begun, "".join(parts)
