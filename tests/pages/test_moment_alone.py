"""Alone for a moment at the screen: the part for oneself is open there, nothing else, and never after the visit."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from portal.core.visits import Ended
from portal.dossier.questions import PROTECTED_SECTIONS
from portal.signin.accounts import end_account
from portal.signin.cards import make_card
from portal.storage.engine.database import Connection
from portal.storage.helping import kiosks, visits
from portal.web.parts import parts_of
from portal.web.published import Page
from tests.conftest import BOTH
from tests.pages.samples import A_TEXT, GATED, kept
from tests.pages.visiting import AGREES, Here, alone, at_the_agency_of, shows, token
from tests.people import APerson, count_of, signed_in
from tests.visitor import hidden
from tests.weeks import NOW, THIS

PROTECTED = [question.key for section in PROTECTED_SECTIONS for question in section.questions]
A_MINUTE = timedelta(minutes=1)
OPEN_ALONE = {
    "GET /", "GET /accessibility", "GET /dossier", "GET /dossier/<key>", "GET /help", "GET /kiosk/here",
    "GET /kiosk/over", "GET /language", "GET /listen", "GET /reading", "GET /speak/<place>",
    "GET /speak/<place>/<uuid:message_id>/erase", "GET /visit/wrong", "GET /voices/unclear", "POST /dossier/<key>",
    "POST /kiosk/left", "POST /kiosk/over", "POST /language", "POST /listen", "POST /reading", "POST /speak/<place>",
    "POST /speak/<place>/<uuid:message_id>/erase", "POST /sign-out", "POST /visit/back", "POST /visit/wrong",
    "POST /visits/stop", "POST /voices/unclear",
}  # fmt: skip
"""All that a screen opens while the person is alone at it: what no helper sees, and the ways on."""


def filled(address: str, person: APerson, key: str) -> str:
    """Return an address with this person's examples in its gaps."""
    named = dict.fromkeys(("person_id", "staff_id", "visit_id", "interview_id", "message_id"), str(person.id))
    known = {"week": THIS.name, "key": key, **named}
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda gap: known.get(gap[1], "1"), address)


def test_alone_for_a_moment_only_the_part_for_oneself_is_open(app: Flask, person: APerson) -> None:
    signed_in(app, person).opens(f"/dossier/{A_TEXT}").sends({"answer": "Fatou"}, do="answer")
    here = at_the_agency_of(app, person)
    screen = alone(here.beside(person))
    before, pages = kept(app, person, A_TEXT), app.extensions["portal_pages"]
    listed: list[Page] = [one for one in pages if one.name not in {"web.built_file", "web.health", "voices.sound"}]
    assert {f"{one.method} {one.address}" for one in listed if one.alone} == OPEN_ALONE
    for one in listed:
        if not one.alone and not one.name.startswith("signin.arrive"):
            address = filled(one.address, person, A_TEXT)
            form = {"answer": "of the helper", "csrf_token": token(screen)} if one.method == "POST" else None
            response = screen.client.open(address, method=one.method, data=form)
            assert response.status_code in {303, 403}, f"{one.method} {address}"
            assert response.headers.get("Location") in {None, "/", "/dossier"}, f"{one.method} {address}"
    form = {"answer": "of the helper", "do": "answer", "csrf_token": token(screen)}
    assert screen.client.post(f"/dossier/{A_TEXT}", data=form).headers["Location"] == "/dossier"
    assert not shows(screen, f"/dossier/{A_TEXT}")
    assert kept(app, person, A_TEXT) == before
    database = parts_of(app).database
    assert [count_of(database, table) for table in ("receipts", "visits", "invitations")] == [0, 1, 0]
    assert shows(screen, f"/dossier/{GATED.gate}")


def test_alone_for_a_moment_everything_that_no_helper_sees_can_be_told(app: Flask, person: APerson) -> None:
    screen = alone(at_the_agency_of(app, person).beside(person)).opens(f"/dossier/{GATED.gate}")
    screen.sends({"answer": "here"}, do="answer")
    assert screen.page.address == f"/dossier/{PROTECTED[1]}"
    for _ in PROTECTED:
        if screen.page.address != "/dossier":
            screen.sends(do="skip")
    assert screen.page.address == "/dossier", "and from the last of them, on to where the helper is brought back"
    assert "/visit/back" in screen.page.text
    assert "/dossier/check" not in screen.page.text


