"""A helper comes to a person with a code: at a screen of the agency, with their name and their password."""

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from portal.core.actors import Actor
from portal.core.permissions import Permission
from portal.core.visits import Began
from portal.core.words import Words, say
from portal.helping.agreeing import HELPER_RESTS, HELPER_WRONG
from portal.helping.at_the_desk import let_person_read
from portal.helping.feature import helping
from portal.helping.sitting_down import sit_down
from portal.signin import accounts, throttle
from portal.signin.code import Slip, read_code
from portal.storage.invitations import take
from portal.storage.kiosks import Kiosk
from portal.web import kiosk, language
from portal.web.current import work
from portal.web.pages import page

SLIP = say("A letter is missing or wrong. Look at the code again.")
NOT_NOW = say("This code does not work now. Ask for a new one.")


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
    found = _who_comes(screen)
    if not isinstance(found, accounts.Volunteer):
        return _come_page(typed, found, "login")
    network = throttle.network_of(current.ring, request.remote_addr, throttle.Door.VISIT)
    if throttle.must_wait(current.connection, network, current.now):
        return _come_page(typed, HELPER_RESTS)
    try:
        code = read_code(typed)
    except Slip:
        return _come_page(typed, SLIP)
    taken = take(current.connection, current.ring, code, screen.agency_id, current.now)
    if taken is None:
        throttle.count(current.connection, network, current.now)
        return _come_page(typed, NOT_NOW)
    if taken.waiting.began is Began.STAFF:
        return let_person_read(code, found)
    return sit_down(taken.key, taken.waiting, found)


def _who_comes(screen: Kiosk) -> accounts.Volunteer | Words:
    """Return the helper, of the agency of this screen, or what to say. Nothing is told about the code before."""
    current = work()
    network = throttle.network_of(current.ring, request.remote_addr, throttle.Door.STAFF)
    if throttle.must_wait(current.connection, network, current.now):
        return HELPER_RESTS
    login, password = request.form.get("login", ""), request.form.get("password", "")
    found = accounts.helper(current.connection, current.ring, login, password, current.now)
    if isinstance(found, accounts.Refusal) or found.actor.agency_id != screen.agency_id:
        throttle.count(current.connection, network, current.now)
        return HELPER_WRONG
    return found


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
