"""A screen for everybody, in a real browser: whoever comes next finds nothing of whoever was there before."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from portal.activities.listed import ACTIVITIES
from portal.core.weeks import Week
from portal.storage.helping import kiosks
from tests.conftest import BOTH
from tests.journeys.conftest import NewPhone, NewScreen
from tests.journeys.phone import Phone
from tests.journeys.screens import (
    NAME,
    PHONE,
    PLANTED,
    STORY,
    Ears,
    comes_in,
    cookies,
    finishes,
    goes_everywhere_back,
    types_everything,
)
from tests.journeys.served import Portal
from tests.people import AKiosk, APerson

DONE = next(activity.key for activity in ACTIVITIES if activity.offered)


@pytest.fixture
def kiosk_browser(whole_browser: Browser) -> Browser:
    """The browser of agencies keeps pages for Back."""
    return whole_browser


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
    assert portal.counts_answers(person, "next-question") == 0
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
        screen.page.locator("main .box").first.press(letter if letter != " " else "Space")
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
    screen.page.wait_for_load_state("networkidle")
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
        kiosks.end(connection, portal.parts.ring, kiosk.place, datetime.now(UTC))
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
