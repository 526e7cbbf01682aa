"""By the person's phone: they agree there, a code brings one helper to one screen, and Stop is on every page."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from portal.core.visits import CAP, WAITS
from portal.signin.throttle import MOST_PER_NETWORK
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.pages.samples import A_TEXT, kept, left_beside
from tests.pages.visiting import agrees_on_phone, at_the_agency_of, code_on
from tests.people import APerson, a_helper, a_kiosk, count_of, signed_in, somebody
from tests.visitor import Visitor
from tests.weeks import NOW

WRONG = "These do not go together."
NOT_NOW = "This code does not work now."
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_a_code_on_the_phone_lets_a_helper_come_and_the_phone_says_who(app: Flask, person: APerson) -> None:
    here = at_the_agency_of(app, person)
    phone, code = agrees_on_phone(app, person)
    assert phone.page.address == "/with-a-helper/code"
    assert len(code.replace(" ", "")) == 8
    assert f"/helping/{code.replace(' ', '')}" not in phone.page.text, "the square alone holds the address"
    screen = here.comes(code.lower())
    assert screen.page.address == "/visit"
    screen.opens(f"/dossier/{A_TEXT}").sends({"answer": "Fatou"}, do="answer")
    assert kept(app, person, A_TEXT)[0][1] == "Fatou"
    phone.opens("/with-a-helper/code")
    assert "Lina is with you until" in phone.page.words
    phone.follows("Look at everything and send")
    assert phone.page.address == "/dossier/check"
    with parts_of(app).database.transaction(writes=False) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM invitations").scalar_one() == 0


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_a_code_works_once_and_not_for_long(app: Flask, person: APerson) -> None:
    here = at_the_agency_of(app, person)
    with time_machine.travel(NOW, tick=False) as clock:
        _phone, code = agrees_on_phone(app, person)
        assert here.comes(code).page.address == "/visit"
        assert NOT_NOW in here.comes(code, status=422).page.words
        _phone, code = agrees_on_phone(app, person)
        clock.shift(WAITS)
        assert NOT_NOW in here.comes(code, status=422).page.words
        clock.shift(-WAITS)
        scanned = f"http://localhost/helping/{code.replace(' ', '')}"
        assert here.comes(scanned).page.address == "/visit", "a reader of squares types the whole address"


def test_a_clock_that_runs_backwards_makes_no_code_live_longer(app: Flask, person: APerson) -> None:
    here = at_the_agency_of(app, person)
    with time_machine.travel(NOW, tick=False) as clock:
        _phone, code = agrees_on_phone(app, person)
        clock.shift(timedelta(hours=-1))
        assert NOT_NOW in here.comes(code, status=422).page.words


def test_a_new_code_ends_the_one_before(app: Flask, person: APerson) -> None:
    here = at_the_agency_of(app, person)
    _phone, first = agrees_on_phone(app, person)
    phone, second = agrees_on_phone(app, person)
    assert first != second
    assert NOT_NOW in here.comes(first, status=422).page.words
    assert code_on(phone.opens("/with-a-helper/code")) == second
    assert here.comes(second).page.address == "/visit"


def test_a_code_is_worth_nothing_at_another_agency_or_with_its_helper_or_away_from_a_kiosk(
    app: Flask, person: APerson
) -> None:
    here, elsewhere = at_the_agency_of(app, person), at_the_agency_of(app, somebody(app))
    _phone, code = agrees_on_phone(app, person)
    assert NOT_NOW in elsewhere.comes(code, status=422).page.words
    assert WRONG in here.comes(code, status=422, login=elsewhere.login).page.words
    home = Visitor(app, "en").opens(f"/helping/{code.replace(' ', '')}")
    assert home.page.title == "Go to a screen of the agency"
    assert count_of(parts_of(app).database, "visits") == 0
    assert here.comes(code).page.address == "/visit"


def test_before_the_visit_the_helper_sees_nothing_about_anybody(app: Flask, person: APerson) -> None:
    here = at_the_agency_of(app, person)
    _phone, code = agrees_on_phone(app, person)
    real = here.screen().opens(f"/helping/{code.replace(' ', '')}")
    fake = here.screen().opens("/helping/0000000000")
    assert real.page.text.replace(code.replace(" ", ""), "").count("Ali") == 0
    assert fake.page.status == 200
    wrong = [here.comes(typed, status=422, login="not them").page.words for typed in (code, "0000 0000", "x")]
    assert len({words.partition(WRONG)[0] for words in wrong}) == 1, "a wrong password tells nothing about a code"
    assert "A letter is missing or wrong." in here.comes(f"{code[:-1]}?", status=422).page.words


def test_guessing_codes_rests_and_shuts_out_no_card(app: Flask, person: APerson) -> None:
    here = at_the_agency_of(app, person)
    phone, code = agrees_on_phone(app, person)
    for _ in range(MOST_PER_NETWORK):
        here.comes("00000000", status=422)
    assert "Too many tries." in here.comes(code, status=422).page.words
    assert here.beside(person).page.address == "/visit"
    assert "Lina is with you" in phone.opens("/visits").page.words


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_the_phone_stops_the_helper_from_any_page(app: Flask, person: APerson) -> None:
    here = at_the_agency_of(app, person)
    phone, code = agrees_on_phone(app, person)
    screen = here.comes(code).opens(f"/dossier/{A_TEXT}")
    phone.opens("/dossier").sends(action="/visits/stop")
    assert "It is stopped." in phone.page.words
    screen.sends({"answer": "too late"}, do="answer")
    assert screen.page.address == "/visit/over?kept=1"
    assert left_beside(app, person) == [(f"/dossier/{A_TEXT}", ["too late"], "Lina")]
    assert "You stopped it." in phone.opens("/visits").page.words
    assert "/visits/stop" not in phone.opens("/home").page.text
    assert "You stopped a helper’s visit." in phone.opens("/who-read").page.words


def test_stop_also_ends_a_code_that_nobody_used(app: Flask, person: APerson) -> None:
    here = at_the_agency_of(app, person)
    phone, code = agrees_on_phone(app, person)
    phone.opens("/visits").presses("I do not want a helper")
    assert NOT_NOW in here.comes(code, status=422).page.words


def test_a_phone_that_never_asked_for_a_helper_shows_no_stop_until_it_sees_the_visit(
    app: Flask, person: APerson
) -> None:
    here, phone = at_the_agency_of(app, person), signed_in(app, person)
    here.beside(person)
    assert "/visits/stop" not in phone.opens("/home").page.text
    phone.follows("A helper is with you now")
    assert phone.page.address == "/visits"
    assert "/visits/stop" in phone.opens("/home").page.text


def test_stop_ends_nothing_of_somebody_else(app: Flask, person: APerson) -> None:
    here, other = at_the_agency_of(app, person), somebody(app)
    screen = here.beside(person)
    phone = signed_in(app, other)
    phone.client.set_cookie("visit", "phone")
    phone.opens("/home").sends(action="/visits/stop")
    assert screen.opens("/visit").page.address == "/visit"


def test_the_visit_is_bound_to_the_screen_where_it_began(app: Flask, person: APerson) -> None:
    here, parts = at_the_agency_of(app, person), parts_of(app)
    _phone, code = agrees_on_phone(app, person)
    screen = here.comes(code)
    with parts.database.transaction(writes=True) as connection:
        other = a_kiosk(connection, parts.ring, person.actor.agency_id, "Salle 2")
    taken = screen.client.get_cookie("portal")
    assert taken is not None
    copied = Visitor(app, "en")
    copied.client.set_cookie("portal", taken.value)
    assert copied.opens("/visit").page.address.startswith("/sign-in")
    copied.client.set_cookie("kiosk", other.token)
    assert copied.opens("/visit").page.address == "/"


def test_a_helper_who_goes_to_another_person_has_left_the_first(app: Flask, person: APerson) -> None:
    parts = parts_of(app)
    here = at_the_agency_of(app, person)
    screen = here.beside(person)
    with parts.database.transaction(writes=True) as connection:
        a_helper(connection, parts.ring, person.actor.agency_id)
    phone, code = agrees_on_phone(app, person)
    here.comes(code, screen)
    assert screen.page.address == "/visit"
    assert phone.opens("/visits").page.words.count("It ended") == 1


def test_the_visit_on_the_phone_ends_after_its_longest_time(app: Flask, person: APerson) -> None:
    here = at_the_agency_of(app, person)
    with time_machine.travel(NOW, tick=False) as clock:
        _phone, code = agrees_on_phone(app, person)
        screen = here.comes(code)
        for _ in range(int(CAP / timedelta(minutes=1)) - 1):
            clock.shift(timedelta(minutes=1))
            assert screen.opens("/visit").page.address == "/visit"
        clock.shift(timedelta(minutes=1) - SECOND)
        assert screen.opens("/visit").page.address == "/visit"
        clock.shift(SECOND)
        assert screen.opens("/visit").page.address == "/visit/over"
        assert "It ended by itself." in signed_in(app, person).opens("/visits").page.words
