"""The receipt on paper: what a person sent, in their own words, with a code anyone can check."""

from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

import segno

from portal.web.pdf import BUILT, Direction, Said, drawing, render_pdf

TEMPLATE = Path(__file__).parent / "documents" / "receipt.typ"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLine:
    """One answer, under the short words of its question."""

    label: str
    answer: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptSection:
    """The answers about one thing."""

    title: str
    lines: tuple[ReceiptLine, ...]
    picture: str = ""
    """The name of a picture, if any."""
    note: str = ""
    """A sentence to read with these answers, like the one that says that wishes are not a contract."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptSheet:
    """What the paper says about one sending. Dates are already worded, words already translated."""

    language: str
    direction: Direction
    portal: str
    name: Said | None
    """What the person asked to be called, if they said it."""
    agency: str
    sent_at: str
    """Like “lundi 23 novembre 2026, 14 h 32”."""
    code: str
    """In short groups, parted by a blank or a hyphen."""
    address: str
    """Where anyone holding the paper can check it."""
    sections: tuple[ReceiptSection, ...]
    notes: tuple[str, ...] = ()
    """Short sentences of advice, like “Keep this paper.”"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptWords:
    """The words of the paper itself, in its language."""

    title: str
    sent: str
    """Above the date: “You sent your answers.”"""
    agency: str
    """Above the name of the agency."""
    code: str
    """Above the code."""
    check: str
    """How to check: “Scan the square, or open this address.”"""
    square: str
    """What a screen reader says in place of the square."""
    told: str
    """Above the answers: “What you told”."""


def receipt_pdf(receipt: ReceiptSheet, words: ReceiptWords, *, built: Path = BUILT) -> bytes:
    """Return the receipt as a tagged PDF, on as many pages as the answers need."""
    sheet = asdict(receipt)
    for section in sheet["sections"]:
        section["drawing"] = drawing(section.pop("picture"), built=built)
    sheet |= {"words": asdict(words), "square": _square(receipt.address)}
    return render_pdf(TEMPLATE, sheet, fonts=built / "fonts")


def _square(address: str) -> bytes:
    """Return the QR code of ``address`` as SVG; level M still reads after a fold or a stain."""
    kept = BytesIO()
    segno.make(address, error="m", micro=False).save(kept, kind="svg", border=0, xmldecl=False)
    return kept.getvalue()
