"""Interviews on both databases: only what stands counts, nothing is overwritten, and nothing is read unseen."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import select, update

from portal.core.actors import Actor
from portal.core.interviews import Plan, Status, Way
from portal.core.notices import NEWS
from portal.core.uses import Purpose, Refused
from portal.storage.answers.vault import Vault
from portal.storage.dialogue.interview_rows import Interview, Source
from portal.storage.dialogue.interviews import (
    PROMISE,
    add,
    called,
    cancel,
    cannot_come,
    coming,
    hand_over,
    held,
    last_met,
    move,
    next_planned,
    not_held,
    of_person,
    saw,
    wish_in,
)
from portal.storage.engine.database import Connection, Database
from portal.storage.engine.seal import KeyRing
from portal.storage.people.people import course_of
from portal.storage.tables.people import interviews, notices
from portal.storage.tables.promises import MEETING
from portal.storage.trace.journal import Deed, broken, entries
from tests.people import APerson, a_counsellor, a_person, asks_for_reminder, count_of

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
PLAN = Plan(at=NOW + timedelta(days=3), lasts=45, way=Way.PHONE, place="Zanzibar")


@dataclass
class Table:
    """A person and a counsellor, each in transactions of their own."""

    database: Database
    ring: KeyRing
    person: APerson
    now: datetime = NOW
    added: list[UUID] = field(default_factory=list)

    def vault(self, connection: Connection, actor: Actor | None = None) -> Vault:
        return Vault(connection, self.ring, {PROMISE: MEETING}, actor or self.person.counsellor.actor, self.now)

    def plans(self, plan: Plan = PLAN, source: Source | None = None) -> UUID:
        with self.database.transaction(writes=True) as connection:
            self.added.append(add(self.vault(connection), self.person.id, plan, source))
        return self.added[-1]

    def becomes(self, change: str, shown: int = 1, plan: Plan = PLAN) -> bool:
        person_id, one = self.person.id, self.added[-1]
        with self.database.transaction(writes=True) as connection:
            vault = self.vault(connection)
            if change == "moved":
                return move(vault, person_id, one, plan, shown)
            return {"cancelled": cancel, "held": held, "not-held": not_held}[change](vault, person_id, one, shown)

    def wishes(self, *, call: bool) -> None:
        with self.database.transaction(writes=True) as connection:
            cannot_come(self.vault(connection, self.person.actor), self.person.id, self.added[-1], wishes=call)

    def all(self, actor: Actor | None = None) -> list[Interview]:
        with self.database.transaction(writes=True) as connection:
            return of_person(self.vault(connection, actor or self.person.actor), self.person.id)

    def deeds(self) -> list[Deed]:
        with self.database.transaction(writes=False) as connection:
            assert broken(connection, self.ring, self.person.id) == []
            return [entry.deed for entry in entries(connection, self.person.key)]


@pytest.fixture
def table(database: Database, ring: KeyRing) -> Table:
    with database.transaction(writes=True) as connection:
        return Table(database, ring, a_person(connection, ring, interviews=()))


def test_what_was_planned_comes_back_whole(table: Table) -> None:
    table.plans()
    [one] = table.all()
    assert (one.plan, one.status, one.version, one.is_news) == (PLAN, Status.PLANNED, 1, True)


def test_a_thief_of_the_database_learns_no_place_no_way_and_no_wish(table: Table) -> None:
    for plan in (PLAN, Plan(at=PLAN.at)):
        table.plans(plan)
    table.wishes(call=True)
    with table.database.transaction(writes=False) as connection:
        rows = connection.execute(select(interviews.c.sealed, interviews.c.call_me)).all()
    assert len({len(row.sealed) for row in rows}) == len({len(row.call_me) for row in rows}) == 1
    assert not any(b"Zanzibar" in row.sealed or b"phone" in row.sealed for row in rows)


@pytest.mark.parametrize(
    ("change", "met"), [("", True), ("held", True), ("not-held", False), ("cancelled", False)], ids=str
)
def test_what_was_planned_took_place_unless_somebody_says_otherwise(table: Table, change: str, *, met: bool) -> None:
    table.plans()
    table.now = PLAN.at + timedelta(days=1)
    if change:
        assert table.becomes(change)
    with table.database.transaction(writes=True) as connection:
        assert (last_met(connection, table.person.id, table.now) is not None) == met
        assert course_of(connection, table.person.id, table.now).second_interview == met
        assert table.vault(connection).course is not None
        assert next_planned(connection, table.person.id, table.now) is None


@pytest.mark.parametrize(("change", "near"), [("", True), ("cancelled", False)])
def test_only_an_interview_that_stands_opens_the_dossier_to_the_counsellor(
    table: Table, change: str, *, near: bool
) -> None:
    table.plans()
    if change:
        table.becomes(change)
    with table.database.transaction(writes=True) as connection:
        vault = table.vault(connection)
        if near:
            vault.names([table.person.id])
        else:
            with pytest.raises(Refused):
                vault.names([table.person.id])
        slots = coming(connection, [table.person.counsellor.actor.id], NOW, NOW + timedelta(days=9))
        assert bool(slots) == near
        assert (next_planned(connection, table.person.id, NOW) == PLAN.at) == near


def test_an_old_page_changes_nothing_and_the_same_change_twice_is_one(table: Table) -> None:
    table.plans()
    later = Plan(at=PLAN.at + timedelta(days=1))
    assert table.becomes("moved", plan=later)
    assert table.becomes("moved", plan=later), "the same form again"
    assert not table.becomes("moved", plan=Plan(at=PLAN.at + timedelta(days=2)))
    assert not table.becomes("cancelled")
    assert table.becomes("cancelled", shown=2)
    assert table.becomes("cancelled", shown=2)
    [one] = table.all()
    assert (one.plan, one.status, one.version, one.moved_from) == (later, Status.CANCELLED, 3, PLAN.at)
    changes = {Deed.PLANNED_INTERVIEW, Deed.MOVED_INTERVIEW, Deed.CANCELLED_INTERVIEW}
    assert [deed for deed in table.deeds() if deed in changes] == [
        Deed.PLANNED_INTERVIEW,
        Deed.MOVED_INTERVIEW,
        Deed.CANCELLED_INTERVIEW,
    ]


def test_of_two_counsellors_at_the_same_moment_one_changes_it(table: Table) -> None:
    table.plans()
    at_once = Barrier(2)

    def moves(days: int) -> bool:
        at_once.wait()
        return table.becomes("moved", plan=Plan(at=PLAN.at + timedelta(days=days)))

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(moves, (1, 2))) == [False, True]
    assert table.all()[0].version == 2


def test_the_same_source_is_planned_once(table: Table) -> None:
    assert len({table.plans(source=Source(digest=b"a form")) for _ in range(2)}) == 1
    assert table.plans(source=Source(digest=b"another")) not in table.added[:2]


def test_the_person_remembers_the_date_they_last_saw(table: Table) -> None:
    table.plans()
    with table.database.transaction(writes=True) as connection:
        saw(table.vault(connection, table.person.actor), table.person.id, table.added[0], 1)
    for days in (1, 2):
        table.becomes("moved", shown=days, plan=Plan(at=PLAN.at + timedelta(days=days)))
    [one] = table.all()
    assert (one.moved_from, one.is_news) == (PLAN.at, True)


def test_whoever_asks_to_be_called_is_listed_until_somebody_sees_to_it(table: Table) -> None:
    table.plans()

    def waits() -> bool:
        with table.database.transaction(writes=False) as connection:
            [slot] = coming(connection, [table.person.counsellor.actor.id], NOW, NOW + timedelta(days=9))
            return wish_in(table.person.key, slot).waits

    assert not waits()
    table.wishes(call=True)
    table.wishes(call=True)
    assert waits()
    table.wishes(call=False)
    assert not waits()
    table.wishes(call=True)
    with table.database.transaction(writes=True) as connection:
        called(table.vault(connection), table.person.id, table.added[0])
    assert not waits()
    table.wishes(call=True)
    table.becomes("moved", plan=Plan(at=PLAN.at + timedelta(days=1)))
    assert not waits(), "moving it answers the wish"


def test_whoever_asked_for_messages_is_told_of_a_change_once_a_day(table: Table) -> None:
    with table.database.transaction(writes=True) as connection:
        asks_for_reminder(connection, table.person, NOW)
    table.plans()
    table.becomes("moved", plan=Plan(at=PLAN.at + timedelta(days=1)))
    assert count_of(table.database, "notices") == 1
    table.now = NOW + timedelta(days=1)
    table.becomes("cancelled", shown=2)
    with table.database.transaction(writes=False) as connection:
        assert {row.kind for row in connection.execute(select(notices.c.kind))} == {NEWS}


def test_a_counsellor_reads_nothing_unseen_and_others_read_nothing(table: Table, ring: KeyRing) -> None:
    table.plans()
    table.all(table.person.counsellor.actor)
    assert table.deeds()[-1] is Deed.READ_INTERVIEWS
    before = table.deeds()
    with table.database.transaction(writes=True) as connection:
        stranger = a_counsellor(connection, ring, "else", table.person.actor.agency_id).actor
    for actor in (stranger,):
        with pytest.raises(Refused):
            table.all(actor)
    assert table.deeds() == before


def test_staff_ask_for_no_call_and_a_person_moves_nothing(table: Table) -> None:
    table.plans()
    with table.database.transaction(writes=True) as connection:
        with pytest.raises(Refused):
            cannot_come(table.vault(connection), table.person.id, table.added[0])
        own = table.vault(connection, table.person.actor)
        for change in (cancel, held, not_held):
            with pytest.raises(Refused):
                change(own, table.person.id, table.added[0], 1)
        with pytest.raises(Refused):
            own.allow(table.person.id, PROMISE, Purpose.REMIND, lambda *_anybody: False)


def test_interviews_to_come_go_with_a_person_to_another_counsellor(table: Table, ring: KeyRing) -> None:
    table.plans()
    with table.database.transaction(writes=True) as connection:
        other = a_counsellor(connection, ring, "else", table.person.actor.agency_id).actor
        hand_over(connection, table.person.id, other.id, NOW)
    assert [one.counsellor_id for one in table.all()] == [other.id]


def test_an_interview_from_before_these_pages_is_at_the_agency(table: Table) -> None:
    table.plans()
    with table.database.transaction(writes=True) as connection:
        connection.execute(update(interviews), {"sealed": None, "call_me": None})
    [one] = table.all()
    assert (one.plan, one.wish.waits) == (Plan(at=PLAN.at), False)
    table.wishes(call=True)
    assert table.all()[0].wish.waits
