"""Replies: what people argue is only added to, and so is what their counsellors do with it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, func, insert, select

from portal.core.actors import Actor, Counsellor, Person, may_answer
from portal.core.calendar import moment_of
from portal.core.replies import ENDS_WAITING, Argued, Step, may_follow
from portal.core.uses import Purpose, Refused
from portal.core.voice_messages import Voice
from portal.storage.answers.vault import Vault
from portal.storage.dialogue.taken import Taken, unpacked
from portal.storage.engine.database import Connection
from portal.storage.engine.seal import OwnerKey
from portal.storage.tables.people import people, replies, reply_events
from portal.storage.trace.journal import Deed, Pen

PROMISE = "reply"
"""The name of a reply's promise, as the vault checks it."""
_LENGTH = 1024
"""In bytes: how much somebody argued shows only roughly in its length."""
_DEEDS = MappingProxyType(
    {Step.OPENED: Deed.OPENED_ARGUMENTS, Step.ANSWERED: Deed.ANSWERED_ARGUMENTS, Step.CLOSED: Deed.CLOSED_ARGUMENTS}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A reply from outside: nothing sealed is opened."""

    person_id: UUID
    number: int
    at: datetime
    steps: frozenset[Step]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A reply, opened: what was argued, and everything that was done with it, the oldest first."""

    number: int
    at: datetime
    receipt: int
    argued: Argued
    taken: tuple[Taken[Step], ...]

    @property
    def steps(self) -> frozenset[Step]:
        """What was done with it, whenever."""
        return frozenset(one.step for one in self.taken)


_REPLY = "reply "


def name_of(number: int) -> str:
    """Return what a reply is called in the journal, and where its voice messages are kept."""
    return f"{_REPLY}{number}"


def is_name(name: str) -> bool:
    """Tell whether something is called so because it belongs to a reply, sent or not."""
    return name.startswith(_REPLY)


def next_number(connection: Connection, person_id: UUID) -> int:
    """Return which number the next thing gets that a person argues."""
    newest = select(func.coalesce(func.max(replies.c.number), 0)).where(replies.c.person_id == person_id)
    number: int = connection.execute(newest).scalar_one() + 1
    return number


def send_reply(vault: Vault, person_id: UUID, argued: Argued, receipt: int) -> int:
    """Keep what a person argues as a new row, with its journal entry; return its number."""
    pen = _pen(vault, person_id, Person)
    number = next_number(pen.connection, person_id)
    sealed = {"argued": argued.packed(), "receipt": receipt, "at": pen.at.isoformat()}
    row = {
        "person_id": person_id,
        "number": number,
        "sealed": vault.key_of(person_id).seal(_place(number), sealed, _LENGTH),
        "typed_by": pen.by.id,
        "typed_as": pen.by.role.value,
        "receipt": receipt,
        "at": pen.at,
    }
    pen.connection.execute(insert(replies), row)
    vault.note(person_id, Deed.SENT_ARGUMENTS, Purpose.HEAR_ARGUMENTS, (name_of(number),))
    return number


def own_replies(vault: Vault, person_id: UUID) -> list[Reply]:
    """Return everything a person argued, the newest first. For the person alone."""
    pen = _pen(vault, person_id, Person)
    asked = select(replies).where(replies.c.person_id == person_id).order_by(replies.c.number.desc())
    key = vault.key_of(person_id)
    return [_opened(pen.connection, key, row) for row in pen.connection.execute(asked).all()]


def own_reply(vault: Vault, person_id: UUID, number: int) -> Reply | None:
    """Return one thing a person argued, if it is there. For the person alone."""
    return _find(_pen(vault, person_id, Person).connection, vault.key_of(person_id), number)


def voices_in(connection: Connection, key: OwnerKey, number: int) -> tuple[Voice, ...]:
    """Return what the owner of ``key`` said aloud in a reply. For whoever was let in to it."""
    found = _find(connection, key, number)
    return found.argued.voices if found else ()


def read_reply(vault: Vault, person_id: UUID, number: int) -> Reply | None:
    """Return a reply that was opened, for its counsellor: an entry is left before anything is unsealed."""
    pen, key = _pen(vault, person_id, Counsellor), vault.key_of(person_id)
    if not any(one.number == number and Step.OPENED in one.steps for one in envelopes_of(vault, person_id)):
        return None
    vault.note(person_id, Deed.READ_ARGUMENTS, Purpose.HEAR_ARGUMENTS, (name_of(number),))
    return _find(pen.connection, key, number)


def envelopes_of(vault: Vault, person_id: UUID) -> list[Envelope]:
    """Return everything a person argued, unopened, as their counsellor finds it, the oldest first."""
    pen = _pen(vault, person_id, Counsellor)
    return _envelopes(pen.connection, _ENVELOPES.where(replies.c.person_id == person_id))


def waiting_for(connection: Connection, counsellors: Collection[UUID]) -> list[Envelope]:
    """Return the replies that wait for who accompanies people, unopened, by the date of sending."""
    end = reply_events.alias().c
    ended = select(end.number).where(
        end.person_id == replies.c.person_id, end.reply == replies.c.number, end.deed.in_(ENDS_WAITING)
    )
    theirs = _ENVELOPES.join(people, people.c.id == replies.c.person_id).where(people.c.counsellor_id.in_(counsellors))
    return _envelopes(connection, theirs.where(~ended.exists()))


def take_step(vault: Vault, person_id: UUID, number: int, new: Taken[Step]) -> bool:
    """Keep one step of a counsellor as a new row, with its journal entry; return whether it was new.

    Opening and closing count once, and so does an answer that one form brings twice. Every other answer is added.
    """
    pen, key = _pen(vault, person_id, Counsellor), vault.key_of(person_id)
    before = _taken(pen.connection, key, number)
    if not may_follow(new.step, {one.step for one in before}):
        message = "a reply is opened before it is answered or closed"
        raise Refused(message)
    if any(_is_again(new, one) for one in before):
        return False
    next_number = len(before) + 1
    row = {
        "person_id": person_id,
        "reply": number,
        "number": next_number,
        "deed": new.step.value,
        "staff_id": pen.by.id,
        "sealed": key.seal(_place_of_step(number, next_number), new.packed(pen.at), _LENGTH),
        "key": None if new.key in {one.key for one in before} else new.key,
        "at": pen.at,
    }
    pen.connection.execute(insert(reply_events), row)
    vault.note(person_id, _DEEDS[new.step], Purpose.HEAR_ARGUMENTS, (name_of(number),))
    return True


_ENVELOPES = select(replies.c.person_id, replies.c.number, replies.c.at, reply_events.c.deed).outerjoin(
    reply_events, and_(reply_events.c.person_id == replies.c.person_id, reply_events.c.reply == replies.c.number)
)


def _envelopes(connection: Connection, asked: Select[Any]) -> list[Envelope]:
    found: dict[tuple[UUID, int], Envelope] = {}
    for row in connection.execute(asked.order_by(replies.c.at)):
        steps = {Step(row.deed)} if row.deed else set()
        same = found.get((row.person_id, row.number))
        found[row.person_id, row.number] = Envelope(
            person_id=row.person_id,
            number=row.number,
            at=row.at,
            steps=frozenset(steps if same is None else steps | same.steps),
        )
    return list(found.values())


def _pen(vault: Vault, person_id: UUID, who: type[Actor]) -> Pen:
    """Return the pen of an actor who reaches what this person argues; refuse everybody else."""
    return vault.allow(person_id, PROMISE, Purpose.HEAR_ARGUMENTS, may_answer).only_for(who)


def _is_again(new: Taken[Step], one: Taken[Step]) -> bool:
    if new.step is Step.ANSWERED:
        return new.key is not None and (new.key, new.words) == (one.key, one.words)
    return new.step is one.step


def _find(connection: Connection, key: OwnerKey, number: int) -> Reply | None:
    asked = select(replies).where(replies.c.person_id == key.owner, replies.c.number == number)
    row = connection.execute(asked).first()
    return _opened(connection, key, row) if row else None


def _opened(connection: Connection, key: OwnerKey, row: Row[Any]) -> Reply:
    """Return a reply with what is sealed of it: the row beside it could be changed."""
    sealed: Any = key.unseal(_place(row.number), row.sealed)
    return Reply(
        number=row.number,
        at=moment_of(sealed["at"]),
        receipt=sealed["receipt"],
        argued=Argued.unpacked(sealed["argued"]),
        taken=_taken(connection, key, row.number),
    )


def _taken(connection: Connection, key: OwnerKey, number: int) -> tuple[Taken[Step], ...]:
    """Return everything that was done with a reply of the owner of ``key``, the oldest first."""
    its = (reply_events.c.person_id == key.owner, reply_events.c.reply == number)
    rows = connection.execute(select(reply_events).where(*its).order_by(reply_events.c.number))
    return tuple(unpacked(Step, key.unseal(_place_of_step(number, row.number), row.sealed), row.key) for row in rows)


def _place(number: int) -> str:
    return f"replies|{number}"


def _place_of_step(reply: int, number: int) -> str:
    return f"reply_events|{reply}|{number}"
