"""A portal on throw-away data: people who are signed in and have told nothing yet."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from flask import Flask

from portal.app import create_app
from portal.commands.migrating import bring_up_to_date
from portal.core.actors import Person
from portal.core.permissions import Role
from portal.settings import Settings
from portal.storage.engine.database import Connection, Database
from portal.storage.engine.seal import KeyRing, make_ring, read_ring
from portal.storage.people import people, sessions

ADDRESS = "http://127.0.0.1:8200"
LANGUAGE = "fr, en;q=0.5"
"""What the browsers of these people ask for."""

NOBODY_SIGNS_IN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """A person with an open session."""

    actor: Person
    token: str

    @property
    def headers(self) -> dict[str, str]:
        """Return what their browser sends."""
        return {"Cookie": f"portal={self.token}", "Accept-Language": LANGUAGE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Where a throw-away portal keeps its things, and who is there."""

    database_url: str
    keys: Path
    visitors: tuple[Visitor, ...]

    def app(self) -> Flask:
        """Return the portal itself, in this process."""
        return create_app(Settings(database_url=self.database_url, keys=self.keys, address=ADDRESS))

    @property
    def environment(self) -> Mapping[str, str]:
        """Return what the process of a server of this portal is told."""
        return {**os.environ, **self.settings}

    @property
    def settings(self) -> Mapping[str, str]:
        """Return what this portal is told, as variables."""
        return {
            "PORTAL_DATABASE_URL": self.database_url,
            "PORTAL_KEYS": str(self.keys),
            "PORTAL_ADDRESS": ADDRESS,
        }


def sqlite_stage(folder: Path, visitors: int) -> Stage:
    """Return a stage on SQLite in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    return make_stage(f"sqlite:///{folder / 'portal.db'}", folder, visitors)


def make_stage(database_url: str, folder: Path, visitors: int) -> Stage:
    """Migrate the database and let ``visitors`` people sign in, each with an interview past and one to come."""
    keys = folder / "keys.json"
    make_ring(keys)
    database = Database(database_url)
    bring_up_to_date(database)
    with database.transaction(writes=True) as connection:
        found = _fill(connection, read_ring(keys), visitors)
    database.engine.dispose()
    return Stage(database_url=database_url, keys=keys, visitors=found)


def _fill(connection: Connection, ring: KeyRing, visitors: int) -> tuple[Visitor, ...]:
    now = datetime.now(UTC)
    agency = people.Agency(name="Agence des Tilleuls", address="3 rue des Tilleuls", phone="01 23", hours="9 h – 17 h")
    agency_id = people.add_agency(connection, agency)
    account = people.NewAccount(
        agency_id=agency_id,
        role=Role.COUNSELLOR,
        name="Anne",
        login="anne",
        password=NOBODY_SIGNS_IN,
        second_factor="-",
    )
    counsellor = people.add_staff(connection, ring, account)
    return tuple(_arrive(connection, ring, (agency_id, counsellor.id), now, number) for number in range(visitors))


def _arrive(connection: Connection, ring: KeyRing, place: tuple[UUID, UUID], now: datetime, number: int) -> Visitor:
    known = people.Known(name=f"Awa Diallo {number}", address="12 rue du Port")
    new = people.NewPerson(agency_id=place[0], counsellor_id=place[1], known=known)
    person = people.add_person(connection, ring, new, now)
    for day in (-20, 3):
        people.add_interview(connection, person.id, place[1], now + timedelta(days=day))
    visitor = Visitor(actor=Person(id=person.id, agency_id=place[0]), token=sessions.new_token())
    arrival = sessions.Arrival(token=visitor.token, device="bench", at=now)
    sessions.begin(connection, visitor.actor, person.key, arrival)
    return visitor
