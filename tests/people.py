"""Builders: an agency, a counsellor, a person with a card and an interview, all ready to act."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pyotp
from argon2 import PasswordHasher
from flask import Flask

from portal.core.actors import Actor, Counsellor, Manager, Person
from portal.core.notices import Channel, Reminder, Rhythm
from portal.core.permissions import Role
from portal.signin.cards import choose_pictures, digest_of, find_card, make_card
from portal.signin.code import new_secret
from portal.storage.answers.vault import Vault
from portal.storage.engine.database import Connection, Database
from portal.storage.engine.seal import KeyRing, OwnerKey
from portal.storage.helping import kiosks
from portal.storage.people import people, sessions
from portal.storage.people.notices import keep_reminder
from portal.web.parts import parts_of
from tests.visitor import Visitor

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Passwords of tests need no strength."""
TOMORROW = timedelta(days=1)
PASSWORD = "three birds on the roof"  # noqa: S105 - of nobody


@dataclass(frozen=True, kw_only=True)
class ACounsellor:
    """A counsellor, and what they sign in with."""

    actor: Counsellor
    key: OwnerKey
    login: str
    totp: str

    @property
    def code(self) -> str:
        """What their phone shows now."""
        return pyotp.TOTP(self.totp).now()


@dataclass(frozen=True, kw_only=True)
class APerson:
    """A person, and what is on their card."""

    actor: Person
    key: OwnerKey
    counsellor: ACounsellor
    secret: str
    pictures: tuple[str, str] | None

    @property
    def id(self) -> UUID:
        return self.actor.id


def an_agency(connection: Connection, name: str = "Agence du Port") -> UUID:
    told = people.Agency(name=name, address="1 quai du Port", phone="01 99 00 10 10", hours="9 h à 16 h")
    return people.add_agency(connection, told)


def a_counsellor(
    connection: Connection, ring: KeyRing, login: str = "nour", agency_id: UUID | None = None
) -> ACounsellor:
    agency_id, totp = agency_id or an_agency(connection), pyotp.random_base32()
    new = people.NewAccount(
        agency_id=agency_id,
        role=Role.COUNSELLOR,
        name=login.title(),
        login=login,
        password=QUICK.hash(PASSWORD),
        second_factor=totp,
    )
    account = people.add_staff(connection, ring, new)
    actor = Counsellor(id=account.id, agency_id=agency_id)
    return ACounsellor(actor=actor, key=account.key, login=login, totp=totp)


@dataclass(frozen=True, kw_only=True)
class AManager:
    """A manager, and what they sign in with."""

    actor: Manager
    key: OwnerKey
    login: str
    totp: str

    @property
    def code(self) -> str:
        """What their phone shows now."""
        return pyotp.TOTP(self.totp).now()


def a_manager(connection: Connection, ring: KeyRing, agency_id: UUID) -> AManager:
    login, totp = f"manager-{uuid4().hex[:6]}", pyotp.random_base32()
    new = people.NewAccount(
        agency_id=agency_id,
        role=Role.MANAGER,
        name="Sylvette",
        login=login,
        password=QUICK.hash(PASSWORD),
        second_factor=totp,
    )
    account = people.add_staff(connection, ring, new)
    return AManager(actor=Manager(id=account.id, agency_id=agency_id), key=account.key, login=login, totp=totp)


def a_helper(connection: Connection, ring: KeyRing, agency_id: UUID, name: str = "Lina") -> str:
    """Add a volunteer and return the name they sign in with."""
    login = f"{name.lower()}-{uuid4().hex[:6]}"
    new = people.NewAccount(
        agency_id=agency_id,
        role=Role.HELPER,
        name=name,
        login=login,
        password=QUICK.hash(PASSWORD),
        second_factor="",
    )
    people.add_staff(connection, ring, new)
    return login


