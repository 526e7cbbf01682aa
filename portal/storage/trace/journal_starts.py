"""Where a journal begins once its oldest entries were erased in time, proved by the portal's own key."""

import hmac
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, case, delete, func, insert, select

from portal.storage.engine.seal import KeyRing
from portal.storage.tables.people import journal
from portal.storage.tables.rights import journal_starts

_FIRST = (0, bytes(32))


def start_of(connection: Connection, ring: KeyRing, person_id: UUID) -> tuple[int, bytes]:
    """Return number and digest of the newest entry that was erased in time; those of none where nothing was.

    Who can write in the database but has no key ring cannot make one: their erasing is seen as what it is.
    """
    row = connection.execute(select(journal_starts).where(journal_starts.c.person_id == person_id)).first()
    if row is None or not hmac.compare_digest(row.proof, _proof(ring, person_id, row.number, row.digest)):
        return _FIRST
    return row.number, row.digest


def upto(connection: Connection, person_id: UUID, old: ColumnElement[bool], *, followed: bool) -> int:
    """Return up to which number a person's entries are ``old``, without a younger one between; never the newest of all.

    The newest one stays, for the next one counts on from it; unless it is about to be ``followed`` by one.
    """
    its = journal.c.person_id == person_id
    asked = select(func.max(journal.c.number), func.min(case((~old, journal.c.number)))).where(its)
    newest, young = connection.execute(asked).one()
    last: int = (newest or 0) + followed
    return max(min(last, young or last) - 1, 0)


def count_upto(connection: Connection, person_id: UUID, number: int) -> int:
    """Return how many entries there are up to ``number``."""
    its = (journal.c.person_id == person_id, journal.c.number <= number)
    count: int = connection.execute(select(func.count()).select_from(journal).where(*its)).scalar_one()
    return count


def erase_upto(connection: Connection, ring: KeyRing, person_id: UUID, number: int) -> int:
    """Erase a person's entries up to ``number``, and keep where the chain goes on. Hold the person's key row locked."""
    last = select(journal.c.digest).where(journal.c.person_id == person_id, journal.c.number == number)
    digest: bytes | None = connection.execute(last).scalar_one_or_none()
    if digest is None:
        return 0
    connection.execute(delete(journal_starts).where(journal_starts.c.person_id == person_id))
    proof = _proof(ring, person_id, number, digest)
    row = {"person_id": person_id, "number": number, "digest": digest, "proof": proof}
    connection.execute(insert(journal_starts), row)
    its = (journal.c.person_id == person_id, journal.c.number <= number)
    return connection.execute(delete(journal).where(*its)).rowcount


def _proof(ring: KeyRing, person_id: UUID, number: int, digest: bytes) -> bytes:
    return ring.digest("journal", b"start", person_id.bytes, number.to_bytes(4, "big"), digest)
