"""The card and its two pictures: chosen once, tapped each time, and a way on when they are forgotten."""

from tests.journeys.conftest import NewPhone
from tests.journeys.phone import Phone
from tests.journeys.served import Portal
from tests.people import ACounsellor, APerson


def test_a_person_uses_a_card_for_the_first_time(phone: Phone, portal: Portal, counsellor: ACounsellor) -> None:
    person = portal.welcomes(counsellor, pictures=None)
    phone.signs_in(person).is_at("Choose your first picture")
    phone.taps_picture("turtle").is_at("Choose your second picture").taps_picture("rose")
    phone.is_at("Keep these two pictures in your head").sees("turtle", "rose")
    phone.taps("Choose others").taps_picture("crown").taps_picture("guitar").sees("crown", "guitar")
    phone.taps("I will remember them").is_at("What becomes of what I say")
    phone.taps("Go on").is_at("What do you want to do?")
    phone.taps("Sign out").opens(f"/c/{person.secret}").is_at("Tap your first picture")
    phone.taps_picture("crown").taps_picture("guitar").is_at("What do you want to do?")


def test_the_secret_of_a_card_stays_nowhere_in_the_browser(phone: Phone, person: APerson) -> None:
    seen: list[str] = []
    phone.page.on("framenavigated", lambda frame: seen.append(frame.url))
    phone.signs_in(person).is_at("What do you want to do?")
    assert not [address for address in seen if person.secret.lower() in address.lower()]
    assert person.secret not in phone.page.content()
    assert person.secret not in str(phone.page.context.cookies())


def test_a_person_who_taps_wrong_pictures_is_told_and_may_try_again(phone: Phone, person: APerson) -> None:
    phone.opens(f"/c/{person.secret}").taps_picture("rose").taps_picture("rose")
    phone.is_at("Tap your first picture").sees("These are not your two pictures. Start again.")
    phone.taps_picture("cat").taps_picture("horse").is_at("What do you want to do?")


def test_a_card_rests_after_five_wrong_tries_and_then_only_the_desk_helps(
    phone: Phone, portal: Portal, person: APerson
) -> None:
    phone.opens(f"/c/{person.secret}")
    for _ in range(5):
        phone.is_at("Tap your first picture").taps_picture("rose").taps_picture("rose")
    phone.is_at("Please wait a little").sees("Or come to the desk. You get a new card.")
    assert phone.status == 429
    portal.lets_card_rest(person, wrong_tries=9)
    phone.opens(f"/c/{person.secret}").taps_picture("rose").taps_picture("rose")
    phone.is_at("Please wait a little").sees("If not, come to the desk. You get a new card.")
    phone.taps("Ask a person").is_at("You can always ask a person").sees("Come and see us")
    phone.opens(f"/c/{person.secret}").is_at("Please wait a little")


def test_a_person_types_the_letters_of_the_card(phone: Phone, person: APerson) -> None:
    groups = " ".join(person.secret[start : start + 4] for start in range(0, len(person.secret), 4))
    slip = ("Z" if groups[0] != "Z" else "Y") + groups[1:]
    phone.opens("/").taps("I have a card").writes(slip.lower()).taps("Go on")
    phone.sees("A letter is missing or wrong. Look at your card again.")
    assert phone.written == slip.lower()
    phone.writes(groups.lower()).taps("Go on").taps_picture("cat").taps_picture("horse").is_at(
        "What do you want to do?"
    )


def test_nothing_of_a_person_is_left_after_they_sign_out(new_phone: NewPhone, person: APerson) -> None:
    phone = new_phone("fr").is_in(person).opens("/dossier/about-name").writes("Fatoumata").taps("Answer")
    token = _token(phone)
    phone.opens("/dossier/check").sees("Fatoumata").taps("Sign out").is_at("You are signed out")
    phone.goes_back().does_not_see("Fatoumata", "Sign out").is_at("What is written on your card?")
    phone.goes_back().does_not_see("Fatoumata", "Sign out")
    assert _token(phone) != token


def _token(phone: Phone) -> str | None:
    return next((one.get("value") for one in phone.page.context.cookies() if one.get("name") == "portal"), None)
