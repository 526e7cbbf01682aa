"""Anchoring everybody's journal, batch by batch; stopped at any moment, it is simply run again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from portal.storage.engine.database import Connection, Database
from portal.storage.engine.everybody import some_people
from portal.storage.engine.seal import KeyRing
from portal.storage.trace import anchors
from portal.storage.trace.anchors import Anchor, Heads

BATCH = 500
_FIRST = UUID(int=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What all the anchored heads are like."""

    heads: bytes
    cut: tuple[UUID, ...]
    """Whose journals no longer hold what was anchored."""


def look_at_all(database: Database, ring: KeyRing) -> Looked:
    """Compare each journal with what was anchored of it."""
    heads, cut = Heads(), list[UUID]()
    with database.transaction(writes=False) as connection:
        for rows in _anchored(connection):
            heads.add(rows)
            cut += anchors.cut_among(connection, ring, rows)
    return Looked(heads=heads.digest(ring), cut=tuple(cut))


def amiss(database: Database, ring: KeyRing) -> Iterator[str]:
    """Tell what is not as it was when the newest anchor was made: never of whom."""
    with database.transaction(writes=False) as connection:
        newest, wrong = anchors.newest_anchor(connection, ring), anchors.broken_anchors(connection, ring)
    looked = look_at_all(database, ring)
    if wrong:
        yield "an anchor was altered or taken away"
    if newest is not None and newest.heads != looked.heads:
        yield "what was anchored is not what the newest anchor says"
    elif newest is not None and newest.amiss and not wrong:
        yield "something was amiss at an earlier anchor, and nobody said that it is known"
    if looked.cut:
        yield "a journal ends before its anchor, or was altered: ./dev portal journal check tells more"


def anchor_all(database: Database, ring: KeyRing, now: datetime, *, known: bool = False, amiss: bool = False) -> Anchor:
    """Anchor the newest entries of everybody, and return the anchor of it all.

    Where what was anchored is not what the newest anchor says, or something else is ``amiss``, this anchor says so, and
    so does each that follows, until somebody says that it is ``known``.

    It is one transaction, so that stopping it keeps nothing. On PostgreSQL nobody waits for it; on SQLite every writer
    does, for about a second for ten thousand people.
    """
    with database.transaction(writes=True) as connection:
        newest, before, heads = anchors.newest_anchor(connection, ring), Heads(), Heads()
        for rows in _anchored(connection):
            before.add(rows)
        stays = newest is not None and (newest.amiss or newest.heads != before.digest(ring))
        for batch in _people(connection):
            anchors.renew(connection, ring, batch, now)
        for rows in _anchored(connection):
            erased = anchors.forget_the_erased(connection, ring, rows)
            heads.add([row for row in rows if row.person_id not in erased])
        return anchors.add_anchor(connection, ring, heads.digest(ring), now, amiss=amiss or (stays and not known))


def _people(connection: Connection) -> Iterator[list[UUID]]:
    after = _FIRST
    while batch := some_people(connection, after, BATCH):
        yield batch
        after = batch[-1]


def _anchored(connection: Connection) -> Iterator[Sequence[Row[Any]]]:
    after = _FIRST
    while rows := anchors.some_anchored(connection, after, BATCH):
        yield rows
        after = rows[-1].person_id
