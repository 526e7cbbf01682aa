"""A limit: somebody stopped the reading of their dossier. The vault refuses until they lift it."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from portal.core.uses import Purpose, Refused
from portal.storage.engine.seal import KeyRing
from portal.storage.tables.people import journal
from portal.storage.tables.rights import limits
from portal.storage.trace.journal import Deed, digest_of
from portal.storage.trace.journal_starts import start_of

STILL_KNOWN = frozenset({"interview"})
"""What a limit leaves as it is: when somebody meets their counsellor is still planned, moved and cancelled."""


class Limited(Refused):
    """A reading that the person stopped (GDPR art. 18): nothing was opened."""

    def __init__(self, person_id: UUID) -> None:
        super().__init__("the person stopped the reading of their dossier")
        self.person_id = person_id


def limited_since(connection: Connection, person_id: UUID) -> datetime | None:
    """Return since when a person lets nobody read, if they do not."""
    asked = select(limits.c.since).where(limits.c.person_id == person_id)
    since: datetime | None = connection.execute(asked).scalar_one_or_none()
    return since


def limit(connection: Connection, person_id: UUID, now: datetime) -> bool:
    """Let nobody read; return whether somebody could until now. Hold the person's key row locked."""
    if limited_since(connection, person_id) is not None:
        return False
    connection.execute(insert(limits), {"person_id": person_id, "since": now})
    return True


def lift(connection: Connection, person_id: UUID) -> bool:
    """Let the promise count again; return whether it did not until now."""
    return connection.execute(delete(limits).where(limits.c.person_id == person_id)).rowcount > 0


def is_closed(promises: Collection[str], purpose: Purpose) -> bool:
    """Tell whether a limit closes what is asked for: everything but whom to meet, and when."""
    return not STILL_KNOWN.issuperset(promises) if promises else purpose is not Purpose.CONTACT


def lets_read(person_id: ColumnElement[UUID]) -> ColumnElement[bool]:
    """Return what holds for the people of a list who did not stop the reading."""
    return ~select(limits.c.person_id).where(limits.c.person_id == person_id).exists()


def limited_among(connection: Connection, persons: Collection[UUID]) -> frozenset[UUID]:
    """Return who of some people stopped the reading."""
    asked = select(limits.c.person_id).where(limits.c.person_id.in_(persons))
    return frozenset(connection.execute(asked).scalars())


def stop_where_limited(connection: Connection, ring: KeyRing, person_id: UUID) -> None:
    """Refuse to open the dossier of somebody who stopped it. Whom to meet, and when, is still known.

    Whoever takes the row away without the keys opens nothing: their journal says it too.
    """
    if limited_since(connection, person_id) is not None or _says_limited(connection, ring, person_id):
        raise Limited(person_id)


def _says_limited(connection: Connection, ring: KeyRing, person_id: UUID) -> bool:
    """Tell whether a journal ends with a limit; one is lifted only by a line that the portal itself wrote."""
    its, words = journal.c.person_id == person_id, [Deed.LIMITED.value, Deed.LIFTED.value]
    said = select(journal).where(its, journal.c.deed.in_(words)).order_by(journal.c.number.desc())
    for row in connection.execute(said).mappings():
        if row["deed"] == Deed.LIMITED.value:
            return True
        before = select(journal.c.digest).where(its, journal.c.number == row["number"] - 1)
        digest = connection.execute(before).scalar() or start_of(connection, ring, person_id)[1]
        if row["digest"] == digest_of(ring, digest, row):
            return False
    return False
