"""How visits end: by whoever else comes, a closed account or kiosk, a new card, the clock, a killed browser.

Whatever was typed as it ended is kept for the person, and the helper sees nothing of it again.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from portal.signin.accounts import end_account
from portal.signin.cards import make_card
from portal.storage.engine.database import Connection
from portal.storage.helping import kiosks
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.pages.samples import A_TEXT, PAST_JOBS, kept, left_beside
from tests.pages.visiting import A_PART, Here, at_the_agency_of
from tests.people import PASSWORD, APerson, a_helper, signed_in
from tests.visitor import Visitor
from tests.weeks import NOW

End = Callable[[Connection, Here, APerson], object]


def closes_the_account(connection: Connection, here: Here, _person: APerson) -> object:
    return end_account(connection, parts_of(here.app).ring, here.login, datetime.now(UTC))


def ends_the_kiosk(connection: Connection, here: Here, _person: APerson) -> object:
    return kiosks.end(connection, parts_of(here.app).ring, here.kiosk.place, datetime.now(UTC))


def makes_a_new_card(connection: Connection, here: Here, person: APerson) -> object:
    return make_card(connection, parts_of(here.app).ring, person.id, datetime.now(UTC))


def over(here: Here, person: APerson, end: End) -> None:
    with parts_of(here.app).database.transaction(writes=True) as connection:
        assert end(connection, here, person)


@pytest.mark.parametrize("app", BOTH, indirect=True)
@pytest.mark.parametrize("end", [closes_the_account, ends_the_kiosk, makes_a_new_card])
def test_a_visit_is_over_at_once(app: Flask, person: APerson, end: End) -> None:
    here = at_the_agency_of(app, person)
    screen = here.beside(person).opens(f"/dossier/{A_TEXT}")
    over(here, person, end)
    assert screen.opens(f"/dossier/{A_TEXT}").page.address != f"/dossier/{A_TEXT}"
    phone = signed_in(app, person).opens("/visits")
    assert "is with you" not in phone.page.words
    assert "The agency ended it." in phone.page.words
    assert "The agency ended the helper’s visit." in phone.opens("/who-read").page.words


@pytest.mark.parametrize("end", [closes_the_account, ends_the_kiosk, makes_a_new_card])
def test_what_is_typed_as_it_ends_is_kept_for_the_person(app: Flask, person: APerson, end: End) -> None:
    here = at_the_agency_of(app, person)
    screen = here.beside(person).opens(f"/dossier/{A_TEXT}")
    over(here, person, end)
    screen.sends({"answer": "too late"}, do="answer")
    assert "too late" not in screen.page.text
    assert left_beside(app, person) == [(f"/dossier/{A_TEXT}", ["too late"], "Lina")]
    assert kept(app, person, A_TEXT) == [], "nothing counts before the person looked at it"


def test_a_closed_account_comes_back_by_no_way(app: Flask, person: APerson) -> None:
    here = at_the_agency_of(app, person)
    screen = here.beside(person).opens("/visit/alone").sends({"picture": "cat"}).sends({"picture": "rose"})
    over(here, person, closes_the_account)
    screen.sends(action="/visit/back")
    assert screen.page.address == "/", "the moment alone ended with the visit"
    again = signed_in(app, person, kiosk=here.kiosk).opens("/with-a-helper/5").sends(do="stop")
    again.sends({"login": here.login, "password": PASSWORD}, status=422)


def test_of_two_helpers_the_second_stays_and_the_first_is_told(app: Flask, person: APerson) -> None:
    first, second = (at_the_agency_of(app, person, name, kiosk) for name, kiosk in (("Lina", "A"), ("Omar", "B")))
    screen = first.beside(person).opens(f"/dossier/{A_TEXT}")
    other = second.beside(person)
    screen.sends({"answer": "from the first"}, do="answer")
    assert screen.page.title == "The visit is over"
    other.opens(f"/dossier/{A_TEXT}").sends({"answer": "from the second"}, do="answer")
    assert kept(app, person, A_TEXT)[0][1] == "from the second"
    phone = signed_in(app, person).opens("/visits")
    assert "Omar is with you" in phone.page.words
    assert "It ended because another helper came." in phone.page.words


def test_a_small_page_typed_as_the_visit_ends_is_kept_for_the_person(app: Flask, person: APerson) -> None:
    here = at_the_agency_of(app, person)
    screen = here.beside(person).opens(f"/dossier/{PAST_JOBS}/1/{A_PART}")
    signed_in(app, person).opens("/visits").presses("Stop")
    screen.sends({"answer": "cook at sea"}, do="answer")
    assert screen.page.address == "/visit/over?kept=1"
    assert left_beside(app, person) == [(f"/dossier/{PAST_JOBS}/1/{A_PART}", ["cook at sea"], "Lina")]


@pytest.mark.parametrize("jump", [timedelta(hours=3), timedelta(hours=-3), timedelta(days=400)])
def test_a_clock_that_jumps_lets_no_helper_go_on(app: Flask, person: APerson, jump: timedelta) -> None:
    here = at_the_agency_of(app, person)
    with time_machine.travel(NOW, tick=False) as clock:
        screen = here.beside(person)
        clock.shift(jump)
        assert screen.opens(f"/dossier/{A_TEXT}").page.address in {"/", "/visit/over"}
        assert "is with you" not in signed_in(app, person).opens("/visits").page.words


def test_a_killed_browser_that_opens_again_shows_nothing_and_the_phone_knows(app: Flask, person: APerson) -> None:
    here = at_the_agency_of(app, person)
    with time_machine.travel(NOW, tick=False) as clock:
        here.beside(person)
        reopened = here.screen().opens("/visit")
        assert reopened.page.address == "/"
        clock.shift(timedelta(seconds=91))
        phone = signed_in(app, person).opens("/visits")
        assert "is with you" not in phone.page.words
        assert "It ended by itself." in phone.page.words


def test_a_screen_left_while_typing_keeps_the_words_for_the_person(app: Flask, person: APerson) -> None:
    here = at_the_agency_of(app, person)
    with time_machine.travel(NOW, tick=False) as clock:
        screen = here.beside(person).opens(f"/dossier/{A_TEXT}")
        clock.shift(timedelta(seconds=91))
        screen.sends({"answer": "too late"}, do="answer")
        assert "too late" not in screen.page.text
    assert left_beside(app, person) == [(f"/dossier/{A_TEXT}", ["too late"], "Lina")]


def test_i_have_finished_ends_the_visit_too(app: Flask, person: APerson) -> None:
    here = at_the_agency_of(app, person)
    here.beside(person).sends(action="/kiosk/over")
    phone = signed_in(app, person).opens("/visits")
    assert "It ended when you had finished." in phone.page.words
    alone = here.beside(person).opens("/visit/alone").sends({"picture": "cat"}).sends({"picture": "rose"})
    alone.opens("/home").sends(action="/kiosk/over")
    assert "You stopped it." in phone.opens("/visits").page.words


def test_alone_at_the_screen_the_person_can_also_stop(app: Flask, person: APerson) -> None:
    here = at_the_agency_of(app, person)
    alone = here.beside(person).opens("/visit/alone").sends({"picture": "cat"}).sends({"picture": "rose"})
    alone.opens("/dossier").sends(action="/visits/stop")
    assert alone.page.address == "/"
    assert alone.opens("/dossier").page.address == "/", "the screen has forgotten the person"
    assert "You stopped it." in signed_in(app, person).opens("/visits").page.words


def a_second_helper(here: Here, person: APerson) -> str:
    parts = parts_of(here.app)
    with parts.database.transaction(writes=True) as connection:
        return a_helper(connection, parts.ring, person.actor.agency_id, "Omar")


def test_two_helpers_one_after_the_other_at_one_screen(app: Flask, person: APerson) -> None:
    here = at_the_agency_of(app, person)
    screen: Visitor = here.beside(person)
    screen.sends(action="/visit/stop")
    omar = here.beside(person, a_second_helper(here, person))
    assert omar.page.address == "/visit"
    assert "Omar is with you" in signed_in(app, person).opens("/visits").page.words
