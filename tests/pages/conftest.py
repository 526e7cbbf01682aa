"""A person, and their browser, signed in."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask

from tests.people import APerson, signed_in, somebody
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
