"""Anchors: how far each journal went on a day, kept beside it, so that a cut at the end of a chain is seen too.

Once a day the newest entry of whoever has new ones is anchored, and one digest is made of all anchored entries and of
the anchor before. Kept elsewhere, that digest shows also who put the whole database back to an older day.
"""

import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, and_, delete, func, insert, select

from portal.storage.engine.erasing import was_erased
from portal.storage.engine.ids import made_at
from portal.storage.engine.many import Many
from portal.storage.engine.seal import KeyRing
from portal.storage.tables.people import journal, people
from portal.storage.tables.rights import anchored_heads, anchors
from portal.storage.trace.journal import Head, broken, heads_of
from portal.storage.trace.journal_starts import start_of

UNDER_WAY = timedelta(hours=1)
"""What was begun so shortly before an anchor may have been kept after it."""
_FIRST = bytes(32)
_ADD_HEADS = Many(anchored_heads)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """One anchor: everything there was to anchor at a moment."""

    number: int
    at: datetime
    heads: bytes
    digest: bytes
    amiss: bool = False
    """Whether something was amiss when it was made: its own digest says so, and no later one is without it, until
    somebody says that it is known."""


def first_break(connection: Connection, ring: KeyRing, person_id: UUID) -> datetime | None:
    """Return the day about which something of a journal was altered or taken away; none where all is there."""
    breaks, cuts = _breaks(connection, ring, person_id), _cuts(connection, ring, person_id)
    return min([*breaks, *cuts, *_left_out(connection, ring, person_id)], default=None)


def _breaks(connection: Connection, ring: KeyRing, person_id: UUID) -> Iterator[datetime]:
    wrong = broken(connection, ring, person_id)
    its = (journal.c.person_id == person_id, journal.c.number.in_(wrong[:1]))
    yield from connection.execute(select(journal.c.at).where(*its)).scalars()


def _cuts(connection: Connection, ring: KeyRing, person_id: UUID) -> Iterator[datetime]:
    for row in connection.execute(_with_what_is_there().where(anchored_heads.c.person_id == person_id)):
        if not _is_covered(connection, ring, row):
            yield row.at


def _left_out(connection: Connection, ring: KeyRing, person_id: UUID) -> Iterator[datetime]:
    """Yield the day of the newest anchor, where somebody was there before it and it does not reach their last line."""
    newest = newest_anchor(connection, ring)
    if newest is None or connection.execute(select(people.c.id).where(people.c.id == person_id)).first() is None:
        return
    before = newest.at - UNDER_WAY
    its_last = select(func.max(journal.c.number)).where(journal.c.person_id == person_id, journal.c.at < before)
    last: int | None = connection.execute(its_last).scalar_one()
    head = connection.execute(select(anchored_heads.c.number).where(anchored_heads.c.person_id == person_id)).scalar()
    was_there = last is not None or made_at(person_id) < before
    if was_there if head is None else head < (last or 0):
        yield newest.at


def anchored_upto(connection: Connection, person_id: UUID) -> int:
    """Return the number of the entry that was anchored last of a person; 0 where none was yet."""
    asked = select(anchored_heads.c.number).where(anchored_heads.c.person_id == person_id)
    return connection.execute(asked).scalar_one_or_none() or 0


def some_anchored(connection: Connection, after: UUID, most: int) -> Sequence[Row[Any]]:
    """Return the next anchored heads, in one order, with what is in the journal at their place."""
    rows = _with_what_is_there().where(anchored_heads.c.person_id > after).order_by(anchored_heads.c.person_id)
    return connection.execute(rows.limit(most)).all()


def cut_among(connection: Connection, ring: KeyRing, rows: Sequence[Row[Any]]) -> list[UUID]:
    """Return whose journals no longer hold what was anchored."""
    return [row.person_id for row in rows if not _is_covered(connection, ring, row)]


def renew(connection: Connection, ring: KeyRing, batch: Sequence[UUID], now: datetime) -> None:
    """Anchor the newest entries of some people, and of whoever has none that there is none.

    What a journal no longer holds stays anchored: it is seen again.
    """
    rows = connection.execute(_with_what_is_there().where(anchored_heads.c.person_id.in_(batch))).all()
    before = {row.person_id: row for row in rows}
    heads = dict.fromkeys(batch, Head()) | heads_of(connection, people.c.id.in_(batch))
    new = {
        one: head
        for one, head in heads.items()
        if one not in before or (before[one].number < head.number and _is_covered(connection, ring, before[one]))
    }
    if new:
        connection.execute(delete(anchored_heads).where(anchored_heads.c.person_id.in_(new)))
        _ADD_HEADS.add(connection, [_row(ring, one, head, now) for one, head in new.items()])


