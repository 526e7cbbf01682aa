"""The journal: who did what with a person's data. Only added to, chained per person, read by the person."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Connection, RowMapping, bindparam, insert, select

from portal.core.actors import Actor, PortalItself
from portal.core.permissions import Role
from portal.core.uses import Purpose
from portal.storage.prepared import Prepared
from portal.storage.seal import KeyRing, OwnerKey
from portal.storage.tables import journal

_START = bytes(32)


class Deed(StrEnum):
    """What was done."""

    SIGNED_IN = "signed-in"
    READ = "read"
    SAW_IN_LIST = "saw-in-list"
    WROTE = "wrote"
    SENT = "sent"
    TOLD_WEEK = "told-week"
    SENT_WEEK = "sent-week"
    READ_WEEKS = "read-weeks"
    OPENED_VISIT = "opened-visit"
    VISIT_BEGAN = "visit-began"
    VISIT_ENDED = "visit-ended"
    TOOK_COPY = "took-copy"
    ASKED_FOR_REMINDER = "asked-for-reminder"
    STOPPED_REMINDER = "stopped-reminder"
    REMINDED = "reminded"
    WROTE_ARGUMENTS = "wrote-arguments"
    SENT_ARGUMENTS = "sent-arguments"
    OPENED_ARGUMENTS = "opened-arguments"
    READ_ARGUMENTS = "read-arguments"
    ANSWERED_ARGUMENTS = "answered-arguments"
    CLOSED_ARGUMENTS = "closed-arguments"


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry of a person's chain: the next one counts on from it."""

    number: int = 0
    digest: bytes = _START


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What an entry says."""

    person_id: UUID
    deed: Deed
    purpose: Purpose
    what: tuple[str, ...] = ()
    """Questions or pages, never values."""


NEWEST = (
    select(journal.c.number, journal.c.digest)
    .where(journal.c.person_id == bindparam("person_id"))
    .order_by(journal.c.number.desc())
    .limit(1)
)
_ADD = Prepared(insert(journal))
_ALL = select(journal).where(journal.c.person_id == bindparam("person_id")).order_by(journal.c.number)


@dataclass(frozen=True, slots=True)
class Pen:
    """Who writes in the journal, and when."""

    connection: Connection
    ring: KeyRing
    by: Actor | PortalItself
    at: datetime


def head_of(connection: Connection, person_id: UUID) -> Head:
    """Return the newest entry of a person's chain. Hold the person's key row locked while adding to it."""
    row = connection.execute(NEWEST, {"person_id": person_id}).first()
    return Head(row.number, row.digest) if row else Head()


def add(pen: Pen, key: OwnerKey, head: Head, entry: Entry) -> Head:
    """Add ``entry`` after ``head``: one statement, in the transaction of what it tells about."""
    number = head.number + 1
    row: dict[str, object] = {
        "person_id": entry.person_id,
        "number": number,
        "at": pen.at,
        "actor_id": pen.by.id,
        "role": pen.by.role.value,
        "deed": entry.deed.value,
        "purpose": entry.purpose.value,
        "what": key.seal(f"journal|{number}", list(entry.what)),
    }
    digest = _digest(pen.ring, head.digest, row)
    _ADD.run(pen.connection, {**row, "digest": digest})
    return Head(number, digest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """One entry as the person may read it."""

    number: int
    at: datetime
    role: Role
    deed: Deed
    what: tuple[str, ...]


def entries(connection: Connection, key: OwnerKey) -> list[Noted]:
    """Return a person's entries, oldest first."""
    rows = connection.execute(_ALL, {"person_id": key.owner})
    return [
        Noted(
            number=row.number,
            at=row.at,
            role=Role(row.role),
            deed=Deed(row.deed),
            what=_opened(key, row.number, row.what),
        )
        for row in rows
    ]


def _opened(key: OwnerKey, number: int, what: bytes) -> tuple[str, ...]:
    told = key.unseal(f"journal|{number}", what)
    return tuple(str(text) for text in told) if isinstance(told, list) else ()


def broken(connection: Connection, ring: KeyRing, person_id: UUID) -> list[int]:
    """Return the numbers where the chain does not hold: an entry altered, or one missing before it."""
    wrong, head = [], Head()
    for row in connection.execute(_ALL, {"person_id": person_id}).mappings():
        if row["number"] != head.number + 1 or row["digest"] != _digest(ring, head.digest, row):
            wrong.append(row["number"])
        head = Head(row["number"], row["digest"])
    return wrong


def _digest(ring: KeyRing, before: bytes, row: RowMapping | dict[str, object]) -> bytes:
    at, what = row["at"], row["what"]
    if not isinstance(at, datetime) or not isinstance(what, bytes):
        raise TypeError(row)
    told = [str(row[name]) for name in ("person_id", "number", "actor_id", "role", "deed", "purpose")]
    return ring.digest("journal", before, json.dumps([*told, at.timestamp()]).encode(), what)
