"""The slip of a visit on paper, small and with nothing on it that anybody may not see."""

from dataclasses import asdict, dataclass
from pathlib import Path

from portal.web.pdf import BUILT, Direction, render_pdf

TEMPLATE = Path(__file__).parent / "documents" / "slip.typ"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipRow:
    """One thing the slip says, under what it is."""

    label: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What the slip says. Dates are already worded, words already translated."""

    language: str
    direction: Direction
    portal: str
    title: str
    rows: tuple[SlipRow, ...]
    code: str
    """Above the code of a receipt."""
    codes: tuple[str, ...]
    """Of what was sent in the visit, in short groups."""
    note: str


def slip_pdf(slip: Slip, *, built: Path = BUILT) -> bytes:
    """Return the slip as a tagged PDF of one small page (A6)."""
    return render_pdf(TEMPLATE, asdict(slip), fonts=built / "fonts")
