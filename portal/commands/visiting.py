"""A visit of the demo: a helper sat beside the person whose dossier has something on every page, some days ago."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from portal.commands.demo import Demo
from portal.core.actors import Person
from portal.core.permissions import Role
from portal.core.visits import Began, Ended
from portal.storage.answers.vault import Vault
from portal.storage.engine.database import Connection
from portal.storage.engine.seal import KeyRing
from portal.storage.helping import visits
from portal.storage.helping.visits import Beside, Seat
from portal.storage.people.sessions import digest_of, new_token
from portal.storage.tables.agency import kiosks

_AGO = timedelta(days=3)
_LASTED = timedelta(minutes=25)


def sit_beside(connection: Connection, ring: KeyRing, demo: Demo, now: datetime) -> None:
    """Let the first helper of the demo have been there once."""
    began, helper, person = now - _AGO, demo.with_role(Role.HELPER)[0], demo.shown
    me = Person(id=person.id, agency_id=demo.agency_id)
    key = Vault(connection, ring, {}, me, began).key_of(person.id)
    beside = Beside(helper_id=helper.id, first_name=helper.name, language="fr", began=Began.CARD)
    visit = visits.begin(connection, key, beside, Seat(digest_of(new_token()), kiosk_of(connection, demo)), began)
    visits.end(connection, visit, Ended.BY_HELPER, began + _LASTED)


def kiosk_of(connection: Connection, demo: Demo) -> UUID:
    """Return the kiosk of the demo's agency."""
    asked = select(kiosks.c.id).where(kiosks.c.agency_id == demo.agency_id).order_by(kiosks.c.made_at).limit(1)
    kiosk_id: UUID = connection.execute(asked).scalar_one()
    return kiosk_id
