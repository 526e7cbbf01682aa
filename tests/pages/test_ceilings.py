"""A stolen account opens no more than people do: the next one is not opened, it stops, and the manager knows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from portal.core.ceilings import MOST_TRIES
from portal.storage.engine.database import Connection
from portal.storage.trace.journal import Deed, entries
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.pages.test_moving import the_manager
from tests.pages.test_openings import opens
from tests.pages.test_stand_in import a_colleague, is_away
from tests.people import PASSWORD, ACounsellor, APerson, a_counsellor, a_person, signed_in
from tests.visitor import Visitor

MOST, LINES = 3, 120
A_DAY, THREE_WEEKS = timedelta(days=1), timedelta(days=21)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def few(app: Flask) -> None:
    """Let an account open three people an hour, and leave so many lines about one."""
    parts = parts_of(app)
    app.extensions["portal"] = replace(parts, settings=replace(parts.settings, most_people=MOST, most_lines=LINES))


def people(app: Flask, most: int = MOST + 1, *after: timedelta) -> tuple[ACounsellor, list[APerson]]:
    """Add a counsellor with some people, whom they meet ``after`` so long: in three weeks, if nothing is said."""
    parts, meets = parts_of(app), after or (THREE_WEEKS,)
    with parts.database.transaction(writes=True) as connection:
        counsellor = a_counsellor(connection, parts.ring)
        return counsellor, [a_person(connection, parts.ring, counsellor, interviews=meets) for _ in range(most)]


def readings(connection: Connection, person: APerson) -> int:
    return [entry.deed for entry in entries(connection, person.key)].count(Deed.READ)


def crawls(visitor: Visitor, all_of_them: list[APerson]) -> list[int]:
    """Open one person after the other, and return how it was answered."""
    return [visitor.client.get(f"/people/{one.id}").status_code for one in all_of_them]


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_one_more_than_the_ceiling_is_not_opened_and_stops_the_account(app: Flask) -> None:
    counsellor, mine = people(app)
    visitor = signed_in(app, counsellor)
    assert crawls(visitor, mine) == [200, 200, 200, 403]
    assert visitor.opens("/people").page.address.startswith("/staff")
    with parts_of(app).database.transaction(writes=False) as connection:
        assert [readings(connection, one) for one in mine] == [1, 1, 1, 0], "readings made are readings shown"


def test_the_page_says_why_and_every_session_is_over(app: Flask) -> None:
    counsellor, mine = people(app)
    elsewhere, visitor = signed_in(app, counsellor), signed_in(app, counsellor)
    crawls(visitor, mine[:MOST])
    visitor.opens(f"/people/{mine[-1].id}", status=403)
    assert visitor.page.says("Your account is stopped: ask your manager.")
    assert visitor.client.get_cookie("portal") is None
    assert elsewhere.opens(f"/people/{mine[0].id}").page.address.startswith("/staff")


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_what_was_typed_in_the_form_that_was_refused_is_given_back(app: Flask) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        counsellor, (first, *others) = people(app)
        visitor = signed_in(app, counsellor).opens(f"/people/{first.id}/agree")
        for minutes in range(10, 80, 10):
            clock.move_to(NOW + timedelta(minutes=minutes))
            visitor.client.get("/people")
        assert crawls(signed_in(app, counsellor), others) == [200] * MOST
        visitor.sends({"phrase": "cv", "words-cv": "with the nursery", "until-cv": "3/12/2026"}, status=403)
    assert visitor.page.says("Your account is stopped: ask your manager.")
    assert visitor.page.says("Write the CV with the nursery")
    assert not visitor.page.says("counsellor"), "what was chosen from a list is not among the words"
    assert visitor.client.get_cookie("portal") is None


def test_the_reason_that_was_typed_once_too_often_is_given_back(app: Flask) -> None:
    counsellor, _mine = people(app)
    visitor = signed_in(app, counsellor)
    typed = {"who": "Ousmane Diop", "reason": "asked", "words": "He asked me at the desk."}
    for status in [200] * MOST_TRIES + [403]:
        visitor.opens("/people/other").sends(typed, status=status)
    assert visitor.page.says("Your account is stopped: ask your manager.")
    assert visitor.page.says("He asked me at the desk.")


def test_somebody_who_was_opened_is_opened_again(app: Flask) -> None:
    counsellor, mine = people(app)
    visitor = signed_in(app, counsellor)
    for address in ("", "/brief.pdf", "/weeks", "/interviews", ""):
        for one in mine[:MOST]:
            assert visitor.client.get(f"/people/{one.id}{address}").status_code == 200


def test_a_list_opens_nobody(app: Flask) -> None:
    counsellor, mine = people(app, most=MOST + 4)
    visitor = signed_in(app, counsellor)
    for address in ("/people", "/day", "/people"):
        visitor.opens(address)
    assert crawls(visitor, mine[:MOST]) == [200] * MOST


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_who_opens_one_person_again_and_again_is_stopped_before_a_reading_drowns(app: Flask) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        counsellor, (person, *_others) = people(app)
        visitor, address = signed_in(app, counsellor), f"/people/{person.id}/weeks"
        statuses = [visitor.client.get(address).status_code for _ in range(LINES + 1)]
        assert statuses == [200] * LINES + [403]
        clock.move_to(NOW + timedelta(minutes=1))
        visitor.opens(address)
        assert visitor.page.address.startswith("/staff")
        with parts_of(app).database.transaction(writes=False) as connection:
            deeds = [entry.deed for entry in entries(connection, person.key)]
            assert deeds.count(Deed.READ_WEEKS) == LINES
        manager = signed_in(app, the_manager(app, person)).opens("/agency")
        assert manager.page.says("Accounts that stopped")


@pytest.mark.parametrize("tail", ["", "/weeks", "/interview/1", "/agree", "/interviews"])
def test_no_page_about_one_person_can_be_asked_for_without_end(app: Flask, tail: str) -> None:
    counsellor, (person, *_others) = people(app)
    visitor = signed_in(app, counsellor)
    statuses = {visitor.client.get(f"/people/{person.id}{tail}").status_code for _ in range(LINES + 1)}
    with parts_of(app).database.transaction(writes=False) as connection:
        deeds = [entry.deed for entry in entries(connection, person.key)]
        assert len(deeds) - deeds.count(Deed.SAW_IN_LIST) <= LINES
    assert statuses <= {200, 303, 403}


def test_an_hour_later_others_can_be_opened(app: Flask) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        counsellor, mine = people(app)
        assert crawls(signed_in(app, counsellor), mine[:MOST]) == [200] * MOST
        clock.move_to(NOW + timedelta(minutes=60))
        assert crawls(signed_in(app, counsellor), mine[MOST:]) == [200]


def test_every_way_of_reading_counts(app: Flask) -> None:
    for address in ("/weeks", "/interviews", "/brief.pdf"):
        with parts_of(app).database.transaction(writes=True) as connection:
            counsellor = a_counsellor(connection, parts_of(app).ring, f"nour{address.strip('/.')}")
            ring, meets = parts_of(app).ring, (THREE_WEEKS,)
            mine = [a_person(connection, ring, counsellor, interviews=meets) for _ in range(MOST + 1)]
        visitor = signed_in(app, counsellor)
        statuses = [visitor.client.get(f"/people/{one.id}{address}").status_code for one in mine]
        assert statuses == [200] * MOST + [403], address


def test_people_one_stands_in_for_and_those_one_opened_count_alike(app: Flask) -> None:
    counsellor, mine = people(app, most=MOST)
    colleague = a_colleague(app, mine[0])
    is_away(app, mine[0], colleague)
    visitor = signed_in(app, colleague)
    assert crawls(visitor, mine) == [200] * MOST
    with parts_of(app).database.transaction(writes=True) as connection:
        a_counsellor(connection, parts_of(app).ring, "third", counsellor.actor.agency_id)
        a_person(connection, parts_of(app).ring, mine[0].counsellor)
    assert opens(app, colleague, "Nobody").page.says("Your question was taken.")


def signs_in(app: Flask, counsellor: ACounsellor, status: int, says: str = PASSWORD) -> Visitor:
    claim = {"login": counsellor.login, "password": says, "code": counsellor.code}
    return Visitor(app).opens("/staff").sends(claim, status=status)


def test_a_stopped_account_signs_in_nowhere_and_only_its_owner_is_told(app: Flask) -> None:
    counsellor, mine = people(app)
    crawls(signed_in(app, counsellor), mine)
    assert signs_in(app, counsellor, 422, "another").page.says("These do not go together. Check all three.")
    assert signs_in(app, counsellor, 422).page.says("Your account is stopped: ask your manager.")


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_the_manager_is_told_and_opens_it_again_with_a_word(app: Flask) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        counsellor, mine = people(app)
        crawls(signed_in(app, counsellor), mine)
        manager = signed_in(app, the_manager(app, mine[0])).opens("/agency")
        assert manager.page.says("Accounts that stopped")
        assert manager.page.says("Nour")
        for one in mine:
            assert str(one.id) not in manager.page.text
        manager.presses("Open it again", {"word": " "}, status=422)
        assert manager.page.says("Say in a few words what you found out.")
        manager.presses("Open it again", {"word": "She prepared two days."})
        assert manager.page.says("She prepared two days.")
        assert "Open it again" not in manager.page.words
        clock.move_to(NOW + timedelta(minutes=2))
        assert signs_in(app, counsellor, 200).page.status == 200


def test_another_agency_s_manager_neither_sees_nor_opens_it(app: Flask) -> None:
    counsellor, mine = people(app)
    crawls(signed_in(app, counsellor), mine)
    with parts_of(app).database.transaction(writes=True) as connection:
        elsewhere = a_person(connection, parts_of(app).ring)
    manager, page = signed_in(app, the_manager(app, elsewhere)), signed_in(app, the_manager(app, mine[0]))
    stop = page.opens("/agency").page.text.split('name="do" value="')[1].split('"')[0]
    manager.opens("/agency")
    assert "Nour" not in manager.page.words
    token = manager.page.text.split('name="csrf_token" value="')[1].split('"')[0]
    manager.posts("/agency/stops", {"csrf_token": token, "do": stop, "word": "mine"})
    assert signs_in(app, counsellor, 422).page.says("Your account is stopped: ask your manager.")


def test_a_manager_s_word_that_comes_too_late_is_not_lost(app: Flask) -> None:
    counsellor, mine = people(app)
    crawls(signed_in(app, counsellor), mine)
    sent = {"word": "She prepared two days.", "csrf_token": "old"}
    manager = signed_in(app, the_manager(app, mine[0])).opens("/agency").posts("/agency/stops", sent, status=422)
    assert "She prepared two days." in manager.page.text
    assert Visitor(app).posts("/agency/stops", sent, status=422).page.says("She prepared two days.")
