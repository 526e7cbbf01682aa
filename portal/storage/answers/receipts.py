"""Receipts: each sending is kept with its statement, and anyone who holds the code can check it."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from sqlalchemy import ColumnElement, Connection, Row, Select, delete, func, insert, select

from portal.core.receipts import Sending, Statement, code_of
from portal.storage.engine.seal import KeyRing, OwnerKey, WrappedKey
from portal.storage.tables.agency import keys
from portal.storage.tables.people import receipts

_STEP = 1536
"""In bytes: the receipt of a week that could not, and of one with six things and no word, have one length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One sending."""

    number: int
    upto: int
    """The newest writing that was sent with a dossier; nothing otherwise."""
    code: str
    at: datetime
    """When it was sent, as the sealed statement says it: the row beside it could be changed."""
    statement: Statement

    @property
    def about(self) -> Sending:
        """What was sent, as the sealed statement says it."""
        return self.statement.about


def add_receipt(connection: Connection, ring: KeyRing, key: OwnerKey, statement: Statement, upto: int = 0) -> Receipt:
    """Keep a sending and return its receipt. Hold the person's key row locked."""
    person_id = key.owner
    newest = select(func.coalesce(func.max(receipts.c.number), 0)).where(receipts.c.person_id == person_id)
    number = connection.execute(newest).scalar_one() + 1
    code = _code(ring, person_id, number, statement)
    row = {
        "person_id": person_id,
        "number": number,
        "about": statement.about.value,
        "upto": upto,
        "code": code,
        "statement": key.seal(_place(number), json.loads(statement.canonical()), _STEP),
        "at": statement.at,
    }
    connection.execute(insert(receipts), row)
    return Receipt(number=number, upto=upto, code=code, at=statement.at, statement=statement)


def receipts_of(connection: Connection, key: OwnerKey, person_id: UUID, about: Sending | None = None) -> list[Receipt]:
    """Return a person's receipts (of one kind of sending), newest first."""
    asked = select(receipts).where(receipts.c.person_id == person_id).order_by(receipts.c.number.desc())
    if about is not None:
        asked = asked.where(receipts.c.about == about.value)
    return [_opened(row, key) for row in connection.execute(asked)]


def receipt_of(connection: Connection, key: OwnerKey, person_id: UUID, number: int) -> Receipt | None:
    """Return one receipt of a person, if there is one with this number."""
    asked = select(receipts).where(receipts.c.person_id == person_id, receipts.c.number == number)
    row = connection.execute(asked).first()
    return _opened(row, key) if row else None


def sent_upto(connection: Connection, person_id: UUID, before: datetime | None = None) -> int | None:
    """Return the newest writing a person has sent of their dossier (``before`` a moment), or none."""
    asked = _of_dossiers(func.max(receipts.c.upto), person_id)
    if before is not None:
        asked = asked.where(receipts.c.at < before)
    upto: int | None = connection.execute(asked).scalar_one()
    return upto


def first_sent_upto(connection: Connection, person_id: UUID) -> int | None:
    """Return the newest writing that went with a person's first sending of their dossier, or none."""
    upto: int | None = connection.execute(_of_dossiers(func.min(receipts.c.upto), person_id)).scalar_one()
    return upto


def last_sent_at(connection: Connection, person_id: UUID) -> datetime | None:
    """Return when a person sent their dossier last, or none."""
    asked = select(func.max(receipts.c.at)).where(receipts.c.person_id == person_id)
    at: datetime | None = connection.execute(asked.where(receipts.c.about == Sending.DOSSIER.value)).scalar_one()
    return at


def genuine(connection: Connection, ring: KeyRing, code: str) -> Receipt | None:
    """Return the receipt with this code if its statement is still, letter for letter, what was sent."""
    asked = select(receipts, keys.c.ring_key, keys.c.wrapped).join(keys, keys.c.owner_id == receipts.c.person_id)
    row = connection.execute(asked.where(receipts.c.code == code)).first()
    if row is None:
        return None
    try:
        receipt = _opened(row, ring.open_key(row.person_id, WrappedKey(row.ring_key, row.wrapped)))
    except InvalidTag:
        return None
    return receipt if _code(ring, row.person_id, row.number, receipt.statement) == code else None


def take_out(
    connection: Connection, ring: KeyRing, key: OwnerKey, questions: Collection[str], *which: ColumnElement[bool]
) -> bool:
    """Take what was said to some questions out of a person's receipts (``which`` of them); tell whether there was any.

    Such a receipt gets another code, for it proves something else now. Hold the person's key row locked.
    """
    asked = select(receipts).where(receipts.c.person_id == key.owner, receipts.c.about == Sending.DOSSIER.value, *which)
    opened = [(row, _opened(row, key).statement) for row in connection.execute(asked).all()]
    told = [(row, said) for row, said in opened if any(line.question in questions for line in said.lines)]
    for row, said in told:
        connection.execute(delete(receipts).where(receipts.c.person_id == key.owner, receipts.c.number == row.number))
        left = said.without(questions)
        sealed = key.seal(_place(row.number), json.loads(left.canonical()), _STEP)
        code = _code(ring, key.owner, row.number, left)
        connection.execute(insert(receipts), {**row._asdict(), "code": code, "statement": sealed})
    return bool(told)


def _of_dossiers(what: ColumnElement[int], person_id: UUID) -> Select[int]:
    return select(what).where(receipts.c.person_id == person_id, receipts.c.about == Sending.DOSSIER.value)


def _opened(row: Row[Any], key: OwnerKey) -> Receipt:
    statement = Statement.read(key.unseal(_place(row.number), row.statement))
    return Receipt(number=row.number, upto=row.upto, code=row.code, at=statement.at, statement=statement)


def _code(ring: KeyRing, person_id: UUID, number: int, statement: Statement) -> str:
    """Return the code: two sendings of the same words in the same second have each their own."""
    return code_of(ring.digest("receipts", person_id.bytes, number.to_bytes(4, "big"), statement.canonical()))


def _place(number: int) -> str:
    return f"receipts|{number}"
