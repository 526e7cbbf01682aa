"""Answers taken back whole: rows, voices, what receipts say of them, their names in the journal, unsent words."""

from collections.abc import Collection
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from portal.core.actors import NOBODY
from portal.core.permissions import Role
from portal.storage.answers import receipts
from portal.storage.answers.kept import place
from portal.storage.answers.left import forget_left, left_by
from portal.storage.engine.seal import KeyRing, OwnerKey
from portal.storage.tables.people import answers
from portal.storage.tables.speaking import voice_messages
from portal.storage.trace.journal_names import forget_names

_NOBODY = "taken-back"
"""Stands where the newest writing was, so that its number never counts for another one."""


def take_back(connection: Connection, ring: KeyRing, key: OwnerKey, questions: Collection[str], now: datetime) -> None:
    """Forget everything the owner of ``key`` said to some questions, at once. Hold their key row locked."""
    tags = [key.tag(name) for name in questions]
    delete_answers(connection, key, now, answers.c.question.in_(tags))
    its_place = (voice_messages.c.person_id == key.owner, voice_messages.c.place.in_(tags))
    connection.execute(delete(voice_messages).where(*its_place))
    receipts.take_out(connection, ring, key, bases_of(questions))
    forget_names(connection, key, questions)
    forget_unsent(connection, key, questions, now)


def bases_of(questions: Collection[str]) -> frozenset[str]:
    """Return the questions themselves, where some are small pages of one."""
    return frozenset(name.partition(".")[0] for name in questions)


def delete_answers(connection: Connection, key: OwnerKey, now: datetime, *which: ColumnElement[bool]) -> int:
    """Delete ``which`` of a person's writings; return how many. Nothing later gets the number of an old one."""
    newest = select(func.max(answers.c.number)).where(answers.c.person_id == key.owner)
    before: int | None = connection.execute(newest).scalar_one()
    deleted = connection.execute(delete(answers).where(answers.c.person_id == key.owner, *which)).rowcount
    if before is not None and connection.execute(newest).scalar_one() != before:
        connection.execute(insert(answers), _empty(key, before, now))
    return deleted


def forget_unsent(connection: Connection, key: OwnerKey, questions: Collection[str], now: datetime) -> None:
    """Forget what was left in the forms of some questions, at a shared screen."""
    bases = bases_of(questions)
    for one in left_by(connection, key):
        if not bases.isdisjoint(urlsplit(one.address).path.split("/")):
            forget_left(connection, key, one, now)


def _empty(key: OwnerKey, number: int, now: datetime) -> dict[str, object]:
    """Return a row that says nothing, in the place of a writing that was taken back."""
    return {
        "person_id": key.owner,
        "number": number,
        "question": key.tag(_NOBODY),
        "item": "",
        "settled": False,
        "sealed": key.seal(place(_NOBODY, "", number), None),
        "typed_by": NOBODY,
        "typed_as": Role.PORTAL.value,
        "shown": 0,
        "fingerprint": bytes(32),
        "at": now,
    }
