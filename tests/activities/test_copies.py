"""What a person takes away of their weeks says exactly what is kept, and no spreadsheet calculates with it."""

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.activities.as_json import MEANINGS, weeks_json
from portal.activities.as_table import COLUMNS, NO, YES, guarded, weeks_csv
from portal.activities.copied import MyCopy, Sent
from portal.core.calendar import PARIS
from portal.core.weeks import Entry, Told, Week
from portal.settings import ROOT
from portal.storage.answers.weeks import Declared
from portal.web.language import Language, load_languages
from tests.weeks import NOW, THIS, a_week, did, told

LANGUAGES = load_languages(ROOT / "translations").offered
languages = st.sampled_from([*LANGUAGES.values()])
CODE = "K3F97QXM2D8P4WRTAAAA"
CALCULATES = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
risky = st.builds(str.__add__, st.sampled_from([*CALCULATES, "'", "''", '"', ";"]), st.text(max_size=20))


def a_copy(*sendings: Told, language: Language = LANGUAGES["en"], hours: str = "") -> MyCopy:
    """Return a copy of one week, sent so many times, the newest first."""
    sent = [
        Sent(
            declared=Declared(week=THIS, number=number, told=one, language="fr", receipt=number, at=NOW),
            code=CODE,
            is_newest=number == len(sendings),
            spoken=language,
        )
        for number, one in zip(range(len(sendings), 0, -1), sendings, strict=True)
    ]
    return MyCopy(at=NOW.astimezone(PARIS), language=language, sent=tuple(sent), hours=hours)


def cells(table: bytes) -> list[dict[str, str]]:
    """Read a table back as the README says: one apostrophe goes from the front of a cell that has one."""
    lines = list(csv.reader(io.StringIO(table.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))
    return [dict(zip(COLUMNS, (cell.removeprefix("'") for cell in line), strict=True)) for line in lines[1:]]


def read_back(sending: dict[str, Any]) -> Told:
    """Return what a person told, as another service understands it."""
    entries = tuple(
        Entry(
            number=thing["number"],
            activity=thing["activity"]["key"],
            said=thing["duration"]["key"],
            minutes=thing["minutes"],
            days=tuple(date.fromisoformat(day).weekday() for day in thing["days"]),
            words=thing["words"],
            private=thing["private"],
            version=thing["version"],
        )
        for thing in sending["activities"]
    )
    return Told(
        entries=entries,
        could_not=sending["could_not"],
        reason=sending["reason"]["key"] if sending["reason"] else "",
        reason_shown=sending["reason_shown"],
        last=max((entry.number for entry in entries), default=0),
    )


@given(st.lists(told(), min_size=1, max_size=3), languages)
def test_another_service_reads_exactly_what_was_told(sendings: list[Told], language: Language) -> None:
    copy = json.loads(weeks_json(a_copy(*sendings, language=language)))
    [week] = copy["weeks"]
    assert Week.named(week["week"]) == THIS
    assert (week["from"], week["to"]) == ("2026-11-16", "2026-11-22")
    assert [read_back(one) for one in week["sendings"]] == sendings
    for one in week["sendings"]:
        assert (one["sent_at"], one["receipt"], one["language"]) == ("2026-11-18T10:30:00+01:00", CODE, "fr")


@given(told(), languages)
def test_a_spreadsheet_holds_each_thing_that_was_told_on_a_line(whole: Told, language: Language) -> None:
    lines = cells(weeks_csv(a_copy(whole, language=language)))
    things = [line for line in lines if line["key"] not in {"could-not", ""}]
    assert len(lines) == (len(whole.entries) + whole.could_not or 1)
    for line, entry in zip(things, whole.entries, strict=True):
        assert (line["key"], line["words"]) == (entry.activity, entry.words)
        assert line["minutes"] == ("" if entry.minutes is None else str(entry.minutes))
        assert line["days"] == ", ".join(THIS.days[day].isoformat() for day in entry.days)
        assert line["private"] == language.say(YES if entry.private else NO)


@given(risky | st.text(max_size=40))
def test_no_cell_is_taken_for_a_formula_and_each_reads_back_exactly(words: str) -> None:
    cell = guarded(words)
    assert not cell.startswith(CALCULATES)
    assert cell.removeprefix("'") == words


@given(risky)
def test_words_that_look_like_a_formula_go_through_a_table_and_back(words: str) -> None:
    entry = Entry(number=1, activity="search", said="hour", minutes=60, words=words)
    table = weeks_csv(a_copy(Told(entries=(entry,), last=1)))
    assert cells(table)[0]["words"] == words
    raw = list(csv.reader(io.StringIO(table.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert not any(cell.startswith(CALCULATES) for line in raw for cell in line)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_table_opens_as_it_is_in_french_spreadsheets(tag: str) -> None:
    table = weeks_csv(a_copy(a_week(did("search", words="à 9 h; «oui», أهلا")), language=LANGUAGES[tag]))
    assert table.startswith(b"\xef\xbb\xbf")
    first = table.decode("utf-8-sig").split("\r\n")[0]
    assert first == ";".join(f'"{LANGUAGES[tag].say(words)}"' for words in COLUMNS.values())
    assert cells(table)[0]["words"] == "à 9 h; «oui», أهلا"


def test_what_was_taken_back_entirely_stays_in_the_history() -> None:
    copy = a_copy(Told(), a_week(did("search")))
    assert [(line["number"], line["newest"], line["key"]) for line in cells(weeks_csv(copy))] == [
        ("2", "Yes", ""),
        ("1", "No", "search"),
    ]


def test_the_hours_of_a_plan_are_there_only_if_they_were_noted() -> None:
    assert json.loads(weeks_json(a_copy()))["hours_in_plan"] is None
    assert json.loads(weeks_json(a_copy(hours="0")))["hours_in_plan"] == 0
    assert cells(weeks_csv(a_copy())) == []
    [line] = cells(weeks_csv(a_copy(hours="15")))
    assert (line["key"], line["duration"], line["minutes"]) == ("my-hours", "15 hours", "")


def names_in(told: Any, under: str = "") -> set[str]:
    """Return every name in a file, after the names it stands under."""
    if isinstance(told, list):
        return {name for one in told for name in names_in(one, under)}
    if not isinstance(told, dict) or set(told) == {"key", "words"}:
        return set()
    return {f"{under}{name}" for name in told} | {
        inner for name, one in told.items() for inner in names_in(one, f"{under}{name}.")
    }


def test_every_name_in_the_file_for_a_service_is_explained_in_it() -> None:
    copy = json.loads(weeks_json(a_copy(a_week(did("search", day=[0]), could_not=True, reason="ill"))))
    about = copy.pop("about")
    assert about["for_you"] == "This is all that you sent about your weeks."
    assert about["names"] == dict(MEANINGS)
    assert names_in(copy) == set(MEANINGS)
