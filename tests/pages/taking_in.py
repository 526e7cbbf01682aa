"""What tests of a calendar that is taken in share: a counsellor's people, lines of a table, and the two forms."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from flask import Flask
from sqlalchemy import update

from portal.storage.dialogue.interview_rows import Interview
from portal.storage.dialogue.interviews import of_person
from portal.storage.tables.people import people
from portal.storage.trace.journal import Deed, broken, entries
from portal.web.parts import parts_of
from tests.people import APerson, a_counsellor, a_person, vault_of
from tests.visitor import Visitor

DAY = (datetime.now(UTC) + timedelta(days=10)).date()
HEAD = "Date;Heure;Nom;Durée;Statut;Réf\r\n"


def line(name: str, hour: str = "14h30", status: str = "", key: str = "", days: int = 0) -> str:
    return f"{DAY + timedelta(days=days):%d/%m/%Y};{hour};{name};45;{status};{key}\r\n"


def a_team(app: Flask) -> dict[str, APerson]:
    """Return four people of one counsellor, two of the same name, and one of a colleague."""
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        nour = a_counsellor(connection, parts.ring, login=uuid4().hex)
        told = {
            "awa": (nour, "Awa Diallo"),
            "helene": (nour, "Hélène Le Goff"),
            "ali": (nour, "Ali Ben"),
            "other ali": (nour, "BEN Ali"),
            "colleague's": (None, "Zoé Petit"),
        }
        team = {key: a_person(connection, parts.ring, whose, interviews=()) for key, (whose, _) in told.items()}
        for key, person in team.items():
            known = person.key.seal("people|known", {"name": told[key][1], "address": ""})
            connection.execute(update(people).where(people.c.id == person.id), {"known": known})
    return team


def theirs(app: Flask, person: APerson) -> list[Interview]:
    with parts_of(app).database.transaction(writes=True) as connection:
        return of_person(vault_of(connection, app, person.actor), person.id)


def deeds(app: Flask, person: APerson) -> list[Deed]:
    with parts_of(app).database.transaction(writes=False) as connection:
        assert broken(connection, parts_of(app).ring, person.id) == []
        return [entry.deed for entry in entries(connection, person.key)]


def looks_through(counsellor: Visitor, content: str | bytes, status: int = 200) -> Visitor:
    file = content.encode("cp1252") if isinstance(content, str) else content
    return counsellor.opens("/day/import").uploads(file, status)


def takes_in(counsellor: Visitor, content: str | bytes) -> Visitor:
    return looks_through(counsellor, content).presses("Keep all of this")
