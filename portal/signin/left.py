"""Words that stood in a form when their person went away from a kiosk: kept, and given back at the next signing in."""

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Actor, Person, Teller
from portal.core.permissions import Permission
from portal.signin.pages import ask_again, ask_to_sign_in, signin
from portal.storage.answers.left import forget_left, left_by
from portal.web import leaving
from portal.web.current import teller_here, work
from portal.web.forgery import LEFT, LEFT_IN
from portal.web.pages import always, page
from portal.web.site import way_back


def _too_late(actor: Actor | None) -> ResponseReturnValue:
    """Keep it all the same if the session only ran out, as while the machine slept."""
    if teller_here() is not None:
        return ask_again()
    if not isinstance(actor, Person):
        return ask_to_sign_in(Permission.SEE_HOME)
    leaving.leave(actor)
    return _done()


@page(signin, "/kiosk/left", Permission.FILL_DOSSIER, method="POST", rescue=_too_late, alone=always)
def leave_words(teller: Teller) -> ResponseReturnValue:
    """Keep a form as it stands, for its person: nothing in it counts before they look at it again."""
    leaving.leave(teller)
    return _done()


@page(signin, "/left", Permission.SEE_HOME)
def left(_person: Person) -> ResponseReturnValue:
    """Say that words are kept, without showing them, and offer to go on with them."""
    found = left_by(work().connection, work().key)
    own = any(not one.visit for one in found)
    return render_template("signin/left.html", left=found, own=own, fields=(LEFT, LEFT_IN), back=way_back())


@page(signin, "/left", Permission.SEE_HOME, method="POST")
def take_up(_person: Person) -> ResponseReturnValue:
    """Open the page that was left, everything standing in it; or throw away what stood there."""
    current, named = work(), (request.form.get(LEFT, ""), request.form.get(LEFT_IN, ""))
    kept = left_by(current.connection, current.key)
    taken = next((one for one in kept if (one.address, one.visit) == named), None)
    if taken is not None:
        forget_left(current.connection, current.key, taken, current.now)
        if request.form.get("do") == "open":
            return redirect(taken.address, 307)
    return redirect(url_for("signin.left", back=way_back()) if kept and kept != [taken] else way_back(), 303)


def _done() -> Response:
    return Response("", mimetype="text/plain")
