"""Who else can be told that something is not right: an agency's data protection officer, and its mediator."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select

from portal.storage.tables.rights import contacts


class Part(StrEnum):
    """The part an office plays."""

    OFFICER = "officer"
    """The data protection officer (GDPR art. 37 to 39)."""
    MEDIATOR = "mediator"
    """The regional mediator (C. trav. R5312-47)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """An office, as everybody may see it."""

    name: str
    address: str = ""
    phone: str = ""
    email: str = ""


def contacts_of(connection: Connection, agency_id: UUID) -> Mapping[Part, Contact]:
    """Return the offices that people of an agency can turn to, as far as it named them."""
    rows = connection.execute(select(contacts).where(contacts.c.agency_id == agency_id))
    return {
        Part(row.part): Contact(name=row.name, address=row.address, phone=row.phone, email=row.email) for row in rows
    }


def name_contact(connection: Connection, agency_id: UUID, part: Part, contact: Contact) -> None:
    """Keep an office of an agency in place of the one named before."""
    connection.execute(delete(contacts).where(contacts.c.agency_id == agency_id, contacts.c.part == part.value))
    connection.execute(insert(contacts), {"agency_id": agency_id, "part": part.value, **asdict(contact)})
