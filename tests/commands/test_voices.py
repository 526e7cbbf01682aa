"""The operator looks after the sounds: what is missing, what was not understood, what people are to record."""

import csv
from datetime import UTC, datetime
from pathlib import Path

from portal.core.heard import name_of
from portal.settings import settings_from
from portal.storage.engine.database import Database
from portal.storage.helping.sound_reports import count_unclear
from tests.commands.conftest import Operator


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
