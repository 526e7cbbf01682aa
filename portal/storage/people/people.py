"""Agencies, the people they know, the staff who accompany them, and when they meet."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, bindparam, insert, select, update

from portal.core.actors import Person
from portal.core.interviews import Status
from portal.core.permissions import Role
from portal.core.typed import plain
from portal.storage.engine.ids import new_id
from portal.storage.engine.seal import KeyRing, OwnerKey
from portal.storage.people.wish import sealed_wish
from portal.storage.tables.agency import agencies, keys, staff
from portal.storage.tables.people import IS_MEETING, interviews, people


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """Where people can come, call and write: the human way out of every page."""

    name: str
    address: str
    phone: str
    hours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the agency already knew of a person before they came here."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A new owner's identifier and open key."""

    id: UUID
    key: OwnerKey


def add_agency(connection: Connection, agency: Agency) -> UUID:
    """Add an agency and return its identifier."""
    agency_id = new_id()
    connection.execute(insert(agencies), {"id": agency_id, **asdict(agency)})
    return agency_id


def agency_of(connection: Connection, agency_id: UUID) -> Agency:
    """Return an agency."""
    row = connection.execute(select(agencies).where(agencies.c.id == agency_id)).one()
    return Agency(name=row.name, address=row.address, phone=row.phone, hours=row.hours)


def all_agencies(connection: Connection) -> list[Agency]:
    """Return every agency, by name."""
    rows = connection.execute(select(agencies).order_by(agencies.c.name))
    return [Agency(name=row.name, address=row.address, phone=row.phone, hours=row.hours) for row in rows]


def add_owner(connection: Connection, ring: KeyRing) -> Sealed:
    """Make an identifier and a key for somebody new."""
    owner_id = new_id()
    wrapped = ring.new_key(owner_id)
    connection.execute(insert(keys), {"owner_id": owner_id, "ring_key": wrapped.ring_key, "wrapped": wrapped.wrapped})
    return Sealed(id=owner_id, key=ring.open_key(owner_id, wrapped))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """Somebody an agency begins to accompany."""

    agency_id: UUID
    counsellor_id: UUID
    known: Known


def add_person(connection: Connection, ring: KeyRing, new: NewPerson, now: datetime) -> Sealed:
    """Add a person, with what the agency knows of them sealed under a key of their own."""
    person = add_owner(connection, ring)
    connection.execute(
        insert(people),
        {
            "id": person.id,
            "agency_id": new.agency_id,
            "counsellor_id": new.counsellor_id,
            "known": person.key.seal("people|known", asdict(new.known)),
            "name_digest": name_digest(ring, new.agency_id, new.known.name),
            "wish_to_talk": sealed_wish(person.key),
            "longer": False,
            "last_contact_at": now,
        },
    )
    return person


def name_digest(ring: KeyRing, agency_id: UUID, name: str) -> bytes:
    """Return what a whole name is found by within an agency: letters without accents, names in any order."""
    words = sorted(plain(name).split())
    return ring.digest("lookup", b"name", agency_id.bytes, " ".join(words).encode())


def known_of(connection: Connection, person_id: UUID, key: OwnerKey) -> Known:
    """Return what the agency knows of a person. For the person's own pages: others go through the vault."""
    sealed = connection.execute(select(people.c.known).where(people.c.id == person_id)).scalar_one()
    return open_known(key, sealed)


def open_known(key: OwnerKey, sealed: bytes) -> Known:
    """Open what the agency knows."""
    opened = key.unseal("people|known", sealed)
    if not isinstance(opened, dict):
        raise TypeError(opened)
    return Known(**opened)


def known_name(key: OwnerKey, sealed: bytes) -> str:
    """Open what the agency knows, for the name alone."""
    opened = key.unseal("people|known", sealed)
    return str(opened["name"]) if isinstance(opened, dict) else ""


