"""A helper shows who they are at a screen of the agency: with their name, and a password that they alone know."""

from uuid import UUID

from flask import request

from portal.core.words import Words, say
from portal.signin import accounts, throttle
from portal.signin.accounts import Refusal, Volunteer
from portal.web.current import work

WRONG = say("These do not go together. Check both.")
RESTS = say("Too many tries. Wait 15 minutes, or ask the agency.")
FIRST = say("First choose a password of your own.")


def who_comes(agency_id: UUID, *, first_time: bool = False) -> Volunteer | Words:
    """Return the helper of an agency who filled the form in, or what to say. ``first_time`` takes the first secret."""
    current = work()
    network = throttle.network_of(current.ring, request.remote_addr, throttle.Door.HELPER)
    if throttle.must_wait(current.connection, network, current.now):
        return RESTS
    prove = accounts.new_helper if first_time else accounts.helper
    login, password = request.form.get("login", ""), request.form.get("password", "")
    found = prove(current.connection, current.ring, login, password, current.now)
    if found is Refusal.FIRST:
        return FIRST
    if isinstance(found, Refusal) or found.actor.agency_id != agency_id:
        throttle.count(current.connection, network, current.now)
        return WRONG
    return found
