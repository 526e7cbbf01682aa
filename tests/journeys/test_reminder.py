"""A reminder on one's own telephone: chosen in a few taps, stopped with one, or from the message itself."""

import pytest

from portal.notices.letters import Stop, stop_token
from tests.journeys.conftest import NewPhone
from tests.journeys.phone import Phone
from tests.people import APerson


def chooses(phone: Phone, day: int, hour: int) -> Phone:
    """Tap a day and a moment of the day: the second says its hour as well, in small letters."""
    for name, value in (("day", day), ("hour", hour)):
        phone.touches(
            phone.page.locator("label.tile").filter(has=phone.page.locator(f"[name={name}][value='{value}']"))
        )
    return phone


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_it_is_chosen_in_pictures_and_stopped_with_one_tap(new_phone: NewPhone, person: APerson, language: str) -> None:
    phone = new_phone(language).is_in(person).opens("/reminder").is_at("A small reminder")
    chooses(phone, 2, 18).writes("awa chez mail").taps("Turn on the reminder")
    assert phone.status == 422
    assert phone.written == "awa chez mail"
    phone.writes("awa@mail.example").taps("Turn on the reminder")
    phone.is_at("Your reminder is on")
    phone.unfolds("Change something")
    assert phone.written == "", "the address stays out of sight"
    phone.taps("Stop the reminder").is_at("A small reminder")


def test_whoever_holds_the_message_stops_it_without_a_card(new_phone: NewPhone, person: APerson) -> None:
    phone = new_phone().is_in(person).opens("/reminder")
    chooses(phone, 0, 12).writes("awa@mail.example").taps("Turn on the reminder")
    ring = phone.portal.parts.ring
    mail = new_phone().opens(f"/reminder/stop/{stop_token(ring, Stop.of(ring, person.id, 'awa@mail.example'))}")
    mail.is_at("Stop the reminder?").taps("Stop the reminder").is_at("The reminder is off")
    mail.taps("Go to the first page")
    phone.opens("/reminder").is_at("A small reminder")
