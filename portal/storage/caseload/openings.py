"""Dossiers opened with a reason: found by the whole name, told to the person, and without a name to the manager."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, insert, select, update

from portal.core.ceilings import MOST_TRIES, Stopped
from portal.core.openings import Reason, Stated, lasts_until
from portal.core.uses import Purpose
from portal.storage.answers.vault import Vault
from portal.storage.engine.ids import new_id
from portal.storage.engine.seal import KeyRing, OwnerKey
from portal.storage.people.ceilings import tries_lately
from portal.storage.people.people import name_digest, something_waits
from portal.storage.tables.people import people
from portal.storage.tables.reach import openings, tries
from portal.storage.trace.journal import Deed

REASON = "reason "
"""Before a reason, where a journal entry names it."""
_LENGTH = 1024
"""In bytes: how much was written shows only roughly in its length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """That somebody asked for the dossier of a colleague’s person, as their manager sees it."""

    staff_id: UUID
    reason: Reason
    found: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Who asks, and why; the number of the form counts a double sending once."""

    agency_id: UUID
    staff_id: UUID
    reason: Reason
    key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One opening, as the person reads it."""

    id: UUID
    stated: Stated
    at: datetime


def person_named(connection: Connection, ring: KeyRing, agency_id: UUID, name: str) -> UUID | None:
    """Return the one person of an agency who has exactly this whole name; nobody, if there are two."""
    same = (people.c.agency_id == agency_id, people.c.name_digest == name_digest(ring, agency_id, name))
    found = list(connection.execute(select(people.c.id).where(*same).limit(2)).scalars())
    return found[0] if len(found) == 1 else None


def was_asked(connection: Connection, asking: Asking) -> bool:
    """Tell whether this very form came before."""
    again = (tries.c.staff_id == asking.staff_id, tries.c.key == asking.key)
    return asking.key is not None and connection.execute(select(tries.c.id).where(*again)).first() is not None


def ask(connection: Connection, asking: Asking, now: datetime, *, found: bool) -> None:
    """Keep for the manager that somebody asked, and not for whom; who asks too often is stopped."""
    if tries_lately(connection, asking.staff_id, now) >= MOST_TRIES:
        raise Stopped(asking.staff_id)
    row = {name: getattr(asking, name) for name in asking.__slots__}
    connection.execute(insert(tries), {**row, "id": new_id(), "reason": asking.reason.value, "found": found, "at": now})


def open_dossier(vault: Vault, person_id: UUID, stated: Stated) -> None:
    """Let the actor read until midnight, and tell the person at once: on their first page and in their journal."""
    key, opening_id, pen = vault.key_of(person_id), new_id(), vault.pen
    row = {
        "person_id": person_id,
        "id": opening_id,
        "staff_id": pen.by.id,
        "sealed": key.seal(_place(opening_id), stated.packed(), _LENGTH),
        "at": pen.at,
        "until": lasts_until(pen.at),
    }
    pen.connection.execute(insert(openings), row)
    something_waits(pen.connection, person_id)
    vault.note(person_id, Deed.OPENED_DOSSIER, Purpose.PREPARE_INTERVIEW, (f"{REASON}{stated.reason}",))


def opened_today(connection: Connection, staff_id: UUID, now: datetime) -> list[UUID]:
    """Return whose dossiers somebody opened with a reason that holds until midnight, in no order."""
    mine = (openings.c.staff_id == staff_id, openings.c.until > now)
    return list(connection.execute(select(openings.c.person_id).where(*mine).distinct()).scalars())


def openings_of(connection: Connection, key: OwnerKey) -> list[Opening]:
    """Return who opened the dossier of the owner of ``key``, and why, the newest first. For the person alone."""
    asked = select(openings).where(openings.c.person_id == key.owner).order_by(openings.c.at.desc())
    return [_opened(key, row) for row in connection.execute(asked)]


def news_of_openings(connection: Connection, person_id: UUID) -> Sequence[UUID]:
    """Return the openings of a person’s dossier that they have not said yet that they saw, in no order."""
    new = (openings.c.person_id == person_id, openings.c.seen_at.is_(None))
    return connection.execute(select(openings.c.id).where(*new)).scalars().all()


def saw_openings(connection: Connection, person_id: UUID, seen: Sequence[UUID], now: datetime) -> None:
    """Keep that the person saw these openings: one that came since their page was made is still news."""
    these = (openings.c.person_id == person_id, openings.c.id.in_(seen), openings.c.seen_at.is_(None))
    connection.execute(update(openings).where(*these), {"seen_at": now})


def tries_of(connection: Connection, agency_id: UUID) -> Sequence[Try]:
    """Return who in an agency opened, or tried to open, the dossier of a colleague’s person: the newest first."""
    asked = select(tries).where(tries.c.agency_id == agency_id).order_by(tries.c.at.desc()).limit(_SHOWN)
    return [
        Try(staff_id=row.staff_id, reason=Reason(row.reason), found=row.found, at=row.at)
        for row in connection.execute(asked)
    ]


_SHOWN = 100


def _opened(key: OwnerKey, row: Row[Any]) -> Opening:
    return Opening(id=row.id, stated=Stated.unpacked(key.unseal(_place(row.id), row.sealed)), at=row.at)


def _place(opening_id: UUID) -> str:
    return f"openings|{opening_id}"
