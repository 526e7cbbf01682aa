"""Tricks with visits: with a gesture, a code, a clock, two people at once. Each is in vain."""

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.core.visits import MOST_WRONG, READS, Ended
from portal.signin.throttle import MOST_PER_NETWORK
from portal.storage.helping import visits
from portal.storage.tables.agency import keys
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.pages.samples import A_LONG_TEXT, A_TEXT, GATED, kept
from tests.pages.visiting import Here, alone, at_the_agency_of, code_on, shows, token
from tests.people import PASSWORD, APerson, a_kiosk, a_manager, a_person, count_of, signed_in, somebody
from tests.visitor import Visitor, hidden
from tests.weeks import NOW

A_MINUTE = timedelta(minutes=1)


def test_a_gesture_to_send_is_good_once(app: Flask, person: APerson) -> None:
    screen = at_the_agency_of(app, person).beside(person).opens(f"/dossier/{A_TEXT}")
    screen.sends({"answer": "Fanta"}, do="answer").opens("/visit/finish")
    first = {**hidden(screen.page.form(action="/visit/send")), "picture": "cat"}
    second = {**hidden(screen.posts("/visit/send", first).page.form(action="/visit/send")), "picture": "rose"}
    screen.posts("/visit/send", second)
    screen.opens(f"/dossier/{A_TEXT}").sends({"answer": "not her words"}, do="answer")
    for form in (second, first, second):  # whoever goes back in the browser and sends the pages once more
        screen.posts("/visit/send", form, status=422)
    assert count_of(parts_of(app).database, "receipts") == 1


def test_a_gesture_to_send_leaves_nobody_alone(app: Flask, person: APerson) -> None:
    screen = at_the_agency_of(app, person).beside(person).opens(f"/dossier/{A_TEXT}")
    screen.sends({"answer": "Fanta"}, do="answer").opens("/visit/finish")
    screen.sends({"picture": "cat"}, action="/visit/send")
    last = {**hidden(screen.page.form(action="/visit/send")), "picture": "rose"}
    screen.posts("/visit/alone", last, status=422)
    assert screen.opens(f"/dossier/{GATED.gate}").page.address == "/dossier"
    assert not shows(screen, "/who-read")


def test_wrong_gestures_end_the_gestures_of_this_visit_and_not_the_card(app: Flask, person: APerson) -> None:
    here = at_the_agency_of(app, person)
    screen = here.beside(person).opens("/visit/alone")
    for _ in range(MOST_WRONG):
        screen.sends({"picture": "horse"}).sends({"picture": "horse"}, status=422)
    assert "Too many tries." in screen.page.words
    assert "/visit/alone" not in [one.get("action") for one in screen.opens("/visit/alone").page.all("form")]
    screen.opens(f"/dossier/{A_TEXT}").sends({"answer": "Fanta"}, do="answer").opens("/visit/finish")
    assert "/visit/send" not in screen.page.text
    assert "Too many tries." in screen.page.words
    phone = Visitor(app, "en").opens(f"/c/{person.secret}").sends({"picture": "cat"}).sends({"picture": "rose"})
    assert phone.page.address == "/home"
    assert alone(here.beside(person)).page.address == "/dossier", "another visit counts from the beginning"


def opened_for(app: Flask, person: APerson) -> str:
    return code_on(signed_in(app, person.counsellor).opens(f"/people/{person.id}/visit").sends({"known": "yes"}))


