"""Lets an invented person ask about their data, and the agency say who else they can turn to; as the pages do."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import g

from portal.commands.telling import sit_down
from portal.core.actors import Person
from portal.core.requests import Ask
from portal.rights.recording import record
from portal.storage.engine.database import Connection
from portal.storage.rights.contacts import Contact, Part, name_contact
from portal.storage.rights.requests import Asked
from portal.web.language import FIRST, SOURCE
from portal.web.parts import Parts


def request(connection: Connection, parts: Parts, me: Person, told: Mapping[str, Any], now: datetime) -> None:
    """Ask what ``told`` says. Needs a request of the portal to stand in."""
    g.language = parts.languages.best(told["language"], [FIRST, SOURCE])
    sit_down(connection, parts, me, now - timedelta(days=told["days_ago"]))
    record(me, Asked(kind=Ask(told["kind"]), words=told["words"], language=told["language"]))


def name_offices(connection: Connection, agency_id: UUID, told: Mapping[str, Mapping[str, str]]) -> None:
    """Name the offices that people of an agency can turn to."""
    for part, office in told.items():
        name_contact(connection, agency_id, Part(part), Contact(**office))
