"""When staff helps: one visit for somebody known at the desk, who first reads in their own language and says yes."""

import pytest
from flask import Flask

from portal.signin.cards import make_card
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.pages.samples import A_TEXT, kept
from tests.pages.visiting import Here, at_the_agency_of, code_on
from tests.people import APerson, a_person, count_of, signed_in, somebody
from tests.visitor import Visitor
from tests.weeks import NOW


def no_card(app: Flask) -> APerson:
    """Return somebody who never chose two pictures."""
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        return a_person(connection, parts.ring, pictures=None)


def opened_for(app: Flask, person: APerson) -> str:
    """Let their counsellor open a visit, and return its code."""
    desk = signed_in(app, person.counsellor).opens(f"/people/{person.id}/visit")
    return code_on(desk.sends({"known": "yes"}))


def says_yes(screen: Visitor) -> Visitor:
    """Read in French, say how to stop, and that it is them."""
    screen.sends({"language": "fr"}, action="/language")
    for step in range(1, 5):
        assert screen.page.address == f"/helping/agree/{step}"
        screen.opens(f"/helping/agree/{step + 1}")
    return screen.sends(do="stop").presses("Oui, c’est moi")


def begins(here: Here, code: str) -> Visitor:
    return says_yes(here.comes(code))


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_staff_open_one_visit_and_the_person_sees_who_did(app: Flask) -> None:
    person = no_card(app)
    here = at_the_agency_of(app, person)
    screen = here.comes(opened_for(app, person))
    assert screen.page.address == "/helping/agree"
    assert count_of(parts_of(app).database, "visits") == 0
    says_yes(screen)
    assert screen.page.address == "/visit"
    screen.opens(f"/dossier/{A_TEXT}").sends({"answer": "Fatou"}, do="answer")
    assert kept(app, person, A_TEXT)[0][1] == "Fatou"
    phone = signed_in(app, person).opens("/visits")
    name = person.counsellor.login.title()
    assert f"{name} opened this visit." in phone.page.words
    phone.opens("/who-read")
    assert "Your counsellor let a helper come to you, without your card." in phone.page.words
    assert "You let a helper sit with you." not in phone.page.words, "it was not the person who did"
    assert "The helper came. Your counsellor let them come to you." in phone.page.words
    assert name in phone.page.words


def test_staff_first_say_that_they_know_who_it_is(app: Flask, person: APerson) -> None:
    desk = signed_in(app, person.counsellor).opens(f"/people/{person.id}/visit").sends(status=422)
    assert "Check who it is first" in desk.page.words
    assert count_of(parts_of(app).database, "invitations") == 0


def test_only_who_accompanies_the_person_opens_a_visit(app: Flask, person: APerson) -> None:
    other = signed_in(app, somebody(app).counsellor)
    other.opens(f"/people/{person.id}/visit", status=403)
    signed_in(app, person).opens(f"/people/{person.id}/visit", status=403)


def test_before_the_person_says_yes_nothing_of_theirs_is_shown_or_open(app: Flask) -> None:
    person = no_card(app)
    here = at_the_agency_of(app, person)
    signed_in(app, person).opens(f"/dossier/{A_TEXT}").sends({"answer": "Fatou"}, do="answer")
    screen = here.comes(opened_for(app, person))
    for address in ("/helping/agree", *(f"/helping/agree/{step}" for step in range(1, 6))):
        page = screen.opens(address).page
        assert "Fatou" not in page.text
        assert "Ali" not in page.text
    assert screen.opens(f"/dossier/{A_TEXT}").page.address == "/"
    screen.opens("/helping/agree/5").sends(do="wait", status=422)
    assert "You can stop when you want." in screen.page.words
    assert count_of(parts_of(app).database, "visits") == 0


def test_without_pictures_a_visit_cannot_send_and_has_no_alone(app: Flask) -> None:
    person = no_card(app)
    here = at_the_agency_of(app, person)
    screen = begins(here, opened_for(app, person))
    assert "/visit/alone" not in screen.page.text
    assert screen.opens("/visit/alone").page.address == "/visit"
    screen.opens(f"/dossier/{A_TEXT}").sends({"answer": "Fatou"}, do="answer").opens("/visit/finish")
    assert "/visit/send" not in screen.page.text
    assert "Sans vos deux images, vous ne pouvez pas envoyer ici." in screen.page.words
    assert count_of(parts_of(app).database, "receipts") == 0


def test_a_code_from_the_desk_begins_one_visit(app: Flask) -> None:
    person = no_card(app)
    here = at_the_agency_of(app, person)
    code = opened_for(app, person)
    screen = begins(here, code)
    again = here.screen()
    again.opens("/helping")
    here.comes(code, again, status=422)
    screen.opens("/visit").sends(action="/visit/stop")
    assert screen.opens("/helping/agree/5").page.address == "/helping"


def test_whoever_reads_for_another_screen_begins_nothing(app: Flask) -> None:
    person = no_card(app)
    here = at_the_agency_of(app, person)
    screen = here.comes(opened_for(app, person))
    note = screen.client.get_cookie("agreeing")
    assert note is not None
    elsewhere = at_the_agency_of(app, person, helper="Omar", kiosk="Salle 2").screen()
    elsewhere.client.set_cookie("agreeing", note.value)
    assert elsewhere.opens("/helping/agree").page.address == "/helping"


def test_a_card_made_meanwhile_ends_what_staff_opened(app: Flask) -> None:
    person, parts = no_card(app), parts_of(app)
    here = at_the_agency_of(app, person)
    screen = here.comes(opened_for(app, person)).opens("/helping/agree/5")
    with parts.database.transaction(writes=True) as connection:
        make_card(connection, parts.ring, person.id, NOW)
    assert screen.sends(do="stop").page.address == "/helping"
    assert count_of(parts.database, "visits") == 0
