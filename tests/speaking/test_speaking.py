"""Speaking instead of writing: kept like any answer, heard again by whoever said it, erased at any moment."""

from io import BytesIO

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.core.voice_messages import MOST
from portal.storage.voice_messages import Message, all_messages
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.people import APerson, signed_in, somebody
from tests.recordings import a_wav
from tests.visitor import Visitor, hidden

GOAL = "next-goal"
"""A question that asks for one's own words."""


@pytest.fixture
def person(app: Flask) -> APerson:
    return somebody(app)


@pytest.fixture
def visitor(app: Flask, person: APerson) -> Visitor:
    return signed_in(app, person)


def said_by(app: Flask, person: APerson) -> tuple[Message, ...]:
    with parts_of(app).database.transaction(writes=False) as connection:
        return all_messages(connection, person.key)


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_what_is_said_is_heard_again_byte_by_byte(app: Flask, person: APerson, visitor: Visitor) -> None:
    sound = a_wav(seconds=9)
    visitor.opens(f"/dossier/{GOAL}").sends(do="speak")
    assert visitor.page.address == f"/speak/{GOAL}"
    visitor.uploads(sound)
    assert visitor.page.address == f"/dossier/{GOAL}"
    assert "A voice message of 9 seconds" in visitor.page.words
    (one,) = said_by(app, person)
    response = visitor.client.get(f"/voice-messages/{one.id}")
    assert (response.get_data(), response.mimetype) == (sound, "audio/wav")
