"""Asking a colleague to take somebody over: the person moves when the colleague says yes, and is told at once."""

from uuid import UUID

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.caseload.feature import caseload
from portal.core.actors import Counsellor, Standing, may_answer
from portal.core.permissions import Permission
from portal.core.stand_ins import WHO
from portal.core.uses import OutOfReach
from portal.storage.caseload import transfers
from portal.storage.people.colleagues import Colleague, counsellors, names_of
from portal.web import language
from portal.web.current import work
from portal.web.pages import page


@page(caseload, "/people/<uuid:person_id>/move", Permission.READ_CASELOAD)
def move(counsellor: Counsellor, person_id: UUID) -> ResponseReturnValue:
    """Ask which colleague takes the person over, or show whom one asked."""
    return _page(counsellor, person_id)


@page(caseload, "/people/<uuid:person_id>/move", Permission.HAND_OVER, method="POST")
def ask_colleague(counsellor: Counsellor, person_id: UUID) -> ResponseReturnValue:
    """Ask a colleague, or take it back. Who only replaces a counsellor gives none of their people away."""
    current = work()
    if current.vault.scope.standing(person_id) is not Standing.OWN:
        raise OutOfReach(counsellor.role, person_id)
    if request.form.get("do") == "withdraw":
        transfers.withdraw(current.connection, person_id, current.now)
        return redirect(url_for("caseload.move", person_id=person_id), 303)
    wished = request.form.get("colleague", "")
    colleague = next((one for one in _colleagues(counsellor) if str(one.id) == wished), None)
    if colleague is None:
        return _page(counsellor, person_id, is_unclear=True)
    transfers.ask(current.vault, person_id, colleague.id)
    return redirect(url_for("caseload.move", person_id=person_id), 303)


def _colleagues(counsellor: Counsellor) -> list[Colleague]:
    current = work()
    found = counsellors(current.connection, current.ring, counsellor.agency_id)
    return [one for one in found if one.id != counsellor.id]


def _page(counsellor: Counsellor, person_id: UUID, *, is_unclear: bool = False) -> Response:
    current = work()
    if current.vault.scope.standing(person_id) is not Standing.OWN:
        raise OutOfReach(counsellor.role, person_id)
    waits = transfers.asked_for(current.connection, person_id)
    shown = render_template(
        "caseload/move.html",
        name=current.vault.name(person_id, may_answer),
        person_id=person_id,
        waits=waits,
        asked=names_of(current.connection, current.ring, [waits.to_id])[waits.to_id] if waits else "",
        colleagues=_colleagues(counsellor),
        problem=language.current().say(WHO) if is_unclear else "",
    )
    return make_response(shown, 422 if is_unclear else 200)
