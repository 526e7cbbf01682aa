"""A week told on a telephone: a minute, a few taps, in one's language, with or without scripts, hands or words."""

from datetime import UTC, datetime

import pytest

from portal.core.weeks import Week
from tests.journeys.audit import Audit
from tests.journeys.conftest import NARROW, NewPhone
from tests.journeys.keyboard import Keyboard
from tests.journeys.phone import Phone
from tests.journeys.served import Portal
from tests.people import ACounsellor, APerson

SEND, SENT = "That’s all: send", "It is sent. Thank you."
LOOK = "I look for work"
MOST_TAPS, MOST_TAPS_AGAIN = 4, 3


def address_of(before: int = 0) -> str:
    return f"/week/{Week.of(datetime.now(UTC)).shifted(-before).name}"


def taps_door(phone: Phone) -> Phone:
    """Tap “This week” on one's first page."""
    door = phone.page.locator("main a").filter(has_text=phone.say("This week")).first
    with phone.page.expect_navigation():
        phone.touches(door)
    return phone


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_one_activity_is_told_and_sent_in_four_taps(
    new_phone: NewPhone, portal: Portal, person: APerson, language: str
) -> None:
    phone = new_phone(language).signs_in(person)
    before = phone.touched
    taps_door(phone).taps(LOOK).taps("2 hours").taps(SEND).is_at(SENT)
    assert phone.touched - before <= MOST_TAPS
    phone.sees("Look for work", "2 hours")
    assert phone.page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert portal.counts_receipts(person) == 1


def test_the_same_as_last_week_is_three_taps(new_phone: NewPhone, portal: Portal, person: APerson) -> None:
    phone = new_phone("fr").is_in(person).opens(f"{address_of(1)}/learn").taps("A whole day").taps(SEND)
    phone.opens("/home")
    before = phone.touched
    taps_door(phone).taps("The same as last week").taps(SEND).is_at(SENT)
    assert phone.touched - before <= MOST_TAPS_AGAIN
    phone.sees("Follow a course or a lesson", "A whole day")
    assert portal.counts_receipts(person) == 2


def test_a_whole_week_is_told_without_scripts(new_phone: NewPhone, person: APerson) -> None:
    phone = new_phone("fr", java_script_enabled=False).is_in(person).opens("/week").unfolds("More pictures")
    phone.taps("My papers").unfolds("Which days? A word? If you want.")
    phone.touches(phone.page.locator("label.tile").filter(has_text="mardi"))
    phone.page.locator("textarea").fill("À la mairie, trois heures de queue")
    phone.unfolds("Another time").writes("2h30", "Hours").taps("Keep this time")
    phone.sees("Do paperwork, ask for a right").taps(LOOK).taps("I don’t remember")
    shown = phone.page.locator("main").inner_text()
    for words in ("2 heures et 30 minutes", "mardi", "À la mairie, trois heures de queue"):
        assert words in shown.replace("\u00a0", " ").replace("\u202f", " ")
    phone.taps(SEND).is_at(SENT).opens("/weeks").sees("Do paperwork, ask for a right")


def test_a_week_is_told_with_a_keyboard_and_enter_keeps_the_time_that_was_typed(
    new_phone: NewPhone, person: APerson
) -> None:
    phone = new_phone(computer=True).is_in(person).opens("/week")
    keyboard = Keyboard(phone)
    keyboard.goes_on(LOOK)
    keyboard.moves_to("Another time")
    keyboard.press("Enter")
    keyboard.moves_to(name="hours")
    phone.page.keyboard.type("3")
    keyboard.moves_to(name="minutes")
    phone.page.keyboard.type("20")
    with phone.page.expect_navigation():
        keyboard.press("Enter")
    phone.sees("3 hours and 20 minutes").does_not_see("30 minutes")
    keyboard.goes_on("I could not this week")
    keyboard.moves_to(name="show")
    with phone.page.expect_navigation():
        keyboard.press("Enter")
    phone.is_at("My week").sees("I could not this week").does_not_see("I was ill")
    keyboard.goes_on(SEND)
    phone.is_at(SENT)


