"""Who is signed in: sessions live in the database, can be listed, and are dead the moment they are ended."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from uuid import UUID

from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection, bindparam, insert, select, update

from portal.core.actors import Actor, actor_of
from portal.core.permissions import Role
from portal.storage.engine.prepared import Prepared
from portal.storage.engine.seal import KeyRing, OwnerKey, WrappedKey
from portal.storage.tables.agency import keys
from portal.storage.tables.people import sessions

IDLE: Mapping[Role, timedelta] = MappingProxyType(
    {
        Role.PERSON: timedelta(minutes=30),
        Role.HELPER: timedelta(minutes=5),
        Role.COUNSELLOR: timedelta(minutes=30),
        Role.MANAGER: timedelta(minutes=30),
    }
)
"""A session ends after this long without a page."""
LONGEST: Mapping[Role, timedelta] = MappingProxyType(
    {
        Role.PERSON: timedelta(hours=12),
        Role.HELPER: timedelta(hours=1),
        Role.COUNSELLOR: timedelta(hours=10),
        Role.MANAGER: timedelta(hours=10),
    }
)
"""A session ends this long after it began, whatever happens."""
IDLE_AT_KIOSK: Mapping[Role, timedelta] = MappingProxyType(dict.fromkeys(IDLE, timedelta(seconds=90)))
"""At a kiosk a session ends sooner: a browser that was killed or left alone gives nothing to the next person."""
LATE = timedelta(days=1)
"""Words typed in a session that ran out are still taken for so long, and set aside."""
_TOUCH = timedelta(minutes=1)
_TOUCH_AT_KIOSK = timedelta(seconds=5)
_KIOSK = "kiosk"
_ALONE = " alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session found by its cookie."""

    digest: bytes
    actor: Actor
    key: OwnerKey
    seen_at: datetime
    live: bool
    """Whether the actor may act."""
    late: bool
    """Whether it ran out by itself a short while ago: it still tells whose words came too late.

    A session that was ended, by signing out or with a lost card, tells nothing any more.
    """
    kiosk_id: UUID | None = None
    """The kiosk where it began: it is worth nothing anywhere else."""
    waits: int | None = None
    """1 while something is to be shown to the actor on their first page: told here, it costs no page a question."""
    alone: bool = False
    """Whether it is of a person alone for a moment during a visit: it is worth nothing without that visit."""

    def is_due(self, now: datetime) -> bool:
        """Whether it is time to note that the session is in use."""
        return now - self.seen_at > (_TOUCH_AT_KIOSK if self.kiosk_id else _TOUCH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A place where somebody is signed in, as shown to them."""

    digest: bytes
    name: str
    began_at: datetime
    seen_at: datetime


_WHO = (sessions.c.actor_id, sessions.c.role, sessions.c.agency_id, keys.c.ring_key, keys.c.wrapped)
_WHEN = (sessions.c.device, sessions.c.began_at, sessions.c.seen_at, sessions.c.ended_at)
_NEWS = (keys.c.waits,)
_OF_COOKIE = (
    select(*_WHO, *_WHEN, *_NEWS)
    .join_from(sessions, keys, keys.c.owner_id == sessions.c.actor_id)
    .where(sessions.c.digest == bindparam("digest"))
)
_FIND = Prepared(_OF_COOKIE)
_FIND_LOCKED = Prepared(_OF_COOKIE.with_for_update(of=keys))


def new_token() -> str:
    """Return a new cookie value: 256 random bits."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> bytes:
    """Return what is kept of a cookie. Enough for 256 random bits; nothing slow is needed."""
    return hashlib.sha256(token.encode()).digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Somebody who just signed in: under which fresh token, on what kind of device, when."""

    token: str
    device: str
    at: datetime


def begin(connection: Connection, actor: Actor, key: OwnerKey, arrival: Arrival) -> None:
    """Begin a session for ``actor``."""
    digest = digest_of(arrival.token)
    connection.execute(
        insert(sessions),
        {
            "digest": digest,
            "actor_id": actor.id,
            "role": actor.role.value,
            "agency_id": actor.agency_id,
            "device": key.seal(_place(digest, actor.role, actor.agency_id), arrival.device),
            "began_at": arrival.at,
            "seen_at": arrival.at,
        },
    )


def find(connection: Connection, ring: KeyRing, token: str, now: datetime, *, writes: bool) -> Session | None:
    """Return the session of this cookie, live or not. ``writes`` also locks the actor's key row.

    Its row counts only with a seal by the actor's key, bound to cookie, role and agency: who can write in the database
    but has no key ring cannot make a session, nor turn one into somebody else's.
    """
    digest = digest_of(token)
    found = (_FIND_LOCKED if writes else _FIND).rows(connection, {"digest": digest})
    if not found:
        return None
    actor_id, told, agency_id, ring_key, wrapped, device, began_at, seen_at, ended_at, waits = found[0]
    role, key = Role(told), ring.open_key(actor_id, WrappedKey(ring_key, wrapped))
    try:
        kiosk_id, alone = _kiosk_in(key.unseal(_place(digest, role, agency_id), device))
    except InvalidTag:
        return None
    idle = (IDLE_AT_KIOSK if kiosk_id else IDLE)[role]
    over = ended_at is not None or now - seen_at > idle or now - began_at > LONGEST[role]
    live = not over and seen_at - now < _TOUCH
    return Session(
        digest=digest,
        actor=actor_of(role, actor_id, agency_id),
        key=key,
        seen_at=seen_at,
        live=live,
        late=not live and ended_at is None and abs(now - seen_at) < LATE,
        kiosk_id=kiosk_id,
        waits=waits,
        alone=alone,
    )


def touch(connection: Connection, digest: bytes, now: datetime) -> None:
    """Note that a session is in use."""
    connection.execute(update(sessions).where(sessions.c.digest == digest), {"seen_at": now})


def end(connection: Connection, actor_id: UUID, now: datetime, digest: bytes | None = None) -> None:
    """End one session of the actor, or all of them."""
    which = [sessions.c.actor_id == actor_id, sessions.c.ended_at.is_(None)]
    if digest is not None:
        which.append(sessions.c.digest == digest)
    connection.execute(update(sessions).where(*which), {"ended_at": now})


def devices(connection: Connection, actor: Actor, key: OwnerKey, now: datetime) -> list[Device]:
    """Return where ``actor`` is signed in now, newest first."""
    live = (
        sessions.c.actor_id == actor.id,
        sessions.c.ended_at.is_(None),
        sessions.c.seen_at > now - IDLE[actor.role],
        sessions.c.began_at > now - LONGEST[actor.role],
    )
    rows = connection.execute(select(sessions).where(*live).order_by(sessions.c.seen_at.desc()))
    found = [
        Device(
            digest=row.digest,
            name=device_in(key, actor, row.digest, row.device),
            began_at=row.began_at,
            seen_at=row.seen_at,
        )
        for row in rows
    ]
    return [one for one in found if one.name != _KIOSK or now - one.seen_at <= IDLE_AT_KIOSK[actor.role]]


def device_in(key: OwnerKey, actor: Actor, digest: bytes, sealed: bytes) -> str:
    """Return on what kind of device a session of ``actor`` is."""
    return str(key.unseal(_place(digest, actor.role, actor.agency_id), sealed)).partition(" ")[0]


def at_kiosk(kiosk_id: UUID, *, alone: bool = False) -> str:
    """Return the device of a session that begins at a kiosk: sealed with the session, it cannot be changed."""
    return f"{_KIOSK} {kiosk_id.hex}{_ALONE if alone else ''}"


def _kiosk_in(device: object) -> tuple[UUID | None, bool]:
    name, _, kiosk_id = str(device).partition(" ")
    alone = kiosk_id.endswith(_ALONE)
    return UUID(kiosk_id.removesuffix(_ALONE)) if name == _KIOSK else None, alone


def _place(digest: bytes, role: Role, agency_id: UUID) -> str:
    return f"sessions|{digest.hex()}|{role}|{agency_id}"