def person_of(connection: Connection, person_id: UUID) -> Person | None:
    """Return somebody as they act, if there is such a person."""
    agency_id = connection.execute(select(people.c.agency_id).where(people.c.id == person_id)).scalar_one_or_none()
    return None if agency_id is None else Person(id=person_id, agency_id=agency_id)


def name_of(key: OwnerKey, sealed: bytes) -> str:
    """Return the name of a member of staff, from what is known of them."""
    opened = key.unseal("staff|known", sealed)
    return str(opened["name"]) if isinstance(opened, dict) else ""


def staff_name(connection: Connection, key: OwnerKey) -> str:
    """Return the name of the member of staff whose key this is."""
    return name_of(key, connection.execute(select(staff.c.known).where(staff.c.id == key.owner)).scalar_one())


def something_waits(connection: Connection, person_id: UUID) -> None:
    """Keep that something is to be shown to a person on their first page."""
    connection.execute(update(keys).where(keys.c.owner_id == person_id), {"waits": 1})


def nothing_waits(connection: Connection, person_id: UUID) -> None:
    """Keep that a person saw what was to be shown to them."""
    connection.execute(update(keys).where(keys.c.owner_id == person_id), {"waits": None})


def set_longer(connection: Connection, person_id: UUID) -> None:
    """Keep that the person chose to tell more than the short path."""
    connection.execute(update(people).where(people.c.id == person_id), {"longer": True})


def note_contact(connection: Connection, person_id: UUID, now: datetime) -> None:
    """Note that the person was here: two years of keeping count from their last contact."""
    connection.execute(update(people).where(people.c.id == person_id), {"last_contact_at": now})


@dataclass(frozen=True, slots=True)
class Course:
    """Which questions somebody is asked: what they chose, and whether they met their counsellor before."""

    longer: bool
    second_interview: bool


MET = select(interviews.c.id).where(
    interviews.c.person_id == bindparam("person_id"), interviews.c.at < bindparam("now"), IS_MEETING
)
"""An interview that was planned and has gone by took place, unless somebody said that it did not."""
_COURSE = select(people.c.longer, MET.exists().label("met")).where(people.c.id == bindparam("person_id"))


def course_of(connection: Connection, person_id: UUID, now: datetime) -> Course:
    """Return which questions a person is asked."""
    row = connection.execute(_COURSE, {"person_id": person_id, "now": now}).one()
    return Course(longer=row.longer, second_interview=bool(row.met))


def add_interview(connection: Connection, person_id: UUID, counsellor_id: UUID, at: datetime) -> None:
    """Add an interview that the agency had planned before it used these pages: the person knows of it."""
    row = {
        "person_id": person_id,
        "id": new_id(),
        "counsellor_id": counsellor_id,
        "at": at,
        "status": Status.PLANNED.value,
        "version": 1,
        "seen": 1,
    }
    connection.execute(insert(interviews), row)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """An account for a member of staff."""

    agency_id: UUID
    role: Role
    name: str
    login: str
    password: str
    """Already an argon2id digest."""
    second_factor: str
    """The secret of their telephone's codes, in base 32 (RFC 6238)."""


def login_digest(ring: KeyRing, login: str) -> bytes:
    """Return what is kept of the name somebody signs in with."""
    return ring.digest("lookup", b"login", login.strip().casefold().encode())


def add_staff(connection: Connection, ring: KeyRing, new: NewAccount) -> Sealed:
    """Add an account for a member of staff."""
    account = add_owner(connection, ring)
    connection.execute(
        insert(staff),
        {
            "id": account.id,
            "agency_id": new.agency_id,
            "role": new.role.value,
            "login": login_digest(ring, new.login),
            "known": account.key.seal("staff|known", {"name": new.name}),
            "second_factor": account.key.seal("staff|second-factor", new.second_factor),
            "password": new.password,
            "last_code": 0,
            "failures": 0,
        },
    )
    return account
