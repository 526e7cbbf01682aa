"""Words that stood in a form when their person went away from a kiosk: kept, and given back at the next signing in."""

from urllib.parse import urlsplit

from flask import Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RoutingException

from portal.core.actors import Actor, Helper, Person, Teller
from portal.core.permissions import Permission, may
from portal.signin.pages import ask_again, ask_to_sign_in, signin
from portal.storage.left import Left, forget_left, keep_left, left_by
from portal.storage.seal import OwnerKey
from portal.web.current import teller_here, vault_for, work
from portal.web.forgery import LEFT
from portal.web.pages import Page, page
from portal.web.site import way_back

_NOT_TYPED = frozenset({"csrf_token", "do", LEFT})


def _too_late(actor: Actor | None) -> ResponseReturnValue:
    """Keep it all the same if the session only ran out, as while the machine slept."""
    if teller_here() is not None:
        return ask_again()
    if not isinstance(actor, Person | Helper):
        return ask_to_sign_in(Permission.SEE_HOME)
    _keep(actor, vault_for(actor).key_of(actor.person_id))
    return _done()


@page(signin, "/kiosk/left", Permission.FILL_DOSSIER, method="POST", rescue=_too_late)
def leave_words(teller: Teller) -> ResponseReturnValue:
    """Keep a form as it stands, for its person: nothing in it counts before they look at it again."""
    _keep(teller, work().key)
    return _done()


@page(signin, "/left", Permission.SEE_HOME)
def left(_person: Person) -> ResponseReturnValue:
    """Say that words are kept, without showing them, and offer to go on with them."""
    found = left_by(work().connection, work().key)
    return render_template("signin/left.html", left=found, left_field=LEFT, back=way_back())


@page(signin, "/left", Permission.SEE_HOME, method="POST")
def take_up(_person: Person) -> ResponseReturnValue:
    """Open the page that was left, everything standing in it; or throw away what stood there."""
    current, address = work(), request.form.get(LEFT, "")
    kept = [one.address for one in left_by(current.connection, current.key)]
    if address in kept:
        forget_left(current.connection, current.key, address, current.now)
        if request.form.get("do") == "open":
            return redirect(address, 307)
    return redirect(url_for("signin.left", back=way_back()) if set(kept) - {address} else way_back(), 303)


def _keep(teller: Teller, key: OwnerKey) -> None:
    address = request.form.get(LEFT, "")
    typed = {name: values for name, values in request.form.lists() if name not in _NOT_TYPED}
    declared = _page_at(address)
    if declared is not None and declared.rescued and may(teller.role, declared.permission):
        current = work()
        keep_left(current.connection, key, Left(address, typed), current.now)


def _page_at(address: str) -> Page | None:
    """Return the page of ours that takes the forms of an address, if there is one."""
    try:
        wished = urlsplit(address)
        endpoint, _ = current_app.url_map.bind("").match(wished.path, method="POST")
    except (ValueError, HTTPException, RoutingException):
        return None
    if wished.scheme or wished.netloc:
        return None
    pages: list[Page] = current_app.extensions["portal_pages"]
    return next((one for one in pages if (one.name, one.method) == (endpoint, "POST")), None)


def _done() -> Response:
    return Response("", mimetype="text/plain")