def a_person(
    connection: Connection,
    ring: KeyRing,
    counsellor: ACounsellor | None = None,
    *,
    interviews: tuple[timedelta, ...] = (TOMORROW,),
    pictures: tuple[str, str] | None = ("cat", "rose"),
) -> APerson:
    """Add a person; ``interviews`` count from now, and no ``pictures`` means a card nobody used yet."""
    now, counsellor = datetime.now(UTC), counsellor or a_counsellor(connection, ring, login=uuid4().hex)
    known = people.Known(name="Ali", address="3 rue des Lilas")
    new = people.NewPerson(agency_id=counsellor.actor.agency_id, counsellor_id=counsellor.actor.id, known=known)
    added = people.add_person(connection, ring, new, now)
    for after in interviews:
        people.add_interview(connection, added.id, counsellor.actor.id, now + after)
    secret = make_card(connection, ring, added.id, now)
    card = find_card(connection, ring, digest_of(ring, secret), now)
    if pictures and card:
        choose_pictures(connection, card, *pictures)
    actor = Person(id=added.id, agency_id=new.agency_id)
    return APerson(actor=actor, key=added.key, counsellor=counsellor, secret=secret, pictures=pictures)


@dataclass(frozen=True, kw_only=True)
class AKiosk:
    """A screen of an agency, and the cookie of its browser."""

    id: UUID
    place: kiosks.Place
    token: str


def a_kiosk(connection: Connection, ring: KeyRing, agency_id: UUID, name: str = "Accueil") -> AKiosk:
    """Add a kiosk that its browser has become already."""
    now, place, secret, token = datetime.now(UTC), kiosks.Place(agency_id, name), new_secret(), sessions.new_token()
    kiosks.invite(connection, ring, place, secret, now)
    kiosk = kiosks.enrol(connection, ring, secret, token, now)
    assert kiosk is not None
    return AKiosk(id=kiosk.id, place=place, token=token)


def asks_for_reminder(connection: Connection, person: APerson, now: datetime, **chosen: str | int) -> None:
    """Turn a person's reminder on; ``chosen`` may be weekday, hour, address and language."""
    told = {"weekday": 0, "hour": 9, "address": "awa@example.fr", "language": "fr", **chosen}
    reminder = Reminder(
        rhythm=Rhythm(weekday=int(told["weekday"]), hour=int(told["hour"])),
        channel=Channel.EMAIL,
        address=str(told["address"]),
        language=str(told["language"]),
    )
    keep_reminder(connection, person.key, reminder, now)


def somebody(app: Flask, *, interviews: tuple[timedelta, ...] = (TOMORROW,)) -> APerson:
    """Add a person, with a counsellor and an agency of their own, to the portal's database."""
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        return a_person(connection, parts.ring, interviews=interviews)


def signed_in(
    app: Flask, who: APerson | ACounsellor | AManager, language: str = "en", kiosk: AKiosk | None = None
) -> Visitor:
    """Return the browser of somebody who just signed in, on their phone or at a kiosk."""
    parts, visitor = parts_of(app), Visitor(app, language)
    device = sessions.at_kiosk(kiosk.id) if kiosk else "phone"
    arrival = sessions.Arrival(token=sessions.new_token(), device=device, at=datetime.now(UTC))
    with parts.database.transaction(writes=True) as connection:
        sessions.begin(connection, who.actor, who.key, arrival)
    visitor.client.set_cookie("portal", arrival.token)
    if kiosk:
        visitor.client.set_cookie("kiosk", kiosk.token)
    return visitor


def vault_of(connection: Connection, app: Flask, actor: Actor, now: datetime | None = None) -> Vault:
    """Return an actor's way to people's answers, under the portal's own promises."""
    parts = parts_of(app)
    return Vault(connection, parts.ring, parts.promises, actor, now or datetime.now(UTC))


def count_of(database: Database, table: str) -> int:
    """Return how many rows a table has."""
    with database.transaction(writes=False) as connection:
        count: int = connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()  # noqa: S608 - our own
    return count
