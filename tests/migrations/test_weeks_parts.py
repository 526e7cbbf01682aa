"""On PostgreSQL each quarter of declared weeks is a part of its own: filled alone, looked at alone, dropped alone."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import column, event, insert, text, update
from sqlalchemy import table as lightweight

from portal.core.weeks import Told, Week
from portal.storage.answers.weeks import Declared, declare, history, latest_before, newest
from portal.storage.engine.database import Connection, Database, Trouble
from portal.storage.engine.seal import KeyRing
from portal.storage.tables.people import weeks
from tests.databases import PostgresqlShelf
from tests.people import APerson, a_person
from tests.weeks import NOW, THIS, a_week, did

HALF_A_YEAR = THIS.shifted(-26)


@pytest.fixture
def parted(postgresql: PostgresqlShelf) -> Iterator[Database]:
    url = postgresql.migrated()
    database = Database(url)
    yield database
    database.engine.dispose()
    postgresql.drop(url)


@pytest.fixture
def person(parted: Database, ring: KeyRing) -> APerson:
    with parted.transaction(writes=True) as connection:
        return a_person(connection, ring)


def declares(connection: Connection, person: APerson, week: Week, told: Told | None = None) -> None:
    sent = Declared(week=week, number=1, told=told or a_week(did("search")), language="fr", receipt=1, at=NOW)
    declare(connection, person.key, person.actor, sent)


def parts_holding(connection: Connection, week: Week) -> list[str]:
    asked = text("SELECT tableoid::regclass::text FROM weeks WHERE week = :monday")
    return list(connection.execute(asked, {"monday": week.monday}).scalars())


def plan_of(connection: Connection, ask: Callable[[], object]) -> set[str]:
    """Return the parts that PostgreSQL means to look at for what ``ask`` asks."""
    asked: list[tuple[str, Any]] = []

    def listen(_connection: object, _cursor: object, statement: str, parameters: object, *_rest: object) -> None:
        asked.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", listen)
    ask()
    event.remove(connection, "before_cursor_execute", listen)
    plans = [connection.exec_driver_sql(f"EXPLAIN {statement}", parameters) for statement, parameters in asked]
    return {
        part for plan in plans for line in plan.scalars() for part in re.findall(r"weeks_\d{4}_\d|weeks_other", line)
    }


@pytest.mark.parametrize(
    ("monday", "part"),
    [
        (date(2026, 11, 16), "weeks_2026_4"),
        (date(2026, 9, 28), "weeks_2026_3"),  # begins in September, ends in October: its Monday says where it is
        (date(2026, 12, 28), "weeks_2026_4"),  # week 53
        (date(2024, 1, 1), "weeks_2024_1"),
        (date(2036, 12, 29), "weeks_2036_4"),
        (date(2023, 12, 25), "weeks_other"),
        (date(2037, 1, 5), "weeks_other"),
    ],
)
def test_a_week_falls_into_the_quarter_of_its_monday(
    parted: Database, person: APerson, monday: date, part: str
) -> None:
    with parted.transaction(writes=True) as connection:
        declares(connection, person, Week(monday))
        assert parts_holding(connection, Week(monday)) == [part]
        assert [one.week for one in newest(connection, person.key, Week(monday), Week(monday))] == [Week(monday)]


def test_every_week_from_2024_to_2036_has_a_part_and_only_one(parted: Database, person: APerson) -> None:
    week, rows = Week.of(date(2024, 1, 1)), []
    while week.monday.year < 2037:
        rows.append({
            "person_id": person.id, "week": week.monday, "number": 1, "sealed": b"", "typed_by": person.id,
            "typed_as": "person", "receipt": 1, "at": NOW,
        })  # fmt: skip
        week = week.shifted(1)
    with parted.transaction(writes=True) as connection:
        connection.execute(insert(weeks), rows)
        parts = connection.execute(text("SELECT DISTINCT tableoid::regclass::text FROM weeks")).scalars().all()
    assert "weeks_other" not in parts
    assert len(parts) == 13 * 4


def test_only_the_parts_that_can_hold_them_are_looked_at(parted: Database, person: APerson) -> None:
    with parted.transaction(writes=True) as connection:
        for week in (THIS, HALF_A_YEAR):
            declares(connection, person, week)
        one = plan_of(connection, lambda: newest(connection, person.key, THIS, THIS))
        half_a_year = plan_of(connection, lambda: newest(connection, person.key, HALF_A_YEAR, THIS))
        all_of_one = plan_of(connection, lambda: history(connection, person.key, THIS))
        before = plan_of(connection, lambda: latest_before(connection, person.key, THIS, HALF_A_YEAR))
    assert one == all_of_one == {"weeks_2026_4"}
    assert half_a_year == before == {"weeks_2026_2", "weeks_2026_3", "weeks_2026_4"}


def test_a_quarter_whose_time_is_over_is_dropped_and_the_rest_stays(parted: Database, person: APerson) -> None:
    with parted.transaction(writes=True) as connection:
        for week in (THIS, HALF_A_YEAR):
            declares(connection, person, week)
        connection.execute(text("DROP TABLE weeks_2026_2"))
        found = newest(connection, person.key, HALF_A_YEAR, THIS)
    assert [declared.week for declared in found] == [THIS]


@pytest.mark.parametrize("table", ["weeks", "weeks_2026_4"])
def test_nothing_declared_is_changed_not_even_in_its_part(parted: Database, person: APerson, table: str) -> None:
    with parted.transaction(writes=True) as connection:
        declares(connection, person, THIS)
    changed = lightweight(table, column("receipt"), column("week"))
    for change in ({"receipt": 9}, {"week": date(2020, 1, 6)}):
        with pytest.raises(Trouble, match="only added to"), parted.transaction(writes=True) as connection:
            connection.execute(update(changed), change)
