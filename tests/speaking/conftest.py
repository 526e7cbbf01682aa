"""A person, their counsellor, and their browsers, signed in."""

import pytest
from flask import Flask

from tests.people import APerson, signed_in, somebody
from tests.visitor import Visitor


@pytest.fixture
def person(app: Flask) -> APerson:
    return somebody(app)


@pytest.fixture
def visitor(app: Flask, person: APerson) -> Visitor:
    return signed_in(app, person)


@pytest.fixture
def counsellor(app: Flask, person: APerson) -> Visitor:
    return signed_in(app, person.counsellor)