def test_who_could_not_says_so_on_the_same_page_and_why_only_if_they_want(
    new_phone: NewPhone, person: APerson, counsellor: ACounsellor
) -> None:
    phone, desk = new_phone("ar").is_in(person), new_phone(computer=True).is_in(counsellor)
    read = f"/people/{person.id}/weeks"
    phone.opens("/week").taps("I could not this week").taps("I was ill").sees("I was ill").taps(SEND).is_at(SENT)
    desk.opens(read).sees("Could not this week").does_not_see("I was ill")
    phone.opens("/week").taps("Change", "I could not this week").chooses("My counsellor may read why")
    phone.taps("I was ill").taps(SEND).is_at(SENT)
    desk.opens(read).sees("I was ill")


def test_a_week_begun_on_one_phone_is_sent_from_another(new_phone: NewPhone, portal: Portal, person: APerson) -> None:
    mine = new_phone("fr").is_in(person).opens("/week").taps(LOOK).taps("1 hour")
    hers = new_phone("en").is_in(person).opens("/week").sees("Look for work", "1 hour")
    hers.taps("I learn").taps("Half a day")
    mine.sends_twice(SEND).is_at(SENT).sees("Follow a course or a lesson")
    hers.opens("/week").sees("You sent this week.")
    assert portal.counts_receipts(person) == 1


def test_two_phones_that_change_the_same_thing_show_both_and_the_person_taps(
    new_phone: NewPhone, person: APerson
) -> None:
    mine = new_phone().is_in(person).opens("/week").taps(LOOK).taps("1 hour").taps("Change", "Look for work")
    hers = new_phone().is_in(person).opens("/week").taps("Change", "Look for work").taps("A whole day")
    mine.taps("2 hours").sees("You changed this on another page. Tap what is right.", "A whole day")
    assert mine.status == 422
    mine.taps("2 hours").sees("2 hours")
    hers.opens("/week").sees("2 hours").does_not_see("A whole day")


def test_a_correction_is_all_that_the_counsellor_sees(
    new_phone: NewPhone, person: APerson, counsellor: ACounsellor
) -> None:
    phone, desk = new_phone().is_in(person), new_phone(computer=True).is_in(counsellor)
    phone.opens("/week").taps(LOOK).taps("A whole day").taps(SEND)
    phone.opens("/week").taps("Change", "Look for work").taps("Half a day").sees("You changed something.").taps(SEND)
    desk.opens(f"/people/{person.id}").taps("Weeks they told").sees("Half a day").does_not_see("A whole day")
    phone.opens("/weeks").sees("What I sent, and when").opens(f"{address_of()}/history").sees(
        "A whole day", "Half a day"
    )


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_week_at_any_stage_is_in_nobodys_way(new_phone: NewPhone, person: APerson, language: str) -> None:
    phone = new_phone(language, **NARROW).is_in(person)
    audit = Audit(phone.page)
    other = new_phone(language).is_in(person)
    phone.opens(f"{address_of()}/search").taps("2 hours")
    other.opens(f"{address_of()}/search?entry=1")
    phone.opens(f"{address_of()}/home").taps("A whole day")
    audit.looks("told")
    phone.taps("Change", "Look for work").unfolds("Which days? A word? If you want.").unfolds("Another time")
    phone.writes("🙂", "Hours").taps("Keep this time")
    assert phone.status == 422
    audit.looks("not clear")
    other.taps("A whole day")
    phone.taps("1 hour")
    assert phone.status == 422
    audit.looks("changed meanwhile")
    phone.opens("/weeks").writes("?", "Note the hours, if you want").taps("Keep")
    assert phone.status == 422
    audit.looks("hours not clear")
    audit.says_all_is_well()
