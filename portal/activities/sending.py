"""That's all: a week is sent to the counsellor, and the person gets its receipt."""

from flask import url_for

from portal.activities.records import MyWeek, my_record
from portal.activities.wording import parts
from portal.core.actors import Person
from portal.core.receipts import Sending, Statement
from portal.core.weeks import Week, is_open
from portal.receipts.feature import changes
from portal.storage.answers.receipts import Receipt, add_receipt
from portal.storage.people.people import agency_of
from portal.web import language
from portal.web.current import work


def send_week(person: Person, mine: MyWeek) -> int | None:
    """Send a week and return the number of its receipt, or none if nothing was told. Sent twice, it is one sending."""
    if not mine.is_changed:
        return mine.declared.receipt if mine.declared else None
    current, words = work(), language.current()
    statement = Statement(
        about=Sending.WEEK,
        agency=agency_of(current.connection, person.agency_id).name,
        at=current.now,
        language=words.tag,
        parts=parts(mine.told, mine.week, words),
    )
    receipt: Receipt = add_receipt(current.connection, current.ring, current.key, statement)
    my_record(person).declare(mine, language=words.tag, receipt=receipt.number)
    return receipt.number


@changes(Sending.WEEK)
def where_to_change(receipt: Receipt) -> str:
    """Lead back to the week, for as long as it can be told."""
    named = next((line.item for line in receipt.statement.lines if line.question == "week"), "")
    return url_for("activities.week", week=named) if named and is_open(Week.named(named), work().now) else ""
