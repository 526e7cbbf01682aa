"""Accounts of staff: a password kept as argon2id, and a code from their phone that works once."""

from datetime import datetime
from enum import Enum, auto
from typing import Any, NamedTuple
from uuid import UUID

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import Connection, Row, select, update

from portal.core.actors import Actor, Helper, actor_of
from portal.core.permissions import Role
from portal.signin.throttle import WRONG_BEFORE_DESK, rest_after
from portal.storage.engine.seal import KeyRing, OwnerKey, WrappedKey
from portal.storage.helping import visits_ended, volunteers
from portal.storage.people import sessions
from portal.storage.people.ceilings import is_stopped
from portal.storage.people.people import login_digest, name_of
from portal.storage.tables.agency import keys, staff

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""OWASP's floor for argon2id: 19 MiB, two passes."""
_NOBODY = HASHER.hash("nobody has this password")
_STEP_S = 30
_ACCOUNTS = select(staff, keys.c.ring_key, keys.c.wrapped).join(keys, keys.c.owner_id == staff.c.id)


class Refusal(Enum):
    """Why staff cannot come in."""

    WRONG = auto()
    """Says nothing about whether the account exists, or rests."""
    RESTS = auto()
    """Told only to who knows the password and has the code: to a guesser, an account that rests looks like none."""
    STOPPED = auto()
    """It read more than people do: only a manager opens it again. Told only to who proved that it is theirs."""
    FIRST = auto()
    """Told only to a new helper with what two people gave them: it is good to choose a password of their own, once."""


class Entry(NamedTuple):
    """An account that proved itself."""

    actor: Actor
    key: OwnerKey


class Claim(NamedTuple):
    """What somebody typed to sign in."""

    login: str
    password: str
    code: str


def sign_in(connection: Connection, ring: KeyRing, claim: Claim, now: datetime) -> Entry | Refusal:
    """Return who signs in, or why not. Takes as long whether or not the account exists."""
    row = _find(connection, ring, claim.login)
    is_right = _password_fits(row.password if row else _NOBODY, claim.password)
    if row is None or row.ended_at is not None or row.role == Role.HELPER:
        return Refusal.WRONG
    key = ring.open_key(row.id, WrappedKey(row.ring_key, row.wrapped))
    step = _step_of(str(key.unseal("staff|second-factor", row.second_factor)), claim.code, now, after=row.last_code)
    account = update(staff).where(staff.c.id == row.id)
    if row.failures >= WRONG_BEFORE_DESK or (row.locked_until is not None and now < row.locked_until):
        return Refusal.RESTS if is_right and step is not None else Refusal.WRONG
    if not is_right or step is None:
        _count_wrong(connection, row, now)
        return Refusal.WRONG
    connection.execute(account, {"failures": 0, "locked_until": None, "last_code": step})
    if is_stopped(connection, row.id):
        return Refusal.STOPPED
    return Entry(actor_of(Role(row.role), row.id, row.agency_id), key)


class Volunteer(NamedTuple):
    """A helper who proved themself, with the name the person is told."""

    actor: Helper
    key: OwnerKey
    name: str


def helper(connection: Connection, ring: KeyRing, login: str, password: str, now: datetime) -> Volunteer | Refusal:
    """Return the helper who shows who they are on a kiosk beside a person: the enrolled screen is the second factor."""
    found = new_helper(connection, ring, login, password, now)
    if isinstance(found, Volunteer) and volunteers.must_choose(connection, found.actor.id):
        return Refusal.FIRST
    return found


def new_helper(connection: Connection, ring: KeyRing, login: str, password: str, now: datetime) -> Volunteer | Refusal:
    """Return a helper by their password, also where it is the one that others know: only to choose their own."""
    row = _find(connection, ring, login)
    is_right = _password_fits(row.password if row else _NOBODY, password)
    if row is None or row.ended_at is not None or row.role != Role.HELPER:
        return Refusal.WRONG
    if row.failures >= WRONG_BEFORE_DESK or (row.locked_until is not None and now < row.locked_until):
        return Refusal.RESTS if is_right else Refusal.WRONG
    if not is_right:
        _count_wrong(connection, row, now)
        return Refusal.WRONG
    connection.execute(update(staff).where(staff.c.id == row.id), {"failures": 0, "locked_until": None})
    return _volunteer(ring, row)


def helper_known(connection: Connection, ring: KeyRing, helper_id: UUID) -> Volunteer | None:
    """Return a helper who proved themself a moment ago, unless their account was ended since."""
    its = (staff.c.id == helper_id, staff.c.role == Role.HELPER.value, staff.c.ended_at.is_(None))
    row = connection.execute(_ACCOUNTS.where(*its)).first()
    return _volunteer(ring, row) if row else None


def end_account(connection: Connection, ring: KeyRing, login: str, now: datetime) -> bool:
    """End an account, its sessions and its visits at once; return whether there was one."""
    row = _find(connection, ring, login)
    if row is None or row.ended_at is not None:
        return False
    connection.execute(update(staff).where(staff.c.id == row.id), {"ended_at": now})
    sessions.end(connection, row.id, now)
    visits_ended.end_of_helper(connection, ring, row.id, now)
    return True


def _count_wrong(connection: Connection, row: Row[Any], now: datetime) -> None:
    failures = row.failures + 1
    values = {"failures": failures, "locked_until": rest_after(failures, now)}
    connection.execute(update(staff).where(staff.c.id == row.id), values)


def _find(connection: Connection, ring: KeyRing, login: str) -> Row | None:  # type: ignore[type-arg]  # columns vary
    asked = _ACCOUNTS.where(staff.c.login == login_digest(ring, login)).with_for_update(of=staff)
    return connection.execute(asked).first()


def _volunteer(ring: KeyRing, row: Row[Any]) -> Volunteer:
    key = ring.open_key(row.id, WrappedKey(row.ring_key, row.wrapped))
    return Volunteer(Helper(id=row.id, agency_id=row.agency_id), key, name_of(key, row.known))


def _password_fits(digest: str, password: str) -> bool:
    try:
        return HASHER.verify(digest, password)
    except VerificationError:
        return False


def _step_of(secret: str, code: str, now: datetime, *, after: int) -> int | None:
    """Return the time step a code is of: now, the one before or the next, and never one used already."""
    totp = pyotp.TOTP(secret)
    present = int(now.timestamp()) // _STEP_S
    digits = "".join(digit for digit in code if digit.isdigit())
    for step in (present, present - 1, present + 1):
        if step > after and pyotp.utils.strings_equal(digits, totp.generate_otp(step)):
            return step
    return None
