"""My data: the doors to everything a person can do with it, what they asked, where else they can complain."""

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.core.actors import Person
from portal.core.permissions import Permission
from portal.rights.feature import rights
from portal.rights.kinds import KINDS, state_of
from portal.storage.answers.limits import limited_since
from portal.storage.people.people import Agency, agency_of
from portal.storage.rights.contacts import Contact, Part, contacts_of
from portal.storage.rights.requests import news_of_answers, own_requests
from portal.web import language
from portal.web.current import work
from portal.web.pages import page

CNIL = Contact(name="CNIL", address="3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07", phone="01 53 73 22 22")
"""Whoever is not content with an answer can tell them (GDPR art. 77)."""


@page(rights, "/my-data", Permission.USE_RIGHTS)
def mine(person: Person) -> ResponseReturnValue:
    """Show everything one can do with one's data."""
    current = work()
    return render_template(
        "rights/mine.html",
        limited=limited_since(current.connection, person.id) is not None,
        asked=bool(own_requests(current.connection, current.key)),
    )


@page(rights, "/my-data/correct", Permission.USE_RIGHTS)
def correct(_person: Person) -> ResponseReturnValue:
    """Lead to the page where each thing is changed."""
    return render_template("rights/correct.html")


@page(rights, "/my-data/asked", Permission.USE_RIGHTS)
def asked(person: Person) -> ResponseReturnValue:
    """Show everything one asked or did, until when it is answered, and the answers."""
    current, words = work(), language.current()
    new = news_of_answers(current.connection, person.id)
    found = own_requests(current.connection, current.key)
    return render_template(
        "rights/asked.html",
        requests=[(one, KINDS[one.asked.kind], state_of(one, words)) for one in found],
        shown=[(one.number, len(one.answers)) for one in found if one.number in new],
    )


@page(rights, "/my-data/complain", Permission.USE_RIGHTS)
def complain(person: Person) -> ResponseReturnValue:
    """Show who can be told that something is not right: inside the agency, beside it, above it."""
    connection = work().connection
    found = contacts_of(connection, person.agency_id)
    return render_template(
        "rights/complain.html",
        agency=_as_contact(agency_of(connection, person.agency_id)),
        officer=found.get(Part.OFFICER),
        mediator=found.get(Part.MEDIATOR),
        cnil=CNIL,
    )


def _as_contact(agency: Agency) -> Contact:
    """Return the agency itself, for whom it named nobody else."""
    return Contact(name=agency.name, address=agency.address, phone=agency.phone)
