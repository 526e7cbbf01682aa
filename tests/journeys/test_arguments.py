"""What somebody has to say, from two taps away to the answer of their counsellor."""

import pytest

from tests.conftest import BOTH
from tests.journeys.conftest import NewPhone
from tests.journeys.phone import Phone
from tests.journeys.served import Portal
from tests.people import ACounsellor, APerson

WORDS, SINCE = "J’étais chez le médecin.", "Arguments that wait for you"


@pytest.mark.parametrize("portal", BOTH, indirect=True)
def test_a_person_argues_and_is_answered(new_phone: NewPhone, person: APerson, counsellor: ACounsellor) -> None:
    phone = new_phone("fr").is_in(person).opens("/dossier/about-name")
    phone.taps("My place")
    phone.page.locator("a[href='/arguments']").tap()
    phone.taps("Start").chooses("A letter I got").taps("Go on")
    phone.writes(WORDS).chooses("Someone I chose helps me").taps("Go on")
    phone.sees("Saved is not sent. Your counsellor sees nothing yet.").taps("Send to my counsellor")
    phone.is_at("It is sent. Thank you.")
    desk = new_phone(computer=True).is_in(counsellor).opens("/day").sees(SINCE)
    desk.page.locator("a[href*='/arguments/']").click()
    desk.sees("The person sees when you open them.").taps("Open and read")
    assert WORDS in desk.page.locator("main").inner_text()
    desk.sees("Written with someone they chose.").writes("Merci, c’est noté.").taps("Send the answer")
    desk.opens("/day").does_not_see(SINCE)
    phone.opens("/arguments").sees("Your counsellor answered").taps("A letter I got")
    assert "Merci, c’est noté." in phone.page.locator("main").inner_text()


def test_a_reply_that_is_sent_twice_is_one(phone: Phone, portal: Portal, person: APerson) -> None:
    phone.is_in(person).opens("/arguments/words").writes(WORDS).taps("Go on")
    phone.sends_twice("Send to my counsellor").is_at("It is sent. Thank you.")
    assert portal.counts_receipts(person) == 1


def test_the_back_of_the_browser_loses_no_word(phone: Phone, person: APerson) -> None:
    phone.is_in(person).opens("/arguments/new").chooses("A letter I got").taps("Go on")
    phone.writes(WORDS).taps("Go on").goes_back().goes_back()
    phone.opens("/arguments/words")
    assert phone.written == WORDS
