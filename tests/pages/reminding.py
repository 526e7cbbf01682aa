"""What tests of the reminder have in common: a portal that can send, what somebody chooses, and what became of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from flask import Flask

from portal.core.notices import Reminder
from portal.notices.letters import Stop, stop_token
from portal.settings import Mail
from portal.storage.engine.database import Connection
from portal.storage.people.notices import reminder_of
from portal.storage.trace.journal import Deed, entries
from portal.web.parts import parts_of
from tests.people import APerson
from tests.visitor import Visitor

CHOSEN = {"day": "0", "hour": "9", "address": "awa.diallo@mail.example"}
MAIL = Mail(host="127.0.0.1", port=9, sealed=False, sender="portal@agency.example")


def can_send(app: Flask, mail: Mail | None = MAIL, *, demo: bool = False) -> None:
    """Let the portal be one that can send e-mails, or that cannot any more."""
    parts = parts_of(app)
    app.extensions["portal"] = replace(parts, settings=replace(parts.settings, mail=mail, demo=demo))


@contextmanager
def writing(app: Flask) -> Iterator[Connection]:
    with parts_of(app).database.transaction(writes=True) as connection:
        yield connection


def kept_by(app: Flask, person: APerson) -> Reminder | None:
    with parts_of(app).database.transaction(writes=False) as connection:
        return reminder_of(connection, person.key)


def deeds(app: Flask, person: APerson) -> list[Deed]:
    with parts_of(app).database.transaction(writes=False) as connection:
        return [entry.deed for entry in entries(connection, person.key)]


def stop_address(app: Flask, person: APerson, address: str = "awa@example.fr") -> str:
    """Return the address that a message sent to ``address`` holds."""
    ring = parts_of(app).ring
    return f"/reminder/stop/{stop_token(ring, Stop.of(ring, person.id, address))}"


def turns_on(visitor: Visitor, **chosen: str) -> None:
    visitor.opens("/reminder").presses("Turn on the reminder", {**CHOSEN, **chosen})
