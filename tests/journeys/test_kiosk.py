"""A screen for everybody, in a real browser: whoever comes next finds nothing of whoever was there before."""

import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, expect
from sqlalchemy import update

from portal.activities.listed import ACTIVITIES
from portal.core.weeks import Week
from portal.storage import kiosks
from portal.storage.tables import sessions
from tests.conftest import BOTH
from tests.journeys.conftest import LOCALES, WIDE, NewPhone
from tests.journeys.phone import PATIENCE_MS, Phone, Watch
from tests.journeys.served import Portal
from tests.people import AKiosk, APerson, a_kiosk

NAME, PHONE, STORY = "/dossier/about-name", "/dossier/about-phone", "/dossier/next-question"
PLANTED = ("Zenobia of Palmyra", "0639984107x", "my sister in Roubaix")
"""What the first person types: a name, a telephone number that is none, words that are never sent."""
DONE = next(activity.key for activity in ACTIVITIES if activity.offered)
NewScreen = Callable[..., Phone]


@pytest.fixture(scope="session")
def whole_browser(browser_type: BrowserType, browser_type_launch_args: dict[str, Any]) -> Iterator[Browser]:
    """A browser as people have it: it keeps pages in memory for Back, which the one of other journeys does not."""
    browser = browser_type.launch(**browser_type_launch_args, ignore_default_args=["--disable-back-forward-cache"])
    yield browser
    browser.close()


@pytest.fixture
def kiosk(portal: Portal, person: APerson) -> AKiosk:
    with portal.parts.database.transaction(writes=True) as connection:
        return a_kiosk(connection, portal.parts.ring, person.actor.agency_id)


@pytest.fixture
def new_screen(portal: Portal, kiosk: AKiosk, whole_browser: Browser) -> Iterator[NewScreen]:
    """Make screens that are this kiosk."""
    watch, contexts = Watch(portal.address), list[BrowserContext]()

    def make(language: str = "en", **options: Any) -> Phone:
        contexts.append(whole_browser.new_context(**{**WIDE, "locale": LOCALES[language], **options}))
        contexts[-1].set_default_timeout(PATIENCE_MS)
        contexts[-1].add_cookies([{"name": "kiosk", "value": kiosk.token, "url": portal.address}])
        watch.over(contexts[-1])
        return Phone(portal=portal, page=contexts[-1].new_page(), language=language, touch=False)

    yield make
    for context in contexts:
        context.close()
    assert not watch.troubles


@pytest.fixture
def screen(new_screen: NewScreen) -> Phone:
    """The kiosk, read by somebody who reads English."""
    return new_screen()


def comes_in(screen: Phone, person: APerson) -> Phone:
    """Type the letters of the card, and tap the two pictures."""
    screen.opens("/").taps("I have a card").writes(person.secret).taps("Go on")
    for picture in person.pictures or ():
        screen.taps_picture(picture)
    return screen


def finishes(screen: Phone) -> Phone:
    screen.finds("I have finished").click()
    screen.page.wait_for_url(f"{screen.portal.address}/")
    expect(screen.page.locator(".first")).to_be_visible()
    return screen


def types_everything(screen: Phone) -> Phone:
    """Tell a name, a wrong number, and begin a sentence that is never sent."""
    screen.opens(NAME).writes(PLANTED[0]).taps("Answer")
    screen.opens(PHONE).writes(PLANTED[1]).taps("Answer")
    assert screen.status == 422
    screen.opens(STORY).writes(PLANTED[2])
    return screen


def cookies(page: Page) -> set[str]:
    return {cookie.get("name", "") for cookie in page.context.cookies()}


