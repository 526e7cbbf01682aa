"""Hot statements go straight to the driver: what they find, keep and fail with is what Core would."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import DateTime, Select, bindparam, select, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError

from portal.core.calendar import PARIS
from portal.storage.answers import own_rows, vault
from portal.storage.engine.database import Database, Trouble
from portal.storage.engine.prepared import Prepared
from portal.storage.engine.seal import KeyRing
from portal.storage.people import sessions
from portal.storage.tables.columns import Moment
from portal.storage.tables.people import answers
from portal.storage.trace import journal
from tests.people import APerson
from tests.storage.telling import NOW, Teller, a_teller

ASKED = (own_rows._ALL, sessions._FIND, sessions._FIND_LOCKED)
NEWEST = Prepared(select(answers).where(answers.c.person_id == bindparam("person_id")))


@pytest.fixture
def teller(database: Database, ring: KeyRing) -> Teller:
    return a_teller(database, ring)


def values_for(person: APerson, token: str) -> dict[str, Any]:
    return {"person_id": person.id, "now": NOW, "key": "a", "digest": sessions.digest_of(token)}


@pytest.mark.parametrize("prepared", ASKED)
def test_a_hot_statement_finds_what_core_finds(teller: Teller, prepared: Prepared) -> None:
    teller.says("red")
    with teller.database.transaction(writes=True) as connection:
        arrival = sessions.Arrival(token=sessions.new_token(), device="a phone", at=NOW)
        sessions.begin(connection, teller.person.actor, teller.person.key, arrival)
        values = values_for(teller.person, arrival.token)
        assert isinstance(prepared.statement, Select)
        told = {name: values[name] for name in values if name in prepared.statement.compile().params}
        core = [tuple(row) for row in connection.execute(prepared.statement, told)]
        found = [tuple(row) for row in prepared.rows(connection, told)]
    assert found == core != []
    assert [list(map(type, row)) for row in found] == [list(map(type, row)) for row in core]


def test_a_hot_statement_keeps_what_core_reads(teller: Teller) -> None:
    teller.says("red")
    with teller.database.transaction(writes=False) as connection:
        core = connection.execute(select(answers)).one()
        (found,) = NEWEST.rows(connection, {"person_id": teller.person.id})
    assert tuple(found) == tuple(core)
    assert core.at == NOW
    assert (core.typed_by, core.settled) == (teller.person.id, True)


@pytest.mark.parametrize("adding", [vault._ADD, journal._ADD])
def test_a_moment_without_its_zone_is_not_kept(teller: Teller, adding: Prepared) -> None:
    told = {**adding.statement.compile().params, "person_id": teller.person.id, "at": NOW.replace(tzinfo=None)}
    with pytest.raises(ValueError, match="zone"), teller.database.transaction(writes=True) as connection:
        adding.run(connection, told)


def test_a_row_that_is_refused_is_trouble_that_tells_no_value(teller: Teller) -> None:
    teller.says("red")
    with teller.database.transaction(writes=False) as connection:
        row = dict(connection.execute(select(answers)).mappings().one())
    with pytest.raises(IntegrityError) as told, teller.database.transaction(writes=True) as connection:
        vault._ADD.run(connection, row)
    assert row["question"] not in str(told.value)
    assert teller.numbers() == [1]


@pytest.mark.parametrize("shelf", ["postgresql"], indirect=True)
def test_a_connection_that_is_gone_is_trouble_once_and_then_another(database: Database) -> None:
    ended = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = :here"
    )
    here, nobody = database.engine.url.database, {"person_id": uuid4()}
    ending = Database(database.engine.url.render_as_string(hide_password=False))

    def ask_on_a_connection_that_is_gone() -> None:
        with database.transaction(writes=True) as connection:
            with ending.transaction(writes=False) as other:
                other.execute(ended, {"here": here})
            NEWEST.rows(connection, nobody)

    with pytest.raises(Trouble) as told:
        ask_on_a_connection_that_is_gone()
    assert told.value.connection_invalidated
    ending.engine.dispose()
    with database.transaction(writes=True) as connection:
        assert NEWEST.rows(connection, nobody) == []


@given(st.datetimes(timezones=st.sampled_from([UTC, PARIS])))
def test_sqlite_keeps_a_moment_in_the_words_that_sqlalchemy_writes(moment: datetime) -> None:
    dialect = sqlite.dialect()
    theirs = DateTime().dialect_impl(dialect).bind_processor(dialect)
    into, back = Moment().bind_processor(dialect), Moment().result_processor(dialect, None)
    assert theirs is not None
    assert back is not None
    try:
        utc = moment.astimezone(UTC)
    except OverflowError:  # the first hours of year 1
        return
    assert into(moment) == theirs(utc)
    assert back(into(moment)) == utc
    assert into(None) is back(None) is None
