"""People who move to another counsellor because their agency says so: told at once, each of them.

A manager names a person by their whole name, or moves everybody whom a counsellor accompanies. No list of people is
shown, and whether somebody of a name is accompanied here is not answered.
"""

from contextlib import suppress
from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.agency.counsellors import Shown, counsellors_here, counsellors_page, rescue
from portal.agency.feature import agency as feature
from portal.core.actors import Manager
from portal.core.permissions import Permission
from portal.core.stand_ins import WHO, Written
from portal.core.typed import Typed, first
from portal.core.understanding import Problem
from portal.core.uses import Forgotten
from portal.core.words import Words, say
from portal.storage.caseload import transfers
from portal.storage.caseload.openings import person_named
from portal.web.current import work
from portal.web.pages import page, typed

WHOLE_NAME = say("Write the whole name.")
ALL_OF_THEM = say("Tick the box: everybody moves.")


@page(feature, "/agency/counsellors/move-one", Permission.RUN_AGENCY, method="POST", rescue=rescue)
def move_one(manager: Manager) -> ResponseReturnValue:
    """Let one person move, named by their whole name."""
    current, shown = work(), _written(typed())
    to = _one_of_us(manager, shown.to)
    if not shown.who:
        return _wrong(manager, shown, "who", WHOLE_NAME)
    if to is None:
        return _wrong(manager, shown, "to", WHO)
    person_id = person_named(current.connection, current.ring, manager.agency_id, shown.who)
    if person_id is not None:
        transfers.move(current.vault, person_id, transfers.counsellor_of(current.connection, person_id), to)
    return redirect(url_for("agency.agency_counsellors", moved=1, _anchor="moved"), 303)


@page(feature, "/agency/counsellors/move-all", Permission.RUN_AGENCY, method="POST", rescue=rescue)
def move_all(manager: Manager) -> ResponseReturnValue:
    """Let everybody whom a counsellor accompanies move to a colleague."""
    current, shown = work(), _written(typed())
    away, to = _one_of_us(manager, shown.written.away), _one_of_us(manager, shown.to)
    if away is None:
        return _wrong(manager, shown, "all-away", WHO)
    if to is None or to == away:
        return _wrong(manager, shown, "all-to", WHO)
    if "all" not in request.form:
        return _wrong(manager, shown, "all", ALL_OF_THEM)
    for person_id in transfers.people_of(current.connection, away):
        with suppress(Forgotten):  # who is erased at this very moment is with nobody any more
            transfers.move(current.vault, person_id, away, to)
    return redirect(url_for("agency.agency_counsellors", moved=1, _anchor="moved"), 303)


def _written(sent: Typed) -> Shown:
    return Shown(written=Written.of(sent), who=first(sent, "who"), to=first(sent, "to"))


def _one_of_us(manager: Manager, named: str) -> UUID | None:
    return next((one.id for one in counsellors_here(manager) if str(one.id) == named), None)


def _wrong(manager: Manager, shown: Shown, field: str, words: Words) -> ResponseReturnValue:
    again = Shown(written=shown.written, who=shown.who, to=shown.to, problem=Problem(field=field, words=words))
    return counsellors_page(manager, again)
