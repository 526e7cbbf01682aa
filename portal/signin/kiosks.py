"""A browser becomes a kiosk of its agency; and whoever used one leaves it, by a tap or by going away."""

from flask import Response, abort, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Actor
from portal.core.permissions import Permission
from portal.signin import throttle
from portal.signin.code import Slip, read_secret
from portal.signin.entering import close, leave
from portal.signin.pages import signin
from portal.signin.passing import drop
from portal.storage.helping import kiosks
from portal.storage.people.sessions import new_token
from portal.web import kiosk
from portal.web.current import work
from portal.web.pages import always, page
from portal.web.parts import parts_of


@page(signin, "/kiosk/enrol/<secret>", Permission.VISIT, secret=True)
def enrol(_actor: Actor | None, secret: str) -> ResponseReturnValue:
    """Show the one button; whether the address still works is only told to who presses it."""
    return render_template("signin/enrol.html", secret=secret, refused=False)


@page(signin, "/kiosk/enrol/<secret>", Permission.VISIT, method="POST", secret=True)
def become_kiosk(_actor: Actor | None, secret: str) -> ResponseReturnValue:
    """Make this browser the kiosk that the address was made for; whoever was signed in here no longer is."""
    current, token = work(), new_token()
    network = throttle.network_of(current.ring, request.remote_addr, throttle.Door.KIOSK)
    if throttle.must_wait(current.connection, network, current.now):
        abort(429)
    try:
        found = kiosks.enrol(current.connection, current.ring, read_secret(secret), token, current.now)
    except Slip:
        found = None
    if found is None:
        throttle.count(current.connection, network, current.now)
        return make_response(render_template("signin/enrol.html", secret=secret, refused=True), 422)
    leave()
    return drop(kiosk.become(make_response(redirect(url_for("signin.welcome"), 303)), token))


@page(signin, "/kiosk/here", Permission.VISIT, alone=always)
def still_here(_actor: Actor | None) -> ResponseReturnValue:
    """Let the page in front of somebody say that they are there: the session is in use."""
    return Response("", mimetype="text/plain")


def _whatever_the_page(_actor: Actor | None) -> ResponseReturnValue:
    """End everything from a page of a kiosk that is too old for anything else."""
    return close() if kiosk.here() else parts_of(current_app).ask_again()


@page(signin, "/kiosk/over", Permission.VISIT, method="POST", rescue=_whatever_the_page, alone=always)
def end_all(_actor: Actor | None) -> ResponseReturnValue:
    """End the session on the server and take everything of the person out of the browser."""
    return close()


@page(signin, "/kiosk/over", Permission.VISIT, alone=always)
def over(_actor: Actor | None) -> ResponseReturnValue:
    """Take everything of the person out of a browser that could not send the form; the session ends by itself."""
    first_page = make_response(redirect(url_for("signin.welcome"), 303))
    return drop(kiosk.forget_the_person(first_page)) if kiosk.here() else first_page
