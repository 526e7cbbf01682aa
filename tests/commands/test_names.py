"""People who were there before whole names could be found are found after one command."""

from uuid import UUID

from flask import Flask
from sqlalchemy import select, update

from portal.commands.demo import Demo
from portal.storage.caseload.openings import person_named
from portal.storage.engine.database import Connection
from portal.storage.tables.people import people
from portal.web.parts import parts_of
from tests.commands.conftest import Operator


def digests(connection: Connection) -> dict[UUID, bytes]:
    rows = connection.execute(select(people.c.id, people.c.name_digest))
    return {row.id: row.name_digest for row in rows}


def test_everybody_is_found_by_their_whole_name_afterwards(operator: Operator, demo: Demo, served: Flask) -> None:
    parts, person = parts_of(served), demo.shown
    with parts.database.transaction(writes=True) as connection:
        before = digests(connection)
        connection.execute(update(people).values(name_digest=None))
        assert person_named(connection, parts.ring, demo.agency_id, person.name) is None
    told = operator("names").output
    with parts.database.transaction(writes=False) as connection:
        assert digests(connection) == before
        assert person_named(connection, parts.ring, demo.agency_id, person.name) == person.id
    assert told == f"{len(before)} people can be found by their whole name now.\n"
    assert operator("names").output.startswith("0 people")
