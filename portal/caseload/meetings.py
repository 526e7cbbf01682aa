"""A counsellor's coming interviews, in order of time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, func, select

from portal.core.actors import Counsellor
from portal.core.calendar import midnight
from portal.core.receipts import Sending
from portal.storage.tables import interviews, people, receipts

AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Meeting:
    """One interview to come."""

    person_id: UUID
    at: datetime
    has_sent: bool
    """Whether there is a brief to read. Who sent nothing is shown like everybody else."""


def coming(connection: Connection, counsellor: Counsellor, now: datetime) -> list[Meeting]:
    """Return the interviews of today and the next two weeks, by time, with people they still accompany."""
    sent = (
        select(func.count())
        .where(receipts.c.person_id == interviews.c.person_id, receipts.c.about == Sending.DOSSIER.value)
        .scalar_subquery()
    )
    asked = (
        select(interviews.c.person_id, interviews.c.at, sent.label("sent"))
        .join(people, people.c.id == interviews.c.person_id)
        .where(interviews.c.counsellor_id == counsellor.id, interviews.c.at.between(midnight(now), now + AHEAD))
        .where(people.c.counsellor_id == counsellor.id)
        .order_by(interviews.c.at)
    )
    return [Meeting(row.person_id, row.at, bool(row.sent)) for row in connection.execute(asked)]


def last_meeting(connection: Connection, person_id: UUID, now: datetime) -> datetime | None:
    """Return when the person and their counsellor last met, if they did."""
    met: datetime | None = connection.execute(
        select(func.max(interviews.c.at)).where(interviews.c.person_id == person_id, interviews.c.at < now)
    ).scalar_one()
    return met


def next_meeting(connection: Connection, person_id: UUID, now: datetime) -> datetime | None:
    """Return when the person and their counsellor meet next, today included, if they do."""
    meets: datetime | None = connection.execute(
        select(func.min(interviews.c.at)).where(interviews.c.person_id == person_id, interviews.c.at >= midnight(now))
    ).scalar_one()
    return meets
