"""My weeks on paper: what a person declared, each week under its days, on as many pages as they need."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from portal.web.pdf import BUILT, Direction, Said, drawing, forget_papers, render_pdf

TEMPLATE = Path(__file__).parent / "documents" / "weeks.typ"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedThing:
    """One thing done, or that nothing could be done."""

    title: str
    picture: str
    """The name of a picture."""
    facts: tuple[str, ...] = ()
    """How long, on which days; or why not."""
    words: Said | None = None
    """The person's own words, in their language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedWeek:
    """One week, as it was declared last."""

    dates: str
    sent: str
    """When it was sent, and the code of its receipt, in sentences."""
    things: tuple[PrintedThing, ...]
    sum: str = ""
    """The person's own sum, said to be for them alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeksSheet:
    """What the paper says. Dates are already worded, words already translated."""

    language: str
    direction: Direction
    portal: str
    title: str
    foot: str = ""
    """At the foot of every page, where one that is alone must be known for what it is."""
    notes: tuple[str, ...]
    """Short sentences about this paper, before the weeks."""
    weeks: tuple[PrintedWeek, ...]
    end: str = ""
    """After the weeks, if there is more to say."""


def weeks_pdf(sheet: WeeksSheet, *, built: Path = BUILT) -> bytes:
    """Return the weeks as a tagged PDF. Each picture is drawn once, however often it is shown."""
    drawings = {name: drawing(name, built=built) for name in sorted(set(_pictures(sheet)))}
    paper = render_pdf(TEMPLATE, asdict(sheet) | {"drawings": drawings}, fonts=built / "fonts")
    forget_papers(fonts=built / "fonts")
    return paper


def _pictures(sheet: WeeksSheet) -> Iterator[str]:
    return (thing.picture for week in sheet.weeks for thing in week.things)
