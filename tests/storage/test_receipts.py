"""A receipt says for ever what was sent: across midnight, restarts and new keys; altered, it is not genuine."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from portal.core.receipts import Line, Part, Sending, Statement
from portal.storage.answers.receipts import (
    Receipt,
    add_receipt,
    first_sent_upto,
    genuine,
    receipt_of,
    receipts_of,
    sent_upto,
)
from portal.storage.engine.database import Database, Trouble
from portal.storage.engine.seal import KeyRing, read_ring
from portal.storage.tables.people import receipts
from tests.people import APerson, a_person

BEFORE_MIDNIGHT = datetime(2026, 3, 28, 22, 59, 59, tzinfo=UTC)
"""One second before midnight in Paris."""
LINES = (
    Line(question="about-name", item="", label="Votre nom ?", words=("Ali",)),
    Line(question="next-question", item="", label="سؤالكم", words=("متى؟", "أين؟")),
)


MINUTE = timedelta(minutes=1)


def statement_at(at: datetime, about: Sending = Sending.DOSSIER) -> Statement:
    shown, kept_back = Part(title="Moi", lines=LINES[:1]), Part(title="Autre", lines=LINES[1:], printed=False)
    return Statement(about=about, agency="Agence du Port", at=at, language="fr", parts=(shown, kept_back))


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
    codes = [sends(database, ring, person, BEFORE_MIDNIGHT + upto * MINUTE, upto).code for upto in (1, 4, 9)]
    with database.transaction(writes=False) as connection:
        kept = receipts_of(connection, person.key, person.id)
        assert [(receipt.number, receipt.code) for receipt in kept] == list(
            zip((3, 2, 1), reversed(codes), strict=True)
        )
        assert sent_upto(connection, person.id) == 9
        assert sent_upto(connection, person.id, before=BEFORE_MIDNIGHT + 5 * MINUTE) == 4
        assert sent_upto(connection, person.id, before=BEFORE_MIDNIGHT) is None
        assert first_sent_upto(connection, person.id) == 1


def test_each_kind_of_sending_is_found_and_only_a_dossier_says_how_far_it_was_sent(
    database: Database, ring: KeyRing, person: APerson
) -> None:
    kinds = (Sending.WEEK, Sending.DOSSIER, Sending.REPLY, Sending.WEEK)
    with database.transaction(writes=True) as connection:
        for minute, about in enumerate(kinds):
            statement = statement_at(BEFORE_MIDNIGHT + minute * MINUTE, about)
            add_receipt(connection, ring, person.key, statement, 7 if about is Sending.DOSSIER else 0)
    with database.transaction(writes=False) as connection:
        assert [one.about for one in receipts_of(connection, person.key, person.id)] == list(reversed(kinds))
        weeks = receipts_of(connection, person.key, person.id, Sending.WEEK)
        assert [(one.number, one.about) for one in weeks] == [(4, Sending.WEEK), (1, Sending.WEEK)]
        assert sent_upto(connection, person.id) == first_sent_upto(connection, person.id) == 7
        assert sent_upto(connection, person.id, before=BEFORE_MIDNIGHT + MINUTE) is None


def test_a_week_sent_alone_says_nothing_of_a_dossier(database: Database, ring: KeyRing, person: APerson) -> None:
    with database.transaction(writes=True) as connection:
        add_receipt(connection, ring, person.key, statement_at(BEFORE_MIDNIGHT, Sending.WEEK))
        assert sent_upto(connection, person.id) is None
        assert first_sent_upto(connection, person.id) is None


def test_one_receipt_is_found_by_its_number_and_only_by_its_owner(
    database: Database, ring: KeyRing, person: APerson
) -> None:
    first, second = (sends(database, ring, person, BEFORE_MIDNIGHT + upto * MINUTE, upto) for upto in (1, 2))
    with database.transaction(writes=True) as connection:
        other = a_person(connection, ring, person.counsellor)
        assert receipt_of(connection, person.key, person.id, 1) == first
        assert receipt_of(connection, person.key, person.id, 2) == second
        assert receipt_of(connection, person.key, person.id, 3) is None
        assert receipt_of(connection, other.key, other.id, 1) is None


def _told(statement: Statement) -> dict[str, object]:
    told: dict[str, object] = json.loads(statement.canonical())
    return told


def _put_instead(database: Database, person: APerson, changed: dict[str, object]) -> None:
    """Put another row in the place of the receipt, as whoever may delete and add could."""
    with database.transaction(writes=True) as connection:
        row = connection.execute(select(receipts)).mappings().one()
        connection.execute(receipts.delete().where(receipts.c.person_id == person.id))
        connection.execute(insert(receipts), {**row, **changed})
