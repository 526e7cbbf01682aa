"""The manager's page: what is not right, accounts that stopped, dossiers opened with a reason, screens, helpers."""

from uuid import UUID

from flask import current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from portal.agency.feature import agency as feature
from portal.core.actors import Manager
from portal.core.openings import REASONS
from portal.core.permissions import Permission
from portal.core.words import say
from portal.signin.enrolling import invite
from portal.storage.caseload.openings import tries_of
from portal.storage.helping import concerns, kiosks, volunteers
from portal.storage.helping.kiosks import ENROLLING, LONGEST_NAME, Place
from portal.storage.people.ceilings import stops_of
from portal.storage.people.colleagues import names_of
from portal.web import language
from portal.web.current import work
from portal.web.pages import page
from portal.web.parts import parts_of

UNPLACED = say("Say in a few words where it stands.")
UNNAMED = say("Write the first name.")
WORDLESS = say("Say in a few words what you found out.")
WRONG = {"name": UNPLACED, "add-helper": UNNAMED, "word": WORDLESS}
"""What to say, by the field it is about."""


@page(feature, "/agency", Permission.RUN_AGENCY)
def agency(manager: Manager) -> ResponseReturnValue:
    """Show what the agency has to see to."""
    return agency_page(manager)


@page(feature, "/agency/concerns", Permission.RUN_AGENCY, method="POST")
def look_at_concern(manager: Manager) -> ResponseReturnValue:
    """Note that the manager saw to a concern: not with whom, and not what about."""
    current, concern_id = work(), named(request.form.get("do", ""))
    if concern_id is not None:
        concerns.look_at(current.connection, manager.agency_id, concern_id, current.now)
    return redirect(url_for("agency.agency"), 303)


@page(feature, "/agency/kiosks", Permission.RUN_AGENCY, method="POST")
def add_kiosk(manager: Manager) -> ResponseReturnValue:
    """Show, this once, the address that makes a browser a kiosk: a new one, or one that takes over from another."""
    name = " ".join(request.form.get("name", "").split())
    if not 0 < len(name) <= LONGEST_NAME:
        return agency_page(manager, wrong="name")
    current, address = work(), parts_of(current_app).settings.address
    path = invite(current.connection, current.ring, Place(manager.agency_id, name), current.now)
    return render_template("agency/kiosk.html", name=name, address=address + path, minutes=ENROLLING.seconds // 60)


@page(feature, "/agency/kiosks/end", Permission.RUN_AGENCY, method="POST")
def end_kiosk(manager: Manager) -> ResponseReturnValue:
    """End a kiosk: its browser is an ordinary one at once, and whoever is signed in there no longer is."""
    current = work()
    kiosks.end(current.connection, current.ring, Place(manager.agency_id, request.form.get("do", "")), current.now)
    return redirect(url_for("agency.agency"), 303)


def named(words: str) -> UUID | None:
    """Return the identifier that a button carries, if it is one."""
    try:
        return UUID(words)
    except ValueError:
        return None


def agency_page(manager: Manager, wrong: str = "") -> Response:
    """Return the manager's page; ``wrong`` is the field to look at again."""
    current, words = work(), language.current()
    tries = tries_of(current.connection, manager.agency_id)
    shown = render_template(
        "agency/agency.html",
        stops=stops_of(current.connection, current.ring, manager.agency_id),
        tries=tries,
        names=names_of(current.connection, current.ring, {one.staff_id for one in tries}),
        reasons=REASONS,
        concerns=concerns.concerns_of(current.connection, manager.agency_id),
        kiosks=kiosks.known(current.connection, manager.agency_id),
        helpers=volunteers.accounts_of(current.connection, current.ring, manager.agency_id),
        wrong=wrong,
        problem=words.say(WRONG[wrong]) if wrong else "",
        typed=request.form.get("name", ""),
        word=request.form.get("word", ""),
    )
    return make_response(shown, 422 if wrong else 200)
