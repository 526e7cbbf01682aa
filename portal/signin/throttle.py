"""Against guessing: wrong tries are counted per network, in the database, so that every worker counts alike."""

import ipaddress
from contextlib import suppress
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, case, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from portal.storage.engine.seal import KeyRing
from portal.storage.tables.agency import attempts

WINDOW = timedelta(minutes=15)
MOST_PER_NETWORK = 20
"""Wrong tries from one network in one window. Slips of the hand are told apart and not counted."""
WRONG_IN_A_ROW = 5
"""Wrong tries on one card or account before it rests for one window."""
WRONG_BEFORE_DESK = 10
"""Wrong tries in a row before only the desk can help."""


class Door(StrEnum):
    """What is tried. Each is counted alone: who types cards that do not exist shuts no card and no colleague out."""

    CARD = "card"
    PICTURES = "pictures"
    STAFF = "staff"
    HELPER = "helper"
    KIOSK = "kiosk"
    VISIT = "visit"


def network_of(ring: KeyRing, address: str | None, door: Door) -> bytes:
    """Return what stands for a network at a door: a keyed digest of the IPv4 address, or of the IPv6 /64."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return ring.digest("lookup", b"network", b"unknown", door.encode())
    prefix = 64 if found.version == 6 else 32  # noqa: PLR2004 - IP version
    network = ipaddress.ip_network((found, prefix), strict=False)
    return ring.digest("lookup", b"network", str(network).encode(), door.encode())


def must_wait(connection: Connection, network: bytes, now: datetime) -> bool:
    """Tell whether too many wrong tries came from this network.

    Its row is held from here on, made if there is none: everybody takes it before a card or an account, so that no two
    tries wait for each other.
    """
    its = select(attempts).where(attempts.c.network == network).with_for_update()
    if connection.execute(its).first() is None:
        with suppress(IntegrityError), connection.begin_nested():  # another worker made it at the same moment
            connection.execute(insert(attempts), {"network": network, "since": now, "failures": 0})
    row = connection.execute(its).one()
    return bool(row.failures >= MOST_PER_NETWORK and now - row.since < WINDOW)


def count(connection: Connection, network: bytes, now: datetime) -> None:
    """Count one more wrong try from this network, whose row :func:`must_wait` holds; forget what is over."""
    over, its = attempts.c.since < now - WINDOW, attempts.c.network == network
    begun_anew = {
        "failures": case((over, 1), else_=attempts.c.failures + 1),
        "since": case((over, now), else_=attempts.c.since),
    }
    connection.execute(update(attempts).where(its).values(begun_anew))
    held_by_nobody = select(attempts.c.network).where(over).with_for_update(skip_locked=True)
    connection.execute(delete(attempts).where(attempts.c.network.in_(held_by_nobody)))


def rest_after(failures: int, now: datetime) -> datetime | None:
    """Return until when a card or account rests after so many wrong tries in a row, if it does."""
    return now + WINDOW if failures >= WRONG_IN_A_ROW else None
