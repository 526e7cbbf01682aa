"""Concerns: somebody is being pushed beside a screen. Kept so that nobody is exposed by having said it.

The screen and the hour are kept, no more: not who said it, about whom, or what was said. Even the identifier is
drawn by chance, for one that sorts by time would tell the second. Said twice in an hour, it is kept once.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Connection, insert, select, update

from portal.storage.tables.agency import concerns, kiosks


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """One concern, as the manager of the agency sees it."""

    id: UUID
    kiosk: str
    """The name of the screen; empty where it was said away from one."""
    at: datetime
    """The hour it was said in, from its beginning."""
    looked_at: datetime | None


def say_concern(connection: Connection, agency_id: UUID, kiosk_id: UUID | None, now: datetime) -> None:
    """Keep that somebody is being pushed; said again in the same hour, it waits for the manager again."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    same = (concerns.c.agency_id == agency_id, concerns.c.kiosk_id.is_not_distinct_from(kiosk_id))
    again = update(concerns).where(*same, concerns.c.at == hour)
    if not connection.execute(again, {"looked_at": None}).rowcount:
        row = {"agency_id": agency_id, "id": uuid4(), "kiosk_id": kiosk_id, "at": hour}
        connection.execute(insert(concerns), row)


def concerns_of(connection: Connection, agency_id: UUID) -> list[Concern]:
    """Return the concerns of an agency, the newest first."""
    asked = (
        select(concerns, kiosks.c.name)
        .join(kiosks, kiosks.c.id == concerns.c.kiosk_id, isouter=True)
        .where(concerns.c.agency_id == agency_id)
        .order_by(concerns.c.at.desc())
    )
    return [
        Concern(id=row.id, kiosk=row.name or "", at=row.at, looked_at=row.looked_at)
        for row in connection.execute(asked)
    ]


def look_at(connection: Connection, agency_id: UUID, concern_id: UUID, now: datetime) -> None:
    """Note that the manager of an agency saw to a concern. With whom, and about what, is nobody's to write down."""
    which = (concerns.c.agency_id == agency_id, concerns.c.id == concern_id, concerns.c.looked_at.is_(None))
    connection.execute(update(concerns).where(*which), {"looked_at": now})
