"""Voice messages: kept in sealed pieces of one length, opened as far as somebody listens, erased whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, delete, func, insert, select

from portal.core.actors import Actor, Followed, Person
from portal.core.calendar import moment_of
from portal.core.uses import Purpose
from portal.core.voice_messages import LARGEST_TOGETHER, MOST_A_DAY, Recording, SoundType, Voice
from portal.storage.answers.vault import Vault
from portal.storage.engine.database import Connection
from portal.storage.engine.ids import new_id
from portal.storage.engine.seal import OwnerKey
from portal.storage.tables.speaking import voice_messages
from portal.storage.trace.journal import Deed, Pen

PROMISE = voice_messages.name
"""The name of the promise of a voice message, as the vault checks it: that of its table, where alone it is kept."""
PIECE = 64 * 1024
"""In bytes: from outside, a message shows its length only in steps of a quarter of a minute."""
ERASED = -1
"""Stands for the pieces of a message that is erased."""
_DAY = timedelta(days=1)
_ROW = voice_messages.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is known of a message without hearing it."""

    id: UUID
    type: SoundType
    seconds: int
    size: int
    """In bytes."""
    place: str
    """Where it was said: a question of the dossier, or a reply."""
    language: str
    """Of the page it was said on."""
    at: datetime

    @property
    def voice(self) -> Voice:
        """How an answer names it."""
        return Voice(str(self.id), self.seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What somebody said, where, and what the form says about itself."""

    recording: Recording
    place: str
    language: str
    form: str | None
    """A number used once: see :func:`came`."""


def keep_message(vault: Vault, person_id: UUID, spoken: Spoken) -> None:
    """Keep what a person said, with its journal entry. Of a form that came before, the database takes nothing more."""
    pen, key = _pen(vault, person_id), vault.key_of(person_id)
    one, content = new_id(), spoken.recording.content
    told = {
        "type": spoken.recording.type.value,
        "seconds": spoken.recording.seconds,
        "size": len(content),
        "place": spoken.place,
        "language": spoken.language,
        "at": pen.at.isoformat(),
    }
    same = {"person_id": person_id, "id": one, "place": key.tag(spoken.place), "at": pen.at}
    rows = [{**same, "part": 0, "sealed": key.seal(_bound_to(one, 0), told), "key": spoken.form}]
    for part, start in enumerate(range(0, len(content), PIECE), start=1):
        piece = content[start : start + PIECE].ljust(PIECE, b"\0")
        rows.append({**same, "part": part, "sealed": key.seal_bytes(_bound_to(one, part), piece), "key": None})
    pen.connection.execute(insert(voice_messages), rows)
    vault.note(person_id, Deed.SPOKE, Purpose.PREPARE_INTERVIEW, (spoken.place,))


def messages_at(connection: Connection, key: OwnerKey, place: str) -> tuple[Message, ...]:
    """Return what the owner of ``key`` said at a place, the oldest first."""
    return _opened(key, connection.execute(_heads(key.owner).where(_ROW.place == key.tag(place))).all())


def all_messages(connection: Connection, key: OwnerKey) -> tuple[Message, ...]:
    """Return everything the owner of ``key`` said instead of writing, the oldest first."""
    return _opened(key, connection.execute(_heads(key.owner)).all())


def message_of(connection: Connection, key: OwnerKey, one: UUID) -> Message | None:
    """Return a message of the owner of ``key``, if it is there."""
    return next(iter(_opened(key, connection.execute(_heads(key.owner).where(_ROW.id == one)).all())), None)


def where_said(connection: Connection, key: OwnerKey, one: UUID, names: Iterable[str]) -> str | None:
    """Return which of ``names`` a message was said under, if it is there. Nothing is opened."""
    asked = select(_ROW.place).where(_ROW.person_id == key.owner, _ROW.id == one, _ROW.part == 0)
    tags, known = connection.execute(asked).scalars().all(), tuple(names)
    return next((name for name in key.named(tags, known) if name in known), None)


def content_of(connection: Connection, key: OwnerKey, message: Message, first: int, end: int) -> bytes:
    """Return the bytes of a message from ``first`` up to before ``end``: only the pieces they are in are opened."""
    parts = first // PIECE + 1, (end - 1) // PIECE + 1
    asked = select(_ROW.part, _ROW.sealed).where(
        _ROW.person_id == key.owner, _ROW.id == message.id, _ROW.part.between(*parts)
    )
    rows = connection.execute(asked.order_by(_ROW.part))
    content = b"".join(key.unseal_bytes(_bound_to(message.id, row.part), row.sealed) for row in rows)
    before = (parts[0] - 1) * PIECE
    return content[first - before : end - before]


def erase_message(vault: Vault, person_id: UUID, message: Message) -> None:
    """Erase a message of the person, every piece of it, with its journal entry.

    What stays is the number of its form, as long as the message would have: sent once more, it does not come back.
    """
    pen, its_own = _pen(vault, person_id), (_ROW.person_id == person_id, _ROW.id == message.id)
    head = pen.connection.execute(select(_ROW.key, _ROW.at).where(*its_own, _ROW.part == 0)).one_or_none()
    pen.connection.execute(delete(voice_messages).where(*its_own))
    if head is not None and head.key is not None:
        empty = {"person_id": person_id, "id": message.id, "part": ERASED, "place": "", "sealed": b""}
        pen.connection.execute(insert(voice_messages), {**empty, "key": head.key, "at": head.at})
    vault.note(person_id, Deed.ERASED_VOICE, Purpose.PREPARE_INTERVIEW, (message.place,))


def still_there(connection: Connection, person_id: UUID, voices: Sequence[Voice]) -> tuple[Voice, ...]:
    """Return those messages that an answer names and that are not erased. Nothing is opened."""
    if not voices:
        return ()
    asked = select(_ROW.id).where(_ROW.person_id == person_id, _ROW.part == 0)
    there = set(map(str, connection.execute(asked).scalars()))
    return tuple(one for one in voices if one.id in there)


def _pen(vault: Vault, person_id: UUID) -> Pen:
    """Return the pen of the person whose voice it is; refuse everybody else."""
    return vault.allow(person_id, PROMISE, Purpose.PREPARE_INTERVIEW, _is_own).only_for(Person)


def _is_own(actor: Actor, followed: Followed) -> bool:
    """Whoever spoke keeps it and erases it alone."""
    return isinstance(actor, Person) and actor.id == followed.id


def came(connection: Connection, person_id: UUID, form: str) -> bool:
    """Tell whether a form came before, whatever became of what it brought."""
    asked = select(_ROW.id).where(_ROW.person_id == person_id, _ROW.key == form)
    return connection.execute(asked).first() is not None


def is_full(connection: Connection, person_id: UUID, now: datetime) -> bool:
    """Tell whether a person said as much as is kept of one: today, or all together. Nothing is opened."""
    its_own = select(func.count()).where(_ROW.person_id == person_id)
    lately = connection.execute(its_own.where(_ROW.part == 0, _ROW.at > now - _DAY)).scalar_one()
    pieces = connection.execute(its_own.where(_ROW.part > 0)).scalar_one()
    return lately >= MOST_A_DAY or pieces * PIECE > LARGEST_TOGETHER


def _heads(person_id: UUID) -> Select[Any]:
    return select(_ROW.id, _ROW.sealed).where(_ROW.person_id == person_id, _ROW.part == 0).order_by(_ROW.at, _ROW.id)


def _opened(key: OwnerKey, rows: Sequence[Row[Any]]) -> tuple[Message, ...]:
    """Return messages as what is sealed of them says: the row beside it could be changed."""
    return tuple(_message(row.id, key.unseal(_bound_to(row.id, 0), row.sealed)) for row in rows)


def _message(one: UUID, told: Any) -> Message:
    return Message(
        id=one,
        type=SoundType(told["type"]),
        seconds=told["seconds"],
        size=told["size"],
        place=told["place"],
        language=told["language"],
        at=moment_of(told["at"]),
    )


def _bound_to(one: UUID, part: int) -> str:
    """Return what the seal of a piece is bound to: in the place of another one, it does not open."""
    return f"voice_messages|{one}|{part}"
