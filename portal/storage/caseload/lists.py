"""A counsellor's people in one list: asked in one statement, noted in every journal by one, and only then opened.

However often a list is opened, each person sees once a day that they were in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Column, ColumnElement, ScalarSelect, Select, func, select

from portal.core.actors import Standing
from portal.core.calendar import midnight
from portal.core.uses import Purpose
from portal.storage.answers.limits import is_closed, lets_read
from portal.storage.answers.vault import Vault
from portal.storage.engine.seal import OwnerKey, WrappedKey
from portal.storage.people.people import known_name
from portal.storage.people.reach import counsellors_of
from portal.storage.tables.agency import keys
from portal.storage.tables.people import IS_MEETING, interviews, people
from portal.storage.tables.people import journal as entries
from portal.storage.tables.promises import KNOWN
from portal.storage.trace import journal
from portal.storage.trace.journal import Behalf, Deed, Entry, Head, Pen


@dataclass(frozen=True, slots=True, kw_only=True)
class Noting:
    """What each person of a list finds in their journal, once a day."""

    deed: Deed
    purpose: Purpose
    what: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    """What covers all that is opened, where it is not more than this: a limit closes all but whom to meet, and when."""


class Listed(NamedTuple):
    """One person in a list. A tuple: there are hundreds."""

    id: UUID
    counsellor_id: UUID
    """Who accompanies them: a colleague, while the actor replaces them."""
    name: str
    meets_at: datetime | None
    """When they meet next, today included, if they do."""


_TAIL = 12
NAMES = Noting(deed=Deed.SAW_IN_LIST, purpose=Purpose.CONTACT)


def my_people(vault: Vault) -> list[Listed]:
    """Return everybody the actor accompanies, in no order."""
    pen = vault.pen_for_list((KNOWN,), NAMES.purpose)
    whose = accompanied_by(pen)
    meets_at = per_person(
        interviews.c.person_id, func.min(interviews.c.at), interviews.c.at >= midnight(pen.at), IS_MEETING
    )
    rows = pen.connection.execute(listed(pen, whose, NAMES, people.c.known, meets_at.label("meets_at"))).all()
    opened = open_listed(pen, whose, rows, NAMES)
    return [
        Listed(person_id, counsellor_id, known_name(opened[person_id], known), at)
        for person_id, counsellor_id, _ring_key, _wrapped, _is_noted, known, at in rows
        if person_id in opened
    ]


def tail_of(person_id: UUID) -> str:
    """Return the last letters of what stands for a person: enough to tell one's own people apart, drawn by chance."""
    return person_id.hex[-_TAIL:]


def one_of_mine(vault: Vault, tail: str) -> UUID | None:
    """Return which of the people the actor accompanies has this tail, if it is exactly one. Nothing is opened."""
    pen = vault.pen_for_list((KNOWN,), NAMES.purpose)
    asked = select(people.c.id).where(accompanied_by(pen))
    found = [one for one in pen.connection.execute(asked).scalars() if tail_of(one) == tail]
    return found[0] if len(found) == 1 else None


def accompanied_by(pen: Pen) -> ColumnElement[bool]:
    """Return which people somebody has in their lists today."""
    return people.c.counsellor_id.in_(counsellors_of(pen.connection, pen.by.id, pen.at))


def listed(pen: Pen, whose: ColumnElement[bool], noting: Noting, *more: ColumnElement[Any]) -> Select[Any]:
    """Return the statement that lists people, still sealed: with their keys, and whether the day's entry is there.

    Whoever stopped the reading is only in lists of whom to meet, and when.
    A key is looked up for each of them by itself. Joined, a database with few people would read every key there is.
    """
    ring_key, wrapped = (per_person(keys.c.owner_id, column) for column in (keys.c.ring_key, keys.c.wrapped))
    noted = people.c.id.in_(_noted_today(pen, noting))
    told = (ring_key.label("ring_key"), wrapped.label("wrapped"), noted.label("is_noted"))
    shown = whose & lets_read(people.c.id) if is_closed(noting.promises, noting.purpose) else whose
    return select(people.c.id, people.c.counsellor_id, *told, *more).where(shown)


def open_listed(pen: Pen, whose: ColumnElement[bool], rows: Sequence[Any], noting: Noting) -> dict[UUID, OwnerKey]:
    """Return the key of everybody in a list, once each of them has the day's entry in their journal.

    Whoever was forgotten has no key any more, and is in no list.
    """
    there = ((row[0], row[2], row[3]) for row in rows if row[3] is not None)
    opened = {one: pen.ring.open_key(one, WrappedKey(name, wrapped)) for one, name, wrapped in there}
    new = [row for row in rows if not row.is_noted and row.id in opened]
    if new:
        heads = _locked_heads(pen, whose & people.c.id.not_in(_noted_today(pen, noting)))
        journal.add_all(pen, heads, ((opened[row.id], _entry(pen, row, noting)) for row in new))
    return opened


def _locked_heads(pen: Pen, whose: ColumnElement[bool]) -> dict[UUID, Head]:
    """Return the newest entries of many chains, so that more can be added to them: their keys are held first."""
    hold_keys(pen, whose)
    return journal.heads_of(pen.connection, whose)


def hold_keys(pen: Pen, whose: ColumnElement[bool]) -> None:
    """Lock the keys of many people, always in one order: two writers wait for each other, and never both for ever."""
    theirs = select(people.c.id).where(whose).order_by(people.c.id).subquery()
    key = select(keys.c.ring_key).where(keys.c.owner_id == theirs.c.id).with_for_update().scalar_subquery()
    pen.connection.execute(select(key).select_from(theirs)).all()


def _entry(pen: Pen, row: Any, noting: Noting) -> Entry:
    own = row.counsellor_id == pen.by.id
    behalf = None if own else Behalf(standing=Standing.STAND_IN, counsellor_id=row.counsellor_id)
    return Entry(person_id=row.id, deed=noting.deed, purpose=noting.purpose, what=noting.what, behalf=behalf)


def _noted_today(pen: Pen, noting: Noting) -> Select[Any]:
    log = entries.c
    return select(log.person_id).where(
        log.actor_id == pen.by.id, log.at >= midnight(pen.at), log.deed == noting.deed.value
    )


def per_person(owner: Column[Any], what: ColumnElement[Any], *which: ColumnElement[bool]) -> ScalarSelect[Any]:
    """Return one value for each listed person, looked up in the rows of another table that are theirs."""
    return select(what).where(owner == people.c.id, *which).correlate(people).scalar_subquery()
