"""Interviews and time: only those that took place count, and what belongs to one goes; so does what staff left."""

from datetime import timedelta

import pytest

from portal.app import PROMISES
from portal.core.interviews import Plan
from portal.storage.answers.staff_drafts import keep_draft
from portal.storage.answers.vault import Vault
from portal.storage.dialogue import interviews
from portal.storage.engine.database import Database
from portal.storage.engine.seal import KeyRing
from portal.storage.people.ceilings import Reopening, reopen, stop, stops_of
from portal.storage.rights.retention import Retention
from portal.storage.tables.people import interviews as rows
from tests.people import APerson, a_manager
from tests.rights.lives import NOW, live, settled, vault_at

DAY = timedelta(days=1)


@pytest.fixture
def person(database: Database, ring: KeyRing) -> APerson:
    with database.transaction(writes=True) as connection:
        return live(connection, ring)


def test_a_wish_to_be_called_waits_for_the_call_however_long_and_dies_a_month_after_the_interview(
    database: Database, ring: KeyRing, person: APerson
) -> None:
    at = NOW + 5 * DAY
    with database.transaction(writes=True) as connection:
        counsellor = Vault(connection, ring, PROMISES, person.counsellor.actor, NOW)
        one = interviews.add(counsellor, person.id, Plan(at=at))
        interviews.cannot_come(vault_at(connection, ring, person), person.id, one)
    assert not settled(database, ring, person.id, at + 31 * DAY)["interviews.call_me"], "it still waits"
    with database.transaction(writes=True) as connection:
        interviews.called(Vault(connection, ring, PROMISES, person.counsellor.actor, at), person.id, one)
    assert not settled(database, ring, person.id, at + 29 * DAY)["interviews.call_me"]
    assert settled(database, ring, person.id, at + 31 * DAY) == {"interviews.call_me": 1}
    assert not settled(database, ring, person.id, at + 31 * DAY), "a second run finds nothing"
    with database.transaction(writes=False) as connection:
        (kept,) = (one for one in interviews.of_person(vault_at(connection, ring, person), person.id) if one.at == at)
    assert kept.wish.asked_at is None


@pytest.mark.parametrize(
    ("status", "met"), [("planned", True), ("held", True), ("cancelled", False), ("not-held", False)]
)
def test_only_an_interview_that_took_place_ends_what_was_told_for_it(
    database: Database, ring: KeyRing, status: str, *, met: bool
) -> None:
    with database.transaction(writes=True) as connection:
        person = live(connection, ring)
        connection.execute(rows.update().where(rows.c.person_id == person.id), {"status": status})
    assert bool(settled(database, ring, person.id, NOW + 100 * DAY)["answers"]) is met


def test_what_is_kept_of_staff_goes_in_its_time(database: Database, ring: KeyRing, person: APerson) -> None:
    staff_id = person.counsellor.actor.id
    with database.transaction(writes=True) as connection:
        manager = a_manager(connection, ring, person.actor.agency_id)
        keep_draft(connection, person.counsellor.key, "calendar", [], NOW)
        stop(connection, staff_id, NOW)
        again = Reopening(agency_id=person.actor.agency_id, manager_id=manager.actor.id, word="A long day.", at=NOW)
        (one,) = stops_of(connection, ring, person.actor.agency_id)
        assert reopen(connection, ring, one.id, again)
        stop(connection, staff_id, NOW)
    counted = []
    for days in (89, 91, 184):
        with database.keeper() as connection:
            run = Retention.of(connection, ring, PROMISES, NOW + days * DAY, erases=True)
            found = run.settle_what_is_nobody_s()
            counted.append((found["staff_drafts"], found["stops"]))
    assert counted == [(0, 0), (1, 0), (0, 1)], "an account that is still stopped stays so"
