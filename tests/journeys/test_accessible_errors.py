"""Pages on which something went wrong are as easy as the others: each kind of answer, each way to be refused."""

from collections.abc import Callable

import pytest

from portal.core.answers import Confirm, Grid, Kind, Listed, LongText, Money, One, Phone, Several, Text
from portal.dossier.questions import QUESTIONS
from tests.journeys.audit import Audit
from tests.journeys.conftest import NARROW, NewPhone
from tests.journeys.phone import Phone as Browser
from tests.journeys.served import Portal
from tests.people import APerson

UNCLEAR: dict[type[Kind], str] = {
    Text: "",
    LongText: "",
    Phone: "six",
    One: "",
    Several: "",
    Confirm: "",
    Listed: "xyzzyplugh",
    Grid: "",
    Money: "mille",
}
"""What somebody types that is not an answer of this kind; the rest needs a choice, and nothing is chosen."""


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_an_answer_that_is_not_clear_is_in_nobodys_way(new_phone: NewPhone, person: APerson, language: str) -> None:
    phone = new_phone(language, **NARROW).is_in(person)
    audit = Audit(phone.page)
    asked = {key: one for key, one in QUESTIONS.items() if not one.depends_on and not one.from_second_interview}
    shown = {(type(one.answer), one.use.consent): key for key, one in asked.items() if type(one.answer) in UNCLEAR}
    assert {kind for kind, _consent in shown} == set(UNCLEAR)
    for (kind, _consent), key in shown.items():
        phone.opens(f"/dossier/{key}")
        if UNCLEAR[kind]:
            phone.writes(UNCLEAR[kind])
        phone.taps("Answer")
        assert phone.status == 422, key
        assert phone.page.get_by_role("alert").is_visible()
        audit.looks(f"/dossier/{key}, not clear")
    audit.says_all_is_well()


def wrong_letters(phone: Browser, _person: APerson) -> int:
    phone.opens("/sign-in").writes("7QXM").taps("Go on")
    return 422


def wrong_pictures(phone: Browser, person: APerson) -> int:
    phone.opens(f"/c/{person.secret}").taps_picture("rose").taps_picture("rose")
    return 422


def resting_card(phone: Browser, person: APerson) -> int:
    phone.portal.lets_card_rest(person, wrong_tries=10)
    phone.opens(f"/c/{person.secret}")
    return 429


def first_pictures(phone: Browser, person: APerson) -> int:
    new = phone.portal.welcomes(person.counsellor, pictures=None)
    phone.opens(f"/c/{new.secret}").taps_picture("rose").taps_picture("cat")
    return 200


def wrong_password(phone: Browser, _person: APerson) -> int:
    phone.opens("/staff").writes("nobody").taps("Sign in")
    return 422


def unknown_receipt(phone: Browser, _person: APerson) -> int:
    phone.opens("/receipt").writes("7QXM").taps("Check")
    return 422


def two_answers(phone: Browser, person: APerson) -> int:
    phone.is_in(person).opens("/dossier/about-reach")
    other = Browser(portal=phone.portal, page=phone.page.context.new_page(), language=phone.language)
    other.opens("/dossier/about-reach").answers("A letter")
    phone.answers("An e-mail")
    return 409


def nothing_argued(phone: Browser, person: APerson) -> int:
    phone.is_in(person).opens("/arguments/words").taps("Go on")
    return 422


def two_writings(phone: Browser, person: APerson) -> int:
    phone.is_in(person).opens("/arguments/words")
    other = Browser(portal=phone.portal, page=phone.page.context.new_page(), language=phone.language)
    other.opens("/arguments/words").writes("Awa").taps("Go on")
    phone.writes("Aïssa").taps("Go on")
    return 409


def arguments_to_check(phone: Browser, person: APerson) -> int:
    phone.is_in(person).opens("/arguments/words").writes("Awa").taps("Go on").is_at("Check your words")
    return 200


def nothing_told(phone: Browser, person: APerson) -> int:
    phone.is_in(person).opens("/dossier/check").sees("There is nothing to send.")
    return 200


def old_answer(phone: Browser, person: APerson) -> int:
    phone.is_in(person).opens("/dossier/about-name").writes("Fatou")
    phone.page.locator("main input[name=csrf_token]").evaluate("one => one.remove()")
    phone.taps("Answer")
    return 422


def old_page(phone: Browser, _person: APerson) -> int:
    phone.opens("/language")
    phone.page.locator("main input[name=csrf_token]").evaluate("one => one.remove()")
    with phone.page.expect_navigation() as coming:
        phone.touches(phone.page.get_by_role("button", name="English"))
    phone.status = coming.value.status
    return 422


def nobodys_words(phone: Browser, person: APerson) -> int:
    phone.is_in(person).opens("/dossier/about-name").writes("Fatou")
    phone.page.context.clear_cookies()
    phone.taps("Answer")
    return 422


def no_reminder_yet(phone: Browser, person: APerson) -> int:
    phone.is_in(person).opens("/reminder").writes("awa at mail").taps("Turn on the reminder")
    return 422


def a_reminder(phone: Browser, person: APerson) -> int:
    phone.is_in(person).opens("/reminder").writes("awa@mail.example")
    for tile in ("[name=day][value='0']", "[name=hour][value='12']"):
        phone.touches(phone.page.locator("label.tile").filter(has=phone.page.locator(tile)))
    phone.taps("Turn on the reminder").unfolds("Change something")
    return 200


def unknown_address(phone: Browser, _person: APerson) -> int:
    phone.opens("/nowhere")
    return 404


def somebody_elses_page(phone: Browser, person: APerson) -> int:
    phone.is_in(person).opens("/people")
    return 403


WAYS: tuple[Callable[[Browser, APerson], int], ...] = (
    wrong_letters,
    wrong_pictures,
    resting_card,
    first_pictures,
    wrong_password,
    unknown_receipt,
    two_answers,
    nothing_argued,
    two_writings,
    arguments_to_check,
    nothing_told,
    old_answer,
    old_page,
    nobodys_words,
    no_reminder_yet,
    a_reminder,
    unknown_address,
    somebody_elses_page,
)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_being_refused_is_in_nobodys_way(new_phone: NewPhone, portal: Portal, language: str) -> None:
    phone = new_phone(language, **NARROW)
    audit = Audit(phone.page)
    for way in WAYS:
        phone.page.context.clear_cookies()
        person = portal.welcomes(portal.hires())
        status = way(phone, person)
        assert phone.status == status, f"{way.__name__}: {phone.status}"
        audit.looks(way.__name__)
    audit.says_all_is_well()
