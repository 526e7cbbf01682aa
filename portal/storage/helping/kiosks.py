"""Kiosks: browsers that an agency made a screen for everybody, each known by the digest of its cookie."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Update, and_, bindparam, insert, select, update

from portal.storage.engine.ids import new_id
from portal.storage.engine.seal import KeyRing
from portal.storage.helping.visits_ended import end_at_kiosks
from portal.storage.tables.agency import agencies, kiosks

ENROLLING = timedelta(minutes=30)
"""How long an address that makes a browser a kiosk waits to be used."""
LONGEST_NAME = 60
_TOUCH = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a kiosk stands: a name in an agency."""

    agency_id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kiosk:
    """A kiosk, found by its cookie."""

    id: UUID
    agency_id: UUID
    name: str
    seen_at: datetime

    def is_due(self, now: datetime) -> bool:
        """Whether it is time to note that it is in use."""
        return abs(now - self.seen_at) > _TOUCH


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A kiosk as the agency knows it: waiting for its browser, in use, or ended."""

    agency: str
    name: str
    waits_until: datetime | None
    seen_at: datetime | None
    ended_at: datetime | None


_FIND = select(kiosks.c.id, kiosks.c.agency_id, kiosks.c.name, kiosks.c.seen_at).where(
    kiosks.c.digest == bindparam("digest_"), kiosks.c.ended_at.is_(None)
)


def invite(connection: Connection, ring: KeyRing, place: Place, secret: str, now: datetime) -> None:
    """Let the browser that brings ``secret`` become the kiosk of a place, a new one or instead of its old browser.

    The old browser stays the kiosk until another takes over.
    """
    waiting = {"enrol": _enrol_digest(ring, secret), "enrol_until": now + ENROLLING}
    if not connection.execute(_at(place), waiting).rowcount:
        row = {"id": new_id(), "agency_id": place.agency_id, "name": place.name, "made_at": now}
        connection.execute(insert(kiosks), {**row, **waiting})


def enrol(connection: Connection, ring: KeyRing, secret: str, token: str, now: datetime) -> Kiosk | None:
    """Make whoever holds the cookie ``token`` the kiosk that ``secret`` was made for. It works once, and not for long.

    The browser that was this kiosk before no longer is.
    """
    offered = update(kiosks).where(
        kiosks.c.enrol == _enrol_digest(ring, secret), kiosks.c.enrol_until > now, kiosks.c.ended_at.is_(None)
    )
    taken = {"digest": _cookie_digest(ring, token), "enrol": None, "enrol_until": None, "seen_at": now}
    return find(connection, ring, token) if connection.execute(offered, taken).rowcount else None


def find(connection: Connection, ring: KeyRing, token: str) -> Kiosk | None:
    """Return the kiosk whose cookie this is, unless it was ended."""
    row = connection.execute(_FIND, {"digest_": _cookie_digest(ring, token)}).first()
    return None if row is None else Kiosk(id=row.id, agency_id=row.agency_id, name=row.name, seen_at=row.seen_at)


def touch(connection: Connection, kiosk: Kiosk, now: datetime) -> None:
    """Note that a kiosk is in use."""
    connection.execute(update(kiosks).where(kiosks.c.id == kiosk.id), {"seen_at": now})


def end(connection: Connection, ring: KeyRing, place: Place, now: datetime) -> bool:
    """End the kiosk of a place and the visit that goes on there; return whether there was one.

    Its browser is an ordinary one at once.
    """
    end_at_kiosks(connection, ring, and_(*_in_use(place)), now)
    return connection.execute(_at(place), {"ended_at": now}).rowcount > 0


def known(connection: Connection, agency_id: UUID | None = None) -> list[Known]:
    """Return every kiosk of every agency, or those that one agency has in use, the newest last."""
    asked = select(kiosks, agencies.c.name.label("agency")).join(agencies, agencies.c.id == kiosks.c.agency_id)
    if agency_id is not None:
        asked = asked.where(kiosks.c.agency_id == agency_id, kiosks.c.ended_at.is_(None))
    return [
        Known(
            agency=row.agency,
            name=row.name,
            waits_until=row.enrol_until,
            seen_at=row.seen_at,
            ended_at=row.ended_at,
        )
        for row in connection.execute(asked.order_by(agencies.c.name, kiosks.c.name))
    ]


def _at(place: Place) -> Update:
    return update(kiosks).where(*_in_use(place))


def _in_use(place: Place) -> tuple[ColumnElement[bool], ...]:
    return kiosks.c.agency_id == place.agency_id, kiosks.c.name == place.name, kiosks.c.ended_at.is_(None)


def _enrol_digest(ring: KeyRing, secret: str) -> bytes:
    return ring.digest("lookup", b"kiosk enrols", secret.encode())


def _cookie_digest(ring: KeyRing, token: str) -> bytes:
    """Return what is kept of the cookie: keyed, so that who can write in the database cannot make a kiosk."""
    return ring.digest("lookup", b"kiosk", token.encode())
