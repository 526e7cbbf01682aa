"""The brief, finished: the question on top, what changed and when, the person's own French, a day on paper."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from portal.core.calendar import today
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.pages.samples import A_LONG_TEXT, A_TEXT
from tests.pages.test_counsellor import they_met
from tests.pages.test_sending import sends, tells
from tests.papers import Paper
from tests.people import APerson, a_person, signed_in
from tests.visitor import Visitor, words_of

QUESTION = "next-question"


@pytest.fixture
def counsellor(app: Flask, person: APerson) -> Visitor:
    return signed_in(app, person.counsellor)


def test_what_the_person_asks_stands_on_top_of_all(visitor: Visitor, counsellor: Visitor, person: APerson) -> None:
    tells(visitor, A_TEXT, "Awa")
    tells(visitor, QUESTION, "Can I work mornings?")
    sends(visitor)
    counsellor.opens(f"/people/{person.id}")
    told = [words_of(one) for one in counsellor.page.all("dd")]
    assert told[0] == "Can I work mornings?"


def test_a_change_says_on_which_day_it_was_said(
    app: Flask, visitor: Visitor, counsellor: Visitor, person: APerson
) -> None:
    tells(visitor, A_TEXT, "Awa")
    sends(visitor)
    they_met(app, person)
    tells(visitor, A_TEXT, "Aïssa")
    sends(visitor)
    changed = counsellor.opens(f"/people/{person.id}").page.words.split("Changed since the last time")[1]
    assert "Awa → Aïssa said on" in changed


def test_the_page_says_when_it_was_sent_so_that_something_new_is_seen(
    visitor: Visitor, counsellor: Visitor, person: APerson
) -> None:
    tells(visitor, A_TEXT, "Awa")
    assert not counsellor.opens(f"/people/{person.id}").page.says("Sent on")
    sends(visitor)
    for address in (f"/people/{person.id}", f"/people/{person.id}/interview/1"):
        assert counsellor.opens(address).page.says("Sent on")


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_who_answers_in_another_language_may_say_the_same_in_french_and_both_are_read(
    person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    visitor.opens(f"/dossier/{A_LONG_TEXT}").sends({"answer": "I can weld", "french": "Je sais souder"}, do="answer")
    for address in ("/dossier/check", f"/dossier/{A_LONG_TEXT}"):
        assert "Je sais souder" in visitor.opens(address).page.text
    sends(visitor)
    assert visitor.opens("/receipts/1").page.says("Je sais souder")
    counsellor.opens(f"/people/{person.id}")
    spoken = {words_of(one): one.get("lang") for one in counsellor.page.all("dd")}
    assert spoken["I can weld"] == "en"
    assert spoken["Je sais souder"] == "fr"


def test_who_answers_in_french_is_not_asked_twice(app: Flask, person: APerson) -> None:
    french = signed_in(app, person, "fr").opens(f"/dossier/{A_LONG_TEXT}")
    offered = "fr" in parts_of(app).languages.offered
    assert offered is not any(one.get("name") == "french" for one in french.page.all("textarea"))


def test_french_that_is_too_long_is_kept_and_asked_again(visitor: Visitor) -> None:
    long = {"answer": "I can weld", "french": "x" * 4001}
    visitor.opens(f"/dossier/{A_LONG_TEXT}").sends(long, do="answer", status=422)
    assert "x" * 4001 in visitor.page.text


def test_a_whole_day_is_one_file_with_one_page_for_each_person(
    app: Flask, person: APerson, counsellor: Visitor, tmp_path: Path
) -> None:
    parts, now = parts_of(app), datetime.now(UTC)
    with parts.database.transaction(writes=True) as connection:
        for hours in (1, 2):
            a_person(connection, parts.ring, person.counsellor, interviews=(timedelta(days=1, seconds=hours),))
        later = a_person(connection, parts.ring, person.counsellor, interviews=(timedelta(days=5),))
    path = tmp_path / "day.pdf"
    path.write_bytes(counsellor.client.get("/day.pdf").data)
    paper = Paper(path)
    assert paper.pages == 3
    assert paper.findings == []
    on = today(now + timedelta(days=5)).isoformat()
    path.write_bytes(counsellor.client.get(f"/day.pdf?on={on}").data)
    assert Paper(path).pages == 1
    read = signed_in(app, later).opens("/who-read").page.words
    assert read.count("Your counsellor read your answers, before the interview.") == 1


def test_a_day_without_interviews_leads_to_my_day(counsellor: Visitor) -> None:
    counsellor.opens("/day.pdf?on=2020-01-01")
    assert counsellor.page.address == "/day"
    counsellor.opens("/day.pdf?on=nonsense")
    assert counsellor.page.address == "/day.pdf"


def test_what_changed_is_said_once_and_wishes_stay_together(
    app: Flask, visitor: Visitor, counsellor: Visitor, person: APerson
) -> None:
    tells(visitor, "steps-worked", "I called")
    tells(visitor, "wish-refusal", "Nights")
    sends(visitor)
    they_met(app, person)
    tells(visitor, "steps-worked", "I went there")
    tells(visitor, "wish-refusal", "Nights and Sundays")
    sends(visitor)
    words = counsellor.opens(f"/people/{person.id}").page.words
    assert words.count("I went there") == 1
    assert words.count("Nights and Sundays") == 2
