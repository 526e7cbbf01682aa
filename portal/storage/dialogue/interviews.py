"""Interviews: planned, moved, cancelled, held or not, each change with its entry in the person's journal."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, func, insert, select, update

from portal.core.actors import Actor, Counsellor, Person, may_answer
from portal.core.calendar import midnight
from portal.core.interviews import Plan, Status, may_become
from portal.core.uses import Purpose, Refused
from portal.storage.answers.vault import Vault
from portal.storage.dialogue.interview_rows import (
    Interview,
    Slot,
    Source,
    Wish,
    opened,
    opened_wish,
    row_of,
    row_of_wish,
)
from portal.storage.engine.ids import new_id
from portal.storage.engine.seal import OwnerKey
from portal.storage.people.notices import tell_of_news
from portal.storage.tables.people import IS_MEETING, interviews, people
from portal.storage.trace.journal import Deed, Pen

PROMISE = "interview"
"""The name of an interview's promise, as the vault checks it."""
INTERVIEW = "interview "
"""How the name of an interview begins in the journal; its moment follows."""
_DEEDS = MappingProxyType(
    {
        Status.CANCELLED: Deed.CANCELLED_INTERVIEW,
        Status.HELD: Deed.HELD_INTERVIEW,
        Status.NOT_HELD: Deed.NOT_HELD_INTERVIEW,
    }
)


def add(vault: Vault, person_id: UUID, plan: Plan, source: Source | None = None) -> UUID:
    """Plan an interview with the person's counsellor, by them or by who replaces them; return its name.

    One that came from the same ``source`` before is not planned again.
    """
    pen, key = _pen(vault, person_id, Counsellor), vault.key_of(person_id)
    whose: UUID = pen.connection.execute(select(people.c.counsellor_id).where(people.c.id == person_id)).scalar_one()
    known = _id_of(pen.connection, whose, source) if source else None
    if known is not None:
        return known
    new = Interview(
        id=new_id(),
        person_id=person_id,
        counsellor_id=whose,
        plan=plan,
        status=Status.PLANNED,
        changed_at=pen.at,
        changed_by=pen.by.id,
        source=source,
    )
    pen.connection.execute(insert(interviews), row_of(key, new))
    vault.note(person_id, Deed.PLANNED_INTERVIEW, Purpose.PREPARE_INTERVIEW, (named(plan.at),))
    tell_of_news(pen.connection, person_id, pen.at)
    return new.id


def move(vault: Vault, person_id: UUID, interview: UUID, plan: Plan, shown: int) -> bool:
    """Change when or how two people meet; what was cancelled takes place after all.

    Return false, and change nothing, if the page was old: ``shown`` is the version it had.
    """
    pen, before = _pen(vault, person_id, Counsellor), _locked(vault, person_id, interview)
    if (before.plan, before.status) == (plan, Status.PLANNED):
        return True
    if before.version != shown or not may_become(Status.PLANNED, before.status, plan.at, pen.at):
        return False
    _keep(pen, vault.key_of(person_id), before.moved_to(plan, pen.by.id, pen.at))
    vault.note(person_id, Deed.MOVED_INTERVIEW, Purpose.PREPARE_INTERVIEW, (named(before.at), named(plan.at)))
    tell_of_news(pen.connection, person_id, pen.at)
    return True


def cancel(vault: Vault, person_id: UUID, interview: UUID, shown: int) -> bool:
    """Cancel an interview; return false if the page was old."""
    return _becomes(vault, person_id, interview, Status.CANCELLED, shown)


def held(vault: Vault, person_id: UUID, interview: UUID, shown: int) -> bool:
    """Keep that an interview took place; return false if the page was old."""
    return _becomes(vault, person_id, interview, Status.HELD, shown)


def not_held(vault: Vault, person_id: UUID, interview: UUID, shown: int) -> bool:
    """Keep that an interview did not take place, and not why; return false if the page was old."""
    return _becomes(vault, person_id, interview, Status.NOT_HELD, shown)


