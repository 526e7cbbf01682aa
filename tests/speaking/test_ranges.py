"""The parts of a message that phones ask for: exactly these bytes, never kept, no piece opened that is not needed."""

import pytest
from flask import Flask
from sqlalchemy import text

from portal.storage.dialogue.voice_messages import PIECE
from portal.web.parts import parts_of
from tests.aloud import own_address, speaks
from tests.conftest import BOTH
from tests.people import APerson
from tests.recordings import a_wav
from tests.visitor import Visitor

SOUND = a_wav(seconds=20)
SIZE = len(SOUND)


@pytest.fixture
def address(app: Flask, person: APerson, visitor: Visitor) -> str:
    speaks(visitor, sound=SOUND)
    return own_address(app, person)


@pytest.mark.parametrize("app", BOTH, indirect=True)
@pytest.mark.parametrize(
    ("asked", "first", "end"),
    [
        ("0-", 0, SIZE),
        ("0-1", 0, 2),
        ("0-0", 0, 1),
        (f"{PIECE - 1}-{PIECE}", PIECE - 1, PIECE + 1),
        (f"{PIECE}-{2 * PIECE - 1}", PIECE, 2 * PIECE),
        (f"{SIZE - 1}-", SIZE - 1, SIZE),
        ("1000-99999999", 1000, SIZE),
        ("-500", SIZE - 500, SIZE),
        ("-99999999", 0, SIZE),
    ],
)
def test_a_part_is_what_was_asked_for(visitor: Visitor, address: str, asked: str, first: int, end: int) -> None:
    response = visitor.client.get(address, headers={"Range": f"bytes={asked}"})
    assert response.status_code == 206
    assert response.get_data() == SOUND[first:end]
    assert response.headers["Content-Range"] == f"bytes {first}-{end - 1}/{SIZE}"
    assert response.headers["Content-Length"] == str(end - first)


@pytest.mark.parametrize("asked", [f"{SIZE}-", "99999999-", f"{SIZE}-{SIZE + 1}"])
def test_what_begins_after_the_end_is_refused_with_the_length(visitor: Visitor, address: str, asked: str) -> None:
    response = visitor.client.get(address, headers={"Range": f"bytes={asked}"})
    assert response.status_code == 416
    assert response.headers["Content-Range"] == f"bytes */{SIZE}"
    assert response.get_data() == b""


@pytest.mark.parametrize("asked", ["lines=0-5", "bytes=0-1,5-6", "bytes=5-1", "bytes=x", "bytes=", "bytes=-", "5"])
def test_what_cannot_be_understood_gets_the_whole(visitor: Visitor, address: str, asked: str) -> None:
    response = visitor.client.get(address, headers={"Range": asked})
    assert (response.status_code, response.get_data()) == (200, SOUND)


def test_it_is_never_kept_by_a_browser_and_never_a_file(visitor: Visitor, address: str) -> None:
    headers = visitor.client.get(address).headers
    assert headers["Content-Type"] == "audio/wav"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Disposition"] == "inline"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Accept-Ranges"] == "bytes"
    assert headers["X-Accel-Buffering"] == "no", "a proxy does not write it on its disk"


def test_no_piece_is_opened_that_is_not_asked_for(app: Flask, visitor: Visitor, address: str) -> None:
    with parts_of(app).database.transaction(writes=True) as connection:
        connection.execute(text("DROP TRIGGER voice_messages_only_added_to"))
        connection.execute(text("UPDATE voice_messages SET sealed = X'00' WHERE part > 1"))
    assert visitor.client.get(address, headers={"Range": "bytes=0-999"}).get_data() == SOUND[:1000]
    assert visitor.client.get(address).status_code == 500, "what was altered never opens"
