"""The operator anchors the journals each day, keeps the digest elsewhere, and is told when something was put back."""

import re
from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import delete, insert, select

from portal.core.uses import Purpose
from portal.storage.tables.people import journal
from portal.storage.tables.rights import anchored_heads, anchors
from portal.storage.trace.journal import Deed
from portal.web.parts import parts_of
from tests.commands.conftest import Operator
from tests.people import APerson, somebody, vault_of

DIGEST = re.compile(r"[0-9a-f]{64}")


def lived(app: Flask) -> APerson:
    person = somebody(app)
    with parts_of(app).database.transaction(writes=True) as connection:
        for _ in range(3):
            vault_of(connection, app, person.actor, datetime.now(UTC)).note(
                person.id, Deed.TOOK_COPY, Purpose.OWN_RECORD
            )
    return person


def test_each_day_has_its_digest_and_one_that_was_kept_is_found_again(operator: Operator, served: Flask) -> None:
    lived(served)
    first = operator("journal", "anchor")
    assert first.exit_code == 0, first.output
    kept = DIGEST.findall(first.output)[0]
    again = operator("journal", "anchor", "--kept", kept)
    assert again.exit_code == 0, again.output
    assert DIGEST.findall(again.output) != [kept]
    assert "Keep this elsewhere" in operator("checks", "run").output


def test_a_database_that_was_put_back_is_seen_by_what_was_kept(operator: Operator, served: Flask) -> None:
    lived(served)
    operator("journal", "anchor")
    kept = DIGEST.findall(operator("journal", "anchor").output)[0]
    with parts_of(served).database.transaction(writes=True) as connection:
        connection.execute(delete(anchors).where(anchors.c.number == 2))
    result = operator("journal", "anchor", "--kept", kept)
    assert result.exit_code == 1
    assert "another, or an older, database" in result.output
    assert "64 figures" in operator("journal", "anchor", "--kept", "a word").output


def test_a_journal_that_was_cut_is_told_each_time(operator: Operator, served: Flask) -> None:
    person = lived(served)
    operator("journal", "anchor")
    for number in (3, 2):
        with parts_of(served).database.transaction(writes=True) as connection:
            connection.execute(delete(journal).where(journal.c.person_id == person.id, journal.c.number >= number))
        result = operator("journal", "check", str(person.id))
        assert result.exit_code == 1
        assert "its end was taken away" in result.output
    assert operator("checks", "run").exit_code == 1
    assert operator("journal", "anchor").exit_code == 1


def test_the_alarm_stays_until_an_operator_says_that_it_is_known(operator: Operator, served: Flask) -> None:
    lived(served)
    operator("journal", "anchor")
    with parts_of(served).database.transaction(writes=True) as connection:
        connection.execute(delete(anchored_heads))
    for _ in range(3):
        assert operator("journal", "anchor").exit_code == 1
    assert operator("journal", "anchor", "--known").exit_code == 1, "it still says what it was"
    assert operator("journal", "anchor").exit_code == 0


def test_nothing_of_a_journal_that_does_not_hold_is_erased(operator: Operator, served: Flask) -> None:
    person = lived(served)
    which = (journal.c.person_id == person.id, journal.c.number < 3)
    with parts_of(served).database.transaction(writes=True) as connection:
        rows = [dict(row) for row in connection.execute(select(journal).where(*which)).mappings()]
        connection.execute(delete(journal).where(*which))
        connection.execute(insert(journal), [row | {"at": datetime(2020, 1, 1, tzinfo=UTC)} for row in rows])
    for _ in range(2):
        result = operator("retention", "--do")
        assert (result.exit_code, "journals that do not hold: 1." in result.output) == (1, True), result.output
    with parts_of(served).database.transaction(writes=False) as connection:
        assert len(connection.execute(select(journal).where(*which)).all()) == len(rows) == 2