def called(vault: Vault, person_id: UUID, interview: UUID) -> None:
    """Keep that the person who asked to be called was called."""
    pen, before = _pen(vault, person_id, Counsellor), _locked(vault, person_id, interview)
    if before.wish.waits:
        _keep_wish(pen, vault.key_of(person_id), replace(before, wish=before.wish.answered(pen.at)))
        vault.note(person_id, Deed.CALLED, Purpose.PREPARE_INTERVIEW, (named(before.at),))


def cannot_come(vault: Vault, person_id: UUID, interview: UUID, *, wishes: bool = True) -> None:
    """Keep that the person cannot come and wants to be called, or take it back. No reason, and the date stands."""
    pen, before = _pen(vault, person_id, Person), _locked(vault, person_id, interview)
    may_say = before.status is Status.PLANNED or not wishes  # taken back at any time, whatever became of it
    if before.wish.waits is not wishes and may_say:
        wish = Wish(asked_at=pen.at) if wishes else Wish()
        _keep_wish(pen, vault.key_of(person_id), replace(before, wish=wish))
        deed = Deed.ASKED_FOR_CALL if wishes else Deed.NEEDS_NO_CALL
        vault.note(person_id, deed, Purpose.PREPARE_INTERVIEW, (named(before.at),))


def saw(vault: Vault, person_id: UUID, interview: UUID, version: int) -> None:
    """Keep that the person saw a change of an interview: it is news no more."""
    pen, before = _pen(vault, person_id, Person), _locked(vault, person_id, interview)
    if before.seen < version <= before.version:
        which = (interviews.c.person_id == person_id, interviews.c.id == interview)
        pen.connection.execute(update(interviews).where(*which), {"seen": version})
        vault.note(person_id, Deed.SAW_INTERVIEW, Purpose.PREPARE_INTERVIEW, (named(before.at),))


def of_person(vault: Vault, person_id: UUID) -> list[Interview]:
    """Return every interview of a person, by time: for themself, or for their counsellor, with an entry first."""
    pen = vault.allow(person_id, PROMISE, Purpose.PREPARE_INTERVIEW, may_answer)
    key = vault.key_of(person_id)
    if not isinstance(pen.by, Person):
        vault.note(person_id, Deed.READ_INTERVIEWS, Purpose.PREPARE_INTERVIEW)
    rows = pen.connection.execute(
        select(interviews).where(interviews.c.person_id == person_id).order_by(interviews.c.at)
    )
    return [opened(key, row) for row in rows]


def coming(connection: Connection, counsellors: Collection[UUID], first: datetime, last: datetime) -> list[Slot]:
    """Return the planned interviews between two moments, by time, of the people these counsellors accompany now."""
    asked = (
        select(interviews.c.id, interviews.c.person_id, interviews.c.at, interviews.c.call_me.label("wish"))
        .join(people, people.c.id == interviews.c.person_id)
        .where(interviews.c.counsellor_id.in_(counsellors), people.c.counsellor_id == interviews.c.counsellor_id)
        .where(interviews.c.at.between(first, last), IS_MEETING)
        .order_by(interviews.c.at)
    )
    return [Slot(**row) for row in connection.execute(asked).mappings()]


def waiting_for_call(connection: Connection, counsellors: Collection[UUID]) -> dict[UUID, datetime]:
    """Return who waits to be called, and since when, of the people these counsellors accompany now.

    Whenever the interview is, or was, and whatever became of it: only a call, the person, or another date ends it.
    Nothing sealed is opened.
    """
    since = func.min(interviews.c.call_since)
    asked = select(interviews.c.person_id, since.label("since")).join(people, people.c.id == interviews.c.person_id)
    waiting = asked.where(people.c.counsellor_id.in_(counsellors), interviews.c.call_since.is_not(None))
    return {row.person_id: row.since for row in connection.execute(waiting.group_by(interviews.c.person_id))}


def wish_in(key: OwnerKey, slot: Slot) -> Wish:
    """Open the wish of a listed interview with the person's key. The list itself is in the journal."""
    return opened_wish(key, slot.id, slot.wish)


