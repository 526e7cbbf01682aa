"""The link in a message stops the reminder without signing in, tells nothing, and cannot be guessed."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import delete

from portal.notices.letters import Stop, stop_token
from portal.storage.engine.ids import new_id
from portal.storage.tables.people import people, reminders, sessions
from portal.storage.trace.journal import Deed
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.pages.reminding import CHOSEN, can_send, deeds, kept_by, stop_address, turns_on, writing
from tests.people import APerson, asks_for_reminder, signed_in, somebody
from tests.visitor import Visitor


@pytest.fixture(autouse=True)
def _it_can_send(app: Flask) -> None:
    can_send(app)


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_the_link_of_a_message_stops_it_without_signing_in(app: Flask, person: APerson, visitor: Visitor) -> None:
    turns_on(visitor)
    anyone = Visitor(app).opens(stop_address(app, person, CHOSEN["address"]))
    assert anyone.page.title == "Stop the reminder?"
    assert kept_by(app, person) is not None, "a page that only opens, as mail programs do, stops nothing"
    anyone.presses("Stop the reminder")
    assert anyone.page.title == "The reminder is off"
    assert kept_by(app, person) is None
    assert deeds(app, person) == [Deed.ASKED_FOR_REMINDER, Deed.STOPPED_REMINDER]


def test_the_link_still_works_when_it_was_stopped_already(app: Flask, person: APerson) -> None:
    address = stop_address(app, person)
    assert Visitor(app).opens(address).page.title == "The reminder is off"
    asking = Visitor(app)
    with writing(app) as connection:
        asks_for_reminder(connection, person, datetime.now(UTC))
    asking.opens(address)
    old = asking.page
    for _ in range(2):
        asking.page = old
        asking.presses("Stop the reminder")
        assert asking.page.title == "The reminder is off"
    assert deeds(app, person) == [Deed.STOPPED_REMINDER]


def test_the_link_stops_the_reminder_of_its_message_whoever_is_signed_in(app: Flask, person: APerson) -> None:
    other = somebody(app)
    with writing(app) as connection:
        for one in (person, other):
            asks_for_reminder(connection, one, datetime.now(UTC))
    signed_in(app, other).opens(stop_address(app, person)).presses("Stop the reminder")
    assert kept_by(app, person) is None
    assert kept_by(app, other) is not None


def test_the_link_and_its_page_tell_nothing_about_anybody(app: Flask, person: APerson) -> None:
    both = (person, somebody(app))
    with writing(app) as connection:
        for one in both:
            asks_for_reminder(connection, one, datetime.now(UTC))
    pages = [Visitor(app).opens(stop_address(app, one)).page.words for one in both]
    assert pages[0] == pages[1]
    for secret in ("Ali", "awa@example.fr", person.id.hex, str(person.id)):
        assert secret not in pages[0]
    assert stop_address(app, person) != stop_address(app, person), "two links of one person are not alike"


def a_stranger_s_tokens(app: Flask, person: APerson) -> Iterator[str]:
    ring, good = parts_of(app).ring, stop_address(app, person).rpartition("/")[2]
    yield from ("x", "%00", "رمز", "A" * 96, good[:-2], f"{good}AAAA", good[::-1])
    yield stop_token(ring, Stop.of(ring, new_id(), "awa@example.fr"))
    notes = ({"card": "00", "until": 1}, {"stop": "nobody", "where": ""}, "stop", ["stop"])
    yield from (ring.seal_note(note) for note in notes)


def test_a_link_that_is_not_ours_leads_to_a_plain_page(app: Flask, person: APerson) -> None:
    with writing(app) as connection:
        asks_for_reminder(connection, person, datetime.now(UTC))
    for token in a_stranger_s_tokens(app, person):
        visitor = Visitor(app).opens(f"/reminder/stop/{token}", status=404)
        assert visitor.page.says("This page is not here."), token
    assert kept_by(app, person) is not None


def test_whoever_is_not_there_any_more_has_no_page(app: Flask, person: APerson) -> None:
    address = stop_address(app, person)
    with writing(app) as connection:
        for table in (reminders, sessions):
            connection.execute(delete(table))
        connection.exec_driver_sql("DELETE FROM cards")
        connection.exec_driver_sql("DELETE FROM interviews")
        connection.execute(delete(people))
    Visitor(app).opens(address, status=404)
