"""The journal is a chain: an entry that was altered, taken out, put in or moved is named, on both databases."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, insert, select

from portal.core.permissions import Role
from portal.core.uses import Purpose
from portal.storage.answers.vault import Vault
from portal.storage.engine.database import Connection, Database
from portal.storage.engine.seal import KeyRing
from portal.storage.tables.people import journal
from portal.storage.trace.journal import Deed, broken, entries
from tests.people import APerson, a_person

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
EDITS = 200
LIVED = 12
OTHERS = {
    "at": lambda at: at + timedelta(seconds=1),
    "actor_id": lambda actor: type(actor)(int=actor.int ^ 1),
    "role": lambda role: Role.RECEPTION.value if role != Role.RECEPTION else Role.HELPER.value,
    "deed": lambda deed: Deed.WROTE.value if deed != Deed.WROTE else Deed.READ.value,
    "purpose": lambda purpose: Purpose.CONTACT.value if purpose != Purpose.CONTACT else Purpose.SIGN_IN.value,
    "what": lambda what: what[:-1] + bytes([what[-1] ^ 1]),
    "digest": lambda digest: digest[:-1] + bytes([digest[-1] ^ 1]),
}
"""How each column of an entry can be altered."""
Row = dict[str, object]


def lived(connection: Connection, ring: KeyRing) -> APerson:
    person = a_person(connection, ring)
    for number in range(LIVED):
        actor = person.counsellor.actor if number % 2 else person.actor
        at = NOW + timedelta(minutes=number)
        Vault(connection, ring, {}, actor, at).note(person.id, Deed.READ, Purpose.PREPARE_INTERVIEW, [f"q-{number}"])
    return person


def rows_of(connection: Connection, person: APerson) -> list[Row]:
    asked = select(journal).where(journal.c.person_id == person.id).order_by(journal.c.number)
    return [dict(row) for row in connection.execute(asked).mappings()]


def put(connection: Connection, person: APerson, rows: list[Row]) -> None:
    """Write the journal as a thief would who has every right on the database, and no key."""
    connection.execute(delete(journal).where(journal.c.person_id == person.id))
    connection.execute(insert(journal), rows)


def altered(rows: list[Row], chance: random.Random) -> int:
    number = chance.randrange(LIVED)
    column = chance.choice(sorted(OTHERS))
    rows[number][column] = OTHERS[column](rows[number][column])  # type: ignore[no-untyped-call]  # one small function each
    return number + 1


def taken_out(rows: list[Row], chance: random.Random) -> int:
    """Take an entry out; the one after it then has the wrong number and digest."""
    number = chance.randrange(LIVED - 1)
    del rows[number]
    return number + 2


def taken_out_and_renumbered(rows: list[Row], chance: random.Random) -> int:
    number = chance.randrange(LIVED - 1)
    del rows[number]
    for later in rows[number:]:
        later["number"] = int(str(later["number"])) - 1
    return number + 1


def moved(rows: list[Row], chance: random.Random) -> int:
    one, other = sorted(chance.sample(range(LIVED), 2))
    rows[one]["number"], rows[other]["number"] = rows[other]["number"], rows[one]["number"]
    return one + 1


def put_in(rows: list[Row], chance: random.Random) -> int:
    rows.append({**rows[chance.randrange(LIVED)], "number": LIVED + 1})
    return LIVED + 1


def test_a_chain_that_nobody_touched_holds(database: Database, ring: KeyRing) -> None:
    with database.transaction(writes=True) as connection:
        person = lived(connection, ring)
        assert broken(connection, ring, person.id) == []
        assert [entry.what for entry in entries(connection, person.key)][:2] == [("q-0",), ("q-1",)]
        assert [row["number"] for row in rows_of(connection, person)] == list(range(1, LIVED + 1))


@pytest.mark.parametrize("edit", [altered, taken_out, taken_out_and_renumbered, moved, put_in])
def test_every_edit_of_the_journal_is_named(
    database: Database, ring: KeyRing, edit: Callable[[list[Row], random.Random], int]
) -> None:
    chance = random.Random(edit.__name__)  # noqa: S311 - examples, the same each time
    with database.transaction(writes=True) as connection:
        person = lived(connection, ring)
        untouched = rows_of(connection, person)
        for _ in range(EDITS // 5):
            rows = [dict(row) for row in untouched]
            named = edit(rows, chance)
            put(connection, person, rows)
            assert named in broken(connection, ring, person.id), f"{edit.__name__}: entry {named} was not named"
        put(connection, person, untouched)
        assert broken(connection, ring, person.id) == []


def test_another_person_s_entries_do_not_fit_into_the_chain(database: Database, ring: KeyRing) -> None:
    with database.transaction(writes=True) as connection:
        person, other = lived(connection, ring), lived(connection, ring)
        put(connection, person, [{**row, "person_id": person.id} for row in rows_of(connection, other)])
        assert broken(connection, ring, person.id) == list(range(1, LIVED + 1))
