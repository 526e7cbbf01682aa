"""Against guessing: wrong tries are counted per network, in the database, so that every worker counts alike."""

import ipaddress
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from portal.storage.agency_tables import attempts
from portal.storage.seal import KeyRing

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
    """Tell whether too many wrong tries came from this network."""
    row = connection.execute(select(attempts).where(attempts.c.network == network).with_for_update()).first()
    return row is not None and row.failures >= MOST_PER_NETWORK and now - row.since < WINDOW


def count(connection: Connection, network: bytes, now: datetime) -> None:
    """Count one more wrong try from this network."""
    connection.execute(delete(attempts).where(attempts.c.since < now - WINDOW))
    known = update(attempts).where(attempts.c.network == network).values(failures=attempts.c.failures + 1)
    if connection.execute(known).rowcount:
        return
    try:
        with connection.begin_nested():
            connection.execute(insert(attempts), {"network": network, "since": now, "failures": 1})
    except IntegrityError:  # another worker counted the first one at the same moment
        connection.execute(known)


def rest_after(failures: int, now: datetime) -> datetime | None:
    """Return until when a card or account rests after so many wrong tries in a row, if it does."""
    return now + WINDOW if failures >= WRONG_IN_A_ROW else None