def forget_the_erased(connection: Connection, ring: KeyRing, rows: Sequence[Row[Any]]) -> frozenset[UUID]:
    """Take out what was anchored of people who are erased, where the portal itself erased them; return whose."""
    gone = {row.person_id for row in rows if row.known is None and was_erased(connection, ring, row.person_id)}
    if gone:
        connection.execute(delete(anchored_heads).where(anchored_heads.c.person_id.in_(gone)))
    return frozenset(gone)


class Heads:
    """Makes one digest of all anchored heads, in their order."""

    def __init__(self) -> None:
        self._told = sha256()

    def add(self, rows: Sequence[Row[Any]]) -> None:
        """Take in the next ones."""
        told = (row.person_id.bytes + row.number.to_bytes(8, "big") + row.digest for row in rows)
        self._told.update(b"".join(told))

    def digest(self, ring: KeyRing) -> bytes:
        """Return the keyed digest of all that were taken in."""
        return ring.digest("journal", b"heads", self._told.digest())


def newest_anchor(connection: Connection, ring: KeyRing) -> Anchor | None:
    """Return the anchor that was made last; one that the portal did not make says that something is amiss."""
    rows = connection.execute(select(anchors).order_by(anchors.c.number.desc()).limit(2)).all()
    if not rows:
        return None
    newest, chain = rows[0], rows[1].digest if rows[1:] else _FIRST
    holds = newest.digest == _digest(ring, chain, newest.number, newest.at, newest.heads)
    return Anchor(number=newest.number, at=newest.at, heads=newest.heads, digest=newest.digest, amiss=not holds)


def add_anchor(connection: Connection, ring: KeyRing, heads: bytes, now: datetime, *, amiss: bool = False) -> Anchor:
    """Keep an anchor after the newest one; two at the same moment cannot both be kept."""
    before = newest_anchor(connection, ring)
    number, chain = (before.number + 1, before.digest) if before else (1, _FIRST)
    digest = _digest(ring, chain, number, now, heads)
    made = Anchor(number=number, at=now, heads=heads, digest=_amiss(ring, digest) if amiss else digest, amiss=amiss)
    connection.execute(insert(anchors), {"number": number, "at": now, "heads": heads, "digest": made.digest})
    return made


def broken_anchors(connection: Connection, ring: KeyRing) -> list[int]:
    """Return the numbers where the chain of anchors does not hold: one altered, or one missing before it."""
    wrong, number, chain = [], 0, _FIRST
    for row in connection.execute(select(anchors).order_by(anchors.c.number)):
        digest = _digest(ring, chain, row.number, row.at, row.heads)
        if row.number != number + 1 or row.digest not in {digest, _amiss(ring, digest)}:
            wrong.append(row.number)
        number, chain = row.number, row.digest
    return wrong


def has_anchor(connection: Connection, digest: bytes) -> bool:
    """Tell whether an anchor that was kept elsewhere is among those that are here."""
    return connection.execute(select(anchors.c.number).where(anchors.c.digest == digest)).first() is not None


def _with_what_is_there() -> Any:
    its_entry = and_(journal.c.person_id == anchored_heads.c.person_id, journal.c.number == anchored_heads.c.number)
    there, known = journal.c.digest.label("there"), people.c.id.label("known")
    asked = select(anchored_heads, there, known).outerjoin(journal, its_entry)
    return asked.outerjoin(people, people.c.id == anchored_heads.c.person_id)


def _is_covered(connection: Connection, ring: KeyRing, row: Row[Any]) -> bool:
    """Tell whether what was anchored is there unaltered, or was erased: in its time, or with everything."""
    proof = _proof(ring, row.person_id, Head(row.number, row.digest), row.at)
    if not hmac.compare_digest(row.proof, proof):
        return False
    if row.there == row.digest or (row.number == 0 and row.known):
        return True
    if row.there is None and start_of(connection, ring, row.person_id)[0] >= row.number:
        return True
    return row.known is None and was_erased(connection, ring, row.person_id)


def _row(ring: KeyRing, person_id: UUID, head: Head, now: datetime) -> dict[str, Any]:
    proof = _proof(ring, person_id, head, now)
    return {"person_id": person_id, "number": head.number, "digest": head.digest, "at": now, "proof": proof}


def _proof(ring: KeyRing, person_id: UUID, head: Head, at: datetime) -> bytes:
    return ring.digest("journal", b"anchored", person_id.bytes, head.number.to_bytes(8, "big"), head.digest, _told(at))


def _digest(ring: KeyRing, before: bytes, number: int, at: datetime, heads: bytes) -> bytes:
    return ring.digest("journal", b"anchor", before, number.to_bytes(8, "big"), _told(at), heads)


def _amiss(ring: KeyRing, digest: bytes) -> bytes:
    return ring.digest("journal", b"amiss", digest)


def _told(at: datetime) -> bytes:
    return at.astimezone(UTC).isoformat().encode()
