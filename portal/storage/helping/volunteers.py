"""The helpers of an agency: one of its staff adds an account, another confirms it, the helper chooses a password."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, insert, select, update

from portal.core.permissions import Role
from portal.storage.engine.seal import KeyRing, WrappedKey
from portal.storage.helping import visits_ended
from portal.storage.people import sessions
from portal.storage.people.people import NewAccount, Sealed, add_staff, login_digest, name_of
from portal.storage.tables.agency import added_helpers, keys, staff

FIRST_LASTS = timedelta(days=7)
"""How long the secret for the first time is good for (ASVS 6.4.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A helper's account, as the agency sees it."""

    id: UUID
    name: str
    added_by: UUID | None
    """Who asked for it; nobody for accounts that came with the agency."""
    waits: bool
    """No second person has confirmed it yet: it opens nothing."""
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Yes:
    """The second person's yes, and what the helper shows who they are with, once: to choose their own password."""

    by: UUID
    login: str
    password: str
    """Already an argon2id digest."""


def add(connection: Connection, ring: KeyRing, new: NewAccount, added_by: UUID, now: datetime) -> Sealed:
    """Add an account that waits for a second person. Nobody knows its name and password: they are made with the yes."""
    account = add_staff(connection, ring, new)
    row = {"staff_id": account.id, "added_by": added_by, "added_at": now}
    connection.execute(insert(added_helpers), row)
    return account


def confirm(connection: Connection, ring: KeyRing, helper_id: UUID, yes: Yes, now: datetime) -> bool:
    """Let a new helper begin; return whether the account waited for a yes, and not of whoever added it."""
    its = update(staff).where(staff.c.id == helper_id, staff.c.ended_at.is_(None))
    waiting = update(added_helpers).where(
        added_helpers.c.staff_id == helper_id,
        added_helpers.c.added_by != yes.by,
        added_helpers.c.confirmed_at.is_(None),
    )
    if not connection.execute(waiting, {"confirmed_by": yes.by, "confirmed_at": now}).rowcount:
        return False
    shown = {"login": login_digest(ring, yes.login), "password": yes.password}
    return connection.execute(its, shown).rowcount > 0


def must_choose(connection: Connection, helper_id: UUID) -> bool:
    """Tell whether a helper has not chosen their own password yet: what two people made opens nothing else."""
    return connection.execute(select(added_helpers.c.staff_id).where(*_new(helper_id))).first() is not None


def choose(connection: Connection, helper_id: UUID, password: str, now: datetime) -> bool:
    """Keep the password that a new helper chose, already a digest; return whether it was still time for it."""
    in_time = (*_new(helper_id), added_helpers.c.confirmed_at > now - FIRST_LASTS)
    if not connection.execute(update(added_helpers).where(*in_time), {"chosen_at": now}).rowcount:
        return False
    its = update(staff).where(staff.c.id == helper_id, staff.c.ended_at.is_(None))
    return connection.execute(its, {"password": password}).rowcount > 0


def vouched_for(connection: Connection, helper_id: UUID) -> frozenset[UUID]:
    """Return who made a helper's account: they asked for it, or said yes."""
    asked = select(added_helpers.c.added_by, added_helpers.c.confirmed_by)
    row = connection.execute(asked.where(added_helpers.c.staff_id == helper_id)).first()
    return frozenset() if row is None else frozenset({row.added_by, row.confirmed_by})


def _new(helper_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return added_helpers.c.staff_id == helper_id, added_helpers.c.chosen_at.is_(None)


def accounts_of(connection: Connection, ring: KeyRing, agency_id: UUID) -> list[Account]:
    """Return the accounts of an agency's helpers, by name; ended ones last."""
    asked = (
        select(staff, keys.c.ring_key, keys.c.wrapped, added_helpers.c.added_by, added_helpers.c.confirmed_at)
        .join(keys, keys.c.owner_id == staff.c.id)
        .join(added_helpers, added_helpers.c.staff_id == staff.c.id, isouter=True)
        .where(staff.c.agency_id == agency_id, staff.c.role == Role.HELPER.value)
    )
    found = [
        Account(
            id=row.id,
            name=name_of(ring.open_key(row.id, WrappedKey(row.ring_key, row.wrapped)), row.known),
            added_by=row.added_by,
            waits=row.added_by is not None and row.confirmed_at is None,
            ended_at=row.ended_at,
        )
        for row in connection.execute(asked)
    ]
    return sorted(found, key=lambda one: (one.ended_at is not None, one.name.casefold()))


def end(connection: Connection, ring: KeyRing, agency_id: UUID, helper_id: UUID, now: datetime) -> bool:
    """End a helper's account, their sessions and their visit at once; return whether there was one."""
    its = update(staff).where(
        staff.c.id == helper_id,
        staff.c.agency_id == agency_id,
        staff.c.role == Role.HELPER.value,
        staff.c.ended_at.is_(None),
    )
    if not connection.execute(its, {"ended_at": now}).rowcount:
        return False
    sessions.end(connection, helper_id, now)
    visits_ended.end_of_helper(connection, ring, helper_id, now)
    return True
