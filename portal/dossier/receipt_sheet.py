"""The paper of one receipt, in the language of the page, with the person's words in theirs."""

from flask import current_app

from portal.core.receipts import in_groups
from portal.core.words import say
from portal.dossier.receipt_pdf import ReceiptLine, ReceiptSection, ReceiptSheet, ReceiptWords, receipt_pdf
from portal.dossier.summary import by_section
from portal.storage.receipts import Receipt
from portal.web.language import Language
from portal.web.parts import parts_of
from portal.web.pdf import Said

PORTAL = say("My words")
TITLE = say("Your receipt")
SENT = say("You sent your answers on")
AGENCY = say("To this agency")
CODE = say("The code of this receipt")
CHECK = say("Anyone can check this receipt at this address.")
SQUARE = say("A square to scan, for the same address.")
TOLD = say("What you told")
KEEP = say("Keep this paper. It shows what you sent, and when.")
NOT_PRINTED = say("What you told under “What is difficult” is never printed.")
"""On every paper, whether or not something was told there: it tells nothing."""
DAY_AND_TIME = say("%(day)s, %(time)s")


def receipt_paper(receipt: Receipt, language: Language, address: str) -> bytes:
    """Return the receipt as a PDF."""
    at = receipt.statement.at
    sheet = ReceiptSheet(
        language=language.tag,
        direction=language.direction,
        portal=language.say(PORTAL),
        name=None,
        agency=receipt.statement.agency,
        sent_at=language.say(DAY_AND_TIME, day=language.day(at), time=language.time(at)),
        code=in_groups(receipt.code),
        address=address,
        sections=_sections(receipt, language),
        notes=(language.say(KEEP), language.say(NOT_PRINTED)),
    )
    return receipt_pdf(sheet, _words(language), built=parts_of(current_app).settings.built)


def _words(language: Language) -> ReceiptWords:
    return ReceiptWords(
        title=language.say(TITLE),
        sent=language.say(SENT),
        agency=language.say(AGENCY),
        code=language.say(CODE),
        check=language.say(CHECK),
        square=language.say(SQUARE),
        told=language.say(TOLD),
    )


def _sections(receipt: Receipt, language: Language) -> tuple[ReceiptSection, ...]:
    spoken = parts_of(current_app).languages.offered.get(receipt.statement.language, language)
    return tuple(
        ReceiptSection(
            title=language.say(section.title),
            lines=tuple(
                ReceiptLine(
                    label=line.label,
                    answer=Said(text="\n".join(line.words), language=spoken.tag, direction=spoken.direction),
                )
                for line in lines
            ),
            picture=section.picture,
            note=language.say(section.note) if section.note else "",
        )
        for section, lines in by_section(receipt.statement.lines)
        if not section.protected
    )
