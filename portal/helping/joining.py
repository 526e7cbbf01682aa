"""A helper comes to a person with a code: at a screen of the agency, with their name and their password."""

from uuid import UUID

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from portal.core.actors import Actor
from portal.core.permissions import Permission
from portal.core.visits import Began
from portal.core.words import Words, say
from portal.helping.at_the_desk import let_person_read
from portal.helping.feature import helping
from portal.helping.proving import RESTS, who_comes
from portal.helping.sitting_down import sit_down
from portal.signin import throttle
from portal.signin.accounts import Volunteer
from portal.signin.code import Slip, read_code
from portal.storage.helping import invitations, volunteers
from portal.storage.helping.invitations import Invitation
from portal.web import kiosk, language
from portal.web.current import work
from portal.web.pages import page

SLIP = say("A letter is missing or wrong. Look at the code again.")
NOT_NOW = say("This code does not work now. Ask for a new one.")
ANOTHER = say("With this code, another helper must come.")


@page(helping, "/helping", Permission.VISIT)
def come(_actor: Actor | None) -> ResponseReturnValue:
    """Ask the helper for their name, their password and the code."""
    return _come_page("")


@page(helping, "/helping/<code>", Permission.VISIT)
def bring(_actor: Actor | None, code: str) -> ResponseReturnValue:
    """Do the same with a code that was scanned. Whether it still works is only told to who shows who they are."""
    return _come_page(code)


@page(helping, "/helping", Permission.VISIT, method="POST")
def sit(_actor: Actor | None) -> ResponseReturnValue:
    """Begin the visit that the code was made for; one that staff opened begins when the person said yes here."""
    current, screen, typed = work(), kiosk.here(), request.form.get("code", "")
    if screen is None:
        return _come_page("")
    found = who_comes(screen.agency_id)
    if not isinstance(found, Volunteer):
        return _come_page(typed, found, "login")
    network = throttle.network_of(current.ring, request.remote_addr, throttle.Door.VISIT)
    if throttle.must_wait(current.connection, network, current.now):
        return _come_page(typed, RESTS)
    try:
        code = read_code(typed)
    except Slip:
        return _come_page(typed, SLIP)
    invitation = invitations.find(current.connection, current.ring, code, screen.agency_id, current.now)
    if invitation is None:
        throttle.count(current.connection, network, current.now)
        return _come_page(typed, NOT_NOW)
    return _begin(invitation, found)


def _begin(invitation: Invitation, helper: Volunteer) -> ResponseReturnValue:
    """Use a code, once: who vouched for a helper opens no visit for that same helper."""
    current, waiting = work(), invitation.waiting
    if waiting.began is not Began.STAFF:
        return sit_down(invitation.key, waiting, helper)
    if UUID(waiting.opener) in volunteers.vouched_for(current.connection, helper.actor.id):
        return _come_page(waiting.code, ANOTHER)
    invitations.take(current.connection, invitation, current.now)
    return let_person_read(waiting.code, helper)


def _come_page(code: str, problem: Words | None = None, field: str = "code") -> Response:
    if kiosk.here() is None:
        return make_response(render_template("helping/elsewhere.html"))
    page_ = render_template(
        "helping/come.html",
        code=code,
        login=request.form.get("login", ""),
        problem=language.current().say(problem) if problem else "",
        field=field,
    )
    return make_response(page_, 422 if problem else 200)
