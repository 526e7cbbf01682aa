"""Reminders that people asked for, and the outbox: a notice exists once, is claimed once, and never goes twice."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection, Row, bindparam, delete, func, insert, or_, select, update

from portal.core.actors import PortalItself
from portal.core.notices import NEWS, QUIET, REMINDER, Channel, Reminder, Rhythm, State, Way
from portal.core.uses import Purpose
from portal.storage.engine.ids import new_id
from portal.storage.engine.jobs import hold_key
from portal.storage.engine.seal import KeyRing, OwnerKey
from portal.storage.tables.people import notices, reminders
from portal.storage.trace import journal

_PLACE = "reminders|where"
"""Where an address is sealed: the outbox takes it over as it is, without opening it."""
_STEP = 512
"""In bytes: every address is sealed to one length."""
_BATCH = 500
_NEXT = update(reminders).where(reminders.c.person_id == bindparam("whose")).values(due_at=bindparam("next"))


def reminder_of(connection: Connection, key: OwnerKey) -> Reminder | None:
    """Return the reminder of the owner of ``key``, if it is on."""
    row = connection.execute(select(reminders).where(reminders.c.person_id == key.owner)).first()
    return None if row is None else _opened(key, row)


def keep_reminder(connection: Connection, key: OwnerKey, reminder: Reminder, now: datetime) -> bool:
    """Keep what the owner of ``key`` asked for, from now on; return whether it is new. Hold their key row locked."""
    if reminder_of(connection, key) == reminder:
        return False
    where = {"channel": reminder.channel, "address": reminder.address, "language": reminder.language}
    row = {"sealed": key.seal(_PLACE, where, _STEP), "due_at": reminder.rhythm.next_time(now)}
    changed = update(reminders).where(reminders.c.person_id == key.owner)
    if not connection.execute(changed, row).rowcount:
        connection.execute(insert(reminders), {"person_id": key.owner, **row})
    _take_back(connection, key.owner)
    return True


def reached_among(connection: Connection, persons: Collection[UUID]) -> list[UUID]:
    """Return who of some people asked to be reached."""
    asked = select(reminders.c.person_id).where(reminders.c.person_id.in_(persons))
    return [*connection.execute(asked).scalars()]


def stop_reminder(connection: Connection, person_id: UUID) -> None:
    """Forget a person's reminder, and what waits in the outbox for them."""
    connection.execute(delete(reminders).where(reminders.c.person_id == person_id))
    _take_back(connection, person_id)


def did_not_leave(connection: Connection, person_id: UUID) -> bool:
    """Tell whether nobody took a person's newest notice, since they chose the address."""
    mine = notices.c.person_id == person_id
    newest = select(func.max(notices.c.due_at)).where(mine).scalar_subquery()
    asked = select(notices.c.state).where(mine, notices.c.due_at == newest)
    return connection.execute(asked).scalar() == State.FAILED.value


def _take_back(connection: Connection, person_id: UUID) -> None:
    """Take out of the outbox what is of no use any more; one that is being claimed at this moment goes its way."""
    over = (notices.c.person_id == person_id, notices.c.state.in_((State.WAITING.value, State.FAILED.value)))
    free = select(notices.c.id).where(*over).with_for_update(skip_locked=True)
    found = connection.execute(free).scalars().all()
    connection.execute(delete(notices).where(notices.c.person_id == person_id, notices.c.id.in_(found)))


def put_due(connection: Connection, now: datetime) -> int:
    """Put some of the reminders that are due in the outbox and set each to its next time; return how many they were.

    Nothing is opened. Whoever has one waiting already gets no second one, however long nobody came to send it.
    """
    due = select(reminders).where(reminders.c.due_at <= now).limit(_BATCH).with_for_update(skip_locked=True)
    found = connection.execute(due).all()
    if found:
        served = _served(connection, found)
        new = [_waiting(row) for row in found if row.person_id not in served]
        if new:
            connection.execute(insert(notices), new)
        times = [{"whose": row.person_id, "next": Rhythm.of(row.due_at).next_time(now)} for row in found]
        connection.execute(_NEXT, times)
    return len(found)


