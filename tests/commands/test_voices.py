"""The operator looks after the sounds: what is missing, what was not understood, what people are to record."""

import csv
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import pytest

from portal.core.heard import name_of
from portal.settings import settings_from
from portal.storage.engine.database import Database
from portal.storage.helping.sound_reports import count_unclear
from portal.voices.described import DESCRIBED
from portal.voices.keeping import write_index
from portal.web.sounds import read_index
from tests.commands.conftest import Operator
from tests.sounds import record_everything


def test_people_who_record_get_a_table_of_every_text(operator: Operator, tmp_path: Path) -> None:
    written = operator("voices", "export", "--language", "ar", str(tmp_path / "texts.csv"), "--all")
    assert written.exit_code == 0
    with (tmp_path / "texts.csv").open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table, delimiter=";"))
    assert len(rows) > 1500
    yes = next(row for row in rows if row["text"] == "نعم")
    assert yes["name of the file"] == f"{name_of('نعم')}.wav"
    assert "portal/" in yes["where it is said"]


def test_a_language_that_is_not_offered_is_said(operator: Operator) -> None:
    refused = operator("voices", "state", "--language", "xx")
    assert refused.exit_code == 1
    assert "“xx” is not on offer. There is: fr, en, ar." in refused.output


def test_how_the_sounds_stand_is_said_for_each_language(operator: Operator) -> None:
    told = operator("voices", "state").output
    for tag in ("fr", "en", "ar"):
        assert f"{tag}: " in told


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the French sounds of the operator's portal are: somebody recorded a silence for each text."""
    record_everything(tmp_path / "voices")
    shutil.copy(settings_from().voices / DESCRIBED, tmp_path / "voices")
    others = replace(settings_from(), voices=tmp_path / "voices")
    monkeypatch.setattr(import_module("portal.commands.voices"), "settings_from", lambda: others)
    return tmp_path / "voices" / "fr"


@pytest.mark.usefixtures("folder")
def test_where_all_is_said_there_is_nothing_to_do(operator: Operator) -> None:
    told = operator("voices", "state", "--language", "fr")
    assert (told.exit_code, len(told.output.splitlines())) == (0, 1)


def test_a_file_that_no_sound_is_in_is_named(operator: Operator, folder: Path) -> None:
    (folder / "left-over.mp3").write_bytes(b"once said")
    told = operator("voices", "state", "--language", "fr")
    assert told.exit_code == 1
    assert "a file that no sound is in: left-over.mp3" in told.output
    assert "./dev voices make\n" in told.output
    assert "--drop-recordings" not in told.output, "no recording is in the way"


def test_a_recording_whose_text_is_gone_is_named_with_what_drops_it(operator: Operator, folder: Path) -> None:
    kept = dict(read_index(folder))
    gone = replace(kept[name_of("Oui")], text="Oui, comme avant")
    write_index(folder, {**kept, name_of(gone.text): gone})
    told = operator("voices", "state", "--language", "fr")
    assert told.exit_code == 1
    assert "recorded by somebody, but no page says it any more: Oui, comme avant" in told.output
    assert "./dev voices make (--drop-recordings: " in told.output


def test_sounds_that_were_not_understood_are_listed_with_their_words(operator: Operator) -> None:
    assert "Nobody said in 30 days" in operator("voices", "reports").output
    database, today = Database(settings_from().database_url), datetime.now(UTC).date()
    with database.transaction(writes=True) as connection:
        for name in (name_of("Oui"), name_of("Oui"), "0" * 16):
            count_unclear(connection, "fr", name, today)
    database.engine.dispose()
    lines = operator("voices", "reports").output.splitlines()
    assert [line.split() for line in lines] == [
        ["2", "fr", name_of("Oui"), "Oui"],
        ["1", "fr", "0" * 16, "(no", "longer", "shown)"],
    ]
