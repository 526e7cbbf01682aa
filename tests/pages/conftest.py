"""A person, and their browser, signed in."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask

from portal.web.parts import parts_of
from tests.people import AKiosk, APerson, a_kiosk, signed_in, somebody
from tests.visitor import Visitor
from tests.weeks import NOW


@pytest.fixture
def person(app: Flask) -> APerson:
    return somebody(app)


@pytest.fixture
def visitor(app: Flask, person: APerson) -> Visitor:
    return signed_in(app, person)


@pytest.fixture
def calendar() -> Iterator[time_machine.Traveller]:
    """Let it be a Wednesday, in week 47 of 2026; the calendar can be moved to another day."""
    with time_machine.travel(NOW) as travelled:
        yield travelled


@pytest.fixture
def kiosk(app: Flask, person: APerson) -> AKiosk:
    """Return a kiosk of the person's agency."""
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        return a_kiosk(connection, parts.ring, person.actor.agency_id)


@pytest.fixture
def screen(app: Flask, kiosk: AKiosk) -> Visitor:
    """Return the browser of the kiosk, nobody there."""
    visitor = Visitor(app, language="en")
    visitor.client.set_cookie("kiosk", kiosk.token)
    return visitor


@pytest.fixture
def used(app: Flask, person: APerson, kiosk: AKiosk) -> Visitor:
    """Return the browser of the kiosk, the person signed in there."""
    return signed_in(app, person, kiosk=kiosk)


def comes(visitor: Visitor, person: APerson) -> Visitor:
    """Show a card and tap its two pictures."""
    visitor.opens(f"/c/{person.secret}")
    for picture in person.pictures or ():
        visitor.sends({"picture": picture})
    return visitor
