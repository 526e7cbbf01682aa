"""Speaking with the keyboard alone, by ear and finger alone, in other colours, on a narrow screen, in Arabic."""

import pytest
from playwright.sync_api import expect

from tests.journeys.audit import Audit
from tests.journeys.conftest import NARROW, NewPhone
from tests.journeys.keyboard import Keyboard
from tests.journeys.speaking.mouth import BEGIN, MICROPHONE, QUESTION, SAID, SPEAK, SPEAK_NOW, Mouth
from tests.journeys.test_by_ear import WORDS, Finger
from tests.people import APerson

CLOSED = "The microphone is closed. Open it on your phone, or choose a sound."


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
    mouth.keeps()
    expect(phone.page.locator("audio.voice")).to_be_in_viewport()
    audit.looks("kept")
    audit.says_all_is_well()


@pytest.mark.parametrize("browser", [(MICROPHONE,)], indirect=True)
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_closed_microphone_is_for_everybody(new_phone: NewPhone, person: APerson, language: str) -> None:
    phone = new_phone(language, **NARROW).is_in(person)
    mouth, audit = Mouth(phone), Audit(phone.page)
    phone.opens(SPEAK)
    mouth.taps("I speak")
    mouth.sees(CLOSED)
    audit.looks("refused")
    audit.says_all_is_well()


def test_by_ear_and_finger_alone(new_phone: NewPhone, person: APerson) -> None:
    finger = Finger.of(new_phone().is_in(person))
    mouth, ears = Mouth(finger), finger.ears
    assert finger.opens(SPEAK).page.evaluate(WORDS) == []
    mouth.taps("I speak")
    mouth.sees(SPEAK_NOW)
    assert ears.heard == ["I speak"], "what is touched first says what it is"
    finger.page.wait_for_timeout(1200)
    mouth.round.tap()
    mouth.sees(SAID)
    assert finger.page.evaluate(WORDS) == []
    mouth.said.locator("p:visible").tap()
    ears.waits_for(SAID)
    finger.taps("Keep my message")
    assert finger.address == QUESTION
    assert ears.heard == [], "a page that was just opened says nothing"
