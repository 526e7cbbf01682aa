"""Who reaches whom, as it is kept: who accompanies a person, who replaces them today, who gave a reason today."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, exists, select

from portal.core.actors import Actor, Followed
from portal.core.calendar import today
from portal.core.uses import Refused
from portal.storage.engine.erasing import stop_where_erased
from portal.storage.tables.people import IS_MEETING, interviews, people
from portal.storage.tables.reach import openings, stand_ins

NEAR = timedelta(days=30)
"""How far from an interview a counsellor may read (the scope of the register)."""


def replaces(colleague_id: UUID, now: datetime) -> ColumnElement[bool]:
    """Return what holds for the rows of ``stand_ins`` by which a colleague replaces somebody today."""
    return (stand_ins.c.colleague_id == colleague_id) & _lasts(now)


def _lasts(now: datetime) -> ColumnElement[bool]:
    day = today(now)
    return (stand_ins.c.first <= day) & (stand_ins.c.last >= day) & stand_ins.c.ended_at.is_(None)


def who_accompanies(connection: Connection, person_id: UUID, now: datetime) -> frozenset[UUID]:
    """Return who accompanies a person today: their counsellor, and whoever replaces that one."""
    asked = select(people.c.counsellor_id, stand_ins.c.colleague_id).where(people.c.id == person_id)
    replaced = (stand_ins.c.counsellor_id == people.c.counsellor_id) & _lasts(now)
    rows = connection.execute(asked.outerjoin_from(people, stand_ins, replaced))
    return frozenset(one for row in rows for one in row if one is not None)


def counsellors_of(connection: Connection, counsellor_id: UUID, now: datetime) -> list[UUID]:
    """Return whose people are in a counsellor's lists today: their own, and those of whom they replace."""
    asked = select(stand_ins.c.counsellor_id).where(replaces(counsellor_id, now)).distinct()
    return [counsellor_id, *connection.execute(asked).scalars()]


def followed(connection: Connection, actor: Actor, persons: Collection[UUID], now: datetime) -> dict[UUID, Followed]:
    """Return what decides whether a member of staff reaches some people; refuse to tell of somebody unknown.

    Of somebody who was erased, say so: what stands for them is only on pages of whoever reached them.
    """
    near = exists().where(
        interviews.c.person_id == people.c.id, interviews.c.at.between(now - NEAR, now + NEAR), IS_MEETING
    )
    stands_in = exists().where(stand_ins.c.counsellor_id == people.c.counsellor_id, replaces(actor.id, now))
    opened = exists().where(
        openings.c.person_id == people.c.id, openings.c.staff_id == actor.id, openings.c.until > now
    )
    asked = select(
        people.c.id,
        people.c.counsellor_id,
        near.label("near"),
        stands_in.label("stands_in"),
        opened.label("opened"),
    ).where(people.c.id.in_(persons))
    found = {
        row.id: Followed(
            id=row.id,
            counsellor_id=row.counsellor_id,
            interview_is_near=bool(row.near),
            stands_in=bool(row.stands_in),
            opened=bool(row.opened),
        )
        for row in connection.execute(asked)
    }
    for person_id in set(persons) - found.keys():
        stop_where_erased(connection, person_id)
        message = "no such person"
        raise Refused(message)
    return found
