"""A counsellor at their desk with as many people as in life, signed in."""

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from uuid import UUID, uuid4

from portal.commands.crowd import STORY, names_of
from portal.core.actors import Counsellor, Person
from portal.core.permissions import Role
from portal.core.uses import Purpose
from portal.storage.answers.vault import Vault
from portal.storage.engine.database import Connection
from portal.storage.engine.seal import KeyRing, OwnerKey
from portal.storage.people import people, sessions
from portal.storage.trace.journal import Deed
from tests.bench.replay import Request
from tests.bench.stage import LANGUAGE, NOBODY_SIGNS_IN

MANY = 700
_MEETS = 5
"""One in so many has an interview in the next weeks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A counsellor with an open session, and one of their people."""

    counsellor_id: UUID
    person: Person
    key: OwnerKey
    token: str

    @property
    def headers(self) -> dict[str, str]:
        """Return what the counsellor's browser sends."""
        return {"Cookie": f"portal={self.token}", "Accept-Language": LANGUAGE, "Accept-Encoding": "gzip"}

    def opens(self, address: str) -> Request:
        """Return the asking for one of the counsellor's pages."""
        return Request(address=address, headers=self.headers)


def a_desk(connection: Connection, ring: KeyRing) -> Desk:
    """Add a counsellor with their people, each with something in the journal already."""
    now, agency = datetime.now(UTC), people.Agency(name="Agence", address="3 rue", phone="01 23", hours="9 h")
    agency_id = people.add_agency(connection, agency)
    account = people.NewAccount(
        agency_id=agency_id,
        role=Role.COUNSELLOR,
        name="Anne",
        login=uuid4().hex,
        password=NOBODY_SIGNS_IN,
        second_factor="-",
    )
    counsellor = people.add_staff(connection, ring, account)
    story = tomllib.loads(STORY.read_text(encoding="utf-8"))
    names, days = names_of(story["first"], story["last"]), cycle(range(-12, 14))
    for place, name in enumerate(islice(names, MANY)):
        known = people.Known(name=name, address="12 rue du Port, 99999 Clairval-les-Tilleuls")
        new = people.NewPerson(agency_id=agency_id, counsellor_id=counsellor.id, known=known)
        added = people.add_person(connection, ring, new, now)
        person = Person(id=added.id, agency_id=agency_id)
        Vault(connection, ring, {}, person, now).note(person.id, Deed.SIGNED_IN, Purpose.SIGN_IN)
        if place % _MEETS == 0:
            people.add_interview(connection, person.id, counsellor.id, now + timedelta(days=next(days)))
    actor = Counsellor(id=counsellor.id, agency_id=agency_id)
    arrival = sessions.Arrival(token=sessions.new_token(), device="bench", at=now)
    sessions.begin(connection, actor, counsellor.key, arrival)
    return Desk(counsellor_id=counsellor.id, person=person, key=added.key, token=arrival.token)
