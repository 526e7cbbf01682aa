"""Visits: when a helper sat beside a person, by what act of the person, and how it ended."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, select, update

from portal.core.permissions import Role
from portal.core.visits import CAP, Began, Ended, Visit
from portal.storage.engine.ids import new_id
from portal.storage.engine.seal import OwnerKey
from portal.storage.people.sessions import IDLE_AT_KIOSK
from portal.storage.tables.agency import kiosks
from portal.storage.tables.people import sessions
from portal.storage.tables.visits import visits

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
        "taps": 0,
        "wrong": 0,
    }
    connection.execute(insert(visits), row)
    return visit


def of_session(connection: Connection, session: bytes) -> Visit | None:
    """Return the newest visit a helper's session is bound to, live or not."""
    return _newest(connection, visits.c.session == session)


def of_moment_alone(connection: Connection, session: bytes) -> Visit | None:
    """Return the visit whose person is alone at the screen by this session, live or not."""
    return _newest(connection, visits.c.alone == session)


def was_at(connection: Connection, visit: Visit, kiosk_id: UUID | None) -> bool:
    """Tell whether a visit was at this screen; one that the agency ended meanwhile is a screen no more."""
    asked = select(kiosks.c.id, kiosks.c.ended_at).join(visits, visits.c.kiosk_id == kiosks.c.id)
    row = connection.execute(asked.where(of_visit(visit))).one()
    return row.id == kiosk_id or (kiosk_id is None and row.ended_at is not None)


def live_visit(connection: Connection, person_id: UUID, now: datetime) -> Visit | None:
    """Return the visit a person is in now, if there is one.

    Where the screen was left or its browser killed, the session there runs out, and the visit with it: the helper's,
    or the person's own while they are alone for a moment.
    """
    open_ones = (visits.c.person_id == person_id, visits.c.ended_at.is_(None), visits.c.until > now)
    its_session = (sessions.c.seen_at, sessions.c.ended_at.label("left_at"))
    there = sessions.c.digest == func.coalesce(visits.c.alone, visits.c.session)
    asked = select(visits, *its_session).outerjoin(sessions, there).where(*open_ones)
    row = connection.execute(asked).first()
    if row is None or not _visit(row).is_live(now):
        return None
    idle = IDLE_AT_KIOSK[Role.PERSON if row.alone else Role.HELPER]
    is_there = row.seen_at is not None and row.left_at is None and now - row.seen_at <= idle
    return _visit(row) if is_there else None


def end(connection: Connection, visit: Visit, ended: Ended, now: datetime) -> bool:
    """End a visit, once: effective on the helper's next request. Return whether it was still open."""
    return _end(connection, of_visit(visit), ended, now)


def end_all(connection: Connection, person_id: UUID, ended: Ended, now: datetime) -> bool:
    """End every visit of a person that is still open; return whether there was one."""
    return _end(connection, visits.c.person_id == person_id, ended, now)


def leave_alone(connection: Connection, visit: Visit, session: bytes) -> None:
    """Let the person be alone at the screen, by a session that lives no longer than the visit.

    The helper's view is closed until the person brings it back.
    """
    _set(connection, visit, alone=session)


def bring_back(connection: Connection, visit: Visit, session: bytes) -> None:
    """Go on with the helper, under a fresh session of theirs."""
    _set(connection, visit, alone=None, session=session)


def told(connection: Connection, key: OwnerKey) -> list[Told]:
    """Return every visit of the owner of ``key``, the newest first. For the person alone."""
    asked = select(visits).where(visits.c.person_id == key.owner).order_by(visits.c.began_at.desc())
    return [
        Told(visit=_visit(row), beside=_beside(key, row), ended=Ended(row.ended_by) if row.ended_by else None)
        for row in connection.execute(asked)
    ]


def beside_in(connection: Connection, key: OwnerKey, visit: Visit) -> Beside:
    """Return who sits beside the person in a visit."""
    return _beside(key, connection.execute(select(visits).where(of_visit(visit))).one())


def of_visit(visit: Visit) -> ColumnElement[bool]:
    """Return what finds the row of one visit."""
    return and_(visits.c.person_id == visit.person_id, visits.c.id == visit.id)


def _end(connection: Connection, which: ColumnElement[bool], ended: Ended, now: datetime) -> bool:
    """End what is open among ``which``, and what the person opened with it; return whether there was something.

    What ran out before now is noted as such: no clock that is put right later opens it again.
    """
    still_open = (which, visits.c.ended_at.is_(None))
    own = select(visits.c.alone).where(*still_open, visits.c.alone.is_not(None))
    connection.execute(
        update(sessions).where(sessions.c.digest.in_(own), sessions.c.ended_at.is_(None)), {"ended_at": now}
    )
    ran_out = update(visits).where(*still_open, visits.c.until <= now)
    connection.execute(ran_out.values(ended_at=visits.c.until, ended_by=Ended.BY_TIME.value))
    open_ones = update(visits).where(*still_open)
    return connection.execute(open_ones, {"ended_at": now, "ended_by": ended.value}).rowcount > 0


def _newest(connection: Connection, which: ColumnElement[bool]) -> Visit | None:
    row = connection.execute(select(visits).where(which).order_by(visits.c.began_at.desc()).limit(1)).first()
    return _visit(row) if row else None


def _set(connection: Connection, visit: Visit, **values: object) -> None:
    connection.execute(update(visits).where(of_visit(visit)), values)


def _visit(row: Row[Any]) -> Visit:
    return Visit(
        id=row.id,
        person_id=row.person_id,
        helper_id=row.helper_id,
        began_at=row.began_at,
        until=row.until,
        ended_at=row.ended_at,
        alone=row.alone is not None,
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
