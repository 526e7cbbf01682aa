"""Speaking with the keyboard alone, by ear and finger alone, in other colours, on a narrow screen, in Arabic."""

import pytest
from playwright.sync_api import expect

from tests.journeys.audit import Audit
from tests.journeys.conftest import NARROW, NewPhone
from tests.journeys.keyboard import Keyboard
from tests.journeys.speaking.mouth import BEGIN, QUESTION, SAID, SPEAK, SPEAK_NOW, Mouth
from tests.people import APerson


def test_with_the_keyboard_alone(new_phone: NewPhone, person: APerson) -> None:
    phone = new_phone(computer=True).is_in(person)
    mouth, keyboard = Mouth(phone), Keyboard(phone)
    phone.opens(SPEAK)
    keyboard.moves_to("I speak")
    keyboard.press("Space")
    mouth.sees(SPEAK_NOW)
    phone.page.wait_for_timeout(1000)
    keyboard.press("Enter")
    mouth.sees(SAID)
    keyboard.moves_to("Erase and start again")
    keyboard.press("Enter")
    mouth.sees(BEGIN)
    expect(mouth.round).to_be_focused()
    phone.page.wait_for_timeout(500)
    keyboard.press("Space")
    mouth.sees(SPEAK_NOW)
    phone.page.wait_for_timeout(1000)
    keyboard.press("Space")
    mouth.sees(SAID)
    keyboard.goes_on("Keep my message")
    assert phone.address == QUESTION


@pytest.mark.parametrize(
    "options", [{}, {"forced_colors": "active"}, {"color_scheme": "dark"}, {"reduced_motion": "reduce"}]
)
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_each_state_is_for_everybody(
    new_phone: NewPhone, person: APerson, language: str, options: dict[str, str]
) -> None:
    phone = new_phone(language, **NARROW, **options).is_in(person)
    mouth, audit = Mouth(phone), Audit(phone.page)
    phone.opens(SPEAK)
    mouth.sees(BEGIN)
    audit.looks("before")
    mouth.begins()
    audit.looks("speaking")
    mouth.taps("I have finished")
    mouth.sees(SAID)
    audit.looks("said")
    audit.says_all_is_well()
