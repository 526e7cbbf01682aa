"""What somebody said stays on their page until it is kept, whatever the network and the server do, and is kept once."""

from playwright.sync_api import Route, expect

from portal.core.voice_messages import TOO_MANY
from tests.journeys.phone import Phone, Watch
from tests.journeys.served import Portal
from tests.journeys.speaking.mouth import QUESTION, SPEAK, Mouth, brings
from tests.people import APerson
from tests.recordings import a_wav

NO_NETWORK = "No network. Your voice is still here."
NOT_KEPT = "It is not kept yet. Your voice is still here."
ON_ITS_WAY = "Your message is on its way. Stay on this page."
SLOW = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 600}
AWAY = {**SLOW, "offline": True, "uploadThroughput": -1}
BACK = {**AWAY, "offline": False}


def says_something(mouth: Mouth) -> None:
    mouth.phone.opens(SPEAK)
    mouth.speaks()


def is_kept_once(phone: Phone) -> None:
    """Look at the question: there is one message."""
    assert phone.address == QUESTION
    expect(phone.page.locator("audio.voice")).to_have_count(1)


def test_the_network_goes_in_the_middle_and_comes_back(phone: Phone, mouth: Mouth, watch: Watch) -> None:
    watch.expected += ["ERR_INTERNET_DISCONNECTED"]
    network = phone.page.context.new_cdp_session(phone.page)
    says_something(mouth)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", SLOW)
    mouth.taps("Keep my message")
    mouth.sees(ON_ITS_WAY)
    phone.page.wait_for_function("() => document.querySelector('progress').value > 0.1")
    network.send("Network.emulateNetworkConditions", AWAY)
    mouth.sees(NO_NETWORK)
    phone.page.wait_for_timeout(500)
    with phone.page.expect_navigation():
        network.send("Network.emulateNetworkConditions", BACK)
    is_kept_once(phone)


def test_without_a_network_one_tries_again_oneself(phone: Phone, mouth: Mouth, watch: Watch) -> None:
    watch.expected += ["ERR_INTERNET_DISCONNECTED"]
    says_something(mouth)
    phone.page.route("**/speak/**", lambda route: route.abort("internetdisconnected"), times=1)
    mouth.taps("Keep my message")
    mouth.sees(NO_NETWORK)
    phone.taps("Try again")
    is_kept_once(phone)


def test_an_answer_that_is_lost_on_its_way_keeps_one_message(phone: Phone, mouth: Mouth, watch: Watch) -> None:
    watch.expected += ["ERR_CONNECTION_RESET"]

    def loses_the_answer(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.abort("connectionreset")

    says_something(mouth)
    phone.page.route("**/speak/**", loses_the_answer, times=1)
    mouth.taps("Keep my message")
    mouth.sees(NO_NETWORK)
    phone.taps("Try again")
    is_kept_once(phone)


def test_a_server_that_fails_is_said_and_tried_again(phone: Phone, mouth: Mouth, watch: Watch) -> None:
    watch.expected += ["status 500", "status of 500"]
    says_something(mouth)
    phone.page.route(
        "**/speak/**", lambda route: route.fulfill(status=500, body="<h1>Sorry</h1>", content_type="text/html"), times=1
    )
    mouth.taps("Keep my message")
    mouth.sees(NOT_KEPT)
    phone.taps("Try again")
    is_kept_once(phone)


def test_what_the_server_refuses_is_said_in_its_words_beside_the_voice(
    phone: Phone, mouth: Mouth, watch: Watch
) -> None:
    watch.expected += ["status 422"]
    says_something(mouth)
    other = Phone(portal=phone.portal, page=phone.page.context.new_page())
    for _ in range(3):
        brings(other.opens(SPEAK).unfolds("Choose a sound from my phone"), a_wav())
    mouth.taps("Keep my message")
    mouth.sees(TOO_MANY)
    other.opens(QUESTION).page.get_by_role("button", name="Erase").first.tap()
    other.taps("Erase it")
    phone.page.bring_to_front()
    mouth.keeps()
    assert phone.address == QUESTION


def test_whose_session_ended_meanwhile_finds_it_after_the_way_in(
    phone: Phone, mouth: Mouth, portal: Portal, person: APerson
) -> None:
    says_something(mouth)
    portal.lets_sessions_end(person)
    mouth.keeps().sees("What you wrote is kept.")
    phone.is_in(person).opens(QUESTION)
    is_kept_once(phone)


def test_whose_session_is_unknown_signs_in_beside_and_keeps_it_then(
    phone: Phone, mouth: Mouth, person: APerson, watch: Watch
) -> None:
    watch.expected += ["status 422"]
    says_something(mouth)
    phone.page.context.clear_cookies(name="portal")
    mouth.taps("Keep my message")
    mouth.sees("This page was old. Sign in on another page: your voice stays here.")
    with phone.page.context.expect_page() as opened:
        phone.finds("Sign in").tap()
    opened.value.wait_for_load_state()
    phone.is_in(person).page.bring_to_front()
    mouth.taps("Try again")
    mouth.sees("This page was old. Your voice is not kept yet: send it once more.")
    mouth.keeps()
    is_kept_once(phone)