class Ears:
    """Hears everything that the portal answers, and looks at everything that a browser shows."""

    def __init__(self, app: Flask, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
        self.page, self.heard, self.pages = page, list[str](), 0
        self._answer = app.wsgi_app
        monkeypatch.setattr(app, "wsgi_app", self)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ.pop("HTTP_ACCEPT_ENCODING", None)

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            self.heard.append(f"{environ['PATH_INFO']} {headers}")
            return start_response(status, headers, *error)

        body = b"".join(self._answer(environ, start))
        self.heard.append(body.decode("utf-8", "replace"))
        return [body]

    def look(self) -> None:
        """Look at the page, at its fields, and at what printing it would show."""
        self.pages += 1
        page = self.page
        page.wait_for_load_state()
        page.emulate_media(media="print")
        fields = page.evaluate("[...document.querySelectorAll('input, textarea')].map((one) => one.value)")
        self.heard.append("\n".join([page.content(), page.inner_text("html"), page.title(), page.url, *fields]))
        page.emulate_media(media="screen")

    def heard_nothing_of(self, *planted: str) -> None:
        assert self.pages
        assert self.heard
        assert [(words, one[:200]) for words in planted for one in self.heard if words in one] == []


def goes_everywhere_back(screen: Phone, ears: Ears) -> None:
    """Go back as far as it goes, reload, and come forward again."""
    for move in (screen.page.go_back, screen.page.go_forward):
        for _ in range(12):
            if move() is None and move == screen.page.go_forward:
                break
            if screen.page.url == "about:blank":
                continue
            ears.look()
            screen.page.reload()
            ears.look()


@pytest.mark.parametrize("portal", BOTH, indirect=True)
def test_of_two_people_with_the_same_first_name_the_second_finds_nothing_of_the_first(
    portal: Portal, screen: Phone, person: APerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    types_everything(comes_in(screen, person))
    screen.page.context.add_cookies([{"name": "look", "value": "huge.wide.dark", "url": portal.address}])
    finishes(screen.opens(STORY).writes(PLANTED[2]))
    assert cookies(screen.page) == {"kiosk", "portal"}, "the second is a token of nobody, for the first page's forms"
    ears = Ears(portal.app, screen.page, monkeypatch)
    goes_everywhere_back(screen, ears)
    second = portal.welcomes(person.counsellor)
    comes_in(screen, second).opens(NAME)
    assert screen.written == ""
    screen.writes("Ali").taps("Answer")
    goes_everywhere_back(screen, ears)
    ears.heard_nothing_of(*PLANTED)
    assert screen.opens("/home").address == "/home", "the second person is still there"


def test_the_list_of_pages_of_the_browser_says_nothing(screen: Phone, person: APerson) -> None:
    types_everything(comes_in(screen, person))
    titles = {
        screen.opens(address).page.title() for address in (NAME, PHONE, STORY, "/week", "/arguments", "/not-here")
    }
    assert titles == {"My words"}


@pytest.mark.parametrize("portal", BOTH, indirect=True)
def test_whoever_goes_quiet_is_asked_and_then_forgotten_and_finds_their_words_at_home(
    portal: Portal, new_phone: NewPhone, screen: Phone, person: APerson
) -> None:
    clock = screen.page.clock
    clock.install()
    comes_in(screen, person).opens(STORY).writes(PLANTED[2])
    away = screen.page.locator(".away")
    clock.run_for(59_000)
    expect(away).to_be_hidden()
    clock.run_for(2_000)
    expect(away).to_be_visible()
    expect(screen.page.get_by_role("alertdialog")).to_have_accessible_name("Are you still here?")
    expect(screen.finds("I am still here")).to_be_focused()
    clock.run_for(5_000)
    expect(away.get_by_role("status")).to_have_text("10 seconds left.")
    screen.page.keyboard.press("Enter")
    expect(away).to_be_hidden()
    assert screen.written == PLANTED[2]
    clock.run_for(76_000)
    expect(screen.page.locator(".first")).to_be_visible()
    assert screen.address == "/"
    assert "card" not in cookies(screen.page)
    assert screen.opens("/home").address == "/"
    phone = new_phone().signs_in(person).is_at("Your words are kept").does_not_see(PLANTED[2])
    phone.taps("Go on writing")
    assert phone.address == STORY
    assert phone.written == PLANTED[2]
    phone.taps("Answer").opens("/dossier/check").sees(PLANTED[2])


def test_words_on_a_page_to_look_at_again_are_kept_too(new_phone: NewPhone, screen: Phone, person: APerson) -> None:
    comes_in(screen, person).opens(f"/week/{Week.of(datetime.now(UTC)).name}/{DONE}")
    words = screen.page.locator("main [name=words]")
    words.evaluate("(one) => one.closest('details')?.setAttribute('open', '')")
    words.fill(PLANTED[2])
    with screen.page.expect_navigation() as leaving:
        screen.page.locator("main form").evaluate("(form) => form.requestSubmit()")
    assert leaving.value.status == 422, "for how long is not said yet"
    finishes(screen)
    phone = new_phone().signs_in(person).taps("Go on writing")
    expect(phone.page.locator("main [name=words]")).to_have_value(PLANTED[2])


def test_somebody_who_reads_or_writes_for_long_is_not_sent_away(portal: Portal, screen: Phone, person: APerson) -> None:
    screen.page.clock.install()
    comes_in(screen, person).opens(STORY)
    asked: list[str] = []
    screen.page.on("request", lambda request: asked.append(request.url))
    for letter in "a long letter":
        screen.page.locator("main .box").press(letter if letter != " " else "Space")
        screen.page.clock.run_for(21_000)
        expect(screen.page.locator(".away")).to_be_hidden()
    assert len(asked) >= 10
    assert {one for one in asked if "/built/" not in one} == {f"{portal.address}/kiosk/here"}


def test_a_machine_that_slept_asks_before_it_shows_anything(screen: Phone, person: APerson) -> None:
    screen.page.clock.install()
    comes_in(screen, person).opens(NAME)
    screen.page.clock.fast_forward("08:00:00")
    expect(screen.page.locator(".away")).to_be_visible()
    screen.page.clock.run_for(16_000)
    expect(screen.page.locator(".first")).to_be_visible()


def test_a_clock_that_is_put_back_gives_nobody_more_time(screen: Phone, person: APerson) -> None:
    screen.page.clock.install()
    comes_in(screen, person).opens(NAME)
    screen.page.clock.set_system_time(datetime.now(UTC) - timedelta(hours=1))
    screen.page.clock.run_for(62_000)
    expect(screen.page.locator(".away")).to_be_visible()


def test_the_first_page_rests_and_only_forgets_the_language(screen: Phone) -> None:
    screen.page.clock.install()
    screen.opens("/").taps("العربية")
    asked: list[str] = []
    screen.page.on("request", lambda request: asked.append(request.url))
    expect(screen.page.locator("html")).to_have_attribute("lang", "ar")
    screen.page.clock.run_for(77_000)
    expect(screen.page.locator("html")).to_have_attribute("lang", "en")
    asked.clear()
    screen.page.clock.run_for(600_000)
    assert asked == [], "a kiosk where nobody is asks for nothing"


def test_without_scripts_the_button_ends_everything(new_screen: NewScreen, person: APerson) -> None:
    screen = new_screen(java_script_enabled=False)
    comes_in(screen, person).opens(NAME).writes(PLANTED[0]).taps("Answer")
    screen.opens(STORY).writes(PLANTED[2]).taps("I have finished")
    assert screen.address == "/"
    for _ in range(4):
        screen.goes_back()
        assert [words for words in PLANTED if words in screen.page.content()] == []


def test_a_kiosk_that_is_ended_lets_its_page_end_too(
    portal: Portal, screen: Phone, kiosk: AKiosk, person: APerson
) -> None:
    comes_in(screen, person).opens(STORY).writes(PLANTED[2])
    with portal.parts.database.transaction(writes=True) as connection:
        kiosks.end(connection, kiosk.place, datetime.now(UTC))
    screen.finds("I have finished").click()
    expect(screen.page.locator("h1")).to_have_text("You are signed out")
    assert "kiosk" not in cookies(screen.page)


def test_where_the_network_is_gone_the_page_is_gone_too(
    portal: Portal, kiosk: AKiosk, whole_browser: Browser, person: APerson
) -> None:
    context = whole_browser.new_context(locale="en-GB")
    context.add_cookies([{"name": "kiosk", "value": kiosk.token, "url": portal.address}])
    screen = Phone(portal=portal, page=context.new_page(), touch=False)
    comes_in(screen, person).opens(STORY).writes(PLANTED[2])
    screen.page.route("**/kiosk/left", lambda route: route.abort())
    screen.page.route(
        "**/kiosk/over", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    finishes(screen)
    assert screen.opens("/home").address == "/"
    context.close()


# What stays on the disk, and what a browser shows that was killed and started again


def on_disk(profile: Path, *planted: str) -> list[str]:
    """Return the files of a profile in which something stands, in either way that browsers write letters."""
    return [
        f"{file.relative_to(profile)}: {words}"
        for file in profile.rglob("*")
        if file.is_file()
        for words in planted
        if any(words.encode(way) in file.read_bytes() for way in ("utf-8", "utf-16-le"))
    ]


def kill(profile: Path) -> None:
    """Kill the browser of a profile, as when the power fails."""
    for process in Path("/proc").iterdir():
        try:
            told = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if process.name.isdigit() and f"--user-data-dir={profile}".encode() in told and b"--type=" not in told:
            os.kill(int(process.name), signal.SIGKILL)


@pytest.fixture
def start(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], tmp_path: Path
) -> Callable[..., BrowserContext]:
    """Return a way to start a browser that keeps a profile on the disk, as those that agencies set up."""

    def start_one(*args: str) -> BrowserContext:
        options = {**browser_type_launch_args, "args": [*browser_type_launch_args["args"], *args]}
        keeping = ["--disable-back-forward-cache"]
        return browser_type.launch_persistent_context(tmp_path, **options, ignore_default_args=keeping, locale="en-GB")

    return start_one


@pytest.mark.parametrize("end", ["finished", "closed", "killed"])
def test_nothing_typed_is_ever_on_the_disk_of_a_kiosk(
    start: Callable[..., BrowserContext], portal: Portal, kiosk: AKiosk, person: APerson, end: str, tmp_path: Path
) -> None:
    context = start()
    context.add_cookies([{"name": "kiosk", "value": kiosk.token, "url": portal.address, "expires": time.time() + 9999}])
    screen = types_everything(comes_in(Phone(portal=portal, page=context.pages[0], touch=False), person))
    if end == "finished":
        finishes(screen)
    if end == "killed":
        screen.page.wait_for_timeout(11_000)  # by then a browser has written down what it would restore
        kill(tmp_path)
    context.close()
    assert on_disk(tmp_path, *PLANTED) == []
    with portal.parts.database.transaction(writes=True) as connection:
        its = update(sessions).where(sessions.c.actor_id == person.id)
        connection.execute(its, {"seen_at": datetime.now(UTC) - timedelta(seconds=91)})
    again = start("--restore-last-session")
    again.pages[0].wait_for_timeout(2_000)
    for page in again.pages:
        assert [words for words in PLANTED if words in page.content()] == []
        assert page.locator("main .box").evaluate_all("(all) => all.map((one) => one.value)") in ([], [""])
    again.close()


def test_an_ordinary_browser_keeps_what_is_typed_and_this_look_sees_it(
    start: Callable[..., BrowserContext], portal: Portal, person: APerson, tmp_path: Path
) -> None:
    context = start()
    types_everything(Phone(portal=portal, page=context.pages[0], touch=False).signs_in(person))
    context.close()
    assert on_disk(tmp_path, *PLANTED)
