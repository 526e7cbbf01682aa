"""Notes of interviews, sealed under the person's key and read by the person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, select

from portal.core.actors import Counsellor, may_answer
from portal.core.calendar import moment_of
from portal.core.uses import Purpose
from portal.storage.answers.vault import Vault
from portal.storage.engine.seal import OwnerKey
from portal.storage.people.people import staff_name
from portal.storage.tables.agreements import interview_notes
from portal.storage.trace.journal import Deed, Pen

PROMISE = "interview-note"
"""The name of the promise of notes, as the vault checks it."""
_LENGTH = 2048
"""In bytes: how much somebody wrote shows only roughly in its length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """One writing of a note."""

    words: str
    language: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One note: as it reads now, and as it read before."""

    id: int
    """The number of its first writing."""
    newest: int
    """The number of its newest writing: a page that shows another one is old."""
    step: int
    """Beside which step of the interview it was written."""
    by: str
    staff_id: UUID
    now: Writing
    before: tuple[Writing, ...] = ()
    """What it said before it was corrected, the newest first."""
    first_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWriting:
    """What a page beside one step of an interview brought."""

    step: int
    words: str
    language: str
    note: int = 0
    """Which note the page showed, 0 for none."""
    shown: int = 0
    """Which writing of it the page showed."""
    key: str | None = None


def notes_about(vault: Vault, person_id: UUID) -> list[Note]:
    """Return every note about a person, the newest first: to whoever reaches them, noted before it is opened."""
    pen = _pen(vault, person_id)
    if isinstance(pen.by, Counsellor):
        vault.note(person_id, Deed.READ_NOTES, Purpose.AGREE)
    return _notes(pen, vault.key_of(person_id))


def write_note(vault: Vault, person_id: UUID, new: NewWriting) -> bool:
    """Keep what was written, with its journal entry; return whether the page was old.

    Nothing is written over. A note that reads otherwise by now, or that a colleague wrote, stays; what an old page
    brought becomes a note of its own beside it.
    """
    pen, key = _pen(vault, person_id).only_for(Counsellor), vault.key_of(person_id)
    notes = _notes(pen, key)
    same = next((one for one in notes if one.id == new.note and one.staff_id == pen.by.id), None)
    known = _is_known(pen, person_id, new)
    if _says_nothing_new(new, same, notes if known else ()):
        return False
    is_old = same is not None and same.newest != new.shown
    number = max((one.newest for one in notes), default=0) + 1
    sealed = {
        "step": new.step,
        "words": new.words,
        "language": new.language,
        "by": staff_name(pen.connection, vault.key_of(pen.by.id)),
        "at": pen.at.isoformat(),
    }
    row = {
        "person_id": person_id,
        "number": number,
        "note": number if same is None or is_old else same.id,
        "staff_id": pen.by.id,
        "sealed": key.seal(_place(number), sealed, _LENGTH),
        "key": None if known else new.key,
        "at": pen.at,
    }
    pen.connection.execute(insert(interview_notes), row)
    vault.note(person_id, Deed.WROTE_NOTES, Purpose.AGREE)
    return is_old


def _pen(vault: Vault, person_id: UUID) -> Pen:
    """Return the pen of an actor who reaches the notes about this person; refuse everybody else."""
    return vault.allow(person_id, PROMISE, Purpose.AGREE, may_answer)


def _is_known(pen: Pen, person_id: UUID, new: NewWriting) -> bool:
    """Tell whether this form came before."""
    row = interview_notes.c
    asked = select(row.number).where(row.person_id == person_id, row.key == new.key)
    return new.key is not None and pen.connection.execute(asked).first() is not None


def _says_nothing_new(new: NewWriting, same: Note | None, if_again: Sequence[Note]) -> bool:
    """Tell whether nothing was written, nothing was changed, or a form that came before brings the same words."""
    if same is None and not new.words:
        return True
    if same is not None and same.now.words == new.words:
        return True
    return any(new.words == one.words for note in if_again for one in (note.now, *note.before))


def _notes(pen: Pen, key: OwnerKey) -> list[Note]:
    asked = select(interview_notes).where(interview_notes.c.person_id == key.owner)
    found: dict[int, list[Row[Any]]] = {}
    for row in pen.connection.execute(asked.order_by(interview_notes.c.number.desc())):
        found.setdefault(row.note, []).append(row)
    return [_note(key, rows) for rows in found.values()]


def _note(key: OwnerKey, rows: Sequence[Row[Any]]) -> Note:
    opened: list[Any] = [key.unseal(_place(row.number), row.sealed) for row in rows]
    now, *before = (Writing(words=one["words"], language=one["language"], at=moment_of(one["at"])) for one in opened)
    return Note(
        id=rows[0].note,
        newest=rows[0].number,
        step=opened[0]["step"],
        by=opened[0]["by"],
        staff_id=rows[0].staff_id,
        now=now,
        before=tuple(before),
        first_at=moment_of(opened[-1]["at"]),
    )


def _place(number: int) -> str:
    return f"interview_notes|{number}"
