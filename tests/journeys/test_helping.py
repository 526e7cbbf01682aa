"""A helper beside a person, in real browsers: the screen between them, and the person's own phone."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, expect

from portal.dossier.questions import QUESTIONS
from tests.journeys.audit import Audit
from tests.journeys.conftest import NARROW, WIDE, NewPhone, NewScreen
from tests.journeys.phone import Phone
from tests.journeys.screens import Ears, comes_in, cookies, goes_everywhere_back
from tests.journeys.served import Portal
from tests.pages.samples import A_CHOICE, A_TEXT, GATED
from tests.people import PASSWORD, APerson, a_helper, a_manager, signed_in

KIOSK_TARGET = 60
"""In CSS pixels: touched standing, from an arm's length."""
TYPED = "Zenobia Almasri"
TOO_LONG = "Fanta " * 60
HARD = GATED.questions[1]
_MARKED_PARTS = """() => {
  const words = (one) => one.textContent.replace(/\\s+/g, " ").trim();
  const arabic = /[\\u0600-\\u06ff]/;
  const wrong = (one) => one.lang !== "fr" || one.dir !== "ltr" || arabic.test(words(one)) || !words(one);
  const all = [...document.querySelectorAll(".also")];
  return [all.length, all.filter(wrong).map((one) => one.outerHTML.slice(0, 120))];
}"""


@dataclass(kw_only=True)
class Both(Phone):
    """A screen that two people read: each sentence stands there in Arabic, then in French."""

    def say(self, words: str) -> str:
        """Return a sentence as it stands there."""
        return " ".join(self.portal.say(language, words) for language in ("ar", "fr"))

    def shows_each_language_as_what_it_is(self) -> None:
        """Look at the language and the direction of the page, and of each part in the other language."""
        expect(self.page.locator("html")).to_have_attribute("lang", "ar")
        expect(self.page.locator("html")).to_have_attribute("dir", "rtl")
        count, wrong = self.page.evaluate(_MARKED_PARTS)
        assert count > 3
        assert wrong == []


def before(screen: Phone) -> Both:
    """Return a screen as two people read it."""
    return Both(portal=screen.portal, page=screen.page, language="ar", touch=False)


@pytest.fixture
def helper(portal: Portal, person: APerson) -> str:
    """A helper of the person's agency: the name they sign in with."""
    with portal.parts.database.transaction(writes=True) as connection:
        return a_helper(connection, portal.parts.ring, person.actor.agency_id, "Lina")


def agrees(screen: Phone, helper: str) -> Both:
    """Read the four ideas, say back how to stop, and let the helper show who they are."""
    screen.opens("/home").taps("A helper sits with me")
    for _ in range(4):
        screen.taps("I understand")
    screen.taps("I tap Stop").is_at("Now the helper shows who they are")
    screen.page.locator("[name=login]").fill(helper)
    screen.page.locator("[name=password]").fill(PASSWORD)
    screen.taps("Begin together")
    return before(screen).is_at("What do we do together?")


def folded(screen: Phone, words: str) -> Locator:
    return screen.page.locator("summary").filter(has_text=screen.say(words))


def taps_both_pictures(screen: Phone, person: APerson) -> None:
    for picture in person.pictures or ():
        screen.taps_picture(picture)


def hard_words(portal: Portal) -> tuple[str, ...]:
    """Return what only the person alone may see: what the difficult questions ask, in either language."""
    asked = [words for one in GATED.questions[1:] for words in (one.ask, one.short)]
    return tuple(portal.say(language, words) for language in ("ar", "fr") for words in asked)


def test_three_questions_side_by_side_and_one_that_is_looked_at_again(
    new_screen: NewScreen, person: APerson, helper: str
) -> None:
    screen = agrees(comes_in(new_screen("ar"), person), helper)
    audit = Audit(screen.page, target=KIOSK_TARGET)
    screen.opens(f"/dossier/{A_TEXT}").shows_each_language_as_what_it_is()
    audit.looks("a line to write")
    screen.writes(TYPED).taps("Answer").opens(f"/dossier/{A_CHOICE}").shows_each_language_as_what_it_is()
    audit.looks("one of some")
    screen.touches(screen.page.locator("label.tile").first)
    screen.taps("Answer").opens(f"/dossier/{A_TEXT}").writes(TOO_LONG).taps("Answer")
    assert screen.status == 422
    screen.shows_each_language_as_what_it_is()
    expect(screen.page.locator(".summary .also").nth(1)).to_be_visible()
    expect(screen.page.locator(".problem .also")).to_be_visible()
    assert screen.written == TOO_LONG
    audit.looks("a line to look at again")
    audit.says_all_is_well()


