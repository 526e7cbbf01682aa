"""The brief on paper: one A4 page to read in a minute before an interview, with room to write."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from portal.web.pdf import BUILT, Direction, Said, render_pdf

TEMPLATE = Path(__file__).parent / "documents" / "brief.typ"


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefLine:
    """One answer, under the short words of its question."""

    label: str
    answer: Said
    translated: Said | None = None
    """The same in French, in the person's own words, where they gave it."""
    typed: str = ""
    """That it was typed with a helper, in words, if it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefChange:
    """One answer that is not what it was the last time."""

    label: str
    before: Said | None
    """Nothing, when it is told for the first time."""
    now: Said
    typed: str = ""
    """When it was said, in words, and that it was typed with a helper, if it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefSection:
    """Some answers about one thing."""

    title: str
    lines: tuple[BriefLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefWords:
    """The words of the paper itself, in the counsellor's language."""

    title: str
    """“Before the interview”: never the person's name, since readers and tabs show it."""
    changed: str
    """“Changed since the last time”."""
    before: str
    """Before what was said the last time: “before”."""
    now: str
    """Before what is said today: “now”."""
    steps: str
    """“Already tried”."""
    wishes: str
    """“Wishes, not a contract”."""
    hopes: str
    """Beside priority, goal and help wanted: “Asks for”."""
    question: str
    """“Asks you”."""
    notes: str
    """In the corner of the room to write: “Notes”."""
    rest: str
    """Printed only where answers had to be shortened: “The rest is on screen: …”, with the address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefSheet:
    """What the page says about one person. What is empty leaves no mark on it."""

    language: str
    direction: Direction
    portal: str
    name: Said
    when: str
    """Like “lundi 23 novembre 2026, 14 h 30”, or nothing."""
    facts: tuple[BriefLine, ...]
    """Language, interpreter, comes with someone."""
    private: str
    """The whole sentence about talking in private, or nothing."""
    changes: tuple[BriefChange, ...]
    steps: tuple[BriefLine, ...]
    """At most three are printed, one line each."""
    wishes: tuple[BriefLine, ...]
    """Job, zone, contract, hours."""
    hopes: tuple[BriefLine, ...]
    """Priority, goal, help wanted."""
    question: Said | None
    """What the person asks, word for word."""
    question_translated: Said | None = None
    """The same in French, in the person's own words, where they gave it."""
    question_typed: str = ""
    """That it was typed with a helper, in words, if it was."""
    others: tuple[BriefSection, ...]
    words: BriefWords


def briefs_pdf(briefs: Sequence[BriefSheet], *, built: Path = BUILT) -> bytes:
    """Return briefs as one tagged PDF, exactly one page each.

    The letters become smaller before anything is cut, down to 9 points; then long answers are
    shortened, the person's own asking last, and the paper says where the rest is.
    """
    first = briefs[0]
    shared = {"language": first.language, "direction": first.direction}
    return render_pdf(TEMPLATE, shared | {"sheets": [asdict(brief) for brief in briefs]}, fonts=built / "fonts")
