"""A new helper's first time at a screen of the agency: they choose a password that nobody else has ever seen."""

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from portal.core.actors import Actor
from portal.core.permissions import Permission
from portal.core.words import Words, say
from portal.helping.feature import helping
from portal.helping.proving import who_comes
from portal.signin.accounts import HASHER, Volunteer
from portal.storage.helping import volunteers
from portal.web import kiosk, language
from portal.web.current import work
from portal.web.pages import page

SHORTEST = 10
"""In characters: the screen of the agency is the second factor (ASVS 6.2.1 asks for 8)."""
LONGEST = 200
TOO_SHORT = say("Write 10 letters or more.")
NOT_YOURS = say("Choose another one: this one was given to you.")
USED = say("This was used, or is too old. Ask the manager for a new account.")


@page(helping, "/helping/first-time", Permission.VISIT)
def first_time(_actor: Actor | None) -> ResponseReturnValue:
    """Ask for what the helper was given, and for a password of their own."""
    return _first_page()


@page(helping, "/helping/first-time", Permission.VISIT, method="POST")
def choose_password(_actor: Actor | None) -> ResponseReturnValue:
    """Keep the password that the helper chose: it alone is good from then on."""
    current, screen = work(), kiosk.here()
    if screen is None:
        return _first_page()
    found = who_comes(screen.agency_id, first_time=True)
    if not isinstance(found, Volunteer):
        return _first_page(found, "login")
    if not volunteers.must_choose(current.connection, found.actor.id):
        return _first_page(USED, "login")
    chosen = request.form.get("chosen", "")
    if not SHORTEST <= len(chosen) <= LONGEST:
        return _first_page(TOO_SHORT, "chosen")
    if chosen == request.form.get("password", ""):
        return _first_page(NOT_YOURS, "chosen")
    if not volunteers.choose(current.connection, found.actor.id, HASHER.hash(chosen), current.now):
        return _first_page(USED, "login")
    return redirect(url_for("helping.come"), 303)


def _first_page(problem: Words | None = None, field: str = "login") -> Response:
    if kiosk.here() is None:
        return make_response(render_template("helping/elsewhere.html"))
    page_ = render_template(
        "helping/first_time.html",
        login=request.form.get("login", ""),
        problem=language.current().say(problem) if problem else "",
        field=field,
    )
    return make_response(page_, 422 if problem else 200)
