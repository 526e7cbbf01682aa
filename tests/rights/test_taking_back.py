"""What was said after an explicit yes can be taken back at once: from answers, receipts, unsent words, the journal."""

import pytest
from sqlalchemy import select

from portal.app import PROMISES
from portal.core.uses import Purpose
from portal.rights.changing import AFTER_A_YES
from portal.storage.answers.left import left_by
from portal.storage.answers.receipts import genuine, receipts_of
from portal.storage.answers.vault import Vault
from portal.storage.engine.database import Database
from portal.storage.engine.seal import KeyRing
from portal.storage.rights.taking_back import take_back
from portal.storage.tables.people import journal as journal_rows
from portal.storage.tables.people import receipts as proofs
from portal.storage.tables.rights import journal_names
from portal.storage.trace import journal
from tests.people import APerson
from tests.rights.lives import HARD, HEALTH, NOW, PLAIN, journal_of, live, says, sends, vault_at


@pytest.fixture
def person(database: Database, ring: KeyRing) -> APerson:
    with database.transaction(writes=True) as connection:
        return live(connection, ring)


def takes_back(database: Database, ring: KeyRing, person: APerson) -> None:
    with database.transaction(writes=True) as connection:
        take_back(connection, ring, person.key, AFTER_A_YES, NOW)


def test_there_is_something_that_needs_a_yes() -> None:
    assert HEALTH in AFTER_A_YES
    assert HARD not in AFTER_A_YES


def test_nobody_finds_it_any_more(database: Database, ring: KeyRing, person: APerson) -> None:
    takes_back(database, ring, person)
    with database.transaction(writes=True) as connection:
        own = vault_at(connection, ring, person).read(person.id, PROMISES, Purpose.PREPARE_INTERVIEW)
        assert {row.question for row in own} >= {PLAIN, HARD}
        assert HEALTH not in {row.question for row in own}
        lines = [line for one in receipts_of(connection, person.key, person.id) for line in one.statement.lines]
        assert {line.question for line in lines} >= {PLAIN, HARD}
        assert HEALTH not in {line.question for line in lines}
        assert left_by(connection, person.key) == []


def test_the_journal_no_longer_names_it_and_its_chain_holds(database: Database, ring: KeyRing, person: APerson) -> None:
    before = journal_of(database, person)
    assert any(HEALTH in entry.what for entry in before), "the person sees it, as long as they want"
    with database.transaction(writes=False) as connection:
        told = connection.execute(select(journal_rows).where(journal_rows.c.person_id == person.id)).all()
        kept = [person.key.unseal(f"journal|{row.number}", row.what) for row in told]
    assert not any(HEALTH in what for what in kept if isinstance(what, list)), "the chain itself never names it"
    takes_back(database, ring, person)
    after = journal_of(database, person)
    assert [entry.deed for entry in after] == [entry.deed for entry in before], "that something was done stays"
    assert not any(HEALTH in entry.what for entry in after)
    assert any(PLAIN in entry.what for entry in after)
    with database.transaction(writes=False) as connection:
        assert journal.broken(connection, ring, person.id) == []
        assert connection.execute(select(journal_names)).first() is None


def test_the_receipt_without_it_proves_what_is_left(database: Database, ring: KeyRing, person: APerson) -> None:
    with database.transaction(writes=False) as connection:
        before = receipts_of(connection, person.key, person.id)
    takes_back(database, ring, person)
    with database.transaction(writes=False) as connection:
        after = receipts_of(connection, person.key, person.id)
        assert [(one.number, one.at, one.upto) for one in after] == [(one.number, one.at, one.upto) for one in before]
        assert all(genuine(connection, ring, one.code) for one in after)
        assert genuine(connection, ring, before[0].code) is None, "the old code told of what is gone"
        stored = connection.execute(select(proofs.c.number).where(proofs.c.person_id == person.id)).scalars().all()
        assert len(stored) == len(before)


def test_taken_back_twice_nothing_more_goes(database: Database, ring: KeyRing, person: APerson) -> None:
    takes_back(database, ring, person)
    with database.transaction(writes=False) as connection:
        codes = [one.code for one in receipts_of(connection, person.key, person.id)]
    takes_back(database, ring, person)
    with database.transaction(writes=False) as connection:
        assert [one.code for one in receipts_of(connection, person.key, person.id)] == codes


def test_it_can_be_said_again_after_another_yes(database: Database, ring: KeyRing, person: APerson) -> None:
    takes_back(database, ring, person)
    with database.transaction(writes=True) as connection:
        says(vault_at(connection, ring, person), person, HEALTH, "said anew")
        sends(connection, ring, person, HEALTH)
        rows = Vault(connection, ring, PROMISES, person.actor, NOW).read(person.id, [HEALTH], Purpose.PREPARE_INTERVIEW)
        assert [row.said().value for row in rows] == ["said anew"]
