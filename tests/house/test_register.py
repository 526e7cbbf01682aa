"""The register is what the portal does: questions and columns, lines and pages are the same set, in every language."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from markupsafe import escape

from portal import app as portal_app
from portal.app import PROMISES, create_app
from portal.core.permissions import Role
from portal.core.uses import Event, ForbiddenPurpose, Keeping, Purpose, Use
from portal.dossier import suggesting
from portal.dossier.questions import QUESTIONS
from portal.dossier.suggesting import JOB_SEARCH
from portal.storage.tables.schema import metadata
from portal.transparency import register
from portal.transparency.labels import KEPT, READERS
from portal.transparency.never import NEVER
from portal.transparency.register import Line, Register, columns, register_of
from portal.transparency.things import THINGS
from portal.web.parts import parts_of
from tests.conftest import OpenPortal
from tests.house.catalogues import FOLDER, LANGUAGES
from tests.house.conftest import Filled
from tests.visitor import HTML, Shown, Visitor, words_of

SOMETHING = next(iter(QUESTIONS))


@pytest.fixture
def lines(filled: Filled) -> Register:
    return register_of(filled.app)


def pages_of(filled: Filled, language: str) -> Iterator[tuple[str, Shown]]:
    """Follow every theme of the public page, as somebody who is not signed in."""
    visitor = Visitor(filled.app, language).opens("/what-becomes")
    addresses = {link.get("href") or "" for link in visitor.page.all("a")}
    for theme in register_of(filled.app).themes:
        assert f"/what-becomes/{theme.key}" in addresses
        yield theme.key, visitor.opens(f"/what-becomes/{theme.key}").page


def told_on(page: Shown) -> dict[str, str]:
    """Return what each line of a page says, by its key."""
    return {
        key: words_of(one)
        for one in page.all("li")
        if (key := (one.get("id") or "").removeprefix("q-")) != (one.get("id") or "")
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_asked_and_kept_is_what_the_pages_show(filled: Filled, lines: Register, language: str) -> None:
    shown = {key: words for _theme, page in pages_of(filled, language) for key, words in told_on(page).items()}
    assert shown.keys() == {*QUESTIONS, *(thing.key for thing in THINGS)} == {line.key for line in lines.lines}
    assert {name for line in lines.lines for name in line.promises} == set(PROMISES)
    assert {name for line in lines.lines for name in line.columns} == set(columns())


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_line_says_why_who_how_long_what_never_and_what_happens_without(
    filled: Filled, lines: Register, language: str
) -> None:
    said = parts_of(filled.app).languages.offered[language].say
    for theme, page in pages_of(filled, language):
        told = told_on(page)
        for line in (line for line in lines.lines if line.theme.key == theme):
            wanted = [line.what, line.why, line.without, KEPT[line.use.kept], *(ban.words for ban in NEVER.values())]
            for words in wanted:
                assert " ".join(said(words).split()) in told[line.key], f"{line.key}: {words}"


def test_whoever_may_read_is_on_the_page_and_nobody_else(filled: Filled, lines: Register) -> None:
    names: dict[str, Role] = {READERS[role].words: role for role in Role}
    on_page = {
        (one.get("id") or "")[2:]: {
            names[words] for told in one.iter(f"{HTML}dd") if (words := words_of(told)) in names
        }
        for _theme, page in pages_of(filled, "en")
        for one in page.all("li")
    }
    by_name = {name: line for line in lines.lines for name in line.promises}
    for name, use in PROMISES.items():
        assert set(use.readers) == set(by_name[name].readers) == on_page[by_name[name].key], name
        assert by_name[name].use.kept == use.kept, name
    kept = {name: line for line in lines.lines for name in line.columns if line.key not in QUESTIONS}
    assert {name: line.use for name, line in kept.items()} == {
        name: use for name, use in columns().items() if name != register.ANSWERS
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_why_of_every_question_leads_to_its_own_line(filled: Filled, language: str) -> None:
    visitor, seen = filled.visitor("person", language), set()
    shown = {key: page for page_key, page in pages_of(filled, language) for key in told_on(page)}
    for key in QUESTIONS:
        response = visitor.client.get(f"/dossier/{key}")
        if response.status_code == 200:
            found = re.findall(r'href="(/what-becomes/[\w-]+)#q-([\w-]+)"', response.get_data(as_text=True))
            assert [target for _page, target in found] == [key]
            assert found[0][0] == shown[key].address
            seen.add(key)
    assert len(seen) > len(QUESTIONS) / 2


def test_the_tables_hold_the_same_lines(filled: Filled, lines: Register) -> None:
    client = Visitor(filled.app, "fr").client
    text = client.get("/what-becomes/record.csv").get_data().decode("utf-8-sig")
    rows = list(csv.reader(text.splitlines(), delimiter=";"))
    assert {row[0] for row in rows[1:]} == {line.key for line in lines.lines}
    every = client.get("/what-becomes/columns.csv").get_data().decode("utf-8-sig")
    told = {row["column"]: row for row in csv.DictReader(every.splitlines())}
    assert set(told) == {str(column) for table in metadata.tables.values() for column in table.columns}
    assert all(bool(row["lines"]) != bool(row["technical"]) for row in told.values())
    assert {name for name, row in told.items() if row["lines"]} == set(columns())


def broken(line: str, **changes: Any) -> Mapping[str, Use]:
    """Return the promises with one that was changed."""
    return {**PROMISES, line: replace(PROMISES[line], **changes)}


UNKNOWN = Use(purpose=Purpose.OWN_RECORD, readers=frozenset({Role.PERSON}), kept=next(iter(KEPT)))
SLIPS = {
    "a question has no promise": ({key: use for key, use in PROMISES.items() if key != SOMETHING}, "has no promise"),
    "a promise has no words": ({**PROMISES, "shoe-size": UNKNOWN}, "“shoe-size” has no plain words"),
    "a reader is no role": (broken("my-hours", readers=frozenset({Role.PERSON, "police"})), "“police” reads"),
    "a purpose is forbidden": (broken("my-hours", purpose=next(iter(ForbiddenPurpose))), "is a forbidden purpose"),
    "another purpose is forbidden": (broken("my-hours", also=frozenset(ForbiddenPurpose)), "is a forbidden purpose"),
    "a purpose is unknown": (broken("my-hours", purpose="statistics"), "is not a purpose of the register"),
    "a time has no words": (broken("my-hours", kept=Keeping(9, Event.WEEK)), "say it in KEPT"),
    "a thing lost its promise": ({key: use for key, use in PROMISES.items() if key != "reply"}, "are not all there"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_the_portal_does_not_start_with_a_register_that_does_not_hold(
    open_portal: OpenPortal, database_url: str, monkeypatch: pytest.MonkeyPatch, slip: str
) -> None:
    promises, said = SLIPS[slip]
    monkeypatch.setattr(portal_app, "PROMISES", promises)
    with pytest.raises(SystemExit, match=said):
        open_portal(database_url)


def test_a_forbidden_purpose_in_a_question_stops_the_start_too(filled: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = broken(SOMETHING, purpose=next(iter(ForbiddenPurpose)))[SOMETHING]
    line = next(line for line in register_of(filled.app).lines if line.key == SOMETHING)
    monkeypatch.setattr(register, "_asked", lambda _promises: [*_others(filled), replace(line, use=wrong)])
    with pytest.raises(SystemExit, match="forbidden purpose"):
        register.read_register(PROMISES, parts_of(filled.app).languages)


def _others(filled: Filled) -> list[Line]:
    return [line for line in register_of(filled.app).lines if line.key in QUESTIONS and line.key != SOMETHING]


def test_a_column_that_no_line_tells_of_stops_the_start(filled: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "THINGS", tuple(thing for thing in THINGS if thing.key != "journal"))
    with pytest.raises(SystemExit, match=r"“journal\.role” has no plain words"):
        register.read_register(PROMISES, parts_of(filled.app).languages)


def test_a_search_that_gets_words_it_does_not_say_stops_the_start(
    filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggesting, "_SEARCHES", {"jobs": replace(JOB_SEARCH, inputs=frozenset()),
                                                  "places": suggesting.PLACE_SEARCH})  # fmt: skip
    with pytest.raises(SystemExit, match="gets words of “wish-job” and does not say so"):
        register.read_register(PROMISES, parts_of(filled.app).languages)


def test_a_sentence_that_one_language_cannot_say_stops_the_start(filled: Filled, tmp_path: Path) -> None:
    words = QUESTIONS[SOMETHING].why
    path = Path(copytree(FOLDER, tmp_path / "translations")) / "ar" / "LC_MESSAGES" / "messages.po"
    text = path.read_text(encoding="utf-8")
    without = re.sub(rf'msgid "{re.escape(words)}"\nmsgstr ".*"\n', "", text)
    assert without != text
    path.write_text(without, encoding="utf-8")
    settings = replace(parts_of(filled.app).settings, translations=tmp_path / "translations")
    with pytest.raises(SystemExit, match=rf"“{re.escape(words)}” is not said in ar"):
        create_app(settings)


def test_what_a_page_shows_is_escaped_once(filled: Filled) -> None:
    page = Visitor(filled.app, "en").opens("/what-becomes/wishes").page
    assert str(escape(QUESTIONS["wish-refusal"].why)) in page.text
