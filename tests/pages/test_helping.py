"""A helper sits beside a person: what they agree to, what each sees, and how it ends."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from portal.core.visits import Ended
from portal.dossier.questions import QUESTIONS
from portal.storage.helping import visits
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.pages.samples import A_CHOICE, A_TEXT, GATED, kept, left_beside
from tests.people import PASSWORD, AKiosk, APerson, a_helper, a_kiosk, signed_in, somebody
from tests.visitor import Visitor

HARD = GATED.questions[1].key


def at_the_agency(app: Flask, person: APerson) -> tuple[AKiosk, str]:
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        kiosk = a_kiosk(connection, parts.ring, person.actor.agency_id)
        return kiosk, a_helper(connection, parts.ring, person.actor.agency_id)


def begins(app: Flask, person: APerson, language: str = "ar") -> Visitor:
    """Return the screen in front of both, right after the visit began."""
    kiosk, login = at_the_agency(app, person)
    screen = signed_in(app, person, language, kiosk).opens("/with-a-helper/5")
    screen.sends(do="stop")
    return screen.sends({"login": login, "password": PASSWORD})


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_a_visit_begins_by_the_persons_act_and_shows_both_languages(app: Flask) -> None:
    person = somebody(app)
    screen = begins(app, person).opens(f"/dossier/{A_TEXT}")
    languages = parts_of(app).languages.offered
    for language in ("ar", "fr"):
        assert screen.page.says(languages[language].say(QUESTIONS[A_TEXT].short))
    assert screen.page.root is not None
    assert screen.page.root.get("lang") == "ar"
    assert any(one.get("lang") == "fr" and one.get("dir") == "ltr" for one in screen.page.all("span"))


def test_who_does_not_know_how_to_stop_is_told_again(app: Flask) -> None:
    person = somebody(app)
    kiosk, _login = at_the_agency(app, person)
    screen = signed_in(app, person, "en", kiosk).opens("/with-a-helper/5")
    screen.sends(do="wait", status=422)
    assert "You can stop when you want." in screen.page.words


def test_what_a_helper_types_is_the_persons_answer_and_says_who_typed(app: Flask) -> None:
    person = somebody(app)
    screen = begins(app, person).opens(f"/dossier/{A_TEXT}")
    screen.sends({"answer": "Fatou"}, do="answer")
    assert kept(app, person, A_TEXT)[0][1] == "Fatou"
    alone = signed_in(app, person).opens("/who-read")
    assert "The helper wrote for you, beside you." in alone.page.words


def test_a_helper_reaches_nothing_that_is_for_the_person_alone(app: Flask) -> None:
    person = somebody(app)
    screen = begins(app, person)
    assert screen.opens(f"/dossier/{HARD}").page.address == "/dossier"
    for address in (
        "/dossier/check",
        "/receipts",
        "/who-read",
        "/weeks",
        "/arguments",
        "/reminder",
        "/devices",
        "/home",
    ):
        screen.opens(address, status=403)


def test_stop_is_effective_at_once(app: Flask) -> None:
    person = somebody(app)
    screen = begins(app, person).opens(f"/dossier/{A_TEXT}")
    with parts_of(app).database.transaction(writes=True) as connection:
        visits.end_all(connection, person.id, Ended.BY_PERSON, datetime.now(UTC))
    screen.sends({"answer": "too late"}, do="answer")
    assert screen.page.address == "/visit/over?kept=1"
    assert "too late" not in screen.page.text
    assert [words for _address, words, _name in left_beside(app, person)] == [["too late"]]
    assert kept(app, person, A_TEXT) == []


def test_what_was_written_is_taken_back_by_a_tap(app: Flask) -> None:
    person = somebody(app)
    signed_in(app, person).opens(f"/dossier/{A_TEXT}").sends({"answer": "Fatou"}, do="answer")
    screen = begins(app, person).opens(f"/dossier/{A_TEXT}").sends({"answer": "Fanta"}, do="answer")
    screen.opens("/visit/finish")
    assert "Fanta" in screen.page.words
    screen.sends(do=f"{A_TEXT}|")
    assert kept(app, person, A_TEXT)[0][1] == "Fatou"


def test_only_the_persons_two_pictures_send(app: Flask) -> None:
    person = somebody(app)
    screen = begins(app, person).opens(f"/dossier/{A_TEXT}").sends({"answer": "Fanta"}, do="answer")
    screen.opens("/visit/finish").sends({"picture": "cat"}, action="/visit/send").sends(
        {"picture": "cat"}, action="/visit/send", status=422
    )
    screen.opens("/visit/finish").sends({"picture": "cat"}, action="/visit/send").sends(
        {"picture": "rose"}, action="/visit/send"
    )
    assert signed_in(app, person).opens("/receipts").page.text.count("/receipts/1") == 1


def test_alone_the_helper_sees_nothing_until_the_person_brings_them_back(app: Flask) -> None:
    person = somebody(app)
    screen = begins(app, person).opens("/visit/alone").sends({"picture": "cat"}).sends({"picture": "rose"})
    assert screen.page.address == "/dossier"
    screen.opens(f"/dossier/{GATED.gate}")
    screen.opens("/home").sends(action="/visit/back")
    assert screen.page.address == "/visit"
    assert screen.opens(f"/dossier/{HARD}").page.address == "/dossier"
    screen.opens(f"/dossier/{A_CHOICE}")
