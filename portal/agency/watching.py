"""What a manager watches over: accounts that were stopped, and dossiers that were opened with a reason. Never whose."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.agency.feature import agency as feature
from portal.agency.pages import agency_page, named
from portal.core.actors import Actor, Manager
from portal.core.permissions import Permission
from portal.core.typed import tidy
from portal.storage.people import ceilings
from portal.storage.people.ceilings import Reopening
from portal.web.current import work
from portal.web.pages import page
from portal.web.rescue import words_to_copy

LONGEST_WORD = 200


def _rescue(_actor: Actor | None) -> ResponseReturnValue:
    if isinstance(actor := work().actor, Manager):
        return agency_page(actor, wrong="word")
    return words_to_copy([request.form.get("word", "")], url_for("agency.agency"), way="signin.staff")


@page(feature, "/agency/stops", Permission.RUN_AGENCY, method="POST", rescue=_rescue)
def reopen_account(manager: Manager) -> ResponseReturnValue:
    """Open an account again that was stopped, with a word why."""
    current, stop_id = work(), named(request.form.get("do", ""))
    word = tidy(request.form.get("word", ""))
    if not 0 < len(word) <= LONGEST_WORD:
        return agency_page(manager, wrong="word")
    if stop_id is not None:
        by = Reopening(agency_id=manager.agency_id, manager_id=manager.id, word=word, at=current.now)
        ceilings.reopen(current.connection, current.ring, stop_id, by)
    return redirect(url_for("agency.agency", _anchor="stops"), 303)