def _served(connection: Connection, found: Collection[Row[Any]]) -> set[UUID]:
    """Return who needs no new notice: one waits, or this one was made before the clock was set back."""
    due = {row.person_id: row.due_at for row in found}
    which = or_(notices.c.state == State.WAITING.value, notices.c.due_at >= min(due.values()))
    asked = select(notices.c.person_id, notices.c.due_at, notices.c.state).where(notices.c.kind == REMINDER)
    rows = connection.execute(asked.where(notices.c.person_id.in_(due), which))
    return {row.person_id for row in rows if row.state == State.WAITING.value or row.due_at == due[row.person_id]}


def _waiting(row: Row[Any]) -> dict[str, object]:
    told = {"person_id": row.person_id, "due_at": row.due_at, "sealed": row.sealed}
    return {**told, "id": new_id(), "kind": REMINDER, "state": State.WAITING.value}


def tell_of_news(connection: Connection, person_id: UUID, now: datetime) -> bool:
    """Put in the outbox that something new waits for a person, if they asked to be reached; return whether it was.

    Nothing is opened. However much is new, there is one notice a day. Hold the person's key row locked.
    """
    where = connection.execute(select(reminders.c.sealed).where(reminders.c.person_id == person_id)).scalar()
    if where is None:
        return False
    told = or_(notices.c.state == State.WAITING.value, notices.c.due_at > now - QUIET)
    before = select(notices.c.id).where(notices.c.person_id == person_id, notices.c.kind == NEWS, told)
    if connection.execute(before.limit(1)).first() is not None:
        return False
    row = {"person_id": person_id, "id": new_id(), "kind": NEWS, "due_at": now, "state": State.WAITING.value}
    connection.execute(insert(notices), {**row, "sealed": where})
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A notice that is this run's alone to send."""

    person_id: UUID
    id: UUID
    kind: str
    way: Way


def anything_waits(connection: Connection) -> bool:
    """Tell whether there is something to send."""
    asked = select(notices.c.id).where(notices.c.state == State.WAITING.value).limit(1)
    return connection.execute(asked).first() is not None


def claim(connection: Connection, ring: KeyRing, now: datetime) -> Claimed | None:
    """Take one notice out of the outbox, if one waits: commit before it is sent, and it is never sent again.

    The row loses its address at once, and the person's journal has its entry before the address is opened.
    """
    waiting = select(notices).where(notices.c.state == State.WAITING.value).limit(1)
    while (row := connection.execute(waiting.with_for_update(skip_locked=True)).first()) is not None:
        _set(connection, row, State.GOING)
        key = hold_key(connection, ring, row.person_id)
        way = None if key is None else _read_for_sending(journal.Pen(connection, ring, PortalItself(), now), key, row)
        if way is not None:
            return Claimed(person_id=row.person_id, id=row.id, kind=row.kind, way=way)
        _set(connection, row, State.FAILED)
    return None


def finish(connection: Connection, claimed: Claimed, state: State) -> None:
    """Note what became of a notice."""
    _set(connection, claimed, state)


def _set(connection: Connection, which: Claimed | Row[Any], state: State) -> None:
    this = update(notices).where(notices.c.person_id == which.person_id, notices.c.id == which.id)
    connection.execute(this, {"state": state.value, "sealed": None})


def _read_for_sending(pen: journal.Pen, key: OwnerKey, row: Row[Any]) -> Way | None:
    """Return to whom and how a notice goes; none if what is sealed was altered or is somebody else's."""
    deed = journal.Deed.REMINDED if row.kind == REMINDER else journal.Deed.TOLD_OF_NEWS
    entry = journal.Entry(person_id=row.person_id, deed=deed, purpose=Purpose.REMIND)
    journal.add(pen, key, journal.head_of(pen.connection, row.person_id), entry)
    try:
        return Way(**_where(key, row))
    except InvalidTag:
        return None


def _opened(key: OwnerKey, row: Row[Any]) -> Reminder:
    return Reminder(rhythm=Rhythm.of(row.due_at), **_where(key, row))


def _where(key: OwnerKey, row: Row[Any]) -> dict[str, Any]:
    where: Any = key.unseal(_PLACE, row.sealed)
    return {**where, "channel": Channel(where["channel"])}
