"""A counsellor finds somebody among many with the keyboard alone: what is typed narrows the list, Enter opens."""

import pytest
from playwright.sync_api import expect

from portal.core.finding import finds
from portal.web.parts import parts_of
from tests.crowd import a_crowd
from tests.journeys.conftest import NewPhone
from tests.journeys.phone import Phone
from tests.journeys.served import Portal
from tests.people import TOMORROW, ACounsellor

NAMED = (
    "Samira Haddouchine", "Éloïse Brun", "Élodie Brun", "Jean-Pierre Vœux", "Łukasz Wójcik", "Mohammed El Chérif",
    "Zeynep Karagözlü", "عائشة بن صالح", "أحمد الحداد", "Ali Koné",
)  # fmt: skip
OTHERS = tuple(f"Zoé Numéro {number:02}" for number in range(60))
"""So many that names are folded under their first letters."""
TYPED = (
    "brun", "ELO", "brun elo", "voeux", "jeanpierre", "lukasz", "karagozlu", "cherif moha", "سميرة", "حدوشين",
    "الشريف", "علي", "aicha", "el haddad", "ahmed", "zz", "é", "ß",
)  # fmt: skip


@pytest.fixture
def desk(portal: Portal, new_phone: NewPhone, counsellor: ACounsellor) -> Phone:
    parts = parts_of(portal.app)
    with parts.database.transaction(writes=True) as connection:
        a_crowd(connection, parts.ring, counsellor, NAMED + OTHERS, TOMORROW)
    return new_phone(computer=True, has_touch=False).is_in(counsellor).opens("/people")


def seen(desk: Phone) -> list[str]:
    return [one.inner_text() for one in desk.page.locator(".names bdi").all() if one.is_visible()]


def test_the_page_finds_whom_the_portal_finds(desk: Phone) -> None:
    assert seen(desk) == [], "many people are first seen as letters"
    for typed in TYPED:
        desk.writes(typed)
        assert set(seen(desk)) == {name for name in NAMED + OTHERS if finds(typed, name)}, typed
    desk.writes("")
    assert seen(desk) == []


def test_typing_and_enter_open_somebody(desk: Phone) -> None:
    expect(desk.page.locator("#find")).to_be_focused()
    desk.page.keyboard.type("eloi")
    expect(desk.page.get_by_role("status")).to_have_text("Éloïse Brun")
    with desk.page.expect_navigation():
        desk.page.keyboard.press("Enter")
    assert desk.title == "Éloïse Brun"
    assert "eloi" not in desk.page.url


def test_nobody_is_said_and_enter_opens_nobody(desk: Phone) -> None:
    desk.page.keyboard.type("zebulon")
    expect(desk.page.get_by_role("status")).to_have_text("None of your people has this name.")
    with desk.page.expect_navigation():
        desk.page.keyboard.press("Enter")
    desk.sees("None of your people has this name.")
    assert desk.written == "zebulon"


def test_arrows_and_letters_move_in_the_list_and_only_there(desk: Phone) -> None:
    keys = desk.page.keyboard
    keys.type("brun")
    keys.press("ArrowDown")
    moved = []
    for key in ("j", "ArrowDown", "k", "ArrowUp"):
        moved.append(desk.page.evaluate("document.activeElement.innerText.trim()"))
        keys.press(key)
    assert moved == ["Élodie Brun", "Éloïse Brun", "Éloïse Brun", "Élodie Brun"]
    keys.press("Escape")
    expect(desk.page.locator("#find")).to_be_focused()
    keys.type("jk")
    assert desk.written == "brunjk", "in the field they are letters"


def test_a_letter_opens_its_names_without_a_script(
    portal: Portal, new_phone: NewPhone, counsellor: ACounsellor
) -> None:
    parts = parts_of(portal.app)
    with parts.database.transaction(writes=True) as connection:
        a_crowd(connection, parts.ring, counsellor, NAMED + OTHERS, TOMORROW)
    phone = new_phone(java_script_enabled=False).is_in(counsellor).opens("/people").unfolds("S")
    assert seen(phone) == ["Samira Haddouchine"]
    phone.writes("haddouchine").taps("Search")
    assert phone.title == "Samira Haddouchine"