def last_met(connection: Connection, person_id: UUID, now: datetime) -> datetime | None:
    """Return when the person and their counsellor last met, if they did.

    What was planned and has gone by took place, unless somebody said that it did not.
    """
    return _first(connection, select(func.max(interviews.c.at)).where(interviews.c.at < now), person_id)


def next_planned(connection: Connection, person_id: UUID, now: datetime) -> datetime | None:
    """Return when the person and their counsellor meet next, today included, if they do."""
    return _first(connection, select(func.min(interviews.c.at)).where(interviews.c.at >= midnight(now)), person_id)


def people_of_sources(connection: Connection, counsellor_id: UUID) -> dict[bytes, UUID]:
    """Return whose interview each entry of a counsellor's calendar became."""
    its = (interviews.c.counsellor_id == counsellor_id, interviews.c.source.is_not(None))
    return {
        row.source: row.person_id
        for row in connection.execute(select(interviews.c.source, interviews.c.person_id).where(*its))
    }


def hand_over(connection: Connection, person_id: UUID, counsellor_id: UUID, now: datetime) -> None:
    """Let the interviews to come be with another counsellor: the person moved to them."""
    theirs = (interviews.c.person_id == person_id, interviews.c.at >= midnight(now))
    connection.execute(update(interviews).where(*theirs), {"counsellor_id": counsellor_id, "source": None})


def _becomes(vault: Vault, person_id: UUID, interview: UUID, status: Status, shown: int) -> bool:
    pen, before = _pen(vault, person_id, Counsellor), _locked(vault, person_id, interview)
    if before.status is status:
        return True
    if before.version != shown or not may_become(status, before.status, before.at, pen.at):
        return False
    _keep(pen, vault.key_of(person_id), before.became(status, pen.by.id, pen.at))
    vault.note(person_id, _DEEDS[status], Purpose.PREPARE_INTERVIEW, (named(before.at),))
    if status is Status.CANCELLED:
        tell_of_news(pen.connection, person_id, pen.at)
    return True


def _pen(vault: Vault, person_id: UUID, who: type[Actor]) -> Pen:
    """Return the pen of an actor who reaches this person's interviews; refuse everybody else."""
    return vault.allow(person_id, PROMISE, Purpose.PREPARE_INTERVIEW, may_answer).only_for(who)


def _locked(vault: Vault, person_id: UUID, interview: UUID) -> Interview:
    """Return an interview as it is now: the row of the person's key is locked until the transaction ends."""
    key, pen = vault.key_of(person_id), vault.allow(person_id, PROMISE, Purpose.PREPARE_INTERVIEW, may_answer)
    its = (interviews.c.person_id == person_id, interviews.c.id == interview)
    row = pen.connection.execute(select(interviews).where(*its)).first()
    if row is None:
        message = "no such interview"
        raise Refused(message)
    return opened(key, row)


def _first(connection: Connection, asked: Select[Any], person_id: UUID) -> datetime | None:
    found: datetime | None = connection.execute(
        asked.where(interviews.c.person_id == person_id, IS_MEETING)
    ).scalar_one()
    return found


def _id_of(connection: Connection, counsellor_id: UUID, source: Source) -> UUID | None:
    its = (interviews.c.counsellor_id == counsellor_id, interviews.c.source == source.digest)
    known: UUID | None = connection.execute(select(interviews.c.id).where(*its)).scalar_one_or_none()
    return known


def _keep(pen: Pen, key: OwnerKey, one: Interview) -> None:
    row = row_of(key, one)
    which = (interviews.c.person_id == row.pop("person_id"), interviews.c.id == row.pop("id"))
    pen.connection.execute(update(interviews).where(*which), row)


def _keep_wish(pen: Pen, key: OwnerKey, changed: Interview) -> None:
    """Keep a wish: no new version, since nothing of the interview changes."""
    which = (interviews.c.person_id == changed.person_id, interviews.c.id == changed.id)
    pen.connection.execute(update(interviews).where(*which), row_of_wish(key, changed))


def named(at: datetime) -> str:
    """Return what an interview is called in the journal: by its moment."""
    return f"{INTERVIEW}{at.astimezone(UTC).isoformat(timespec='minutes')}"
