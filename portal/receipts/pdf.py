"""The receipt on paper: what a person sent, in their own words, with a code anyone can check."""

from dataclasses import asdict, dataclass
from pathlib import Path

from portal.receipts.square import square
from portal.web.pdf import BUILT, Direction, Said, drawing, render_pdf

TEMPLATE = Path(__file__).parent / "documents" / "receipt.typ"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLine:
    """One thing that was said, under the short words of its question."""

    label: Said
    answer: Said
    typed: Said | None = None
    """That it was typed with a helper, if it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPart:
    """What was said about one thing."""

    title: Said
    lines: tuple[ReceiptLine, ...]
    picture: str = ""
    """The name of a picture, if any."""
    note: Said | None = None
    """A sentence to read with these lines, like the one that says that wishes are not a contract."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptSheet:
    """What the paper says about one sending. Dates are already worded, words already translated."""

    language: str
    direction: Direction
    portal: str
    about: str
    """What kind of thing was sent, like “My week”."""
    agency: str
    sent_at: str
    """Like “lundi 23 novembre 2026, 14 h 32”."""
    code: str
    """In short groups, parted by a blank."""
    address: str
    """Where anyone holding the paper can check it."""
    parts: tuple[ReceiptPart, ...]
    notes: tuple[str, ...] = ()
    """Short sentences of advice, like “Keep this paper.”"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptWords:
    """The words of the paper itself, in its language."""

    title: str
    about: str
    """Above the kind of thing that was sent."""
    sent: str
    """Above the day and the time."""
    agency: str
    """Above the name of the agency."""
    code: str
    """Above the code."""
    check: str
    """How to check: “Scan the square, or open this address.”"""
    square: str
    """What a screen reader says in place of the square."""
    told: str
    """Above what was said: “What you told”."""


def receipt_pdf(receipt: ReceiptSheet, words: ReceiptWords, *, built: Path = BUILT) -> bytes:
    """Return the receipt as a tagged PDF, on as many pages as the answers need."""
    sheet = asdict(receipt)
    for part in sheet["parts"]:
        part["drawing"] = drawing(part.pop("picture"), built=built)
    sheet |= {"words": asdict(words), "square": square(receipt.address).encode()}
    return render_pdf(TEMPLATE, sheet, fonts=built / "fonts")