def test_a_code_from_the_desk_is_good_for_minutes_also_once_it_is_read(app: Flask, person: APerson) -> None:
    here = at_the_agency_of(app, person)
    with time_machine.travel(NOW, tick=False) as clock:
        screen = here.comes(opened_for(app, person)).opens("/helping/agree/5").sends(do="stop")
        for _ in range(READS // A_MINUTE):
            clock.shift(A_MINUTE)
            screen.opens("/helping/agree/5")
        assert screen.sends(do="stop").page.address == "/helping"
    assert count_of(parts_of(app).database, "visits") == 0


def test_while_somebody_reads_with_a_code_from_the_desk_the_person_can_stop_it(app: Flask, person: APerson) -> None:
    here, name = at_the_agency_of(app, person), person.counsellor.login.title()
    screen = here.comes(opened_for(app, person)).opens("/helping/agree/5")
    phone = signed_in(app, person).opens("/visits")
    assert f"{name} lets a helper come to you." in phone.page.words
    phone.presses("I do not want a helper")
    assert screen.sends(do="stop").page.address == "/helping"


def test_a_code_from_the_desk_says_whose_dossier_it_opens_before_it_does(app: Flask, person: APerson) -> None:
    here = at_the_agency_of(app, person)
    screen = here.comes(opened_for(app, person)).opens("/helping/agree/5").sends(do="stop")
    assert "Is this you? Ali" in screen.page.words
    assert count_of(parts_of(app).database, "visits") == 0
    screen.presses("No, this is not me")
    assert screen.page.address == "/helping"
    assert screen.opens("/helping/agree/me").page.address == "/helping"


def test_with_a_code_from_the_desk_who_has_two_pictures_taps_them(app: Flask, person: APerson) -> None:
    here = at_the_agency_of(app, person)
    screen = here.comes(opened_for(app, person)).opens("/helping/agree/5").sends(do="stop")
    assert "Yes, this is me" not in screen.page.words
    screen.posts("/helping/agree/me", {"csrf_token": token(screen), "do": "yes"}, status=422)
    screen.sends({"picture": "cat"}).sends({"picture": "horse"}, status=422)
    assert count_of(parts_of(app).database, "visits") == 0
    assert screen.sends({"picture": "cat"}).sends({"picture": "rose"}).page.address == "/visit"


def test_who_vouched_for_a_helper_opens_no_visit_for_them(app: Flask, person: APerson) -> None:
    parts = parts_of(app)
    here = at_the_agency_of(app, person)
    with parts.database.transaction(writes=True) as connection:
        manager = a_manager(connection, parts.ring, person.actor.agency_id)
    signed_in(app, manager).opens("/agency").presses("Ask for an account", {"first-name": "Zoé"})
    desk = signed_in(app, person.counsellor).opens("/agency/new-helpers").presses("Yes, they may help")
    login, secret = ("".join(one.itertext()) for one in desk.page.all("dd"))
    given = {"login": login, "password": secret}
    screen = here.screen().opens("/helping").sends({**given, "code": opened_for(app, person)}, status=422)
    assert "First choose a password of your own." in screen.page.words
    screen.opens("/helping/first-time").sends({**given, "chosen": PASSWORD})
    code = opened_for(app, person)
    assert "another helper must come" in here.comes(code, status=422, login=login).page.words
    assert here.comes(code).page.address == "/helping/agree", "the code is still good, for another helper"


def test_a_helper_sits_beside_one_person_at_a_time(app: Flask, person: APerson) -> None:
    here, parts = at_the_agency_of(app, person), parts_of(app)
    first = here.beside(person)
    with parts.database.transaction(writes=True) as connection:
        other = a_person(connection, parts.ring, person.counsellor)
        kiosk = a_kiosk(connection, parts.ring, person.actor.agency_id, "Salle 2")
    second = Here(app=app, kiosk=kiosk, login=here.login).beside(other)
    assert second.page.address == "/visit"
    assert not shows(first, "/dossier")
    phone = signed_in(app, person)
    assert "It ended when you had finished." in phone.opens("/visits").page.words
    assert "visit ended" in phone.opens("/who-read").page.words


def test_stop_also_holds_when_the_clock_is_put_right(app: Flask, person: APerson) -> None:
    here = at_the_agency_of(app, person)
    with time_machine.travel(NOW, tick=False) as clock:
        screen = here.beside(person)
        clock.shift(timedelta(hours=1))
        phone = signed_in(app, person).opens("/visits")
        phone.posts("/visits/stop", {"csrf_token": token(phone)})
        clock.shift(-timedelta(hours=1) + A_MINUTE / 2)
        assert not shows(screen, "/dossier")


@pytest.mark.parametrize("app", BOTH, indirect=True)
@pytest.mark.parametrize("writes", [False, True])
def test_stop_also_holds_for_a_page_that_is_on_its_way(app: Flask, *, writes: bool) -> None:
    person = somebody(app)
    signed_in(app, person).opens(f"/dossier/{A_LONG_TEXT}").sends({"answer": "told at home"}, do="answer")
    screen = at_the_agency_of(app, person).beside(person).opens(f"/dossier/{A_TEXT}")
    form, answers = {**hidden(screen.page.form()), "answer": "after Stop", "do": "answer"}, []

    def asks() -> None:
        sent = screen.client.post(f"/dossier/{A_TEXT}", data=form) if writes else None
        answers.append(sent or screen.client.get(f"/dossier/{A_LONG_TEXT}"))

    with parts_of(app).database.transaction(writes=True) as connection:
        connection.execute(select(keys).where(keys.c.owner_id == person.id).with_for_update()).all()
        on_its_way = threading.Thread(target=asks)
        on_its_way.start()
        time.sleep(1)  # it has come to where it waits for the person's key
        visits.end_all(connection, person.id, Ended.BY_PERSON, datetime.now(UTC))
    on_its_way.join()
    assert answers[0].headers.get("Location", "").startswith("/visit/over")
    assert "after Stop" not in [value for _state, value in kept(app, person, A_TEXT)]


def test_who_ends_every_device_ends_the_visit_too(app: Flask, person: APerson) -> None:
    screen = at_the_agency_of(app, person).beside(person)
    phone = signed_in(app, person).opens("/devices")
    phone.posts("/devices", {"csrf_token": token(phone), "device": "all"})
    assert not shows(screen, "/dossier")
    assert "You stopped a helper’s visit." in phone.opens("/who-read").page.words


def test_wrong_passwords_of_helpers_shut_no_staff_out(app: Flask, person: APerson) -> None:
    here = at_the_agency_of(app, person)
    screen = here.screen()
    for _ in range(MOST_PER_NETWORK + 1):
        here.comes("1111 1111", screen, status=422, login="nobody-000000")
    assert "Too many tries." in screen.page.words
    nour = person.counsellor
    visitor = Visitor(app, "en").opens("/staff")
    visitor.sends({"login": nour.login, "password": PASSWORD, "code": nour.code})
    assert visitor.page.address == "/day"


def test_the_same_helper_again_beside_the_same_person_ends_the_visit_before(app: Flask, person: APerson) -> None:
    here = at_the_agency_of(app, person)
    first = here.beside(person)
    second = here.beside(person)
    assert second.page.address == "/visit"
    assert not shows(first, "/dossier")
