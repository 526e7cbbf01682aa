"""Who answers for what is kept: each agency, and its data-protection officer if it named one (GDPR art. 4.7, 37)."""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, select

from portal.storage.rights.contacts import Part
from portal.storage.tables.agency import agencies
from portal.storage.tables.rights import contacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Controller:
    """One agency, as the register names it."""

    name: str
    address: str
    phone: str
    officer: str
    """Its data-protection officer and how to reach them, on one line; empty where none was named."""


def controllers(connection: Connection) -> list[Controller]:
    """Return every agency with its officer, by name."""
    theirs = and_(contacts.c.agency_id == agencies.c.id, contacts.c.part == Part.OFFICER.value)
    told = (contacts.c.name, contacts.c.address, contacts.c.phone, contacts.c.email)
    asked = (
        select(agencies, *(column.label(f"officer_{column.name}") for column in told))
        .join(contacts, theirs, isouter=True)
        .order_by(agencies.c.name)
    )
    return [
        Controller(
            name=row.name,
            address=row.address,
            phone=row.phone,
            officer=", ".join(
                one for one in (row.officer_name, row.officer_address, row.officer_phone, row.officer_email) if one
            ),
        )
        for row in connection.execute(asked)
    ]
