"""A receipt says for ever what was sent: across midnight, restarts and new keys; altered, it is not genuine."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from portal.core.receipts import Line, Statement
from portal.storage.database import Database, Trouble
from portal.storage.receipts import Receipt, add_receipt, genuine, receipts_of, sent_upto
from portal.storage.seal import KeyRing, read_ring
from portal.storage.tables import receipts
from tests.people import APerson, a_person

BEFORE_MIDNIGHT = datetime(2026, 3, 28, 22, 59, 59, tzinfo=UTC)
"""One second before midnight in Paris."""
LINES = (
    Line(question="about-name", item="", label="Votre nom ?", words=("Ali",)),
    Line(question="next-question", item="", label="سؤالكم", words=("متى؟", "أين؟")),
)


def statement_at(at: datetime) -> Statement:
    return Statement(agency="Agence du Port", at=at, language="fr", lines=LINES)


@pytest.fixture
def person(database: Database, ring: KeyRing) -> APerson:
    with database.transaction(writes=True) as connection:
        return a_person(connection, ring)


def sends(database: Database, ring: KeyRing, person: APerson, at: datetime = BEFORE_MIDNIGHT, upto: int = 1) -> Receipt:
    with database.transaction(writes=True) as connection:
        return add_receipt(connection, ring, person.key, statement_at(at), upto)


def found(database: Database, ring: KeyRing, code: str) -> Receipt | None:
    with database.transaction(writes=False) as connection:
        return genuine(connection, ring, code)


@pytest.mark.parametrize("later", [timedelta(0), timedelta(seconds=2), timedelta(days=400)])
def test_a_receipt_is_the_same_whenever_it_is_looked_at(
    database: Database, ring: KeyRing, person: APerson, later: timedelta
) -> None:
    sent = sends(database, ring, person, BEFORE_MIDNIGHT + later)
    again = found(database, ring, sent.code)
    assert again is not None
    assert again.statement == statement_at(BEFORE_MIDNIGHT + later)
    assert again.statement.canonical() == sent.statement.canonical()
    assert again.code == sent.code


def test_a_receipt_outlives_a_restart(database: Database, keys: Path, ring: KeyRing, person: APerson) -> None:
    sent = sends(database, ring, person)
    database.engine.dispose()
    restarted = Database(database.engine.url.render_as_string(hide_password=False))
    again = found(restarted, read_ring(keys), sent.code)
    restarted.engine.dispose()
    assert again is not None
    assert again.statement.canonical() == sent.statement.canonical()


def test_only_the_code_itself_finds_a_receipt(database: Database, ring: KeyRing, person: APerson) -> None:
    sent = sends(database, ring, person)
    for place in range(len(sent.code)):
        other = "0" if sent.code[place] != "0" else "1"
        assert found(database, ring, sent.code[:place] + other + sent.code[place + 1 :]) is None
    assert found(database, ring, "") is None


def test_the_database_refuses_to_change_a_receipt(database: Database, ring: KeyRing, person: APerson) -> None:
    sends(database, ring, person)
    with pytest.raises(Trouble, match="only added to"), database.transaction(writes=True) as connection:
        connection.execute(text("UPDATE receipts SET upto = 99"))


def test_a_statement_that_was_altered_is_not_genuine(database: Database, ring: KeyRing, person: APerson) -> None:
    """Even by whoever has the person's own key and every right on the database."""
    sent = sends(database, ring, person)
    forged = {**_told(statement_at(BEFORE_MIDNIGHT)), "agency": "Another agency"}
    _put_instead(database, person, {"statement": person.key.seal("receipts|1", forged)})
    assert found(database, ring, sent.code) is None


def test_a_receipt_moved_to_another_person_is_not_genuine(database: Database, ring: KeyRing, person: APerson) -> None:
    sent = sends(database, ring, person)
    with database.transaction(writes=True) as connection:
        other = a_person(connection, ring, person.counsellor)
    sealed = other.key.seal("receipts|1", _told(sent.statement))
    _put_instead(database, person, {"person_id": other.id, "statement": sealed})
    assert found(database, ring, sent.code) is None


def test_somebody_else_saying_the_same_gets_another_code(database: Database, ring: KeyRing, person: APerson) -> None:
    with database.transaction(writes=True) as connection:
        other = a_person(connection, ring, person.counsellor)
    assert sends(database, ring, person).code != sends(database, ring, other).code


def test_every_sending_is_kept_and_the_newest_counts(database: Database, ring: KeyRing, person: APerson) -> None:
    minute = timedelta(minutes=1)
    codes = [sends(database, ring, person, BEFORE_MIDNIGHT + upto * minute, upto).code for upto in (1, 4, 9)]
    with database.transaction(writes=False) as connection:
        kept = receipts_of(connection, person.key, person.id)
        assert [(receipt.number, receipt.code) for receipt in kept] == list(
            zip((3, 2, 1), reversed(codes), strict=True)
        )
        assert sent_upto(connection, person.id) == 9
        assert sent_upto(connection, person.id, before=BEFORE_MIDNIGHT + 5 * minute) == 4
        assert sent_upto(connection, person.id, before=BEFORE_MIDNIGHT) is None


def _told(statement: Statement) -> dict[str, object]:

    told: dict[str, object] = json.loads(statement.canonical())
    return told


def _put_instead(database: Database, person: APerson, changed: dict[str, object]) -> None:
    """Put another row in the place of the receipt, as whoever may delete and add could."""
    with database.transaction(writes=True) as connection:
        row = connection.execute(select(receipts)).mappings().one()
        connection.execute(receipts.delete().where(receipts.c.person_id == person.id))
        connection.execute(insert(receipts), {**row, **changed})
