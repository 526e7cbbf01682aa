"""Everything I sent about my weeks, to take away: on paper, for a spreadsheet, for another service."""

from flask import current_app, request
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from portal.activities.as_json import weeks_json
from portal.activities.as_table import weeks_csv
from portal.activities.copied import my_copy
from portal.activities.feature import activities
from portal.activities.sheet import weeks_paper
from portal.core.actors import Person
from portal.core.permissions import Permission
from portal.core.uses import Purpose
from portal.storage.answers.vault import Vault
from portal.storage.trace.journal import Deed
from portal.web import language
from portal.web.current import work
from portal.web.pages import page
from portal.web.parts import parts_of

ASKED = "1"


@page(activities, "/weeks.pdf", Permission.KEEP_RECORD)
def on_paper(person: Person) -> ResponseReturnValue:
    """Give my weeks as a paper to print, show or keep; my personal steps are named only if I ask."""
    private = request.args.get("private") == ASKED
    paper = weeks_paper(my_copy(person, language.current().alone), private=private)
    return _taken(person, paper, "application/pdf", "my-weeks-for-me.pdf" if private else "my-weeks.pdf")


@page(activities, "/weeks.csv", Permission.KEEP_RECORD)
def as_table(person: Person) -> ResponseReturnValue:
    """Give my weeks as a table, with everything."""
    table = weeks_csv(my_copy(person, language.current().alone))
    return _taken(person, table, "text/csv", "my-weeks.csv")


@page(activities, "/weeks.json", Permission.KEEP_RECORD)
def for_a_service(person: Person) -> ResponseReturnValue:
    """Give my weeks in a form that other services read, with everything."""
    told = weeks_json(my_copy(person, language.current().alone))
    return _taken(person, told, "application/json", "my-weeks.json")


def _taken(person: Person, copy: bytes, kind: str, name: str) -> Response:
    """Note that a copy is taken away, and hand it out: no copy leaves without its entry.

    The entry has a transaction of its own, once the copy is made: a long paper keeps no other writer waiting.
    """
    current, parts = work(), parts_of(current_app)
    with parts.database.transaction(writes=True) as connection:
        vault = Vault(connection, parts.ring, parts.promises, person, current.now)
        vault.note(person.id, Deed.TOOK_COPY, Purpose.OWN_RECORD)
    response = Response(copy, mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
