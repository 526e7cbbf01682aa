"""People who move to another counsellor: with their history, told at once, and out of the old one's reach at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, insert, select, update

from portal.core.uses import Forgotten, Purpose
from portal.storage.answers.vault import Vault
from portal.storage.dialogue.interviews import hand_over
from portal.storage.engine.ids import new_id
from portal.storage.people.people import something_waits
from portal.storage.tables.people import people
from portal.storage.tables.reach import transfers
from portal.storage.trace.journal import Deed, Pen


class Answer(StrEnum):
    """What became of a move that somebody asked for."""

    TAKEN = "taken"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """One move: asked for by a counsellor and waiting for a colleague's yes, or done."""

    id: UUID
    person_id: UUID
    from_id: UUID
    to_id: UUID
    at: datetime
    answered_at: datetime | None = None


def ask(vault: Vault, person_id: UUID, colleague_id: UUID) -> None:
    """Ask a colleague to take somebody over; another colleague who was asked before no longer is.

    Asked once more while it waits, it is the same question: nothing new is kept.
    """
    vault.key_of(person_id)
    pen, waits = vault.pen, asked_for(vault.pen.connection, person_id)
    if waits is not None and (waits.from_id, waits.to_id) == (pen.by.id, colleague_id):
        return
    withdraw(pen.connection, person_id, pen.at)
    _add(pen, Transfer(id=new_id(), person_id=person_id, from_id=pen.by.id, to_id=colleague_id, at=pen.at))
    vault.note(person_id, Deed.ASKED_COLLEAGUE, Purpose.CONTACT)


def withdraw(connection: Connection, person_id: UUID, now: datetime) -> None:
    """Take back what was asked and waits for a yes."""
    waits = (transfers.c.person_id == person_id, transfers.c.answer.is_(None))
    connection.execute(update(transfers).where(*waits), {"answer": Answer.WITHDRAWN.value, "answered_at": now})


def asked_of(connection: Connection, colleague_id: UUID) -> Sequence[Transfer]:
    """Return whom a counsellor is asked to take over, by the date of asking."""
    return _found(connection, transfers.c.to_id == colleague_id, transfers.c.answer.is_(None))


def asked_for(connection: Connection, person_id: UUID) -> Transfer | None:
    """Return what was asked for a person and waits for a yes."""
    found = _found(connection, transfers.c.person_id == person_id, transfers.c.answer.is_(None))
    return found[0] if found else None


def decline(connection: Connection, one: Transfer, now: datetime) -> None:
    """Keep that a colleague does not take somebody over: the person stays where they are."""
    _answer(connection, one, Answer.DECLINED, now)


def take_over(vault: Vault, one: Transfer) -> bool:
    """Say yes: the person moves. Return whether they were still with the counsellor who asked."""
    vault.key_of(one.person_id)
    _answer(vault.pen.connection, one, Answer.TAKEN, vault.pen.at)
    return _move(vault, one)


def move(vault: Vault, person_id: UUID, from_id: UUID, to_id: UUID) -> bool:
    """Move a person to another counsellor at once, as a manager may; return whether they were with the first."""
    vault.key_of(person_id)
    pen = vault.pen
    one = Transfer(id=new_id(), person_id=person_id, from_id=from_id, to_id=to_id, at=pen.at, answered_at=pen.at)
    if not _move(vault, one):
        return False
    withdraw(pen.connection, person_id, pen.at)
    _add(pen, one)
    return True


def people_of(connection: Connection, counsellor_id: UUID) -> list[UUID]:
    """Return whom a counsellor accompanies: names are not read."""
    return sorted(connection.execute(select(people.c.id).where(people.c.counsellor_id == counsellor_id)).scalars())


def counsellor_of(connection: Connection, person_id: UUID) -> UUID:
    """Return who accompanies a person; raise :class:`Forgotten` if nobody is there any more."""
    asked = select(people.c.counsellor_id).where(people.c.id == person_id)
    found: UUID | None = connection.execute(asked).scalar_one_or_none()
    if found is None:
        raise Forgotten
    return found


def news_of_moves(connection: Connection, person_id: UUID) -> Sequence[Transfer]:
    """Return the moves of a person who has not said yet that they saw them."""
    new = (transfers.c.answer == Answer.TAKEN.value, transfers.c.seen_at.is_(None))
    return _found(connection, transfers.c.person_id == person_id, *new)


def saw_moves(connection: Connection, person_id: UUID, seen: Sequence[UUID], now: datetime) -> None:
    """Keep that the person saw these moves: one that came since their page was made is still news."""
    these = (transfers.c.person_id == person_id, transfers.c.id.in_(seen), transfers.c.seen_at.is_(None))
    connection.execute(update(transfers).where(*these, transfers.c.answer == Answer.TAKEN.value), {"seen_at": now})


def _move(vault: Vault, one: Transfer) -> bool:
    """Let a person be with another counsellor, if they still are with the first: their key's row is locked."""
    pen = vault.pen
    theirs = update(people).where(people.c.id == one.person_id, people.c.counsellor_id == one.from_id)
    if not pen.connection.execute(theirs, {"counsellor_id": one.to_id}).rowcount:
        return False
    hand_over(pen.connection, one.person_id, one.to_id, pen.at)
    something_waits(pen.connection, one.person_id)
    vault.note(one.person_id, Deed.CHANGED_COUNSELLOR, Purpose.CONTACT)
    return True


def _answer(connection: Connection, one: Transfer, answer: Answer, now: datetime) -> None:
    its = (transfers.c.person_id == one.person_id, transfers.c.id == one.id, transfers.c.answer.is_(None))
    connection.execute(update(transfers).where(*its), {"answer": answer.value, "answered_at": now})


def _add(pen: Pen, one: Transfer) -> None:
    row = {name: getattr(one, name) for name in one.__slots__}
    taken = Answer.TAKEN.value if one.answered_at else None
    pen.connection.execute(insert(transfers), {**row, "asked_by": pen.by.id, "answer": taken})


def _found(connection: Connection, *which: ColumnElement[bool]) -> Sequence[Transfer]:
    shown = (getattr(transfers.c, name) for name in Transfer.__slots__)
    rows = connection.execute(select(*shown).where(*which).order_by(transfers.c.at)).mappings()
    return [Transfer(**row) for row in rows]
