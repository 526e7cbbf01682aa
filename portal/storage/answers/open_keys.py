"""Owners' keys, opened for the time of one request; whoever holds one keeps every other writer of its owner waiting."""

from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from portal.core.uses import Forgotten
from portal.storage.engine.seal import KeyRing, OwnerKey, WrappedKey
from portal.storage.tables.agency import keys

_KEY = select(keys.c.ring_key, keys.c.wrapped).where(keys.c.owner_id == bindparam("owner_id"))


class OpenKeys:
    """The keys that one request opened."""

    def __init__(self, connection: Connection, ring: KeyRing) -> None:
        self._connection = connection
        self._ring = ring
        self._open: dict[UUID, OwnerKey] = {}

    def lend(self, key: OwnerKey) -> None:
        """Take a key that was opened already, to spare a question to the database."""
        self._open[key.owner] = key

    def of(self, owner_id: UUID) -> OwnerKey:
        """Return an owner's open key, its row locked until the transaction ends.

        Where somebody is erased at this very moment, there is none any more: raise :class:`Forgotten`.
        """
        found = self._open.get(owner_id)
        if found is None:
            row = self._connection.execute(_KEY.with_for_update(), {"owner_id": owner_id}).first()
            if row is None:
                raise Forgotten
            found = self._open[owner_id] = self._ring.open_key(owner_id, WrappedKey(row.ring_key, row.wrapped))
        return found
