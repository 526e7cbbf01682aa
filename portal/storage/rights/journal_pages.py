"""A person's journal as they turn its pages: whole days, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select

from portal.core.actors import Person
from portal.core.calendar import midnight, today
from portal.core.uses import Purpose, Refused
from portal.storage.answers.vault import Vault
from portal.storage.engine.seal import OwnerKey
from portal.storage.tables.people import journal
from portal.storage.trace.entries import did_lately, entry_numbered
from portal.storage.trace.journal import Deed, Noted, opened

ON_ONE_PAGE = 100
"""Entries: some weeks of an ordinary dossier. A page ends with a whole day, unless the day is longer than a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Where a page begins: before or after an entry, or at the newest one; of everybody, or of one who came."""

    before: int = 0
    after: int = 0
    by: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """One page of a journal, the newest entry first, and where the pages beside it begin."""

    entries: Sequence[Noted]
    earlier: int = 0
    """The page before this one ends before this entry; 0 where there is nothing older."""
    later: int = 0


def turn_to(vault: Vault, person_id: UUID, turn: Turn) -> Pages:
    """Return one page of the person's own journal. Nobody else turns its pages."""
    connection, key = _own(vault, person_id)
    rows = _whole_days(_rows(connection, person_id, turn), turn)
    if not rows:
        return Pages(entries=())
    newest, oldest = rows[0].number, rows[-1].number
    return Pages(
        entries=opened(connection, key, rows),
        earlier=oldest if _rows(connection, person_id, Turn(before=oldest, by=turn.by), 1) else 0,
        later=newest if _rows(connection, person_id, Turn(after=newest, by=turn.by), 1) else 0,
    )


def entry_of(vault: Vault, person_id: UUID, number: int) -> Noted | None:
    """Return one entry of the person's own journal, if it is there."""
    connection, key = _own(vault, person_id)
    return entry_numbered(connection, key, number)


def note_looking(vault: Vault, person: Person) -> None:
    """Note, once a day, that the person looks into their journal. Hold their key's row locked."""
    if not did_lately(vault.pen, person.id, Deed.READ_JOURNAL, midnight(vault.pen.at)):
        vault.note(person.id, Deed.READ_JOURNAL, Purpose.TRACE_READINGS)


def _own(vault: Vault, person_id: UUID) -> tuple[Connection, OwnerKey]:
    pen = vault.pen.only_for(Person)
    if pen.by.id != person_id:
        message = "a person reads no journal but their own"
        raise Refused(message)
    return pen.connection, vault.key_of(person_id)


def _rows(connection: Connection, person_id: UUID, turn: Turn, most: int = ON_ONE_PAGE + 1) -> Sequence[Row[Any]]:
    """Return rows beside an entry, the newest first: by the primary key, however far back."""
    which = [journal.c.person_id == person_id]
    if turn.by is not None:
        which.append(journal.c.actor_id == turn.by)
    if turn.after:
        rows = select(journal).where(*which, journal.c.number > turn.after).order_by(journal.c.number)
        return connection.execute(rows.limit(most)).all()[::-1]
    if turn.before:
        which.append(journal.c.number < turn.before)
    return connection.execute(select(journal).where(*which).order_by(journal.c.number.desc()).limit(most)).all()


def _whole_days(rows: Sequence[Row[Any]], turn: Turn) -> Sequence[Row[Any]]:
    """Leave out the day that the page would cut, on the side to which the person turns."""
    if len(rows) <= ON_ONE_PAGE:
        return rows
    turned = rows if turn.after else rows[::-1]
    cut = today(turned[0].at)
    whole = list(dropwhile(lambda row: today(row.at) == cut, turned)) or turned[1:]
    return whole if turn.after else whole[::-1]
