"""Somebody who does not read listens: what is said, in which order, and how they steer it with a few large buttons."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from portal.web.look import YEAR_S
from tests.databases import SqliteShelf
from tests.journeys.audit import Audit
from tests.journeys.conftest import NARROW, NewPhone
from tests.journeys.ears import Ears
from tests.journeys.keyboard import Keyboard
from tests.journeys.phone import Phone
from tests.journeys.served import Portal, served
from tests.people import APerson
from tests.sounds import record_everything

QUESTION = "/dossier/about-reach"
MORE, HINT = "How can we talk to you between two interviews?", "Choose everything that works for you."
SAID_NOW = ".said"


@pytest.fixture(scope="session")
def portal_on_sqlite(heard_portal: Portal) -> Portal:
    return heard_portal


@pytest.fixture
def ears(phone: Phone, person: APerson) -> Ears:
    """The ears of somebody who is at a question."""
    phone.is_in(person)
    return Ears(phone.page)


def press(phone: Phone, words: str) -> None:
    phone.touches(phone.page.locator(".hearing").get_by_role("button", name=phone.say(words), exact=True))


def is_kept_for_s(phone: Phone, cookie: str) -> float:
    """Return for how many seconds from now the browser keeps a cookie."""
    (expires,) = (one["expires"] for one in phone.page.context.cookies() if one["name"] == cookie)
    return expires - time.time()


def test_a_page_is_read_from_its_title_to_its_last_button(phone: Phone, ears: Ears) -> None:
    phone.opens(QUESTION).finds("Listen").tap()
    ears.waits_for_the_end()
    options = [one.strip() for one in phone.page.locator("label.tile").all_inner_texts()]
    assert len(options) > 3
    assert ears.heard == [phone.title, MORE, HINT, *options, "Answer", "Skip", "Why do we ask?"]


def test_nothing_comes_over_the_network_before_somebody_asks(phone: Phone, ears: Ears) -> None:
    ears.lasts()
    phone.opens(QUESTION).page.wait_for_timeout(800)
    assert ears.fetched == []
    phone.finds("Listen").tap()
    ears.waits_for(phone.title)
    phone.page.wait_for_timeout(500)
    assert len({*ears.fetched}) == 2, "the sound that plays, and the next one"


def test_the_sound_really_plays_and_waits_and_goes_on(phone: Phone, ears: Ears) -> None:
    ears.lasts()
    phone.opens(QUESTION).finds("Listen").tap()
    phone.page.wait_for_function("() => window.sounds[0].currentTime > 0.3")
    press(phone, "Pause")
    before = ears.second
    phone.page.wait_for_timeout(400)
    assert ears.second == pytest.approx(before, abs=0.1)
    press(phone, "Pause")
    phone.page.wait_for_function("() => window.sounds[0].currentTime > 0.3")
    press(phone, "Slower")
    assert ears.rate == 0.75
    press(phone, "Next")
    ears.waits_for(MORE)
    assert ears.rate == 0.75
    press(phone, "Again")
    ears.waits_for(MORE, MORE)
    press(phone, "Back")
    ears.waits_for(MORE, phone.title)
    press(phone, "Stop")
    expect(phone.page.locator(".hearing")).to_be_hidden()
    assert phone.page.evaluate("window.sounds[0].paused")


def test_what_is_said_is_lit(phone: Phone, ears: Ears) -> None:
    ears.lasts()
    phone.opens(QUESTION).finds("Listen").tap()
    for words in (phone.title, MORE, HINT):
        lit = phone.page.locator(SAID_NOW)
        expect(lit).to_contain_text(words)
        expect(lit).to_have_attribute("aria-current", "location")
        press(phone, "Next")
    expect(phone.page.locator("label.said")).to_have_count(1)


def test_a_touched_text_is_said_while_one_listens(phone: Phone, ears: Ears) -> None:
    ears.lasts()
    phone.opens(QUESTION).finds("Listen").tap()
    ears.waits_for(phone.title)
    phone.page.locator(".hearing").wait_for()
    phone.page.get_by_text(HINT).tap()
    ears.waits_for(HINT)
    phone.chooses("A letter")
    ears.waits_for("A letter")
    assert "A letter" in phone.chosen[-1], "touching an answer still chooses it"


def test_each_text_is_said_in_its_own_language(phone: Phone, ears: Ears) -> None:
    phone.opens("/language").finds("Listen").tap()
    ears.waits_for_the_end()
    assert ears.heard == [phone.title, "Français", "English", "العربية"]
    assert ears.spoken == ["en", "fr", "en", "ar"]


def test_what_to_look_at_again_is_said_first(phone: Phone, ears: Ears) -> None:
    phone.opens("/dossier/about-phone").writes("06x").taps("Answer")
    assert phone.status == 422
    phone.finds("Listen").tap()
    ears.waits_for_the_end()
    assert ears.heard[0] == "One more look, please"
    assert ears.heard.index(phone.page.locator(".summary a").inner_text()) == 1


def test_every_page_reads_itself_where_somebody_chose_so(
    phone: Phone, ears: Ears, person: APerson, new_phone: NewPhone
) -> None:
    ears.lasts()
    phone.opens(QUESTION).finds("Listen").tap()
    press(phone, "Every page")
    assert is_kept_for_s(phone, "hearing") == pytest.approx(YEAR_S, abs=60)
    phone.taps("Skip")
    ears.waits_for(phone.title)
    later = new_phone().is_in(person)
    later.page.context.add_cookies([{"name": "hearing", "value": "every", "url": phone.portal.address}])
    others = Ears(later.page)
    later.opens(QUESTION).page.wait_for_timeout(500)
    assert (others.heard, others.fetched) == ([], []), "no sound before the first touch of a visit"
    press(phone, "Every page")
    phone.taps("Skip")
    phone.page.wait_for_timeout(500)
    assert ears.heard == []


def test_a_sound_that_is_missing_stops_nothing(phone: Phone, ears: Ears) -> None:
    phone.opens(QUESTION)
    phone.page.route("**/voices/**", _breaks, times=1)
    phone.finds("Listen").tap()
    expect(phone.page.locator(SAID_NOW)).to_have_text(phone.title)
    phone.page.wait_for_function("() => window.heard.length >= 2")
    assert ears.heard[0] == MORE


def _breaks(route: Route) -> None:
    route.fulfill(body=b"no sound", content_type="audio/mpeg")


def test_own_words_are_said_by_the_device_or_it_says_that_it_cannot(phone: Phone, ears: Ears) -> None:
    phone.opens("/dossier/about-name").writes("Zenobia").taps("Answer")
    phone.opens("/dossier/check").finds("Listen").tap()
    ears.waits_for_the_end()
    assert ears.heard.count("Nobody recorded these words.") == 1
    phone.page.add_init_script(_A_VOICE)
    phone.opens("/dossier/check").finds("Listen").tap()
    ears.waits_for_the_end()
    assert "Zenobia" in phone.page.evaluate("window.uttered")
    assert "Nobody recorded these words." not in ears.heard


_A_VOICE = """{
  window.uttered = [];
  const voice = { lang: "en-GB", localService: true, name: "A voice" };
  const speak = (words) => {
    window.uttered.push(words.text);
    setTimeout(() => words.onend?.(), 20);
  };
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  Object.defineProperty(window, "speechSynthesis", { value: { getVoices: () => [voice], speak, cancel() {} } });
}"""
"""A device with a voice: Debian's browser has none."""


