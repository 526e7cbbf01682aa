"""Invitations: a code that lets one helper at one screen of the agency sit down beside a person, once, for minutes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, insert, select, update

from portal.core.visits import READS, WAITS, Began
from portal.storage.engine.seal import KeyRing, OwnerKey, WrappedKey
from portal.storage.tables.agency import keys
from portal.storage.tables.visits import invitations

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
    opener: str = ""
    """Who that is, in hexadecimal: no helper whom they vouched for themselves takes this code."""


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
        "taps": 0,
        "wrong": 0,
    }
    connection.execute(insert(invitations), row)


def waiting_of(connection: Connection, key: OwnerKey, now: datetime) -> Invitation | None:
    """Return what may still begin for the owner of ``key``, for their own page: a code that waits, or is read now."""
    row = connection.execute(select(invitations).where(invitations.c.person_id == key.owner)).first()
    return _opened(row, key) if row and (_is_live(row, now) or _is_read(row, now)) else None


def find(connection: Connection, ring: KeyRing, code: str, agency_id: UUID, now: datetime) -> Invitation | None:
    """Return what a code is for; none if it is not for this agency, was used, or time is over.

    The row of the person's key is locked until the transaction ends.
    """
    found = _find(connection, ring, code)
    return _opened(*found) if found and found[0].agency_id == agency_id and _is_live(found[0], now) else None


def take(connection: Connection, invitation: Invitation, now: datetime) -> None:
    """Note that a code is used: it works once."""
    its = invitations.c.person_id == invitation.person_id
    connection.execute(update(invitations).where(its), {"used_at": now})


def taken(connection: Connection, ring: KeyRing, code: str, now: datetime) -> Invitation | None:
    """Return what a used code is for, while the person has not said yes on the screen. The key's row is locked."""
    found = _find(connection, ring, code)
    return _opened(*found) if found and _is_read(found[0], now) else None


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
    return row.used_at is None and bool(row.until - WAITS - _BACKWARDS <= now < row.until)


def _is_read(row: Row[Any], now: datetime) -> bool:
    """Tell whether a helper typed a code a moment ago and the person reads; that does not last either."""
    return row.used_at is not None and bool(-_BACKWARDS <= now - row.used_at < READS)


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
        "opener": waiting.opener,
    }


def _digest(ring: KeyRing, code: str) -> bytes:
    """Return what is kept of a code: keyed, so that who reads the database cannot try all of them."""
    return ring.digest("lookup", b"visit", code.encode())


def _place(digest: bytes) -> str:
    return f"invitations|{digest.hex()}"
