"""A page of the weeks asks the database the same few things however much was told, on both databases."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.core.receipts import Sending, Statement
from portal.core.weeks import Week
from portal.storage.answers.receipts import add_receipt
from portal.storage.answers.weeks import Declared, declare
from portal.web.parts import parts_of
from tests.bench.statements import counting
from tests.conftest import BOTH
from tests.pages.tapping import SEND, taps
from tests.people import APerson, signed_in
from tests.visitor import Visitor, hidden
from tests.weeks import NOW, THIS, a_week, did

pytestmark = pytest.mark.usefixtures("calendar")
HERE = f"/week/{THIS.name}"
A_DAY = timedelta(days=1)
PAGES = {
    HERE: 7,
    f"{HERE}/search": 3,
    f"{HERE}/could-not": 3,
    f"{HERE}/history": 2,
    "/weeks": 3,
}
"""So many statements each, the session included."""
TO_TELL, TO_SEND, TO_READ = 7, 10, 12
"""Reading asks whether the person stopped it, of what is kept and of the journal, and what the account left there."""


def has_told(app: Flask, person: APerson, weeks: range) -> None:
    """Let a person have declared so many weeks before this one, each twice, with many things in each."""
    whole = a_week(*(did("search", words=f"word {number}") for number in range(10)), could_not=True)
    with parts_of(app).database.transaction(writes=True) as connection:
        for before in weeks:
            for number in (1, 2):
                statement = Statement(about=Sending.WEEK, agency="Port", at=NOW - A_DAY, language="en", parts=())
                receipt = add_receipt(connection, parts_of(app).ring, person.key, statement)
                sent = Declared(
                    week=Week.of(NOW).shifted(-before), number=number, told=whole, language="en",
                    receipt=receipt.number, at=NOW - A_DAY,
                )  # fmt: skip
                declare(connection, person.key, person.actor, sent)


def costs(app: Flask, visitor: Visitor) -> dict[str, int]:
    found = {}
    for address in PAGES:
        visitor.opens(address)  # the first page of a session notes that it is in use
        with counting(app) as counted:
            visitor.opens(address)
        found[address] = counted.statements
    return found


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_each_page_asks_the_same_few_things_however_much_was_told(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    has_told(app, person, range(1, 2))
    little = costs(app, visitor)
    has_told(app, person, range(2, 13))
    assert little == costs(app, visitor) == PAGES, "one thing more is asked of the database: is it worth it?"
    for _ in range(10):
        taps(visitor, "search")
    told_already = costs(app, visitor)
    assert all(told_already[address] <= PAGES[address] for address in PAGES), told_already


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_telling_sending_and_reading_cost_the_same_however_much_was_told(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    counsellor = signed_in(app, person.counsellor).opens(f"/people/{person.id}/weeks")
    found = []
    for much in (False, True):
        if much:
            has_told(app, person, range(1, 13))
        visitor.opens(f"{HERE}/search")
        with counting(app) as telling:
            visitor.client.post(f"{HERE}/search", data={**hidden(visitor.page.form()), "do": "hour"})
        visitor.opens(HERE)
        with counting(app) as sending:
            visitor.client.post(f"{HERE}/send", data=hidden(visitor.page.form(button=SEND)))
        with counting(app) as reading:
            counsellor.opens(f"/people/{person.id}/weeks")
        found.append((telling.statements, sending.statements, reading.statements))
    assert found == [(TO_TELL, TO_SEND, TO_READ)] * 2, "one thing more is asked of the database: is it worth it?"
