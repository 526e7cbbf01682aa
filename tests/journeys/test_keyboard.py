"""The whole journey with a keyboard and nothing else: Tab, Space, Enter, arrows."""

import pytest

from tests.journeys.conftest import NewPhone
from tests.journeys.keyboard import Keyboard
from tests.journeys.served import Portal
from tests.people import APerson

MOST_PAGES = 40


def test_a_person_with_only_a_keyboard_tells_and_sends(new_phone: NewPhone, portal: Portal, person: APerson) -> None:
    phone = new_phone("fr", computer=True).opens(f"/c/{person.secret}")
    keyboard = Keyboard(phone)
    keyboard.goes_on("cat")
    keyboard.goes_on("horse")
    keyboard.goes_on("My dossier")
    keyboard.goes_on("Start")
    keyboard.moves_to(kind="text")
    phone.page.keyboard.type("Fatoumata")
    with phone.page.expect_navigation():
        keyboard.press("Enter")
    for _ in range(MOST_PAGES):
        if phone.title == phone.say("Check your answers"):
            break
        answers_with_keys(keyboard)
    keyboard.goes_on("Send to my counsellor")
    phone.is_at("It is sent. Thank you.").sees("Fatoumata")
    assert portal.counts_receipts(person) == 1


def answers_with_keys(keyboard: Keyboard) -> None:
    phone = keyboard.phone
    if not phone.page.locator(".tiles input").count():
        keyboard.goes_on("Skip")
        return
    keyboard.moves_to(tiled=True)
    here = keyboard.where() or {}
    keyboard.press("ArrowDown" if here["kind"] == "radio" else "Space")
    assert phone.page.locator(".tiles :checked").count() == 1
    keyboard.goes_on("Answer")
    phone.language = phone.page.locator("html").get_attribute("lang") or ""  # one of the answers is a language


def test_the_first_tab_offers_to_go_straight_to_the_page(new_phone: NewPhone, person: APerson) -> None:
    phone = (
        new_phone(computer=True)
        .signs_in(person)
        .taps("My dossier", "Tell your story before the interview.")
        .taps("Start")
    )
    keyboard = Keyboard(phone)
    keyboard.moves_to("Go straight to the page")
    keyboard.press("Enter")
    keyboard.moves_to(kind="text")
    here = keyboard.where()
    assert here is not None
    assert here["name"] == "answer"


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_what_is_folded_opens_with_a_key(new_phone: NewPhone, person: APerson, language: str) -> None:
    phone = new_phone(language, computer=True).signs_in(person).opens("/dossier/about-name")
    why = phone.page.get_by_text(phone.say("To greet you the way you like."))
    assert not why.is_visible()
    keyboard = Keyboard(phone)
    keyboard.moves_to("Why do we ask?")
    keyboard.press("Enter")
    assert why.is_visible()
