"""The register in full: as the law asks for it, as tables, for other machines; and how the searches work."""

import json

from flask import current_app, render_template
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from portal.core.actors import Actor
from portal.core.permissions import Permission
from portal.dossier.questions import QUESTIONS
from portal.dossier.suggesting import ALGORITHMS
from portal.storage.rights.controllers import controllers
from portal.transparency import searches
from portal.transparency.as_atrs import atrs
from portal.transparency.as_jsonld import register_jsonld
from portal.transparency.as_record import ABOUT_STAFF, ABOUT_YOU, columns_csv, record_csv
from portal.transparency.as_record import record as record_of
from portal.transparency.feature import transparency
from portal.transparency.never import NEVER
from portal.transparency.register import register_of
from portal.web import language
from portal.web.current import work
from portal.web.pages import page
from portal.web.parts import parts_of


@page(transparency, "/what-becomes/record", Permission.VISIT)
def record(_actor: Actor | None) -> ResponseReturnValue:
    """Show the record of GDPR art. 30(1), by purpose."""
    return render_template(
        "transparency/record.html",
        owners=controllers(work().connection),
        activities=list(record_of(register_of(current_app))),
        people=(ABOUT_YOU, ABOUT_STAFF),
        bans=NEVER.values(),
    )


@page(transparency, "/what-becomes/record.csv", Permission.VISIT)
def record_csv_(_actor: Actor | None) -> ResponseReturnValue:
    """Give the same as a table, a line for each thing."""
    return _file(record_csv(register_of(current_app), language.current().alone), "text/csv", "register.csv")


@page(transparency, "/what-becomes/columns.csv", Permission.VISIT)
def columns_csv_(_actor: Actor | None) -> ResponseReturnValue:
    """Give every column of the database, technical ones too."""
    return _file(columns_csv(register_of(current_app)), "text/csv", "columns.csv")


@page(transparency, "/what-becomes.jsonld", Permission.VISIT)
def jsonld(_actor: Actor | None) -> ResponseReturnValue:
    """Give the register in the words that machines share."""
    parts, owners = parts_of(current_app), controllers(work().connection)
    told = register_jsonld(register_of(current_app), parts.languages, owners, parts.settings.address)
    return _file(_written(told), "application/ld+json", "what-becomes.jsonld")


@page(transparency, "/what-becomes/algorithms", Permission.VISIT)
def algorithms(_actor: Actor | None) -> ResponseReturnValue:
    """Show how each search works, in the order of the law."""
    return render_template("transparency/algorithms.html", algorithms=ALGORITHMS, questions=QUESTIONS, alike=searches)


@page(transparency, "/what-becomes/algorithms.json", Permission.VISIT)
def algorithms_json(_actor: Actor | None) -> ResponseReturnValue:
    """Give the same in the form of the ATRS."""
    parts, owners = parts_of(current_app), controllers(work().connection)
    told = atrs(ALGORITHMS, language.current().alone, owners, parts.settings.address)
    return _file(_written(told), "application/json", "algorithms.json")


def _written(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _file(content: bytes, kind: str, name: str) -> Response:
    response = Response(content, mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
