"""Somebody who does not like to write says it: records, hears it again, keeps it; whatever the phone does."""

import gzip
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserType, Dialog, expect

from portal.core.voice_messages import HEARD_NOTHING, LONGEST_S
from portal.settings import ROOT
from tests.conftest import BOTH
from tests.journeys.conftest import NewPhone
from tests.journeys.ears import Ears
from tests.journeys.phone import Phone
from tests.journeys.served import Portal
from tests.journeys.speaking.mouth import (
    ALLOWED,
    BEGIN,
    MICROPHONE,
    QUESTION,
    SAID,
    SPEAK,
    SPEAK_NOW,
    Mouth,
    brings,
    field,
    plays,
)
from tests.people import APerson
from tests.recordings import a_wav

OVER = "2 minutes are over. Your message is here. Keep it, or start again."
LARGEST_SCRIPT = 3 * 1024
_NO_RECORDER = "delete window.MediaRecorder"
_NO_MICROPHONE_API = "Object.defineProperty(navigator, 'mediaDevices', { value: undefined })"
_IN_USE = """navigator.mediaDevices.getUserMedia = async () => {
  throw new DOMException("somebody else listens", "NotReadableError");
}"""
_TURNED_AWAY = """{
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  let first = true;
  navigator.mediaDevices.getUserMedia = async (wish) => {
    if (first) {
      first = false;
      await new Promise((answer) => { window.answersTheFirst = answer; });
    }
    return ask(wish);
  };
}"""
_LOOKS_AWAY = """() => {
  Object.defineProperty(document, "hidden", { value: true, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
_LEFT_BEHIND = """async () => [
  ...Object.keys(localStorage),
  ...Object.keys(sessionStorage).filter((one) => one !== "touched"),
  ...(await indexedDB.databases()).map((one) => one.name),
  ...(await caches.keys()),
]"""


@pytest.mark.parametrize("portal", BOTH, indirect=True)
def test_somebody_says_it_instead_of_writing_it(phone: Phone, mouth: Mouth) -> None:
    phone.opens(QUESTION).writes("Not").taps("Say it with my voice")
    mouth.sees(BEGIN)
    mouth.speaks(2)
    mouth.sees(SAID)
    assert not mouth.is_open, "the microphone is closed at once"
    mouth.keeps()
    assert phone.address == QUESTION
    assert phone.written == "Not", "what was typed before is kept on the way"
    plays(phone)


def test_one_hears_it_before_it_is_kept(phone: Phone, mouth: Mouth) -> None:
    phone.opens(SPEAK)
    mouth.speaks(2)
    mouth.taps("Hear my message")
    phone.page.wait_for_function("() => window.played.some((one) => one.currentTime > 0.3)")
    expect(mouth.round).to_have_text("Pause", use_inner_text=True)
    mouth.sees(SAID)
    expect(mouth.round).to_have_text("Hear my message", use_inner_text=True)
    with mouth.sends() as sent:
        mouth.taps("Erase and start again")
        mouth.sees(BEGIN)
    assert sent == []
    mouth.speaks()
    mouth.keeps()
    assert phone.page.locator("audio.voice").count() == 1


def test_a_second_tap_by_a_slip_ends_nothing(phone: Phone, mouth: Mouth) -> None:
    phone.opens(SPEAK)
    mouth.begins()
    mouth.round.tap()
    mouth.sees(SPEAK_NOW)
    assert mouth.is_open


def test_after_two_minutes_it_ends_by_itself(phone: Phone, mouth: Mouth) -> None:
    phone.page.clock.install()
    phone.opens(SPEAK)
    mouth.begins()
    phone.page.wait_for_timeout(1500)
    phone.page.clock.fast_forward((LONGEST_S - 9) * 1000)
    mouth.sees("10 seconds left.")
    phone.page.clock.fast_forward(9000)
    mouth.sees(OVER)
    assert not mouth.is_open
    mouth.keeps()
    plays(phone)


def test_who_looks_at_something_else_is_no_longer_recorded(phone: Phone, mouth: Mouth) -> None:
    phone.opens(SPEAK)
    mouth.begins()
    phone.page.wait_for_timeout(1000)
    phone.page.evaluate(_LOOKS_AWAY)
    mouth.sees(SAID)
    assert not mouth.is_open


def test_nothing_stays_on_the_phone(phone: Phone, mouth: Mouth) -> None:
    phone.opens(SPEAK)
    mouth.speaks()
    mouth.sees(SAID)
    assert phone.page.evaluate(_LEFT_BEHIND) == []


def test_leaving_asks_first_while_a_message_is_not_kept(phone: Phone, mouth: Mouth) -> None:
    asked = list[str]()

    def stays(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    phone.page.on("dialog", stays)
    phone.opens(SPEAK)
    mouth.speaks()
    mouth.sees(SAID)
    phone.finds("Back").tap()
    phone.page.wait_for_timeout(500)
    assert (asked, phone.address) == (["beforeunload"], SPEAK)
    mouth.keeps()
    assert asked == ["beforeunload"], "once it is kept, nothing holds anybody back"


@pytest.mark.parametrize("browser", [(MICROPHONE,)], indirect=True)
def test_who_does_not_give_the_microphone_can_choose_a_sound(phone: Phone, mouth: Mouth) -> None:
    phone.opens(SPEAK)
    mouth.taps("I speak")
    mouth.sees("The microphone is closed. Open it on your phone, or choose a sound.")
    plays(brings(phone, a_wav()))


@pytest.mark.parametrize("browser", [()], indirect=True)
def test_a_phone_without_a_microphone_says_so(phone: Phone, mouth: Mouth) -> None:
    phone.opens(SPEAK)
    mouth.taps("I speak")
    mouth.sees("We found no microphone. You can choose a sound.")
    plays(brings(phone, a_wav()))


def test_a_microphone_that_something_else_uses(phone: Phone, mouth: Mouth) -> None:
    phone.page.add_init_script(_IN_USE)
    phone.opens(SPEAK)
    mouth.taps("I speak")
    mouth.sees("The microphone is in use. Close what uses it, then try again.")
    expect(field(phone)).to_be_visible()


def test_who_turned_the_question_of_the_phone_away_is_asked_once_more(phone: Phone, mouth: Mouth) -> None:
    phone.page.add_init_script(_TURNED_AWAY)
    phone.opens(SPEAK)
    mouth.taps("I speak")
    mouth.sees("Your phone asks you something. Tap “Allow”.")
    mouth.begins()
    phone.page.evaluate("window.answersTheFirst()")
    phone.page.wait_for_function("() => window.tracks.length === 2")
    mouth.taps("I have finished")
    mouth.sees(SAID)
    assert not mouth.is_open, "no answer that comes late leaves a microphone open"


@pytest.mark.parametrize("without", [_NO_RECORDER, _NO_MICROPHONE_API])
def test_a_browser_that_cannot_record_offers_the_recorder_of_the_phone(
    phone: Phone, mouth: Mouth, without: str
) -> None:
    phone.page.add_init_script(without)
    phone.opens(SPEAK)
    expect(mouth.round).to_be_hidden()
    plays(brings(phone, a_wav()))


def test_without_scripts_a_sound_is_chosen(new_phone: NewPhone, person: APerson) -> None:
    phone = new_phone(java_script_enabled=False).is_in(person).opens(QUESTION).taps("Say it with my voice")
    expect(phone.page.locator(".recorder")).to_be_hidden()
    assert brings(phone, a_wav(loud=0)).status == 422
    phone.sees(HEARD_NOTHING)
    brings(phone, a_wav())
    assert phone.address == QUESTION
    expect(phone.page.locator("audio.voice")).to_have_count(1)


def test_a_microphone_that_hears_nothing_is_said_before_anything_is_kept(
    browser_type: BrowserType, whole_launch_args: dict[str, Any], portal: Portal, person: APerson, tmp_path: Path
) -> None:
    silence = tmp_path / "silence.wav"
    silence.write_bytes(a_wav(4, loud=0, rate=16_000))
    told = (MICROPHONE, ALLOWED, f"--use-file-for-fake-audio-capture={silence}")
    args = [*whole_launch_args["args"], *told]
    with browser_type.launch(**{**whole_launch_args, "args": args}) as deaf:
        phone = Phone(portal=portal, page=deaf.new_page(), touch=False).is_in(person)
        mouth = Mouth(phone)
        phone.opens(SPEAK)
        mouth.speaks()
        mouth.sees("We heard nothing. Start again, close to the phone.")
        mouth.taps("Erase and start again")
        mouth.sees(BEGIN)


def test_the_pages_fall_silent_while_somebody_speaks(phone: Phone, mouth: Mouth) -> None:
    ears = Ears(phone.page)
    ears.lasts()
    phone.opens(SPEAK).finds("Listen").tap()
    ears.waits_for(phone.title)
    mouth.begins()
    assert phone.page.evaluate("window.sounds.every((one) => one.paused)")
    phone.page.locator("h1").tap()
    phone.page.wait_for_timeout(500)
    assert phone.page.evaluate("window.sounds.every((one) => one.paused)"), "nothing is said into the microphone"
    mouth.taps("I have finished")
    mouth.sees(SAID)
    ears.waits_for(SAID)
    phone.page.locator("h1").tap()
    ears.waits_for(phone.title)


def test_the_script_is_light() -> None:
    built = ROOT / "portal" / "built" / "static"
    script = max(built.glob("speak.*.js"), key=lambda file: file.stat().st_mtime)
    assert len(gzip.compress(script.read_bytes(), mtime=0)) <= LARGEST_SCRIPT
