"""What a helper beside a person never sees, what they wiped, and what leaves with the person's two pictures."""

import time_machine
from flask import Flask
from sqlalchemy import text

from portal.dossier.questions import OPEN
from portal.web.parts import parts_of
from tests.pages.samples import A_CHOICE, A_NUMBER, A_TEXT, AN_ADDRESS, PAST_JOBS, kept
from tests.pages.tapping import taps, told
from tests.pages.visiting import A_PART, agrees_on_phone, at_the_agency_of
from tests.people import PASSWORD, APerson, signed_in
from tests.visitor import Visitor

TAKEN_AWAY = "Taken away"


def ends(screen: Visitor) -> None:
    screen.opens("/visit").sends(action="/visit/stop")


def test_a_helper_is_never_shown_where_the_person_lives_or_their_number(app: Flask, person: APerson) -> None:
    assert not {A_NUMBER, AN_ADDRESS} & OPEN
    signed_in(app, person).opens(f"/dossier/{A_NUMBER}").sends({"answer": "06 12 34 56 78"}, do="answer")
    screen = at_the_agency_of(app, person).beside(person)
    for key in (A_NUMBER, AN_ADDRESS):
        assert screen.opens(f"/dossier/{key}").page.address == "/dossier"
        assert "12 34 56" not in screen.page.text


def test_the_page_of_a_visit_says_that_the_helper_reads(app: Flask, person: APerson) -> None:
    here, alone = at_the_agency_of(app, person), signed_in(app, person).opens(f"/dossier/{A_CHOICE}")
    screen = here.beside(person).opens(f"/dossier/{A_CHOICE}")
    assert "The helper beside you reads it now" in screen.page.words
    assert "The helper beside you reads it now" not in alone.page.words
    assert "The helper beside you reads it now" in screen.opens("/week").page.words


def test_an_answer_that_was_skipped_over_in_a_visit_is_shown_and_comes_back(app: Flask, person: APerson) -> None:
    signed_in(app, person).opens(f"/dossier/{A_TEXT}").sends({"answer": "Fatou"}, do="answer")
    screen = at_the_agency_of(app, person).beside(person).opens(f"/dossier/{A_TEXT}").sends(do="skip")
    screen.opens("/visit/finish")
    assert TAKEN_AWAY in screen.page.words
    screen.sends(do=f"{A_TEXT}|")
    assert kept(app, person, A_TEXT)[0][1] == "Fatou"
    assert TAKEN_AWAY not in screen.opens("/visit/finish").page.words


def test_a_repeated_thing_that_was_taken_away_in_a_visit_comes_back_later(app: Flask, person: APerson) -> None:
    phone = signed_in(app, person).opens(f"/dossier/{PAST_JOBS}/1/{A_PART}").sends({"answer": "cook"}, do="answer")
    screen = at_the_agency_of(app, person).beside(person).opens(f"/dossier/{PAST_JOBS}").sends(do="remove:1")
    ends(screen)
    phone.opens("/visits").follows("Lina")
    assert TAKEN_AWAY in phone.page.words
    phone.sends(do=f"{PAST_JOBS}|1")
    assert "cook" in phone.opens(f"/dossier/{PAST_JOBS}").page.words


def test_a_question_without_an_answer_that_is_skipped_was_not_taken_away(app: Flask, person: APerson) -> None:
    screen = at_the_agency_of(app, person).beside(person).opens(f"/dossier/{A_TEXT}").sends(do="skip")
    assert TAKEN_AWAY not in screen.opens("/visit/finish").page.words


def test_what_the_person_took_away_since_is_not_put_down_to_the_helper(
    app: Flask, person: APerson, calendar: time_machine.Traveller
) -> None:
    assert calendar
    phone = taps(signed_in(app, person), "learn", "hour")
    screen = taps(at_the_agency_of(app, person).beside(person), "search")
    ends(screen)
    phone.opens("/week").sends(do="remove:1")
    assert told(app, person) == [("search", "hour")]
    phone.opens("/visits").follows("Lina")
    assert TAKEN_AWAY not in phone.page.words
    assert phone.page.text.count('value="week|') == 1, "only what the helper typed"


def test_before_the_two_pictures_the_page_says_what_leaves(app: Flask, person: APerson) -> None:
    screen = at_the_agency_of(app, person).beside(person).opens(f"/dossier/{A_TEXT}")
    screen.sends({"answer": "Fanta"}, do="answer").opens("/visit/finish")
    assert "Everything that is kept leaves, also what you wrote alone." in screen.page.words


def breaks(app: Flask, table: str) -> None:
    """Let the database fail for everything that needs one of its tables."""
    with parts_of(app).database.transaction(writes=True) as connection:
        connection.execute(text(f"ALTER TABLE {table} RENAME TO {table}_elsewhere"))


def test_when_the_portal_rests_its_page_shows_no_password_and_no_picture(app: Flask, person: APerson) -> None:
    here = at_the_agency_of(app, person)
    _phone, code = agrees_on_phone(app, person)
    door, screen = here.screen().opens("/helping"), here.beside(person).opens("/visit/alone").sends({"picture": "cat"})
    breaks(app, "invitations")
    door.sends({"login": here.login, "password": PASSWORD, "code": code}, status=503)
    breaks(app, "cards")
    screen.sends({"picture": "rose"}, status=503)
    assert not any(secret in door.page.text for secret in (PASSWORD, code))
    assert 'value="rose"' not in screen.page.text


def test_when_the_portal_rests_its_page_still_holds_the_words(app: Flask, person: APerson) -> None:
    screen = signed_in(app, person).opens(f"/dossier/{A_TEXT}")
    breaks(app, "answers")
    screen.sends({"answer": "Fatou"}, do="answer", status=503)
    assert "Fatou" in screen.page.text
