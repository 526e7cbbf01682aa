"""Somebody who reads no word: pages show pictures alone, what is touched first says what it is, then does it."""

from dataclasses import dataclass
from typing import Self

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.audit import Audit
from tests.journeys.conftest import NARROW, NewPhone
from tests.journeys.ears import PICTURES, Ears
from tests.journeys.phone import Phone
from tests.journeys.served import Portal
from tests.journeys.test_first_tellings import tells_by_pictures
from tests.journeys.test_week import LOOK, SEND, SENT, taps_door
from tests.people import APerson, a_kiosk

LANGUAGES = ("fr", "en", "ar")
WORDS = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = [];
  while (walk.nextNode()) {
    const around = walk.currentNode.parentElement;
    const box = around.getBoundingClientRect();
    const aside = around.closest("svg, script, .hearing, .unseen, .skip, dialog, [aria-hidden]");
    const letters = /\\p{L}/u.test(walk.currentNode.data) && getComputedStyle(around).fontSize !== "0px";
    if (letters && !aside && box.width > 2) seen.push(walk.currentNode.data.trim());
  }
  return seen;
}"""


@pytest.fixture(scope="session")
def portal_on_sqlite(heard_portal: Portal) -> Portal:
    return heard_portal


@dataclass(kw_only=True)
class Finger(Phone):
    """The phone of somebody who listens to what they touch, and touches it again if it is what they want."""

    ears: Ears

    @classmethod
    def of(cls, phone: Phone) -> Self:
        """Take a phone, and see pictures alone on it."""
        phone.page.context.add_cookies([{"name": "look", "value": PICTURES, "url": phone.portal.address}])
        return cls(portal=phone.portal, page=phone.page, language=phone.language, ears=Ears(phone.page))

    def touches(self, found: Locator) -> None:
        """Touch once to hear, and once more."""
        before, here = len(self.ears.heard), self.page.url
        super().touches(found)
        self.page.wait_for_function("(before) => window.heard.length > before", arg=before)
        assert self.page.url == here, "the first touch only says what it is"
        super().touches(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dossier_is_told_and_sent_by_ear_and_finger(
    new_phone: NewPhone, portal: Portal, person: APerson, language: str
) -> None:
    phone = Finger.of(new_phone(language).is_in(person)).opens("/dossier")
    assert phone.page.evaluate(WORDS) == []
    phone.taps("Start").taps("Skip")
    assert phone.page.evaluate(WORDS) == []
    phone.touches(phone.page.locator(f"label:has([value={language}])"))
    tells_by_pictures(phone.taps("Answer"))
    phone.taps("Send to my counsellor").is_at("It is sent. Thank you.")
    assert portal.counts_receipts(person) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_week_is_told_and_sent_by_ear_and_finger(
    new_phone: NewPhone, portal: Portal, person: APerson, language: str
) -> None:
    phone = Finger.of(new_phone(language).is_in(person)).opens("/home")
    taps_door(phone).taps(LOOK).taps("2 hours").taps(SEND).is_at(SENT)
    assert portal.counts_receipts(person) == 1


def test_a_text_that_nobody_touches_has_a_speaker_beside_it(new_phone: NewPhone, person: APerson) -> None:
    phone = Finger.of(new_phone("fr", **NARROW).is_in(person))
    audit = Audit(phone.page)
    speakers = phone.opens("/week").page.locator("main .say")
    Phone.touches(phone, speakers.first)
    phone.ears.waits_for(phone.title)
    audit.looks("/week")
    audit.says_all_is_well()


def test_at_a_kiosk_nothing_is_heard_before_the_headphones_are_on(
    new_phone: NewPhone, portal: Portal, person: APerson
) -> None:
    with portal.parts.database.transaction(writes=True) as connection:
        token = a_kiosk(connection, portal.parts.ring, person.actor.agency_id).token
    screen = new_phone("fr", computer=True)
    screen.page.context.add_cookies([{"name": "kiosk", "value": token, "url": portal.address}])
    ears = Ears(screen.page)
    screen.opens("/").finds("Listen").click()
    asked = screen.page.locator(".headphones")
    expect(asked).to_be_visible()
    assert (ears.heard, ears.fetched) == ([], [])
    asked.get_by_role("button", name=screen.say("Without sound")).click()
    screen.page.wait_for_timeout(300)
    assert ears.fetched == []
    screen.finds("Listen").click()
    asked.get_by_role("button", name=screen.say("I have them on")).click()
    ears.waits_for(screen.title)
    screen.opens("/help").finds("Listen").click()
    ears.waits_for(screen.title)
    expect(asked).to_be_hidden()
