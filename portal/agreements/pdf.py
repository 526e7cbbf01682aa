"""An agreement on paper: big letters and pictures, who does what until when, on as many pages as it needs."""

from dataclasses import asdict, dataclass
from pathlib import Path

from portal.web.pdf import BUILT, Direction, Said, drawing, render_pdf

TEMPLATE = Path(__file__).parent / "documents" / "agreed.typ"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedLine:
    """One line."""

    picture: str
    phrase: str
    """In the language of the paper, or nothing."""
    words: Said | None
    """Free words, in the language they were written in."""
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedGroup:
    """What one of them, or both, do."""

    title: str
    lines: tuple[AgreedLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedSheet:
    """What the paper says. Dates are already worded, words already translated."""

    language: str
    direction: Direction
    portal: str
    title: str
    notes: tuple[str, ...]
    """Who wrote it and when, and what it is not."""
    groups: tuple[AgreedGroup, ...]
    next_title: str = ""
    next: str = ""
    """When they meet next, if they do."""
    end: tuple[str, ...] = ()
    """Where to go or call."""


def agreed_pdf(sheet: AgreedSheet, *, built: Path = BUILT) -> bytes:
    """Return the agreement as a tagged PDF."""
    names = {line.picture for group in sheet.groups for line in group.lines} | {"appointment"}
    drawings = {name: drawing(name, built=built) for name in sorted(names)}
    return render_pdf(TEMPLATE, asdict(sheet) | {"drawings": drawings}, fonts=built / "fonts")