def test_alone_and_back_leaves_the_helper_nothing_of_what_is_difficult(
    portal: Portal, new_screen: NewScreen, person: APerson, helper: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = agrees(comes_in(new_screen("ar"), person), helper)
    screen.taps("I want to be alone for a moment")
    taps_both_pictures(screen, person)
    alone = Phone(portal=portal, page=screen.page, language="ar", touch=False)
    alone.opens(f"/dossier/{GATED.gate}").touches(screen.page.locator("label.tile").first)
    alone.taps("Answer")
    alone.opens(f"/dossier/{HARD.key}").sees(HARD.ask)
    alone.touches(screen.page.locator("label.tile").first)
    alone.taps("Answer")
    ears = Ears(portal.app, screen.page, monkeypatch)
    alone.taps("Bring the helper back")
    screen.is_at("What do we do together?")
    ears.look()
    goes_everywhere_back(screen, ears)
    for address in (f"/dossier/{HARD.key}", "/dossier", "/visit/finish", "/visit", "/visit/alone"):
        screen.opens(address)
        ears.look()
    ears.heard_nothing_of(*hard_words(portal))
    assert portal.counts_answers(person, HARD.key) == 1, "and it is kept"


def test_what_was_written_is_undone_and_sent_by_the_person_and_the_next_one_sees_nothing(
    portal: Portal, new_screen: NewScreen, new_phone: NewPhone, person: APerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    with portal.parts.database.transaction(writes=True) as connection:
        helper = a_helper(connection, portal.parts.ring, person.actor.agency_id, "Lina")
    screen, phone = agrees(comes_in(new_screen("ar"), person), helper), new_phone("ar").is_in(person)
    screen.opens(f"/dossier/{A_TEXT}").writes(TYPED).taps("Answer")
    screen.opens(f"/dossier/{A_CHOICE}").touches(screen.page.locator("label.tile").first)
    screen.taps("Answer").opens("/visit/finish").sees(str(QUESTIONS[A_TEXT].short), str(QUESTIONS[A_CHOICE].short))
    taken_back = screen.page.locator(f"button[value^='{A_CHOICE}|']")
    screen.touches(taken_back)
    expect(taken_back).to_have_count(0)
    screen.touches(folded(screen, "I send it now, with my two pictures"))
    taps_both_pictures(screen, person)
    screen.sees("It is sent. Thank you.")
    assert portal.counts_receipts(person) == 1
    expect(phone.opens("/visits").page.locator("main")).to_contain_text("Lina")
    screen.finds("We have finished").click()
    screen.page.wait_for_url(f"{portal.address}/")
    assert cookies(screen.page) == {"kiosk", "portal"}, "the second is a token of nobody"
    ears = Ears(portal.app, screen.page, monkeypatch)
    goes_everywhere_back(screen, ears)
    comes_in(Phone(portal=portal, page=screen.page, language="ar", touch=False), portal.welcomes(person.counsellor))
    goes_everywhere_back(screen, ears)
    ears.heard_nothing_of(TYPED)


def test_who_knows_the_person_makes_room_and_the_screen_forgets(
    portal: Portal, new_screen: NewScreen, person: APerson, helper: str
) -> None:
    screen = agrees(comes_in(new_screen("ar"), person), helper).opens("/visit/wrong")
    screen.finds("I know this person: change helper").click()
    screen.page.wait_for_url("**/visit/another*")
    screen.is_at("Another helper can come")
    assert cookies(screen.page) == {"kiosk", "portal"}
    screen.page.go_back()
    screen.page.wait_for_load_state()
    assert screen.opens("/visit").address == "/"
    assert portal


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_what_helpers_learn_is_in_nobodys_way(new_phone: NewPhone, language: str, size: dict[str, object]) -> None:
    phone = new_phone(language, **size)
    audit = Audit(phone.page)
    for address in ("/helping/how", "/helping/try/1", "/helping/try/2/2", "/visit/another?language=ar"):
        assert phone.opens(address).status == 200
        audit.looks(address)
    audit.says_all_is_well()


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_what_is_shown_when_something_is_wrong_is_in_nobodys_way(
    new_screen: NewScreen, person: APerson, helper: str, language: str, size: dict[str, object]
) -> None:
    screen = comes_in(new_screen(language, **size), person)
    pages = agrees(screen, helper) if language == "ar" else _french(screen, helper)
    audit = Audit(pages.page, target=KIOSK_TARGET)
    for address in ("/visit/wrong", "/visit/wrong?thanks=1", "/visit"):
        pages.opens(address)
        audit.looks(address)
    audit.says_all_is_well()


def _french(screen: Phone, helper: str) -> Phone:
    screen.opens("/with-a-helper/5").taps("I tap Stop")
    screen.page.locator("[name=login]").fill(helper)
    screen.page.locator("[name=password]").fill(PASSWORD)
    return screen.taps("Begin together")


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_a_manager_s_pages_are_in_nobodys_way(
    portal: Portal, new_phone: NewPhone, person: APerson, language: str, size: dict[str, object]
) -> None:
    with portal.parts.database.transaction(writes=True) as connection:
        manager = a_manager(connection, portal.parts.ring, person.actor.agency_id)
    phone = new_phone(language, **size)
    cookie = signed_in(portal.app, manager).client.get_cookie("portal")
    assert cookie is not None
    phone.page.context.add_cookies([{"name": "portal", "value": cookie.value, "url": portal.address}])
    audit = Audit(phone.page)
    phone.opens("/agency").writes("Zoé", "First name of the new helper").taps("Ask for an account")
    audit.looks("/agency")
    phone.page.locator("#name").fill("Salle 2")
    phone.taps("Make its address")
    audit.looks("an address")
    phone.opens("/agency").taps("Make its address")
    assert phone.status == 422
    audit.looks("a name to look at again")
    second = new_phone(language, **size).is_in(person.counsellor).opens("/agency/new-helpers")
    audit_of_second = Audit(second.page)
    second.opens("/agency/new-helpers")
    audit_of_second.looks("/agency/new-helpers")
    with second.page.expect_navigation():
        second.page.locator("main button[name=do]").first.click()
    audit_of_second.looks("what a new helper signs in with")
    audit.says_all_is_well()
    audit_of_second.says_all_is_well()
