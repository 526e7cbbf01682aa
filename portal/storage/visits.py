"""Visits: when a helper sat beside a person, by what act of the person, and how it ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, insert, select, update

from portal.core.permissions import Role
from portal.core.visits import CAP, Began, Ended, Visit
from portal.storage.ids import new_id
from portal.storage.seal import OwnerKey
from portal.storage.sessions import IDLE_AT_KIOSK
from portal.storage.tables import sessions, visits

_STEP = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Who sits beside whom, as the person is told it."""

    helper_id: UUID
    first_name: str
    """The helper's, as the person sees it."""
    language: str
    """The person's language during the visit."""
    began: Began
    opened_by: str = ""
    """The name of the member of staff who opened the visit, if one did."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Where the helper sits: the visit is bound to this one session of theirs, at this one screen."""

    session: bytes
    """The digest of the session."""
    kiosk_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One visit as the person reads it afterwards."""

    visit: Visit
    beside: Beside
    ended: Ended | None


def begin(connection: Connection, key: OwnerKey, beside: Beside, seat: Seat, now: datetime) -> Visit:
    """Begin a visit of the owner of ``key``; one that was still open ends. Hold the person's key row locked."""
    end_all(connection, key.owner, Ended.BY_ANOTHER, now)
    visit = Visit(id=new_id(), person_id=key.owner, helper_id=beside.helper_id, began_at=now, until=now + CAP)
    row = {
        "person_id": visit.person_id,
        "id": visit.id,
        "helper_id": visit.helper_id,
        "kiosk_id": seat.kiosk_id,
        "session": seat.session,
        "sealed": key.seal(_place(visit.id), _packed(beside), _STEP),
        "began_at": now,
        "until": visit.until,
        "alone": False,
    }
    connection.execute(insert(visits), row)
    return visit


def of_session(connection: Connection, session: bytes) -> Visit | None:
    """Return the newest visit a helper's session is bound to, live or not."""
    asked = select(visits).where(visits.c.session == session).order_by(visits.c.began_at.desc()).limit(1)
    row = connection.execute(asked).first()
    return _visit(row) if row else None


def live_visit(connection: Connection, person_id: UUID, now: datetime) -> Visit | None:
    """Return the visit a person is in now, if there is one.

    Where the screen was left or its browser killed, the helper's session runs out, and the visit with it; while the
    person is alone at the screen, there is none to run out.
    """
    open_ones = (visits.c.person_id == person_id, visits.c.ended_at.is_(None), visits.c.until > now)
    its_session = (sessions.c.seen_at, sessions.c.ended_at.label("left_at"))
    asked = select(visits, *its_session).outerjoin(sessions, sessions.c.digest == visits.c.session).where(*open_ones)
    row = connection.execute(asked).first()
    if row is None or not _visit(row).is_live(now):
        return None
    is_there = row.seen_at is not None and row.left_at is None and now - row.seen_at <= IDLE_AT_KIOSK[Role.HELPER]
    return _visit(row) if row.alone or is_there else None


def end(connection: Connection, visit: Visit, ended: Ended, now: datetime) -> bool:
    """End a visit, once: effective on the helper's next request. Return whether it was still open."""
    which = (visits.c.person_id == visit.person_id, visits.c.id == visit.id)
    return _end(connection, which, ended, now)


def end_all(connection: Connection, person_id: UUID, ended: Ended, now: datetime) -> bool:
    """End every visit of a person that is still open; return whether there was one."""
    return _end(connection, (visits.c.person_id == person_id,), ended, now)


def leave_alone(connection: Connection, visit: Visit) -> None:
    """Let the person be alone at the screen: the helper's view is closed until they bring it back."""
    _set(connection, visit, alone=True)


def bring_back(connection: Connection, visit: Visit, session: bytes) -> None:
    """Go on with the helper, under a fresh session of theirs."""
    _set(connection, visit, alone=False, session=session)


def told(connection: Connection, key: OwnerKey) -> list[Told]:
    """Return every visit of the owner of ``key``, the newest first. For the person alone."""
    asked = select(visits).where(visits.c.person_id == key.owner).order_by(visits.c.began_at.desc())
    return [
        Told(visit=_visit(row), beside=_beside(key, row), ended=Ended(row.ended_by) if row.ended_by else None)
        for row in connection.execute(asked)
    ]


def beside_in(connection: Connection, key: OwnerKey, visit: Visit) -> Beside:
    """Return who sits beside the person in a visit."""
    which = (visits.c.person_id == visit.person_id, visits.c.id == visit.id)
    return _beside(key, connection.execute(select(visits).where(*which)).one())


def _end(connection: Connection, which: Sequence[ColumnElement[bool]], ended: Ended, now: datetime) -> bool:
    """End what is open among ``which``; what ran out before now keeps the moment it was over at."""
    still_open = (*which, visits.c.ended_at.is_(None), visits.c.until > now)
    return (
        connection.execute(update(visits).where(*still_open), {"ended_at": now, "ended_by": ended.value}).rowcount > 0
    )


def _set(connection: Connection, visit: Visit, **values: object) -> None:
    which = (visits.c.person_id == visit.person_id, visits.c.id == visit.id)
    connection.execute(update(visits).where(*which), values)


def _visit(row: Row[Any]) -> Visit:
    return Visit(
        id=row.id,
        person_id=row.person_id,
        helper_id=row.helper_id,
        began_at=row.began_at,
        until=row.until,
        ended_at=row.ended_at,
        alone=row.alone,
    )


def _packed(beside: Beside) -> dict[str, str]:
    return {
        "first_name": beside.first_name,
        "language": beside.language,
        "began": beside.began.value,
        "opened_by": beside.opened_by,
    }


def _beside(key: OwnerKey, row: Row[Any]) -> Beside:
    sealed: Any = key.unseal(_place(row.id), row.sealed)
    return Beside(
        helper_id=row.helper_id,
        first_name=sealed["first_name"],
        language=sealed["language"],
        began=Began(sealed["began"]),
        opened_by=sealed["opened_by"],
    )


def _place(visit_id: UUID) -> str:
    return f"visits|{visit_id}"
