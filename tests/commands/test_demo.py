"""The demo, and the auditing surface that exists only in it."""

import json

import pytest
from flask import Flask
from sqlalchemy import Table, delete, func, select, update

from portal.commands.auditing import describe_pages
from portal.commands.demo import Demo
from portal.signin.cards import digest_of, find_card
from portal.storage.engine.database import Database
from portal.storage.tables.agency import staff
from portal.storage.tables.people import journal, receipts, replies, reply_events, weeks
from portal.web.parts import parts_of
from tests.commands.conftest import Operator
from tests.house.test_every_page import AFTER_PICTURES, FOR_TWO

DEMO_ONLY = (("pages", "--json"), ("session", "person"), ("people",), ("code", "nadege"))


@pytest.mark.parametrize("typed", DEMO_ONLY, ids=" ".join)
def test_where_people_may_be_real_nothing_is_shown(operator: Operator, typed: tuple[str, ...]) -> None:
    result = operator(*typed)
    assert result.exit_code == 1
    assert result.output == "Error: This only works with the invented people of the demo: start ./dev run first.\n"


def test_the_operator_can_close_the_demo(operator: Operator, demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    assert demo
    assert [operator(*typed).exit_code for typed in DEMO_ONLY] == [0, 0, 0, 0]
    monkeypatch.setenv("PORTAL_DEMO", "0")
    assert [operator(*typed).exit_code for typed in DEMO_ONLY] == [1, 1, 1, 1]


@pytest.mark.parametrize("role", ["person", "helper", "counsellor", "manager"])
def test_an_auditor_opens_every_page_as_each_role(operator: Operator, demo: Demo, served: Flask, role: str) -> None:
    assert demo
    browser = served.test_client()
    for one in operator("session", role, "en").output.strip().split("; "):
        name, value = one.split("=", 1)
        browser.set_cookie(name, value, domain="portal.example", secure=True)
    for page in json.loads(operator("pages", "--json").output):
        if page["method"] == "GET" and page["permission"] != "visit" and role in page["roles"]:
            if page["name"] == "caseload.open_listed" or (role == "person" and page["name"] in FOR_TWO):
                continue
            answered = 303 if page["name"] in AFTER_PICTURES else 200
            assert browser.get(page["address"], base_url="https://portal.example").status_code == answered, page


def test_every_page_of_the_portal_is_listed_and_filled_in(demo: Demo, served: Flask) -> None:
    listed = describe_pages(served, demo)
    assert [one["name"] for one in listed] == [page.name for page in served.extensions["portal_pages"]]
    assert not any("<" in one["address"] for one in listed)


def test_an_auditor_is_told_which_languages_there_are(operator: Operator, demo: Demo) -> None:
    assert demo
    result = operator("session", "person", "tlh")
    assert result.exit_code == 1
    assert "The languages on offer are: fr, en, ar." in result.output


def test_a_new_card_kills_the_old_one_and_is_told(operator: Operator, demo: Demo, served: Flask) -> None:
    person = demo.people[1]
    told = operator("card", str(person.id)).output
    letters = told.split("or to type: ")[1].splitlines()[0].replace(" ", "")
    parts = parts_of(served)
    with parts.database.transaction(writes=True) as connection:
        old, new = (
            find_card(connection, parts.ring, digest_of(parts.ring, secret), demo.made_at)
            for secret in (person.secret, letters)
        )
    assert old is not None
    assert not old.usable
    assert new is not None
    assert new.usable
    assert new.is_new
    assert served.test_client().get(f"/C/{letters}").headers["Location"] == "/sign-in/pictures"


def test_the_journal_of_a_person_is_checked(operator: Operator, demo: Demo, database: Database) -> None:
    person = demo.shown
    assert "The chain holds" in operator("journal", "check", str(person.id)).output
    with database.transaction(writes=True) as connection:
        connection.execute(delete(journal).where(journal.c.person_id == person.id, journal.c.number == 2))
    result = operator("journal", "check", str(person.id))
    assert result.exit_code == 1
    assert "broken at entries 3" in result.output


@pytest.mark.parametrize("table", [weeks, replies, receipts])
def test_a_sending_that_was_taken_away_is_missed(
    operator: Operator, demo: Demo, database: Database, table: Table
) -> None:
    person = demo.shown
    with database.transaction(writes=True) as connection:
        mine = table.c.person_id == person.id
        newest = select(func.max(table.c.at)).where(mine).scalar_subquery()
        connection.execute(delete(reply_events).where(reply_events.c.person_id == person.id))
        assert connection.execute(delete(table).where(mine, table.c.at == newest)).rowcount
    result = operator("journal", "check", str(person.id))
    assert result.exit_code == 1
    assert "more sendings than there are" in result.output


def test_staff_who_tried_too_often_are_let_in_again(operator: Operator, demo: Demo, database: Database) -> None:
    assert demo
    with database.transaction(writes=True) as connection:
        connection.execute(update(staff).values(failures=10))
    assert operator("unlock", " Nadege ").exit_code == 0
    with database.transaction(writes=False) as connection:
        assert sorted(connection.execute(select(staff.c.failures)).scalars()) == [0, 10, 10, 10, 10]
    assert operator("unlock", "nobody").exit_code == 1
