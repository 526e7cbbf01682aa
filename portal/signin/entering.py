"""The one end of every way to sign in: a fresh session, told to the person's own journal."""

from typing import TYPE_CHECKING

from flask import make_response, redirect, request, url_for
from werkzeug.user_agent import UserAgent
from werkzeug.wrappers import Response

from portal.core.actors import Actor, Person
from portal.core.uses import Purpose
from portal.core.words import Words, say
from portal.signin import passing
from portal.storage.engine.seal import OwnerKey
from portal.storage.people import sessions
from portal.storage.people.people import note_contact
from portal.storage.trace.journal import Deed
from portal.web import session_cookie
from portal.web.beside import end_with_the_session
from portal.web.current import vault_for, work
from portal.web.kiosk import forget_the_person, here

if TYPE_CHECKING:
    from collections.abc import Mapping

DEVICES: "Mapping[str, Words]" = {
    "phone": say("A phone"),
    "tablet": say("A tablet"),
    "computer": say("A computer"),
    "kiosk": say("A screen at the agency"),
}


def enter(actor: Actor, key: OwnerKey) -> bytes:
    """Sign ``actor`` in on this browser, under a token nobody had before; who was signed in here no longer is.

    Return the digest of the new session.
    """
    current = work()
    if current.actor is not None:
        sessions.end(current.connection, current.actor.id, current.now, current.session_digest)
    kiosk = here()
    alone = isinstance(actor, Person) and actor.alone_in is not None
    device = sessions.at_kiosk(kiosk.id, alone=alone) if kiosk else device_of(request.user_agent)
    arrival = sessions.Arrival(token=session_cookie.renew(), device=device, at=current.now)
    sessions.begin(current.connection, actor, key, arrival)
    if isinstance(actor, Person):
        vault_for(actor).note(actor.id, Deed.SIGNED_IN, Purpose.SIGN_IN)
        note_contact(current.connection, actor.id, current.now)
    return sessions.digest_of(arrival.token)


def leave() -> None:
    """Sign out: the session is dead on the server, and the browser is told to forget."""
    current = work()
    if current.actor is not None:
        end_with_the_session()
        sessions.end(current.connection, current.actor.id, current.now, current.session_digest)
    session_cookie.forget()


def close(after: str = "") -> Response:
    """Sign out and say goodbye; at a kiosk, take away everything that is the person's and show its first page.

    ``after`` is the address of another open page to show instead.
    """
    leave()
    if here() is None:
        return make_response(redirect(after or url_for("signin.goodbye"), 303))
    first_page = make_response(redirect(after or url_for("signin.welcome"), 303))
    return passing.drop(forget_the_person(first_page))


def device_of(agent: UserAgent) -> str:
    """Return what kind of device this is. No more is kept of a browser than this."""
    told = agent.string.lower()
    if "ipad" in told or ("android" in told and "mobile" not in told):
        return "tablet"
    return "phone" if "mobi" in told else "computer"
