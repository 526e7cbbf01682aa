"""Invitations: a code that lets one helper at one screen of the agency sit down beside a person, once, for minutes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, insert, select, update

from portal.core.visits import CAP, WAITS, Began
from portal.storage.agency_tables import keys
from portal.storage.seal import KeyRing, OwnerKey, WrappedKey
from portal.storage.tables import invitations

_STEP = 256
_BACKWARDS = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What a code stands for. All but the agency is sealed by the key of the person who waits."""

    agency_id: UUID
    """Only a screen of this agency takes it."""
    code: str
    began: Began
    """On the person's own phone, or opened by staff for somebody who then says yes on the screen."""
    language: str = ""
    """The person's, where they said yes already."""
    opened_by: str = ""
    """The name of the member of staff, if one opened it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A code that was shown, and whose it is."""

    person_id: UUID
    key: OwnerKey
    waiting: Waiting
    until: datetime


def invite(connection: Connection, ring: KeyRing, key: OwnerKey, waiting: Waiting, now: datetime) -> None:
    """Let the helper who brings the code sit down beside the owner of ``key``; a code from before is worth nothing.

    Hold the person's key row locked.
    """
    digest = _digest(ring, waiting.code)
    withdraw(connection, key.owner)
    row = {
        "person_id": key.owner,
        "digest": digest,
        "agency_id": waiting.agency_id,
        "sealed": key.seal(_place(digest), _packed(waiting), _STEP),
        "until": now + WAITS,
    }
    connection.execute(insert(invitations), row)


def waiting_of(connection: Connection, key: OwnerKey, now: datetime) -> Invitation | None:
    """Return what the owner of ``key`` waits with, for their own page, if nobody has used it and time is not over."""
    row = connection.execute(select(invitations).where(invitations.c.person_id == key.owner)).first()
    return _opened(row, key) if row and row.used_at is None and _is_live(row, now) else None


def take(connection: Connection, ring: KeyRing, code: str, agency_id: UUID, now: datetime) -> Invitation | None:
    """Return what a code is for and note that it is used, once; none if it is not for this agency, or time is over.

    The row of the person's key is locked until the transaction ends.
    """
    found = _find(connection, ring, code)
    if found is None:
        return None
    row, key = found
    if row.agency_id != agency_id or row.used_at is not None or not _is_live(row, now):
        return None
    connection.execute(update(invitations).where(invitations.c.person_id == row.person_id), {"used_at": now})
    return _opened(row, key)


def taken(connection: Connection, ring: KeyRing, code: str, now: datetime) -> Invitation | None:
    """Return what a used code is for, while the person has not said yes on the screen. The key's row is locked."""
    found = _find(connection, ring, code)
    if found is None or found[0].used_at is None or not -_BACKWARDS <= now - found[0].used_at < CAP:
        return None
    return _opened(*found)


def withdraw(connection: Connection, person_id: UUID) -> bool:
    """Forget what a person waits with: it began, or is not wanted any more. Return whether there was something."""
    return connection.execute(delete(invitations).where(invitations.c.person_id == person_id)).rowcount > 0


def _find(connection: Connection, ring: KeyRing, code: str) -> tuple[Row[Any], OwnerKey] | None:
    """Return the row of a code with its person's key: that is locked first, as by whoever changes the row."""
    its = invitations.c.digest == _digest(ring, code)
    person_id = select(invitations.c.person_id).where(its).scalar_subquery()
    locked = connection.execute(select(keys).where(keys.c.owner_id == person_id).with_for_update()).first()
    row = connection.execute(select(invitations).where(its)).first()
    if locked is None or row is None:
        return None
    return row, ring.open_key(row.person_id, WrappedKey(locked.ring_key, locked.wrapped))


def _is_live(row: Row[Any], now: datetime) -> bool:
    """Tell whether a code still waits; a clock that ran backwards makes none live longer."""
    return bool(row.until - WAITS - _BACKWARDS <= now < row.until)


def _opened(row: Row[Any], key: OwnerKey) -> Invitation:
    told: Any = key.unseal(_place(row.digest), row.sealed)
    return Invitation(
        person_id=row.person_id,
        key=key,
        waiting=Waiting(**{**told, "agency_id": row.agency_id, "began": Began(told["began"])}),
        until=row.until,
    )


def _packed(waiting: Waiting) -> dict[str, str]:
    return {
        "code": waiting.code,
        "began": waiting.began.value,
        "language": waiting.language,
        "opened_by": waiting.opened_by,
    }


def _digest(ring: KeyRing, code: str) -> bytes:
    """Return what is kept of a code: keyed, so that who reads the database cannot try all of them."""
    return ring.digest("lookup", b"visit", code.encode())


def _place(digest: bytes) -> str:
    return f"invitations|{digest.hex()}"
