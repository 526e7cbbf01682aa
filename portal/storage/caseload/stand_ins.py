"""Standing in, as it is kept: who replaces whom from day to day, said once and ended at any moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from portal.storage.engine.ids import new_id
from portal.storage.tables.agency import staff
from portal.storage.tables.reach import stand_ins


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStandIn:
    """What somebody said: a colleague replaces a counsellor, first and last day included."""

    counsellor_id: UUID
    colleague_id: UUID
    first: date
    last: date
    set_by: UUID
    key: str | None = None
    """A number used once: the same form sent twice is said once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """One time of standing in that is not over."""

    id: UUID
    counsellor_id: UUID
    colleague_id: UUID
    first: date
    last: date


def add(connection: Connection, new: NewStandIn, now: datetime) -> None:
    """Keep that a colleague replaces a counsellor. Hold the row of the key of whoever says so locked."""
    again = (stand_ins.c.set_by == new.set_by, stand_ins.c.key == new.key)
    if new.key is not None and connection.execute(select(stand_ins.c.id).where(*again)).first():
        return
    row = {name: getattr(new, name) for name in new.__slots__}
    connection.execute(insert(stand_ins), {**row, "id": new_id(), "at": now})


def lasting(connection: Connection, agency_id: UUID, today: date) -> Sequence[StandIn]:
    """Return who replaces whom in an agency, now or in days to come, by the first day."""
    goes_on = (stand_ins.c.last >= today, stand_ins.c.ended_at.is_(None))
    shown = (getattr(stand_ins.c, name) for name in StandIn.__slots__)
    asked = select(*shown).join(staff, staff.c.id == stand_ins.c.counsellor_id).where(staff.c.agency_id == agency_id)
    rows = connection.execute(asked.where(*goes_on).order_by(stand_ins.c.first)).mappings()
    return [StandIn(**row) for row in rows]


def end(connection: Connection, one: StandIn, now: datetime) -> None:
    """End a time of standing in: the colleague reaches nobody by it from then on."""
    which = (stand_ins.c.counsellor_id == one.counsellor_id, stand_ins.c.id == one.id, stand_ins.c.ended_at.is_(None))
    connection.execute(update(stand_ins).where(*which), {"ended_at": now})
