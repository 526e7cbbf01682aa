"""Hearing without scripts: a control beside each text, in the same words; pictures alone; headphones at a kiosk."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from portal.app import create_app
from portal.core.heard import name_of
from portal.settings import Settings
from portal.storage.helping.sound_reports import unclear_since
from portal.web.kiosk import AWAY_S
from portal.web.look import YEAR_S
from portal.web.parts import parts_of
from portal.web.said import Piece, pieces
from tests.databases import SqliteShelf
from tests.pages.samples import A_CHOICE, A_TEXT
from tests.people import APerson, signed_in
from tests.sounds import record_everything
from tests.visitor import Shown, Visitor

QUESTION = f"/dossier/{A_CHOICE}"


@pytest.fixture(scope="module")
def voices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record_everything(tmp_path_factory.mktemp("voices"))


@pytest.fixture
def app(sqlite: SqliteShelf, keys: Path, voices: Path) -> Iterator[Flask]:
    """The portal with a sound for each text."""
    url = sqlite.migrated()
    opened = create_app(Settings(database_url=url, keys=keys, address="http://localhost", voices=voices))
    yield opened
    parts_of(opened).database.engine.dispose()
    sqlite.drop(url)


def sounds(page: Shown) -> list[Element]:
    return list(page.all("audio"))


def said(page: Shown) -> list[Piece]:
    return list(pieces(page.text))


def test_no_page_has_a_sound_before_somebody_asks(visitor: Visitor) -> None:
    assert sounds(visitor.opens(QUESTION).page) == []


def test_after_one_tap_each_text_has_its_sound_beside_it(visitor: Visitor) -> None:
    visitor.opens(QUESTION).follows("Listen").presses("Sound beside each text")
    assert visitor.page.address == QUESTION
    texts = [piece.text for piece in said(visitor.page) if not piece.own]
    assert [one.get("aria-label") for one in sounds(visitor.page)] == texts
    assert len(texts) > 8
    for one in sounds(visitor.page):
        assert one.get("preload") == "none"
        assert visitor.client.get(one.get("src") or "").mimetype == "audio/mpeg"
    visitor.follows("Listen").presses("Without sound")
    assert sounds(visitor.page) == []


def test_without_scripts_too_one_can_say_that_a_sound_is_not_clear(app: Flask, visitor: Visitor) -> None:
    visitor.client.set_cookie("hearing", "beside")
    visitor.opens(QUESTION).follows("Not understood").presses("I did not understand").follows("Go on")
    assert visitor.page.address == QUESTION
    with parts_of(app).database.transaction(writes=False) as connection:
        (report,) = unclear_since(connection, datetime.now(UTC).date() - timedelta(days=1))
    first = next(piece for piece in said(visitor.page) if not piece.own)
    assert (report.language, report.name) == (first.language, name_of(first.text))


def test_no_control_stands_within_another(visitor: Visitor) -> None:
    visitor.client.set_cookie("hearing", "beside")
    for address in (QUESTION, f"/dossier/{A_TEXT}", "/week", "/home", "/weeks", "/dossier", "/help"):
        page = visitor.opens(address).page
        for tag in ("a", "button", "label", "legend", "summary", "h1", "h2"):
            assert not any(one.tag.endswith("}audio") for outer in page.all(tag) for one in outer.iter()), address


def test_what_nobody_recorded_has_its_control_within_its_line() -> None:
    page = '<html lang="fr" dir="ltr"><body><dl><div><dt dir="auto">Yoga</dt><dd>Oui</dd></div></dl></body></html>'
    assert [page[: piece.after].rpartition(">")[2] for piece in pieces(page)] == ["Yoga", "Oui"]


def test_the_page_about_listening_speaks_at_once(app: Flask) -> None:
    visitor = Visitor(app).opens("/listen?back=/help")
    assert len(sounds(visitor.page)) >= 4
    visitor.presses("Sound beside each text")
    assert visitor.page.address == "/help"


def test_whoever_works_at_an_agency_hears_nothing(app: Flask, person: APerson) -> None:
    visitor = signed_in(app, person.counsellor)
    visitor.client.set_cookie("hearing", "beside")
    page = visitor.opens("/day").page
    assert sounds(page) == []
    assert 'class="listen"' not in page.text


def test_the_sheet_of_hearing_comes_once_and_only_where_somebody_hears(
    visitor: Visitor, app: Flask, person: APerson
) -> None:
    staff = signed_in(app, person.counsellor)
    for one in (visitor, staff):
        one.client.set_cookie("look", "normal.normal.normal.none")
    assert len(re.findall(r"/hear\.\w+\.css", visitor.opens(QUESTION).page.text)) == 1
    assert "/hear." not in staff.opens("/day").page.text


def test_the_script_keeps_a_choice_as_long_as_the_portal_does(app: Flask, used: Visitor) -> None:
    assert f'data-lasts="{YEAR_S}"' in Visitor(app).opens("/listen").page.text
    assert f'data-lasts="{AWAY_S}"' in used.opens(QUESTION).page.text


def test_own_words_are_said_to_be_recorded_by_nobody(visitor: Visitor) -> None:
    visitor.opens(f"/dossier/{A_TEXT}").sends({"answer": "Zenobia"}, do="answer")
    visitor.client.set_cookie("hearing", "beside")
    page = visitor.opens("/dossier/check").page
    assert any(piece.own and piece.text == "Zenobia" for piece in said(page))
    labels = [one.get("aria-label") for one in sounds(page)]
    assert "Zenobia" not in labels
    assert "Nobody recorded these words." in labels


def test_a_filled_sentence_is_heard_whole_and_without_what_nobody_recorded(visitor: Visitor) -> None:
    visitor.opens(QUESTION).sends(do="skip")
    visitor.client.set_cookie("hearing", "beside")
    page = visitor.opens(QUESTION).page
    labels = [one.get("aria-label") for one in sounds(page)]
    assert "Your words are saved." in labels
    assert any((label or "").startswith("Question ") and " of " not in (label or "") for label in labels)


@pytest.mark.parametrize("address", [QUESTION, "/week", "/dossier", "/help", "/listen"])
def test_without_words_everything_to_touch_has_a_picture(visitor: Visitor, address: str) -> None:
    visitor.client.set_cookie("look", "normal.normal.normal.none")
    page = visitor.opens(address).page
    shown = [piece for piece in said(page) if piece.within in {"a", "button", "label", "summary"}]
    assert shown
    assert all(piece.pictured for piece in shown), [piece.text for piece in shown if not piece.pictured]
    begins = [begin for piece in said(page) for begin, _end in piece.shown]
    assert all(page.text[:begin].endswith('<span class="word">') for begin in begins), "a word is still to be seen"


def test_pictures_alone_are_chosen_and_left_on_the_page_about_looks(visitor: Visitor) -> None:
    visitor.opens(QUESTION).follows("Listen").presses("Only pictures and sound")
    assert 'data-words="none"' in visitor.page.text
    visitor.opens("/reading").presses("Show pages like this", {"words": "normal"})
    assert "data-words" not in visitor.opens(QUESTION).page.text


def test_at_a_kiosk_headphones_come_before_anything_is_heard(used: Visitor) -> None:
    used.client.set_cookie("hearing", "beside")
    assert sounds(used.opens(QUESTION).page) == []
    used.follows("Listen")
    assert used.page.title == "Put the headphones on"
    assert sounds(used.page) == []
    used.presses("I have them on")
    assert used.page.title == "Listen to the pages"
    assert sounds(used.presses("Sound beside each text").page)
    used.opens("/help").presses("I have finished")
    assert used.client.get_cookie("hearing") is None


def test_side_by_side_each_language_has_its_own_sound() -> None:
    beneath = '<span class="also" lang="fr" dir="ltr">Bonjour</span>'
    page = f'<html lang="ar" dir="rtl"><body><p><span class="both">مرحبا {beneath}</span></p></body></html>'
    assert [(piece.text, piece.language, piece.own) for piece in pieces(page)] == [
        ("مرحبا", "ar", False),
        ("Bonjour", "fr", False),
    ]
