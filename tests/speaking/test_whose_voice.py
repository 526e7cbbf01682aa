"""One phone for two, a helper beside, an address that names another place: a voice goes nowhere its owner did not."""

from datetime import UTC, datetime

from flask import Flask

from portal.core.voice_messages import MOST_A_DAY
from portal.storage.answers.kept import State
from portal.web.parts import parts_of
from tests.aloud import GOAL, keeps_a_voice, said_by, speaks
from tests.pages.samples import kept
from tests.pages.test_arguments_bad_input import lets_sessions_end, signs_in_again
from tests.pages.test_helping import begins
from tests.people import APerson, signed_in, somebody, vault_of
from tests.recordings import a_wav
from tests.visitor import Visitor, hidden


def keeps_unseen(app: Flask, person: APerson, *places: str) -> None:
    """Keep what somebody said without any page: no answer names it."""
    with parts_of(app).database.transaction(writes=True) as connection:
        for place in places:
            keeps_a_voice(vault_of(connection, app, person.actor, datetime.now(UTC)), place)


def test_what_one_said_is_never_kept_for_another_who_signed_in_on_the_same_phone(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    other, spoken_on = somebody(app), visitor.opens(f"/speak/{GOAL}").page
    visitor.client = signed_in(app, other).client
    visitor.uploads(a_wav())
    assert visitor.page.address.startswith("/sign-in")
    assert visitor.page.says("Your voice is not kept.")
    token = hidden(visitor.opens(f"/speak/{GOAL}").page.form(button="Keep this sound"))["csrf_token"]
    visitor.page = spoken_on
    visitor.uploads(a_wav(), changed={"csrf_token": token})
    assert visitor.page.says("Your voice is not kept."), "not even with a token that is good here"
    assert said_by(app, other) == said_by(app, person) == ()
    visitor.client, visitor.page = signed_in(app, person).client, spoken_on
    visitor.uploads(a_wav(), status=422).uploads(a_wav())
    assert len(said_by(app, person)) == 1, "who spoke signs in again, and sends it"


def test_a_page_of_another_keeps_nothing_for_whose_session_just_ended(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    other = hidden(signed_in(app, somebody(app)).opens(f"/speak/{GOAL}").page.form(button="Keep this sound"))
    visitor.opens(f"/speak/{GOAL}")
    lets_sessions_end(app)
    visitor.uploads(a_wav(), changed={"key": other["key"]})
    assert visitor.page.says("Your voice is not kept.")
    signs_in_again(visitor, person)
    assert said_by(app, person) == ()


def test_a_helper_does_not_learn_of_a_voice_from_two_versions_of_an_answer(app: Flask, person: APerson) -> None:
    phone = signed_in(app, person).opens(f"/dossier/{GOAL}").sends({"answer": "Un"}, do="answer")
    screen = begins(app, person, "fr").opens(f"/dossier/{GOAL}")
    speaks(phone)
    screen.sends({"answer": "Deux"}, do="answer", status=409)
    assert screen.page.says("Deux")
    assert "message vocal" not in screen.page.text


def test_two_versions_of_an_answer_name_no_voice_that_is_erased(app: Flask, person: APerson, visitor: Visitor) -> None:
    first, second = (signed_in(app, person).opens(f"/dossier/{GOAL}") for _ in range(2))
    speaks(visitor)
    first.sends({"answer": "One"}, do="answer", status=409)
    assert first.page.says("A voice message of 3 seconds")
    visitor.opens(f"/speak/{GOAL}").follows("Erase").presses("Erase it")
    second.sends({"answer": "Two"}, do="answer", status=409)
    assert not second.page.says("A voice message")


def test_what_a_helper_types_takes_no_voice_along_that_was_no_part_of_the_answer(app: Flask, person: APerson) -> None:
    phone = speaks(signed_in(app, person)).sends(do="skip")
    assert kept(app, person, GOAL)[0][0] is State.SKIPPED
    begins(app, person, "fr").opens(f"/dossier/{GOAL}").sends({"answer": "Un magasin"}, do="answer")
    check = phone.opens("/dossier/check").page
    assert check.says("Un magasin")
    assert not check.says("A voice message")


def test_what_is_taken_back_in_a_visit_takes_no_voice_along_either(app: Flask, person: APerson) -> None:
    phone = signed_in(app, person).opens(f"/dossier/{GOAL}").sends({"answer": "Un"}, do="answer")
    screen = begins(app, person, "fr").opens(f"/dossier/{GOAL}").sends({"answer": "Deux"}, do="answer")
    keeps_unseen(app, person, GOAL)
    screen.opens("/visit/finish").sends(do=f"{GOAL}|")
    check = phone.opens("/dossier/check").page
    assert check.says("Un")
    assert not check.says("A voice message")


def test_a_message_is_erased_where_it_was_said_and_by_no_other_address(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    speaks(visitor)
    (one,) = said_by(app, person)
    for place in ("arguments", "next-question"):
        visitor.opens(f"/speak/{place}/{one.id}/erase", status=404)
    form = hidden(visitor.opens(f"/speak/{GOAL}/{one.id}/erase").page.form())
    for place in ("arguments", "next-question"):
        visitor.posts(f"/speak/{place}/{one.id}/erase", form)
    assert said_by(app, person) == (one,)
    visitor.posts(f"/speak/{GOAL}/{one.id}/erase", form)
    assert said_by(app, person) == ()


def test_the_number_of_a_form_counts_at_its_own_place(app: Flask, person: APerson, visitor: Visitor) -> None:
    key = hidden(visitor.opens(f"/speak/{GOAL}").page.form(button="Keep this sound"))["key"]
    visitor.uploads(a_wav()).opens("/speak/next-question").uploads(a_wav(), changed={"key": key})
    assert [one.place for one in said_by(app, person)] == [GOAL, "next-question"]


def test_who_said_a_lot_in_many_places_is_asked_to_erase_or_to_write(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    keeps_unseen(app, person, *(f"reply {number}" for number in range(MOST_A_DAY)))
    visitor.opens(f"/speak/{GOAL}").uploads(a_wav(), status=422)
    assert visitor.page.says("You have many voice messages. Erase one first, or write.")
    assert len(said_by(app, person)) == MOST_A_DAY
