"""Agreements that are begun and not sent yet. A draft stays with its person, whoever accompanies them.

The person reads it, whoever wrote it. Whoever wrote it goes on with it as long as they accompany the person. Once they
no longer do, they reach it no more; who accompanies the person then sees it with the name of who wrote it, and may take
it into a draft of their own. Nothing of it is ever sent but by somebody who took it up and looked at it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, delete, insert, select, update

from portal.core.actors import Counsellor, may_answer
from portal.core.agreements import Aside, Begun, Line
from portal.core.calendar import midnight
from portal.core.uses import Purpose
from portal.storage.answers.vault import Vault
from portal.storage.dialogue.interview_notes import PROMISE
from portal.storage.engine.seal import OwnerKey
from portal.storage.people.colleagues import names_of
from portal.storage.people.reach import who_accompanies
from portal.storage.tables.agreements import agreement_drafts
from portal.storage.trace.entries import did_lately
from portal.storage.trace.journal import Deed, Pen

_LENGTH = 2048
"""In bytes: how much somebody wrote shows only roughly in its length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody began, and who."""

    begun: Begun
    staff_id: UUID
    by: str
    at: datetime
    """When it was written on last."""

    def then(self, counsellor_id: UUID) -> str:
        """Return the name of who began it, unless it is this counsellor."""
        return "" if self.staff_id == counsellor_id else self.by


def begun_by(vault: Vault, person_id: UUID) -> Begun:
    """Return what the counsellor who acts began to write of an agreement; nothing in it if they did not.

    That they looked at it again is noted before it is opened, once a day: they come back to it with every step.
    """
    pen = _pen(vault, person_id).only_for(Counsellor)
    rows = _rows(pen, person_id, agreement_drafts.c.staff_id == pen.by.id)
    if rows and not did_lately(pen, person_id, Deed.READ_NOTES, midnight(pen.at)):
        vault.note(person_id, Deed.READ_NOTES, Purpose.AGREE)
    return _opened(vault.key_of(person_id), rows[0]) if rows else Begun()


def drafts_about(vault: Vault, person_id: UUID) -> Sequence[Draft]:
    """Return everything that was begun and not sent about a person. For the person: nothing is kept from them."""
    pen = _pen(vault, person_id)
    return _drafts(pen, vault.key_of(person_id), _rows(pen, person_id))


def left_about(vault: Vault, person_id: UUID) -> Sequence[Draft]:
    """Return what was begun by those who accompany the person no more, noted before it is opened."""
    pen = _pen(vault, person_id).only_for(Counsellor)
    still = who_accompanies(pen.connection, person_id, pen.at)
    rows = _rows(pen, person_id, agreement_drafts.c.staff_id.not_in(still))
    if rows:
        vault.note(person_id, Deed.READ_NOTES, Purpose.AGREE)
    return _drafts(pen, vault.key_of(person_id), rows)


def keep_begun(vault: Vault, person_id: UUID, begun: Begun) -> None:
    """Keep what the counsellor who acts began to write, with its journal entry."""
    pen, key = _pen(vault, person_id).only_for(Counsellor), vault.key_of(person_id)
    content = {
        "lines": [line.packed() for line in begun.lines],
        "aside": [one.packed() for one in begun.aside],
        "language": begun.language,
        "mark": begun.mark,
    }
    sealed = {"sealed": key.seal(_place(pen.by.id), content, _LENGTH), "edited_at": pen.at}
    mine = {"person_id": person_id, "staff_id": pen.by.id}
    changed = update(agreement_drafts).where(*(agreement_drafts.c[name] == value for name, value in mine.items()))
    if not pen.connection.execute(changed, sealed).rowcount:
        pen.connection.execute(insert(agreement_drafts), {**mine, **sealed})
    vault.note(person_id, Deed.WROTE_NOTES, Purpose.AGREE)


def forget_begun(vault: Vault, person_id: UUID) -> None:
    """Forget what the counsellor who acts began: it was sent."""
    _forget(vault, person_id, {vault.pen.by.id})


def forget_left(vault: Vault, person_id: UUID, left: Collection[Draft]) -> None:
    """Forget what others left: the counsellor who acts took it into a draft of their own."""
    _forget(vault, person_id, {one.staff_id for one in left})


def _forget(vault: Vault, person_id: UUID, writers: Collection[UUID]) -> None:
    pen, row = _pen(vault, person_id).only_for(Counsellor), agreement_drafts.c
    pen.connection.execute(delete(agreement_drafts).where(row.person_id == person_id, row.staff_id.in_(writers)))


def _pen(vault: Vault, person_id: UUID) -> Pen:
    """Return the pen of an actor who reaches what is written about this person; refuse everybody else."""
    return vault.allow(person_id, PROMISE, Purpose.AGREE, may_answer)


def _rows(pen: Pen, person_id: UUID, *which: ColumnElement[bool]) -> Sequence[Row[Any]]:
    asked = select(agreement_drafts).where(agreement_drafts.c.person_id == person_id, *which)
    return pen.connection.execute(asked.order_by(agreement_drafts.c.edited_at)).all()


def _drafts(pen: Pen, key: OwnerKey, rows: Sequence[Row[Any]]) -> Sequence[Draft]:
    names = names_of(pen.connection, pen.ring, {row.staff_id for row in rows}) if rows else {}
    found = [
        Draft(begun=_opened(key, row), staff_id=row.staff_id, by=names[row.staff_id], at=row.edited_at) for row in rows
    ]
    return [one for one in found if one.begun]


def _opened(key: OwnerKey, row: Row[Any]) -> Begun:
    sealed: Any = key.unseal(_place(row.staff_id), row.sealed)
    return Begun(
        lines=tuple(Line.unpacked(line) for line in sealed["lines"]),
        aside=tuple(Aside.unpacked(one) for one in sealed.get("aside", ())),
        language=sealed["language"],
        mark=sealed["mark"],
    )


def _place(staff_id: UUID) -> str:
    return f"agreement_drafts|{staff_id}"
