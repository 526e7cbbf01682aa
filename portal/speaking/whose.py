"""Whose page something was said on: two people may use one phone, and a voice is kept for whoever spoke alone."""

import hmac

from flask import current_app

from portal.core.actors import Person
from portal.web.once import form_key, new_key
from portal.web.parts import parts_of

_LETTERS = 16
"""Of 40 that the number of a form may have."""


def key_for(person: Person) -> str:
    """Return the number of a form to speak in: its end says whose page it is, to the portal alone."""
    return f"{new_key()}{_end_for(person)}"


def is_of(person: Person) -> bool:
    """Tell whether the form that was sent stood on a page of this person's, or on none that says whose it is."""
    sent = form_key()
    return sent is None or hmac.compare_digest(sent[-_LETTERS:].encode(), _end_for(person).encode())


def _end_for(person: Person) -> str:
    return parts_of(current_app).ring.digest("web", b"speaking", person.id.bytes).hex()[:_LETTERS]
