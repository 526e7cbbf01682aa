"""Fills a database with other people and their weeks, at the speed of PostgreSQL: copies of rows that are there.

Nobody opens them. They have the shape of real ones, since each is a copy with other names in its keys.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    FromClause,
    Table,
    Text,
    Uuid,
    cast,
    column,
    func,
    null,
    select,
    table,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import insert

from portal.storage.tables.agency import keys, staff
from portal.storage.tables.people import answers, interviews, journal, people, receipts, sessions, weeks

_ENTRIES, _ANSWERS = 3, 5
_PER_COUNSELLOR = 700
_OTHERS = text("""
CREATE TEMP TABLE others ON COMMIT DROP AS
SELECT gen_random_uuid() AS id, (random() * :counsellors)::int AS place FROM generate_series(1, :people)
""")
_DESKS = text("""
CREATE TEMP TABLE desks ON COMMIT DROP AS
SELECT gen_random_uuid() AS id, place FROM generate_series(0, :counsellors) AS place
""")
_OTHER, _DESK = (table(name, column("id", Uuid()), column("place")) for name in ("others", "desks"))
_NEW = func.gen_random_uuid(type_=Uuid())


def fill(connection: Connection, others: int, weeks_each: int) -> None:
    """Add ``others`` people with counsellors of their own, and so many weeks for everybody who is there."""
    counsellors = others // _PER_COUNSELLOR
    connection.execute(_OTHERS, {"people": others, "counsellors": counsellors})
    connection.execute(_DESKS, {"counsellors": counsellors})
    _copy(connection, keys, _DESK, owner_id=_DESK.c.id)
    _copy(connection, staff, _DESK, id=_DESK.c.id, login=func.uuid_send(_DESK.c.id))
    _copy(connection, keys, _OTHER, owner_id=_OTHER.c.id)
    theirs = _OTHER.join(_DESK, _DESK.c.place == _OTHER.c.place)
    _copy(connection, people, theirs, id=_OTHER.c.id, counsellor_id=_DESK.c.id)
    whose = {"person_id": people.c.id, "counsellor_id": people.c.counsellor_id}
    _copy(connection, interviews, people, **whose, id=_NEW, source=null(), at=_by_chance(timedelta(days=60)))
    entry = func.generate_series(1, _ENTRIES).table_valued("n").render_derived()
    past = _by_chance(timedelta(days=170)) - timedelta(days=87)
    _copy(
        connection, journal, _OTHER.join(entry, true()), person_id=_OTHER.c.id, number=entry.c.n, actor_id=_NEW, at=past
    )
    written = func.generate_series(1, _ANSWERS).table_valued("n").render_derived()
    _copy(connection, answers, people.join(written, true()), person_id=people.c.id, number=written.c.n, key=null())
    _copy(connection, receipts, people, person_id=people.c.id, code=func.left(func.md5(cast(people.c.id, Text)), 24))
    _copy(connection, sessions, people, actor_id=people.c.id, digest=func.uuid_send(people.c.id))
    week = func.generate_series(1, weeks_each).table_valued("n").render_derived()
    monday = cast(func.date_trunc("week", func.now()), Date) - 7 * week.c.n
    silent = (
        select(people.c.id).where(~select(weeks.c.number).where(weeks.c.person_id == people.c.id).exists()).subquery()
    )
    _copy(connection, weeks, silent.join(week, true()), person_id=silent.c.id, week=monday, number=1)


def _by_chance(within: timedelta) -> ColumnElement[Any]:
    """Return a moment around now."""
    return func.now() + (func.random() - 0.5) * within


def _copy(connection: Connection, into: Table, over: FromClause, **changed: Any) -> None:
    """Add a copy of one row of ``into`` for each row of ``over``; ``changed`` says what differs."""
    names = [one.name for one in into.c]
    one = select(into).limit(1).subquery()
    values = [changed.get(name, one.c[name]) for name in names]
    rows = select(*values).select_from(over.join(one, true()))
    connection.execute(insert(into).from_select(names, rows).on_conflict_do_nothing())
