"""The wish to talk about something face to face: one for the whole dossier, seen by the counsellor once it is sent."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import Connection, select, update

from portal.storage.engine.seal import OwnerKey
from portal.storage.tables.people import people

_PLACE = "people|wish-to-talk"


class Wish(StrEnum):
    """What became of it."""

    NONE = "none"
    SAVED = "saved"
    SENT = "sent"


def sealed_wish(key: OwnerKey, wish: Wish = Wish.NONE) -> bytes:
    """Return a wish as it is kept: none looks like one."""
    return key.seal(_PLACE, wish)


def wish_of(connection: Connection, person_id: UUID, key: OwnerKey) -> Wish:
    """Return the wish of a person. For the person's own pages: others go through the vault."""
    sealed = connection.execute(select(people.c.wish_to_talk).where(people.c.id == person_id)).scalar_one()
    return open_wish(key, sealed)


def open_wish(key: OwnerKey, sealed: bytes) -> Wish:
    """Open a wish with the key of whose it is."""
    return Wish(str(key.unseal(_PLACE, sealed)))


def wish_to_talk(connection: Connection, key: OwnerKey) -> None:
    """Keep that the owner of ``key`` wants to talk; one that was sent stays sent."""
    if wish_of(connection, key.owner, key) is Wish.NONE:
        _keep(connection, key, Wish.SAVED)


def take_wish_back(connection: Connection, key: OwnerKey) -> None:
    """Keep that the owner of ``key`` no longer wants to: at once, also for the counsellor."""
    _keep(connection, key, Wish.NONE)


def send_wish(connection: Connection, key: OwnerKey) -> None:
    """Let the counsellor see the wish, if there is one."""
    if wish_of(connection, key.owner, key) is Wish.SAVED:
        _keep(connection, key, Wish.SENT)


def _keep(connection: Connection, key: OwnerKey, wish: Wish) -> None:
    changed = update(people).where(people.c.id == key.owner)
    connection.execute(changed, {"wish_to_talk": sealed_wish(key, wish)})