End = Callable[[Connection, Here, APerson], object]


def stops_on_the_phone(_connection: Connection, here: Here, person: APerson) -> object:
    return visits.end_all(_connection, person.id, Ended.BY_PERSON, datetime.now(UTC)) and here


def closes_the_account(connection: Connection, here: Here, _person: APerson) -> object:
    return end_account(connection, parts_of(here.app).ring, here.login, datetime.now(UTC))


def ends_the_kiosk(connection: Connection, here: Here, _person: APerson) -> object:
    return kiosks.end(connection, parts_of(here.app).ring, here.kiosk.place, datetime.now(UTC))


def makes_a_new_card(connection: Connection, here: Here, person: APerson) -> object:
    return make_card(connection, parts_of(here.app).ring, person.id, datetime.now(UTC))


@pytest.mark.parametrize("app", BOTH, indirect=True)
@pytest.mark.parametrize("end", [stops_on_the_phone, closes_the_account, ends_the_kiosk, makes_a_new_card])
def test_the_moment_alone_ends_with_the_visit(app: Flask, person: APerson, end: End) -> None:
    here = at_the_agency_of(app, person)
    screen = alone(here.beside(person))
    assert shows(screen, f"/dossier/{GATED.gate}")
    with parts_of(app).database.transaction(writes=True) as connection:
        assert end(connection, here, person)
    assert not shows(screen, f"/dossier/{GATED.gate}")
    assert not shows(screen, "/dossier")


def test_the_moment_alone_ends_with_another_helper(app: Flask, person: APerson) -> None:
    first, second = (at_the_agency_of(app, person, name, kiosk) for name, kiosk in (("Lina", "A"), ("Omar", "B")))
    screen = alone(first.beside(person))
    second.beside(person)
    assert not shows(screen, "/dossier")


def test_the_moment_alone_lasts_no_longer_than_the_visit(app: Flask, person: APerson) -> None:
    here = at_the_agency_of(app, person)
    gate = GATED.gate or ""
    with time_machine.travel(NOW, tick=False) as clock:
        screen = alone(here.beside(person)).opens(f"/dossier/{gate}")
        for _ in range(44):
            clock.shift(A_MINUTE)
            assert shows(screen, "/dossier")
        form = {**hidden(screen.page.form()), "answer": "here", "do": "answer"}
        clock.shift(A_MINUTE)
        assert not shows(screen, "/dossier")
        late = {**form, "csrf_token": form["csrf_token"]}
        screen.client.post(f"/dossier/{gate}", data=late)
        screen.client.post(f"/dossier/{A_TEXT}", data={**late, "answer": "of the helper"})
    assert [values for _state, values in kept(app, person, gate)] == [{"answer": ["here"]}], "kept, and waits"
    assert kept(app, person, A_TEXT) == []


@pytest.mark.parametrize("later", [timedelta(seconds=91), timedelta(hours=20)])
def test_a_screen_left_in_a_moment_alone_takes_no_words_for_anything_else(
    app: Flask, person: APerson, later: timedelta
) -> None:
    here = at_the_agency_of(app, person)
    with time_machine.travel(NOW, tick=False) as clock:
        screen = alone(here.beside(person)).opens(f"/dossier/{GATED.gate}")
        form = {**hidden(screen.page.form()), "answer": "here", "do": "answer"}
        clock.shift(later)
        for address in (f"/dossier/{A_TEXT}", f"/week/{THIS.name}/search", f"/dossier/{GATED.gate}"):
            screen.client.post(address, data=form)
        screen.client.post("/kiosk/left", data={**form, "left": f"/dossier/{A_TEXT}"})
    assert kept(app, person, A_TEXT) == []
    assert count_of(parts_of(app).database, "drafts") == 0
    assert bool(kept(app, person, GATED.gate or "")) is (later < timedelta(minutes=5)), (
        "their own last words wait for them"
    )


def test_nobody_who_stayed_at_a_screen_begins_the_next_visit_alone(app: Flask, person: APerson) -> None:
    here = at_the_agency_of(app, person)
    screen = alone(here.beside(person))
    assert screen.opens(AGREES).page.address == "/dossier"
    assert screen.opens("/helping").page.address == "/dossier"
