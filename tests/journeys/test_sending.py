"""What the counsellor comes to see: only what was sent, the newest of it, and nothing of what was kept back."""

import re

import pytest

from tests.conftest import BOTH
from tests.journeys.conftest import NewPhone
from tests.journeys.phone import Phone
from tests.journeys.served import Portal
from tests.people import ACounsellor, APerson

NAME, GATE = "/dossier/about-name", "/dossier/more-1"
NOBODY = "Nothing to read before this interview."


@pytest.mark.parametrize("portal", BOTH, indirect=True)
def test_a_person_sends_corrects_and_sends_again(
    new_phone: NewPhone, portal: Portal, person: APerson, counsellor: ACounsellor
) -> None:
    phone = new_phone("fr").is_in(person).opens(NAME)
    desk = new_phone(computer=True).signs_in_at_work(counsellor)
    phone.writes("Fatou").taps("Answer").opens("/dossier/next-question").writes("Le bus ?").taps("Answer")
    desk.taps("Ali").sees(NOBODY).does_not_see("Fatou", "Le bus ?")
    phone.opens("/dossier/check").taps("Send to my counsellor").is_at("It is sent. Thank you.")
    first = phone.page.locator(".code").inner_text()
    desk.opens(f"/people/{person.id}").sees("Fatou", "Le bus ?").does_not_see(NOBODY)
    portal.lets_them_meet(person)
    phone.taps("Change something").taps("Change", "Your question?").writes("Le train ?").taps("Answer")
    phone.is_at("Check your answers").sees("You changed something. Send again to show it.")
    desk.opens(f"/people/{person.id}").sees("Le bus ?").does_not_see("Le train ?")
    phone.taps("Send to my counsellor").is_at("It is sent. Thank you.").sees("Le train ?").does_not_see("Le bus ?")
    assert phone.page.locator(".code").inner_text() != first
    desk.opens(f"/people/{person.id}").sees("Le train ?")
    assert desk.page.locator("del").all_inner_texts() == ["Le bus ?"]
    assert desk.page.locator("ins").all_inner_texts() == ["Le train ?"]
    assert portal.counts_receipts(person) == 2
    phone.opens("/receipts")
    assert phone.page.locator("main .lines a").count() == 2


def test_send_that_arrives_twice_is_one_sending(phone: Phone, portal: Portal, person: APerson) -> None:
    phone.is_in(person).opens(NAME).writes("Fatou").taps("Answer").opens("/dossier/check")
    phone.sends_twice("Send to my counsellor").is_at("It is sent. Thank you.")
    assert portal.counts_receipts(person) == 1


def test_a_receipt_is_checked_by_anyone_who_holds_its_code(new_phone: NewPhone, person: APerson) -> None:
    phone = new_phone().is_in(person).opens(NAME).writes("Fatou").taps("Answer")
    phone.opens("/dossier/check").taps("Send to my counsellor")
    code = phone.page.locator(".code").inner_text()
    stranger = new_phone("ar").opens("/").taps("Check a receipt").writes(code.lower()).taps("Check")
    stranger.is_at("This receipt is genuine.").does_not_see("Fatou")
    stranger.opens("/receipt").writes("7777 " + code).taps("Check")
    stranger.sees("We do not know this code. Look at it again.")
    assert stranger.status == 422


def test_ill_talk_about_it_wipes_the_answer_and_leaves_one_line(
    new_phone: NewPhone, person: APerson, counsellor: ACounsellor
) -> None:
    phone = new_phone().is_in(person).opens(NAME).writes("Fatou").taps("Answer")
    phone.opens("/dossier/steps-blocked").answers("The journey").opens("/dossier/check").sees("The journey")
    phone.taps("Change", "What blocks you?").taps("I’ll talk about it at the interview")
    phone.is_at("Check your answers").does_not_see("The journey")
    phone.sees("You want to talk about something face to face.").taps("Send to my counsellor")
    desk = new_phone(computer=True).is_in(counsellor).opens("/people").taps("Ali")
    desk.sees("Wishes to talk about something face to face.").does_not_see("The journey", "What blocks you?")


def test_the_gate_leaves_nothing_for_a_counsellor_to_compare(
    new_phone: NewPhone, portal: Portal, counsellor: ACounsellor
) -> None:
    seen = []
    desk = new_phone(computer=True).is_in(counsellor)
    for way in ("Yes, here", "No", None):
        person = portal.welcomes(counsellor)
        phone = new_phone().is_in(person).opens(NAME).writes("Fatou").taps("Answer").opens(GATE)
        if way is None:
            phone.taps("Skip")
        else:
            phone.answers(way)
        phone.opens("/dossier/check").taps("Send to my counsellor")
        seen.append(_brief(desk.opens(f"/people/{person.id}")))
    assert seen[0] == seen[1] == seen[2]
    assert portal.say("en", "Fatou") in seen[0]


def test_talking_at_the_interview_looks_alike_from_the_gate_and_from_any_question(
    new_phone: NewPhone, portal: Portal, counsellor: ACounsellor
) -> None:
    at_the_gate, at_a_question = portal.welcomes(counsellor), portal.welcomes(counsellor)
    for person, address in ((at_the_gate, GATE), (at_a_question, "/dossier/steps-blocked")):
        phone = new_phone().is_in(person).opens(NAME).writes("Fatou").taps("Answer").opens(address)
        if person is at_the_gate:
            phone.answers("Yes, but at the interview")
        else:
            phone.taps("I’ll talk about it at the interview")
        phone.opens("/dossier/check").taps("Send to my counsellor")
    desk = new_phone(computer=True).is_in(counsellor)
    seen = [_brief(desk.opens(f"/people/{person.id}")) for person in (at_the_gate, at_a_question)]
    assert seen[0] == seen[1]
    assert "Wishes to talk about something face to face." in seen[0]


def _brief(desk: Phone) -> str:
    """Return what a brief says, but for the minute at which it was sent: these tests take some."""
    words = re.sub(r"\s+", " ", desk.page.locator(".brief").inner_text())
    return re.sub(r"at \d\d:\d\d\.", "", words)
