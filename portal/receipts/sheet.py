"""The paper of one receipt, in the language of the page, with what was sent in the language it was sent in."""

from flask import current_app

from portal.core.receipts import Line, Part, in_groups
from portal.core.words import say
from portal.receipts.kinds import KINDS
from portal.receipts.pdf import ReceiptLine, ReceiptPart, ReceiptSheet, ReceiptWords, receipt_pdf
from portal.storage.answers.receipts import Receipt
from portal.web.language import Language
from portal.web.parts import parts_of
from portal.web.pdf import DAY_AND_TIME, PORTAL, Said

TITLE = say("Your receipt")
ABOUT = say("What you sent")
SENT = say("Day and time")
AGENCY = say("To this agency")
CODE = say("The code of this receipt")
CHECK = say("Anyone can check this receipt at this address.")
SQUARE = say("A square to scan, for the same address.")
TOLD = say("What you told")
KEEP = say("Keep this paper. It shows what you sent, and when.")


def receipt_paper(receipt: Receipt, language: Language, address: str) -> bytes:
    """Return the receipt as a PDF; what was told in parts that are not printed is nowhere in it."""
    at, kind = receipt.at, KINDS[receipt.about]
    sheet = ReceiptSheet(
        language=language.tag,
        direction=language.direction,
        portal=language.say(PORTAL),
        about=language.say(kind.words),
        agency=receipt.statement.agency,
        sent_at=language.say(DAY_AND_TIME, day=language.day(at), time=language.time(at)),
        code=in_groups(receipt.code),
        address=address,
        parts=_parts(receipt, spoken_in(receipt, language)),
        notes=tuple(language.say(note) for note in (KEEP, kind.unprinted) if note),
    )
    return receipt_pdf(sheet, _words(language), built=parts_of(current_app).settings.built)


def spoken_in(receipt: Receipt, language: Language) -> Language:
    """Return the language something was sent in, or ``language`` where that one is not offered any more."""
    return parts_of(current_app).languages.offered.get(receipt.statement.language, language)


def _words(language: Language) -> ReceiptWords:
    return ReceiptWords(
        title=language.say(TITLE),
        about=language.say(ABOUT),
        sent=language.say(SENT),
        agency=language.say(AGENCY),
        code=language.say(CODE),
        check=language.say(CHECK),
        square=language.say(SQUARE),
        told=language.say(TOLD),
    )


def _parts(receipt: Receipt, spoken: Language) -> tuple[ReceiptPart, ...]:
    return tuple(_part(part, spoken) for part in receipt.statement.parts if part.printed)


def _part(part: Part, spoken: Language) -> ReceiptPart:
    return ReceiptPart(
        title=_said(part.title, spoken),
        lines=tuple(_line(line, spoken) for line in part.lines),
        picture=part.picture,
        note=_said(part.note, spoken) if part.note else None,
    )


def _line(line: Line, spoken: Language) -> ReceiptLine:
    typed = _said(line.typed, spoken) if line.typed else None
    return ReceiptLine(label=_said(line.label, spoken), answer=_said("\n".join(line.words), spoken), typed=typed)


def _said(words: str, spoken: Language) -> Said:
    return Said(text=words, language=spoken.tag, direction=spoken.direction)
