"""Whoever writes in the database without the keys cannot let the nightly erasing hide, hasten or delay anything."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, insert, select

from portal.app import PROMISES
from portal.storage.engine.database import Connection, Database
from portal.storage.engine.seal import KeyRing
from portal.storage.rights.promise_versions import note_changes
from portal.storage.rights.retention import HELD_BACK, Retention
from portal.storage.rights.times_over import may_be_over
from portal.storage.tables.people import answers, journal
from portal.storage.tables.rights import promise_versions, rounds
from portal.storage.trace.anchoring import anchor_all
from portal.storage.trace.anchors import first_break
from tests.people import APerson
from tests.rights.lives import NOW, journal_of, live, settled

DAY = timedelta(days=1)


@pytest.fixture
def person(database: Database, ring: KeyRing) -> APerson:
    with database.transaction(writes=True) as connection:
        return live(connection, ring)


def rewrite(connection: Connection, person: APerson, below: int, new: Mapping[str, Any]) -> None:
    """Put other lines in the place of a journal's oldest ones."""
    which = (journal.c.person_id == person.id, journal.c.number < below)
    rows = [dict(row) for row in connection.execute(select(journal).where(*which)).mappings()]
    connection.execute(delete(journal).where(*which))
    connection.execute(insert(journal), [row | dict(new) for row in rows])


@pytest.mark.parametrize("erases", [True, False])
def test_lines_that_were_made_to_look_old_are_not_erased_and_stay_seen(
    database: Database, ring: KeyRing, person: APerson, *, erases: bool
) -> None:
    anchor_all(database, ring, NOW + DAY)
    before = journal_of(database, person)
    with database.transaction(writes=True) as connection:
        rewrite(connection, person, before[-1].number, {"at": NOW - 300 * DAY})
    found = settled(database, ring, person.id, NOW + 2 * DAY, erases=erases)
    assert (found[HELD_BACK], found["journal"]) == (1, 0)
    assert {one.number for one in before} <= {one.number for one in journal_of(database, person)}
    with database.transaction(writes=False) as connection:
        assert first_break(connection, ring, person.id) is not None


def test_a_promise_that_somebody_else_wrote_erases_nothing(database: Database, ring: KeyRing, person: APerson) -> None:
    forged = {"name": "journal.what", "since": datetime(1970, 1, 1, tzinfo=UTC), "days": 0, "after": "recorded"}
    with database.transaction(writes=True) as connection:
        connection.execute(insert(promise_versions), {**forged, "proof": bytes(32)})
    before = journal_of(database, person)
    with database.keeper() as connection:
        assert note_changes(connection, ring, PROMISES, NOW) == [], "it is in nobody's way"
    settled(database, ring, person.id, NOW + 2 * DAY)
    assert {one.number for one in before} <= {one.number for one in journal_of(database, person)}


def test_a_round_in_the_future_keeps_nothing_longer(database: Database, ring: KeyRing, person: APerson) -> None:
    with database.transaction(writes=True) as connection:
        connection.execute(insert(rounds), {"at": NOW + 365 * DAY})
        run = Retention.of(connection, ring, PROMISES, NOW + 120 * DAY, erases=False)
        over = may_be_over(answers, run.promised, run.now, run.looked_at)
        asked = select(func.count()).select_from(answers).where(answers.c.person_id == person.id, over)
        assert connection.execute(asked).scalar_one() > 0
