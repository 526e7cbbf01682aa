"""What goes wrong for one person holds up nobody else, and the person is told what to do."""

from collections import Counter

from sqlalchemy import delete, select, update

from portal.core.notices import State
from portal.notices.drivers import NotSent, NoWay
from portal.storage.engine.database import Database
from portal.storage.engine.seal import KeyRing
from portal.storage.people.notices import did_not_leave
from portal.storage.tables.agency import keys
from portal.storage.tables.people import reminders
from tests.notices.runs import HERE, MINUTE, MONDAY_AT_NINE, SUNDAY, WEEK, Runs
from tests.people import ACounsellor, APerson, a_person, asks_for_reminder


def test_one_address_that_is_refused_holds_up_nobody_else(
    post: Runs, database: Database, counsellor: ACounsellor, person: APerson
) -> None:
    everybody = post.many_ask(counsellor, 3)

    def refuses(address: str) -> None:
        if address == HERE:
            raise NotSent

    post.tray.first = refuses
    tally = post.runs(MONDAY_AT_NINE)
    assert (tally.sent, tally.failed, tally.cut_short) == (3, 1, False)
    assert set(post.tray.addresses) == everybody
    assert post.runs(MONDAY_AT_NINE + MINUTE).sent == 0
    with database.transaction(writes=True) as connection:
        assert did_not_leave(connection, person.id)
        asks_for_reminder(connection, person, MONDAY_AT_NINE, address="right@example.fr")
        assert not did_not_leave(connection, person.id), "with another address all is well again"


def test_when_it_goes_again_nothing_is_said_of_the_time_it_did_not(
    post: Runs, database: Database, person: APerson
) -> None:
    def refuses(_address: str) -> None:
        raise NotSent

    post.tray.first = refuses
    post.runs(MONDAY_AT_NINE)
    post.tray.first = lambda _address: None
    post.runs(MONDAY_AT_NINE + WEEK)
    with database.transaction(writes=False) as connection:
        assert not did_not_leave(connection, person.id)


def test_when_nothing_gets_through_the_others_wait_for_the_next_run(post: Runs, counsellor: ACounsellor) -> None:
    post.many_ask(counsellor, 5)

    def is_cut(_address: str) -> None:
        raise NoWay

    post.tray.first = is_cut
    tally = post.runs(MONDAY_AT_NINE)
    assert (tally.sent, tally.failed, tally.cut_short) == (0, 1, True)
    post.tray.first = lambda _address: None
    assert post.runs(MONDAY_AT_NINE + MINUTE).sent == 4


def test_whoever_was_forgotten_gets_nothing_and_stops_nobody(
    post: Runs, database: Database, counsellor: ACounsellor, person: APerson
) -> None:
    with database.transaction(writes=True) as connection:
        connection.execute(delete(keys).where(keys.c.owner_id == person.id))
    everybody = post.many_ask(counsellor, 2)
    assert post.runs(MONDAY_AT_NINE).sent == 2
    assert set(post.tray.addresses) == everybody


def test_an_address_moved_to_somebody_else_s_reminder_goes_nowhere(
    post: Runs, database: Database, ring: KeyRing, counsellor: ACounsellor, person: APerson
) -> None:
    """Who can write in the database but has no key ring cannot send one person's reminder to another."""
    with database.transaction(writes=True) as connection:
        other = a_person(connection, ring, counsellor)
        asks_for_reminder(connection, other, SUNDAY, address="other@example.fr")
        theirs = select(reminders.c.sealed).where(reminders.c.person_id == other.id)
        moved = connection.execute(theirs).scalar_one()
        connection.execute(update(reminders).where(reminders.c.person_id == person.id), {"sealed": moved})
    assert post.runs(MONDAY_AT_NINE).sent == 1
    assert post.tray.addresses == ["other@example.fr"]
    assert Counter(post.states) == {State.GONE: 1, State.FAILED: 1}