def test_with_the_keyboard_alone(phone: Phone, ears: Ears) -> None:
    ears.lasts()
    keyboard = Keyboard(phone.opens(QUESTION))
    keyboard.moves_to("Listen")
    keyboard.press("Space")
    ears.waits_for(phone.title)
    keyboard.moves_to("Next")
    keyboard.press("Enter")
    ears.waits_for(MORE)
    keyboard.moves_to("Stop")
    keyboard.press("Enter")
    expect(phone.page.locator(".hearing")).to_be_hidden()


@pytest.mark.parametrize(
    "options", [{}, {"forced_colors": "active"}, {"color_scheme": "dark"}, {"reduced_motion": "reduce"}]
)
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_bar_is_in_nobodys_way(
    new_phone: NewPhone, person: APerson, language: str, options: dict[str, str]
) -> None:
    phone = new_phone(language, **NARROW, **options).is_in(person)
    ears, audit = Ears(phone.page), Audit(phone.page)
    ears.lasts()
    phone.opens(QUESTION).finds("Listen").tap()
    ears.waits_for(phone.title)
    phone.page.locator(".hearing").wait_for()
    audit.looks(QUESTION)
    audit.says_all_is_well()


@pytest.fixture
def spoken(sqlite: SqliteShelf, keys: Path, tmp_path: Path) -> Iterator[Portal]:
    """The portal with sounds as long and as large as a title that somebody says."""
    with served(sqlite.migrated(), keys, voices=record_everything(tmp_path / "voices", seconds=1.0)) as running:
        yield running


def test_the_first_sound_comes_within_a_second_over_edge(spoken: Portal, browser: Browser) -> None:
    took = []
    for address in ("/", "/help", "/language"):
        page = browser.new_page()
        Ears(page)
        page.goto(spoken.address + address)
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.send("Network.emulateNetworkConditions", EDGE)
        network.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.evaluate(_FIRST_SOUND)
        page.locator(".listen").hover()
        page.mouse.down()
        page.wait_for_timeout(100)
        page.mouse.up()
        took.append(page.evaluate("window.first"))
        page.context.close()
    assert min(took) < 1000, "from the finger that is lifted; a machine that is busy adds to it"


EDGE = {"offline": False, "latency": 840, "downloadThroughput": 30_000, "uploadThroughput": 30_000}
_FIRST_SOUND = """() => {
  window.first = new Promise((done) => {
    addEventListener("click", () => { window.lifted = performance.now() }, { capture: true });
    window.sounds[0].addEventListener("playing", () => done(performance.now() - window.lifted), { once: true });
  });
}"""


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_the_sounds_that_are_kept_really_play(sqlite: SqliteShelf, keys: Path, browser: Browser, language: str) -> None:
    with served(sqlite.migrated(), keys) as portal:
        kept = sorted(portal.parts.sounds.by_language[language].values(), key=lambda sound: (sound.seconds, sound.text))
        some = [kept[at * len(kept) // A_FEW] for at in range(A_FEW)]
        page = browser.new_page()
        page.goto(portal.address + "/")
        addresses = [portal.parts.sounds.address(language, sound.text) for sound in some]
        lasted = page.evaluate(_HOW_LONG, addresses)
        page.context.close()
    assert lasted == pytest.approx([sound.seconds for sound in some], abs=0.1)


A_FEW = 12
_HOW_LONG = """(addresses) => Promise.all(addresses.map((address, at) => new Promise((done, not) => {
  const sound = new Audio(address);
  sound.muted = true;
  sound.playbackRate = 8;
  sound.addEventListener("ended", () => done(sound.currentTime));
  sound.addEventListener("error", () => not(new Error(address)));
  sound.play().catch(not);
})))"""
"""Plays them to their ends, quickly and all at once."""
