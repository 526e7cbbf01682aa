"""“I cannot come, call me” waits until somebody called, the person takes it back, or the date is another one."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from portal.core.interviews import Plan
from portal.storage.dialogue.interviews import called, waiting_for_call
from portal.storage.engine.database import Database
from portal.storage.engine.seal import KeyRing
from portal.storage.tables.people import people
from tests.people import a_counsellor, a_person
from tests.storage.test_interviews import PLAN, Table


class Calls(Table):
    """The same table, where somebody waits for a call."""

    def waits(self) -> dict[UUID, datetime]:
        with self.database.transaction(writes=False) as connection:
            return waiting_for_call(connection, [self.person.counsellor.actor.id])

    def ends(self, how: str) -> None:
        """End the waiting for a call in one of the four ways there are."""
        if how == "called":
            with self.database.transaction(writes=True) as connection:
                called(self.vault(connection), self.person.id, self.added[-1])
        elif how == "taken back":
            self.wishes(call=False)
        else:
            assert self.becomes(how, plan=Plan(at=self.now + timedelta(days=1)))


@pytest.fixture
def table(database: Database, ring: KeyRing) -> Calls:
    with database.transaction(writes=True) as connection:
        return Calls(database, ring, a_person(connection, ring, interviews=()))


@pytest.mark.parametrize("after", [timedelta(days=-40), timedelta(days=3), timedelta(days=200)], ids=str)
@pytest.mark.parametrize("ends", ["called", "taken back", "moved", "cancelled"])
def test_whoever_asks_to_be_called_waits_whenever_the_interview_is_or_was(
    table: Calls, ends: str, after: timedelta
) -> None:
    table.plans()
    table.wishes(call=True)
    asked_at = table.now
    table.now = PLAN.at - after
    assert table.waits() == {table.person.id: asked_at}
    table.ends(ends)
    assert table.waits() == {}


@pytest.mark.parametrize("became", ["held", "not-held"])
@pytest.mark.parametrize("ends", ["called", "taken back"])
def test_what_became_of_an_interview_is_no_call(table: Calls, became: str, ends: str) -> None:
    table.plans()
    table.wishes(call=True)
    table.now = PLAN.at + timedelta(days=1)
    assert table.becomes(became)
    assert table.waits().keys() == {table.person.id}
    table.ends(ends)
    assert table.waits() == {}


def test_a_call_waits_for_whoever_accompanies_the_person_now(table: Calls, ring: KeyRing) -> None:
    table.plans()
    table.wishes(call=True)
    table.now = PLAN.at + timedelta(days=2)
    with table.database.transaction(writes=True) as connection:
        other = a_counsellor(connection, ring, "else", table.person.actor.agency_id).actor
        connection.execute(update(people).where(people.c.id == table.person.id), {"counsellor_id": other.id})
        assert waiting_for_call(connection, [table.person.counsellor.actor.id]) == {}
        assert waiting_for_call(connection, [other.id]).keys() == {table.person.id}
