"""The operator makes kiosks, sees which are used, and ends them."""

import re
from datetime import datetime, timedelta

import time_machine
from flask import Flask

from portal.core.calendar import PARIS
from portal.storage.engine.database import Database
from portal.storage.helping import kiosks
from portal.web.parts import parts_of
from tests.commands.conftest import Operator
from tests.people import an_agency

HTTPS = "https://portal.example"


def opens(served: Flask, told: str) -> str:
    """Open the address that was printed, press its button, and return the cookie of the kiosk."""
    address = re.search(rf"{HTTPS}(\S+)", told)
    assert address is not None
    browser = served.test_client()
    shown = browser.get(address[1], base_url=HTTPS).text
    token = shown.split('name="csrf_token" value="')[-1].split('"')[0]
    answer = browser.post(address[1], base_url=HTTPS, data={"csrf_token": token})
    assert answer.status_code == 303
    cookie = browser.get_cookie("__Host-kiosk", domain="portal.example")
    assert cookie is not None
    return cookie.value


def test_a_browser_becomes_a_kiosk_is_seen_and_is_ended(operator: Operator, served: Flask, database: Database) -> None:
    with database.transaction(writes=True) as connection:
        an_agency(connection)
    assert "There is no kiosk yet" in operator("kiosk", "list").output
    told = operator("kiosk", "add", "Accueil").output
    assert "It works once, for 30 minutes." in told
    assert "Accueil (Agence du Port): never opened, its address waits until" in operator("kiosk", "list").output
    cookie = opens(served, told)
    day = f"{datetime.now(PARIS):%d.%m.%Y}"
    assert f"Accueil (Agence du Port): last seen {day}" in operator("kiosk", "list").output
    assert operator("kiosk", "end", "Accueil").exit_code == 0
    assert f"ended {day}" in operator("kiosk", "list").output
    with database.transaction(writes=False) as connection:
        assert kiosks.find(connection, parts_of(served).ring, cookie) is None
    assert operator("kiosk", "end", "Accueil").exit_code == 1


def test_a_cookie_that_was_copied_shows_by_the_hour_of_its_use(
    operator: Operator, served: Flask, database: Database
) -> None:
    with database.transaction(writes=True) as connection:
        an_agency(connection)
    cookie = opens(served, operator("kiosk", "add", "Accueil").output)
    tonight = datetime.now(PARIS) + timedelta(hours=14)
    with time_machine.travel(tonight):
        thief = served.test_client()
        thief.set_cookie("__Host-kiosk", cookie, domain="portal.example", secure=True)
        assert "data-kiosk" in thief.get("/", base_url=HTTPS).text
    assert f"last seen {tonight:%d.%m.%Y %H:}" in operator("kiosk", "list").output
    operator("kiosk", "end", "Accueil")
    assert "data-kiosk" not in thief.get("/", base_url=HTTPS).text


def test_where_there_are_several_agencies_the_operator_says_which(operator: Operator, database: Database) -> None:
    assert operator("kiosk", "add", "Accueil").output == "Error: There is no agency yet.\n"
    with database.transaction(writes=True) as connection:
        an_agency(connection, "Nord")
        an_agency(connection, "Sud")
    result = operator("kiosk", "add", "Accueil")
    assert result.exit_code == 1
    assert "Say which with --agency: Nord, Sud." in result.output
    assert operator("kiosk", "add", "Accueil", "--agency", "Sud").exit_code == 0
    assert "Accueil (Sud): never opened" in operator("kiosk", "list").output
    assert operator("kiosk", "end", "Accueil", "--agency", "Nord").exit_code == 1
    assert operator("kiosk", "add", "n" * 61, "--agency", "Sud").exit_code == 1


def test_the_demo_has_a_screen_at_the_entrance_and_one_where_helpers_sit(served: Flask, demo: object) -> None:
    assert demo
    with parts_of(served).database.transaction(writes=False) as connection:
        assert [one.name for one in kiosks.known(connection)] == ["Accueil", "Table des aidants"]
