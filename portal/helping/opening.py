"""Staff open one visit for somebody whom they know at the desk, and who has no card with them."""

from uuid import UUID

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from portal.core.actors import Counsellor, may_answer
from portal.core.permissions import Permission
from portal.core.uses import Purpose
from portal.core.visits import Began
from portal.core.words import Words, say
from portal.helping.feature import helping
from portal.signin.code import in_groups, new_code
from portal.storage.helping.invitations import Waiting, invite
from portal.storage.people.people import staff_name
from portal.storage.trace.journal import Deed
from portal.web import language
from portal.web.current import work
from portal.web.pages import page

CHECK_FIRST = say("Check who it is first, then tick the box.")


@page(helping, "/people/<uuid:person_id>/visit", Permission.OPEN_VISIT)
def open_visit(_counsellor: Counsellor, person_id: UUID) -> ResponseReturnValue:
    """Say what it means, and ask whether they know who it is."""
    return _open_page(person_id)


@page(helping, "/people/<uuid:person_id>/visit", Permission.OPEN_VISIT, method="POST")
def give_code(counsellor: Counsellor, person_id: UUID) -> ResponseReturnValue:
    """Give a code for one helper at one screen; the person sees who gave it, and says yes on the screen."""
    if "known" not in request.form:
        return _open_page(person_id, CHECK_FIRST)
    current, code, name = work(), new_code(), _name_of(person_id)
    key, opened_by = current.vault.key_of(person_id), staff_name(current.connection, current.key)
    waiting = Waiting(
        agency_id=counsellor.agency_id, code=code, began=Began.STAFF, opened_by=opened_by, opener=counsellor.id.hex
    )
    invite(current.connection, current.ring, key, waiting, current.now)
    current.vault.note(person_id, Deed.OPENED_VISIT, Purpose.OFFER_HELP, (opened_by,))
    return render_template("helping/opened.html", name=name, code=in_groups(code), person_id=person_id)


def _name_of(person_id: UUID) -> str:
    """Return the person's name; whoever does not accompany them is refused."""
    return work().vault.name(person_id, may_answer)


def _open_page(person_id: UUID, problem: Words | None = None) -> Response:
    page_ = render_template(
        "helping/open.html",
        name=_name_of(person_id),
        person_id=person_id,
        problem=language.current().say(problem) if problem else "",
    )
    return make_response(page_, 422 if problem else 200)
