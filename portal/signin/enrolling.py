"""The address that makes a browser a kiosk: made for one place, for whoever opens it there."""

from datetime import datetime

from portal.signin.code import in_groups, new_secret
from portal.storage.engine.database import Connection
from portal.storage.engine.seal import KeyRing
from portal.storage.helping import kiosks
from portal.storage.helping.kiosks import Place


def invite(connection: Connection, ring: KeyRing, place: Place, now: datetime) -> str:
    """Return the path that makes a browser the kiosk of a place, once, for a while."""
    secret = new_secret()
    kiosks.invite(connection, ring, place, secret, now)
    return f"/kiosk/enrol/{in_groups(secret).replace(' ', '-')}"
