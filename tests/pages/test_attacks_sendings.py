"""What somebody does to weeks, arguments, receipts and reminders who is not meant well: it was done, and it holds."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import Table, select, text, update

from portal.core.weeks import MOST_THINGS
from portal.storage.people.notices import stop_reminder
from portal.storage.tables.people import receipts, replies, reply_events, weeks
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.pages.reminding import kept_by, stop_address, writing
from tests.pages.tapping import LAST, could_not, sends_week, taps, told
from tests.pages.test_arguments import sends as sends_arguments
from tests.people import APerson, asks_for_reminder, signed_in, somebody
from tests.visitor import Visitor
from tests.weeks import THIS

HERE = f"/week/{THIS.name}"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


# Much at once


@pytest.mark.usefixtures("calendar")
def test_the_same_as_before_tapped_again_and_again_fills_one_week_and_no_more(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    sends_week(taps(visitor, "search", week=LAST), LAST)
    form = {"do": "same", "csrf_token": _token(visitor.opens(HERE))}
    for _ in range(MOST_THINGS + 20):
        visitor.client.post(HERE, data=form)
    assert len(told(app, person)) == MOST_THINGS


@pytest.mark.usefixtures("calendar")
def test_a_full_week_says_so_and_keeps_the_words_that_came(app: Flask, person: APerson, visitor: Visitor) -> None:
    taps(visitor, "search")
    form = {"do": "hour", "csrf_token": _token(visitor.opens(f"{HERE}/search"))}
    for _ in range(MOST_THINGS - 1):
        visitor.client.post(f"{HERE}/search", data=form)
    visitor.opens(f"{HERE}/learn").sends({"words": "one more"}, do="hour", status=422)
    assert visitor.page.says("There is no more room in this week.")
    assert "one more" in visitor.page.text
    assert len(told(app, person)) == MOST_THINGS
    visitor.opens(HERE).follows("Change").sends({"words": "still mine"}, do="day")
    assert visitor.page.says("still mine"), "what is told can be said otherwise"


@pytest.mark.parametrize("app", BOTH, indirect=True)
@pytest.mark.parametrize("number", [2**31, 10**19, 10**40])
def test_a_number_that_no_database_counts_to_has_no_page(app: Flask, number: int) -> None:
    person = somebody(app)
    me, counsellor = signed_in(app, person), signed_in(app, person.counsellor)
    for address in (f"/receipts/{number}", f"/receipts/{number}.pdf", f"/arguments/{number}"):
        me.opens(address, status=404)
    counsellor.opens(f"/people/{person.id}/arguments/{number}", status=404)


# A thief of the database


@pytest.mark.usefixtures("calendar")
def test_a_thief_of_the_database_cannot_tell_by_lengths_what_was_told(app: Flask) -> None:
    lengths = set()
    for activities in ((), ("search",), ("search", "learn", "home"), ("search",) * 6):
        visitor = signed_in(app, somebody(app))
        could_not(visitor, "ill")
        for activity in activities:
            taps(visitor, activity, day=["0", "2", "4"])
        sends_week(visitor)
        with parts_of(app).database.transaction(writes=False) as connection:
            asked = select(weeks.c.sealed, receipts.c.statement).join(
                receipts, receipts.c.person_id == weeks.c.person_id
            )
            lengths |= {(len(week), len(receipt)) for week, receipt in connection.execute(asked)}
    assert len(lengths) == 1


# Somebody who can write in the database and has no key ring


@pytest.mark.usefixtures("calendar")
def test_when_a_week_was_sent_cannot_be_changed_in_the_database(app: Flask, person: APerson, visitor: Visitor) -> None:
    sends_week(taps(visitor, "search"))
    _forge(app, weeks, {"at": LONG_AGO, "receipt": 7})
    for page in (visitor.opens(f"{HERE}/history").page, _counsellor(app, person, "weeks").page):
        assert page.says("Sent on Wednesday 18 November 2026")
        assert "2020" not in page.words
    assert visitor.opens(HERE).page.link("See the receipt") == "/receipts/1"


def test_when_arguments_were_sent_and_opened_cannot_be_changed_in_the_database(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    sends_arguments(visitor, "I was at the doctor.")
    counsellor = _counsellor(app, person, "arguments/1").presses("Open and read")
    for table in (replies, reply_events):
        _forge(app, table, {"at": LONG_AGO})
    for page in (visitor.opens("/arguments/1").page, counsellor.opens(counsellor.page.address).page):
        assert page.says("I was at the doctor.")
        assert "2020" not in page.words


# Who holds an old message


def test_an_old_message_tells_and_stops_nothing_of_a_reminder_that_goes_elsewhere_now(
    app: Flask, person: APerson
) -> None:
    with writing(app) as connection:
        asks_for_reminder(connection, person, datetime.now(UTC), address="ours@example.fr")
    old = stop_address(app, person, "ours@example.fr")
    with writing(app) as connection:
        stop_reminder(connection, person.id)
    gone = Visitor(app).opens(old).page.words
    with writing(app) as connection:
        asks_for_reminder(connection, person, datetime.now(UTC), address="mine-alone@example.fr")
    other = Visitor(app).opens(old)
    assert other.page.words == gone
    other.client.post(old, data={"csrf_token": _token(other.opens("/receipt"))})
    assert kept_by(app, person) is not None


def _counsellor(app: Flask, person: APerson, page: str) -> Visitor:
    return signed_in(app, person.counsellor).opens(f"/people/{person.id}/{page}")


def _token(visitor: Visitor) -> str:
    return str(next(one.get("value") for one in visitor.page.all("input") if one.get("name") == "csrf_token"))


def _forge(app: Flask, table: Table, changed: dict[str, object]) -> None:
    """Change rows that are only added to, as whoever may do everything in the database could."""
    with parts_of(app).database.transaction(writes=True) as connection:
        connection.execute(text(f"DROP TRIGGER {table.name}_only_added_to"))
        connection.execute(update(table), changed)
