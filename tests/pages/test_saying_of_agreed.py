"""To each line of an agreement the person says what they think with one tap; their counsellor sees it and answers."""

import pytest
from flask import Flask

from tests.conftest import BOTH
from tests.pages.test_agreeing import agreed_with, agrees, typed_in
from tests.pages.test_arguments_bad_input import lets_sessions_end, signs_in_again
from tests.people import APerson, signed_in
from tests.visitor import Visitor


@pytest.fixture
def counsellor(app: Flask, person: APerson) -> Visitor:
    return signed_in(app, person.counsellor)


def test_one_tap_says_that_a_line_is_not_right_and_words_can_follow(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    agrees(counsellor, person)
    visitor.opens("/agreed").sends(action="/agreed/1/1", do="not-agreed")
    assert visitor.page.says("It is kept. Your counsellor sees it.")
    visitor.presses("Send my words", {"words": "I have no CV yet."})
    counsellor.opens(f"/people/{person.id}/agreed")
    assert counsellor.page.says("Does not agree")
    assert counsellor.page.says("I have no CV yet.")
    counsellor.presses("Send the answer", {"words": "We write it together."})
    assert visitor.opens("/agreed/1/1").page.says("We write it together.")
    visitor.presses("It is fine now")
    assert visitor.page.title == "What we agreed"
    assert not visitor.page.says("You said: I do not agree.")
    assert [one.word.value for one in agreed_with(app, person)[0].said_to(1)] == [
        "not-agreed", "not-agreed", "answered", "fine",
    ]  # fmt: skip


def test_the_same_tap_twice_says_it_once(app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor) -> None:
    agrees(counsellor, person)
    page = visitor.opens("/agreed").page
    for _ in range(2):
        visitor.page = page
        visitor.sends(action="/agreed/1/2", do="not-understood")
    assert len(agreed_with(app, person)[0].said) == 1


def test_a_counsellor_can_say_that_they_will_talk_about_it(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    agrees(counsellor, person)
    visitor.opens("/agreed").sends(action="/agreed/1/2", do="not-understood")
    counsellor.opens(f"/people/{person.id}/agreed").presses("We will talk about it")
    assert visitor.opens("/agreed/1/2").page.says("Your counsellor read it. You will talk about it.")
    assert agreed_with(app, person)[0].waits(2) is None


def test_an_answer_without_words_asks_for_them(visitor: Visitor, counsellor: Visitor, person: APerson) -> None:
    agrees(counsellor, person)
    visitor.opens("/agreed").sends(action="/agreed/1/1", do="not-agreed")
    counsellor.opens(f"/people/{person.id}/agreed").presses("Send the answer", status=422)
    assert counsellor.page.says("Write your answer first.")


@pytest.mark.parametrize("app", BOTH, indirect=True)
@pytest.mark.parametrize("button", ["Send the answer", "We will talk about it"])
def test_words_that_came_while_the_answer_was_written_are_not_closed_by_it(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor, button: str
) -> None:
    agrees(counsellor, person)
    visitor.opens("/agreed").sends(action="/agreed/1/1", do="not-agreed")
    counsellor.opens(f"/people/{person.id}/agreed")
    visitor.presses("Send my words", {"words": "I have no CV yet."})
    counsellor.presses(button, {"words": "Send it on Monday."}, status=409)
    for words in ("Something was said meanwhile.", "I have no CV yet."):
        assert counsellor.page.says(words)
    assert typed_in(counsellor, "words") == "Send it on Monday."
    (agreement,) = agreed_with(app, person)
    assert agreement.waits(1) is not None, "nothing is closed"
    assert [one.word.value for one in agreement.said] == ["not-agreed", "not-agreed"], "and nothing is sent"
    counsellor.presses("Send the answer", {"words": "Then we write it together."})
    (agreement,) = agreed_with(app, person)
    assert agreement.waits(1) is None
    assert agreement.said[-1].words == "Then we write it together."


def test_a_colleague_s_answer_is_seen_before_another_is_sent(
    person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    agrees(counsellor, person)
    visitor.opens("/agreed").sends(action="/agreed/1/1", do="not-agreed")
    page = counsellor.opens(f"/people/{person.id}/agreed").page
    counsellor.presses("Send the answer", {"words": "We write it together."})
    counsellor.page = page
    counsellor.presses("Send the answer", {"words": "Send it on Monday."}, status=409)
    assert counsellor.page.says("We write it together.")
    assert typed_in(counsellor, "words") == "Send it on Monday."


def test_each_reading_and_writing_is_on_the_person_s_own_page(
    person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    counsellor.opens(f"/people/{person.id}/interview/1").presses("Keep and stay", {"words": "x"})
    agrees(counsellor, person)
    visitor.opens("/agreed").sends(action="/agreed/1/1", do="not-agreed")
    counsellor.opens(f"/people/{person.id}/agreed").presses("We will talk about it")
    visitor.opens("/who-read")
    for words in (
        "Your counsellor wrote notes about you. You can read them.",
        "Your counsellor read the notes about you.",
        "Your counsellor sent what you agreed.",
        "Your counsellor read what you agreed.",
        "You said something about what you agreed.",
        "Your counsellor answered about what you agreed.",
    ):
        assert visitor.page.says(words), words


def test_words_that_came_after_the_session_ended_are_kept_for_the_person(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    agrees(counsellor, person)
    visitor.opens("/agreed").sends(action="/agreed/1/1", do="not-agreed")
    Visitor(app).posts("/agreed/1/1", {"do": "not-agreed", "words": "I cannot."}, status=422)
    visitor.sends({"words": "I cannot.", "csrf_token": "old"}, do="not-agreed", status=422)
    assert typed_in(visitor, "words") == "I cannot."


def test_words_written_as_the_session_ended_are_said_once_the_person_is_back(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    agrees(counsellor, person)
    visitor.opens("/agreed").sends(action="/agreed/1/1", do="not-agreed")
    lets_sessions_end(app)
    visitor.presses("Send my words", {"words": "I cannot."})
    signs_in_again(visitor, person)
    assert visitor.page.address == "/agreed/1/1"
    assert visitor.page.says("I cannot.")
