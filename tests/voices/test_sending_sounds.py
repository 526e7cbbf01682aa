"""Sounds are sent to everybody, whole or in part, and kept by the browser; one that was not understood is counted."""

import json
import logging
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from portal.core.heard import name_of
from portal.storage.engine.database import Database
from portal.storage.helping.sound_reports import KEPT, count_unclear, unclear_since
from portal.web.parts import parts_of
from portal.web.sounds import INDEX, digest_of, load_sounds
from tests.conftest import BOTH
from tests.people import a_kiosk, count_of, signed_in, somebody
from tests.visitor import Visitor

SAID, GONE = "Oui", "Non"
CONTENT = bytes(range(256)) * 20
ADDRESS, LOST = f"/voices/fr/{name_of(SAID)}.mp3", f"/voices/fr/{name_of(GONE)}.mp3"
both = pytest.mark.parametrize("app", BOTH, indirect=True)


@pytest.fixture
def speaking(app: Flask, tmp_path: Path) -> Flask:
    """Return a portal with two sounds in its index, the file of one of them lost."""
    facts = {"voice": "a-voice", "seconds": 1.0, "loudness": -19.0, "peak": 0.5, "digest": digest_of(CONTENT)}
    folder = tmp_path / "fr"
    folder.mkdir()
    (folder / "yes.mp3").write_bytes(CONTENT)
    rows = {
        name_of(text): {"text": text, "file": file, **facts} for text, file in ((SAID, "yes.mp3"), (GONE, "no.mp3"))
    }
    (folder / INDEX).write_text(json.dumps(rows), encoding="utf-8")
    parts = parts_of(app)
    app.extensions["portal"] = replace(parts, sounds=load_sounds(tmp_path, parts.languages.offered))
    return app


def test_a_sound_is_sent_to_whoever_asks(speaking: Flask) -> None:
    answer = speaking.test_client().get(ADDRESS)
    assert (answer.status_code, answer.mimetype, answer.data) == (200, "audio/mpeg", CONTENT)
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert "Set-Cookie" not in answer.headers


def test_a_phone_asks_for_a_part(speaking: Flask) -> None:
    client = speaking.test_client()
    first = client.get(ADDRESS, headers={"Range": "bytes=0-1"})
    assert (first.status_code, first.data, first.headers["Content-Range"]) == (
        206,
        b"\x00\x01",
        f"bytes 0-1/{len(CONTENT)}",
    )
    assert client.get(ADDRESS, headers={"Range": "bytes=5000-"}).data == CONTENT[5000:]
    assert client.get(ADDRESS, headers={"Range": "bytes=9000-"}).status_code == 416


def test_an_address_with_its_version_is_kept_for_ever(speaking: Flask) -> None:
    client, sounds = speaking.test_client(), parts_of(speaking).sounds
    kept = client.get(sounds.address("fr", SAID))
    assert "immutable" in kept.headers["Cache-Control"]
    assert "immutable" not in client.get(f"{ADDRESS}?v=another").headers["Cache-Control"]
    again = client.get(ADDRESS, headers={"If-None-Match": kept.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_only_ones_own_browser_keeps_what_was_heard_and_a_screen_for_everybody_does_not(speaking: Flask) -> None:
    parts, person = parts_of(speaking), somebody(speaking)
    with parts.database.transaction(writes=True) as connection:
        kiosk = a_kiosk(connection, parts.ring, person.actor.agency_id)
    addresses = (parts.sounds.address("fr", SAID), ADDRESS)
    at_home, there = signed_in(speaking, person), signed_in(speaking, person, kiosk=kiosk)
    for address in addresses:
        assert at_home.client.get(address).headers["Cache-Control"].startswith("private, ")
        answer = there.client.get(address)
        assert (answer.status_code, answer.headers["Cache-Control"], answer.data) == (200, "no-store", CONTENT)


def test_what_nobody_says_has_no_address(speaking: Flask) -> None:
    client, sounds = speaking.test_client(), parts_of(speaking).sounds
    assert sounds.address("fr", "Peut-être") == sounds.address("xx", SAID) == ""
    for unknown in ("/voices/fr/0000000000000000.mp3", f"/voices/xx/{name_of(SAID)}.mp3", "/voices/fr/yes.mp3"):
        assert client.get(unknown).status_code == 404
    assert client.get("/voices/fr/..%2f..%2fvoices.toml.mp3").status_code == 404


def test_a_lost_file_is_said_once_in_the_log(speaking: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "portal"):
        assert [speaking.test_client().get(LOST).status_code for _twice in range(2)] == [404, 404]
    assert [record for record in caplog.records if GONE in record.getMessage()] == caplog.records
    assert len(caplog.records) == 1


def test_the_version_changes_with_any_sound(speaking: Flask) -> None:
    sounds = parts_of(speaking).sounds
    french = sounds.by_language["fr"]
    other = replace(french[name_of(SAID)], digest="another")
    changed = replace(sounds, by_language={"fr": {**french, name_of(SAID): other}})
    assert changed.versions["fr"] != sounds.versions["fr"]


def test_of_a_sound_that_is_not_there_nothing_is_counted(speaking: Flask) -> None:
    visitor = Visitor(speaking, "en").opens(f"/voices/unclear?language=fr&sound={name_of(SAID)}")
    visitor.sends({"sound": "0" * 16})
    visitor.opens(f"/voices/unclear?language=fr&sound={'0' * 16}")
    assert visitor.page.title == "Thank you. We will listen to it again."
    assert count_of(parts_of(speaking).database, "sound_reports") == 0


@both
def test_a_sound_that_was_not_understood_is_counted_and_nobody_with_it(speaking: Flask) -> None:
    person = somebody(speaking)
    for visitor in (Visitor(speaking, "en"), signed_in(speaking, person)):
        visitor.opens(f"/voices/unclear?language=fr&sound={name_of(SAID)}&back=/accessibility")
        assert visitor.page.says(SAID)
        assert visitor.presses("I did not understand").page.link("Go on") == "/accessibility"
    with parts_of(speaking).database.transaction(writes=False) as connection:
        found = unclear_since(connection, datetime.now(UTC).date())
    assert [(one.language, one.name, one.times) for one in found] == [("fr", name_of(SAID), 2)]


def test_reports_of_sounds_are_forgotten_after_a_year(database: Database) -> None:
    day = date(2026, 1, 1)
    with database.transaction(writes=True) as connection:
        count_unclear(connection, "fr", name_of(SAID), day)
        count_unclear(connection, "ar", name_of(SAID), day + timedelta(days=9))
        count_unclear(connection, "ar", name_of(SAID), day + KEPT + timedelta(days=1))
    assert count_of(database, "sound_reports") == 2
    with database.transaction(writes=False) as connection:
        assert [(one.language, one.times) for one in unclear_since(connection, day)] == [("ar", 2)]
