"""People who leave, come back, go back, or are too late: nothing is lost, nothing is doubled."""

import pytest

from tests.conftest import BOTH
from tests.journeys.conftest import NewPhone
from tests.journeys.phone import Phone
from tests.journeys.served import Portal
from tests.people import APerson

NAME, REACH = "/dossier/about-name", "/dossier/about-reach"


@pytest.mark.parametrize("portal", BOTH, indirect=True)
def test_a_person_leaves_and_goes_on_with_another_phone(new_phone: NewPhone, person: APerson) -> None:
    first = (
        new_phone()
        .signs_in(person)
        .taps("My dossier", "Tell your story before the interview.")
        .taps("Start")
        .writes("Fatou")
        .taps("Answer")
        .taps("Skip")
    )
    left_at = first.title
    first.page.close()
    second = new_phone().signs_in(person).taps("My dossier", "Tell your story before the interview.").taps("Go on")
    assert second.title == left_at
    second.goes_back().taps("About me")
    assert second.title == left_at
    assert second.opens(NAME).written == "Fatou"


def test_back_in_the_browser_loses_nothing_and_a_changed_answer_is_kept(phone: Phone, person: APerson) -> None:
    phone.is_in(person).opens(NAME).writes("Fatou").taps("Answer")
    here = phone.title
    phone.goes_back()
    assert phone.address == NAME
    assert phone.written == "Fatou"
    phone.writes("Fatoumata").taps("Answer")
    assert phone.title == here
    phone.opens("/dossier/check").sees("Fatoumata")


def test_back_on_the_page_loses_nothing(phone: Phone, person: APerson) -> None:
    phone.is_in(person).opens(NAME).writes("Fatou").taps("Answer").taps("Skip").taps("Back").taps("Back")
    assert phone.written == "Fatou"
    phone.taps("Back").is_at("My dossier")


def test_back_after_something_to_look_at_again_sends_nothing_again(
    phone: Phone, portal: Portal, person: APerson
) -> None:
    phone.is_in(person).opens("/dossier/about-phone").writes("six").taps("Answer")
    assert phone.status == 422
    phone.writes("06 39 98 41 07").taps("Answer").goes_back()
    assert phone.status == 200
    assert phone.written == "06 39 98 41 07"
    assert portal.counts_answers(person, "about-phone") == 2


def test_back_after_a_search_sends_nothing_again(phone: Phone, person: APerson) -> None:
    phone.is_in(person).opens("/dossier/wish-place").writes("Villeurbanne").taps("Search")
    phone.answers("Villeurbanne (69)")
    sent: list[str] = []
    phone.page.on("request", lambda request: sent.append(request.method))
    phone.goes_back()
    assert "POST" not in sent
    assert phone.chosen == ["Villeurbanne (69)"]


@pytest.mark.parametrize("portal", BOTH, indirect=True)
def test_two_pages_with_two_answers_are_both_kept_and_the_person_says_which(
    phone: Phone, portal: Portal, person: APerson
) -> None:
    phone.is_in(person).opens(NAME)
    other = Phone(portal=portal, page=phone.page.context.new_page()).opens(NAME)
    phone.writes("Fatou").taps("Answer")
    other.writes("Fatoumata").taps("Answer").is_at("Which answer is right?").sees("Fatou", "Fatoumata")
    assert other.status == 409
    assert portal.counts_answers(person, "about-name") == 2
    other.taps("Keep this one", "The answer now")
    assert other.address != NAME
    other.opens("/dossier/check").sees("Fatoumata")


def test_of_two_answers_the_first_can_be_kept(phone: Phone, portal: Portal, person: APerson) -> None:
    phone.is_in(person).opens(REACH)
    other = Phone(portal=portal, page=phone.page.context.new_page()).opens(REACH)
    phone.answers("A letter")
    other.answers("An e-mail").is_at("Which answer is right?").taps("Keep this one", "The answer before")
    phone.opens("/dossier/check").sees("A letter").does_not_see("An e-mail")


def test_answer_tapped_twice_is_one_answer(phone: Phone, portal: Portal, person: APerson) -> None:
    phone.is_in(person).opens(NAME).writes("Fatou").taps_twice("Answer")
    phone.page.wait_for_url("**/dossier/about-language")
    assert portal.counts_answers(person, "about-name") == 1


@pytest.mark.parametrize("portal", BOTH, indirect=True)
def test_a_form_that_arrives_twice_is_one_answer(phone: Phone, portal: Portal, person: APerson) -> None:
    phone.is_in(person).opens(NAME).writes("Fatou").sends_twice("Answer")
    assert phone.address != NAME
    assert portal.counts_answers(person, "about-name") == 1
    phone.opens("/dossier/check").sees("Fatou")


@pytest.mark.parametrize("portal", BOTH, indirect=True)
def test_words_sent_after_the_session_ended_wait_at_their_question(
    phone: Phone, portal: Portal, person: APerson
) -> None:
    phone.is_in(person).opens(NAME).writes("Fatoumata, dite Fatou")
    portal.lets_sessions_end(person)
    phone.taps("Answer").is_at("What is written on your card?").sees("What you wrote is kept.")
    phone.writes(person.secret).taps("Go on").taps_picture("cat").taps_picture("horse")
    assert phone.address == NAME
    assert phone.written == "Fatoumata, dite Fatou"
    phone.sees("You wrote this before. Look at it, then tap Answer.").taps("Answer")
    phone.opens("/dossier/check").sees("Fatoumata, dite Fatou")


def test_a_form_whose_token_is_old_or_missing_needs_one_more_tap(phone: Phone, portal: Portal, person: APerson) -> None:
    for spoil in ("one => one.value = 'old'", "one => one.remove()"):
        phone.is_in(person).opens(NAME).writes("Fatoumata")
        phone.page.locator("main input[name=csrf_token]").evaluate(spoil)
        phone.taps("Answer").sees("This page was old. Your answer is still here: tap Answer again.")
        assert phone.status == 422
        assert phone.written == "Fatoumata"
        phone.taps("Answer")
        assert phone.address != NAME
    assert portal.counts_answers(person, "about-name") == 1
