"""Speaking instead of writing: kept like any answer, sent with it, heard again, erased at any moment."""

import re

import pytest
from flask import Flask

from portal.core.voice_messages import LONGEST_S, MOST, TOO_LONG, TOO_MANY
from portal.storage.answers.kept import State
from portal.storage.trace.journal import Deed
from tests.aloud import GOAL, done, own_address, said_by, speaks
from tests.conftest import BOTH
from tests.pages.samples import A_TEXT, kept
from tests.people import APerson, signed_in
from tests.recordings import a_wav, a_webm
from tests.visitor import Visitor, hidden

both = pytest.mark.parametrize("app", BOTH, indirect=True)


@both
def test_what_is_said_is_heard_again_byte_by_byte(app: Flask, person: APerson, visitor: Visitor) -> None:
    sound = a_wav(seconds=9)
    visitor.opens(f"/dossier/{GOAL}").sends(do="speak")
    assert visitor.page.address == f"/speak/{GOAL}"
    assert visitor.page.says("Your counsellor hears it.")
    assert visitor.page.says("It is erased after 3 months.")
    assert visitor.page.says("No machine listens to it.")
    visitor.uploads(sound)
    assert visitor.page.address == f"/dossier/{GOAL}"
    assert visitor.page.says("A voice message of 9 seconds")
    response = visitor.client.get(own_address(app, person))
    assert (response.get_data(), response.mimetype) == (sound, "audio/wav")
    assert [one.what for one in done(app, person, Deed.SPOKE)] == [(GOAL,)]
    assert visitor.opens("/who-read").page.says("You said something with your voice.")


@both
def test_a_voice_alone_is_an_answer_checked_sent_and_on_the_receipt(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    speaks(visitor, sound=a_webm(seconds=42))
    assert kept(app, person, GOAL) == [(State.ANSWERED, "")]
    assert visitor.opens("/dossier/check").page.says("A voice message of 42 seconds")
    visitor.presses("Send to my counsellor")
    assert visitor.page.says("A voice message of 42 seconds")
    assert visitor.opens("/dossier").page.says("Your answers are sent.")


def test_words_and_voice_are_one_answer_whichever_came_first(app: Flask, person: APerson, visitor: Visitor) -> None:
    visitor.opens(f"/dossier/{GOAL}").sends({"answer": "A shop of my own"}, do="speak")
    assert kept(app, person, GOAL) == [(State.ANSWERED, "A shop of my own")], "what is typed is kept on the way"
    visitor.uploads(a_wav())
    check = visitor.opens("/dossier/check").page
    assert check.says("A shop of my own")
    assert check.says("A voice message of 3 seconds")
    visitor.opens(f"/dossier/{GOAL}").sends({"answer": "A bakery of my own"}, do="answer")
    check = visitor.opens("/dossier/check").page
    assert check.says("A bakery of my own")
    assert check.says("A voice message of 3 seconds")


def test_words_that_are_taken_away_on_the_way_are_gone(app: Flask, person: APerson, visitor: Visitor) -> None:
    visitor.opens(f"/dossier/{GOAL}").sends({"answer": "A shop"}, do="answer")
    visitor.opens(f"/dossier/{GOAL}").sends({"answer": ""}, do="speak").uploads(a_wav())
    assert kept(app, person, GOAL) == [(State.ANSWERED, "")]


def test_who_only_looks_at_the_way_to_speak_answers_nothing(app: Flask, person: APerson, visitor: Visitor) -> None:
    visitor.opens(f"/dossier/{GOAL}").sends({"answer": ""}, do="speak")
    assert kept(app, person, GOAL) == []
    assert not visitor.opens("/dossier/check").page.says("Something here is waiting for you.")


def test_an_empty_answer_that_waited_becomes_one_by_speaking(app: Flask, person: APerson, visitor: Visitor) -> None:
    visitor.opens(f"/dossier/{GOAL}").sends({"answer": ""}, do="answer", status=422)
    speaks(visitor)
    assert kept(app, person, GOAL) == [(State.ANSWERED, "")]


def test_too_many_words_go_on_waiting_and_the_voice_with_them(app: Flask, person: APerson, visitor: Visitor) -> None:
    many = "word " * 1000
    visitor.opens(f"/dossier/{GOAL}").sends({"answer": many}, do="speak").uploads(a_wav())
    assert kept(app, person, GOAL)[0][0] is State.UNCLEAR
    assert visitor.page.says("You wrote this before. Look at it, then tap Answer.")
    visitor.sends({"answer": "Less"}, do="answer")
    assert kept(app, person, GOAL) == [(State.ANSWERED, "Less")]
    assert visitor.opens("/dossier/check").page.says("A voice message of 3 seconds")


def test_words_of_two_pages_wait_for_a_choice_that_a_voice_does_not_make(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    other = signed_in(app, person).opens(f"/dossier/{GOAL}")
    visitor.opens(f"/dossier/{GOAL}").sends({"answer": "One"}, do="answer")
    other.sends({"answer": "Two"}, do="speak", status=409)
    speaks(visitor)
    assert [state for state, _ in kept(app, person, GOAL)] == [State.ANSWERED, State.ASIDE]
    visitor.opens(f"/dossier/{GOAL}").sends({"answer": "Two"}, do="answer")
    check = visitor.opens("/dossier/check").page
    assert check.says("Two")
    assert check.says("A voice message of 3 seconds")


def test_where_a_voice_stands_the_page_goes_on_and_skips_nothing(visitor: Visitor) -> None:
    speaks(visitor)
    assert not visitor.page.says("Skip")
    visitor.presses("Go on")
    assert visitor.opens("/dossier/check").page.says("A voice message of 3 seconds")


def test_skipping_lets_a_voice_stay_and_sends_nothing(app: Flask, person: APerson, visitor: Visitor) -> None:
    speaks(visitor).sends(do="skip")
    assert kept(app, person, GOAL)[0][0] is State.SKIPPED
    assert not visitor.opens("/dossier/check").page.says("A voice message")
    assert visitor.opens(f"/dossier/{GOAL}").page.says("A voice message of 3 seconds"), "nothing is lost"


@both
def test_a_message_is_erased_after_one_question_and_leaves_nothing(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    speaks(visitor)
    address = own_address(app, person)
    visitor.presses("Erase")
    assert visitor.page.says("Erase this voice message?")
    visitor.presses("Erase it")
    assert visitor.page.address == f"/dossier/{GOAL}"
    assert said_by(app, person) == ()
    assert kept(app, person, GOAL)[0][0] is State.SKIPPED
    assert visitor.client.get(address).status_code == 404
    assert [one.what for one in done(app, person, Deed.ERASED_VOICE)] == [(GOAL,)]


def test_erasing_keeps_what_is_typed_on_the_way_and_the_words_there_were(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    speaks(visitor)
    visitor.presses("Erase", {"answer": "Typed meanwhile"}).presses("Erase it")
    assert kept(app, person, GOAL) == [(State.ANSWERED, "Typed meanwhile")]


def test_no_more_than_three_are_kept_at_one_place(app: Flask, person: APerson, visitor: Visitor) -> None:
    old = signed_in(app, person).opens(f"/speak/{GOAL}")
    for _ in range(MOST):
        speaks(visitor)
    assert not [one for one in visitor.opens(f"/speak/{GOAL}").page.all("input") if one.get("type") == "file"]
    old.uploads(a_wav(), status=422)
    assert old.page.says("There are 3 voice messages here. Erase one first.")
    assert visitor.opens(f"/dossier/{GOAL}").page.says("There are 3 voice messages here. Erase one first.")
    assert not visitor.page.says("Say it with my voice")
    speaks(visitor, place="next-question")
    assert len(said_by(app, person)) == MOST + 1, "another question has its own"


def test_the_sentences_name_the_limits_there_are(visitor: Visitor) -> None:
    assert str(MOST) in TOO_MANY
    assert str(LONGEST_S // 60) in TOO_LONG
    (last,) = re.findall(r'data-last="(\d+)"', visitor.opens(f"/speak/{GOAL}").page.text)
    assert visitor.page.says(f"{last} seconds left.")


def test_messages_of_one_length_are_told_apart(visitor: Visitor) -> None:
    speaks(visitor)
    names = [one.get("aria-label") for one in visitor.page.all("audio")]
    assert names == ["A voice message of 3 seconds"]
    speaks(visitor)
    names = [one.get("aria-label") for one in visitor.page.all("audio") if one.get("class") == "voice"]
    assert names == ["A voice message of 3 seconds 1", "A voice message of 3 seconds 2"]


@both
def test_the_same_form_sent_twice_is_one_message_and_two_pages_are_two(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    page, other = (visitor.opens(f"/speak/{GOAL}").page for _ in range(2))
    for shown in (page, page, other):
        visitor.page = shown
        visitor.uploads(a_wav())
    assert len(said_by(app, person)) == 2
    assert visitor.opens("/dossier/check").page.words.count("A voice message of 3 seconds") == 2


def test_the_last_one_that_has_room_is_told_as_kept_however_often_it_is_sent(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    for _ in range(MOST - 1):
        speaks(visitor)
    page = visitor.opens(f"/speak/{GOAL}").page
    for _twice in range(2):
        visitor.page = page
        visitor.uploads(a_wav())
    assert len(said_by(app, person)) == MOST


@both
def test_what_was_erased_does_not_come_back_with_its_form(app: Flask, person: APerson, visitor: Visitor) -> None:
    page = visitor.opens(f"/speak/{GOAL}").page
    visitor.uploads(a_wav()).presses("Erase").presses("Erase it")
    visitor.page = page
    visitor.uploads(a_wav())
    assert said_by(app, person) == ()
    assert kept(app, person, GOAL)[0][0] is State.SKIPPED
    speaks(visitor)
    assert len(said_by(app, person)) == 1, "another form is another message"


def test_who_came_to_check_goes_back_to_checking(visitor: Visitor) -> None:
    visitor.opens(f"/dossier/{GOAL}?then=check").sends({"answer": ""}, do="speak")
    assert visitor.page.address == f"/speak/{GOAL}?then=check"
    visitor.uploads(a_wav())
    assert visitor.page.address == f"/dossier/{GOAL}?then=check"
    visitor.sends(do="answer")
    assert visitor.page.address == "/dossier/check"


def test_only_questions_for_own_words_can_be_answered_aloud(visitor: Visitor) -> None:
    visitor.opens(f"/speak/{A_TEXT}", status=404)
    visitor.opens("/speak/no-such-place", status=404)
    visitor.opens(f"/dossier/{A_TEXT}").sends(do="speak", status=404)
    visitor.opens(f"/dossier/{GOAL}").sends(do="erase:none", status=400)


def test_the_microphone_opens_where_one_speaks_and_nowhere_else(visitor: Visitor) -> None:
    there = visitor.client.get(f"/speak/{GOAL}").headers
    assert "microphone=(self)" in there["Permissions-Policy"]
    assert "media-src 'self' blob:;" in there["Content-Security-Policy"]
    for address in (f"/dossier/{GOAL}", "/home"):
        elsewhere = visitor.client.get(address).headers
        assert "microphone=()" in elsewhere["Permissions-Policy"]
        assert "blob:" not in elsewhere["Content-Security-Policy"]


def test_nothing_is_fetched_before_a_tap_and_each_control_is_named(visitor: Visitor) -> None:
    (control,) = speaks(visitor).page.all("audio")
    assert control.get("preload") == "none"
    assert control.get("aria-label") == "A voice message of 3 seconds"


def test_a_form_that_was_not_ours_keeps_nothing(app: Flask, person: APerson, visitor: Visitor) -> None:
    visitor.opens(f"/speak/{GOAL}").uploads(a_wav(), status=422, changed={"csrf_token": "a stranger's"})
    assert visitor.page.says("Your voice is not kept yet")
    assert said_by(app, person) == ()


def test_what_the_counsellor_asks_back_is_answered_by_speaking(
    person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    visitor.opens(f"/dossier/{GOAL}").sends({"answer": "A shop"}, do="answer")
    visitor.opens("/dossier/check").presses("Send to my counsellor")
    counsellor.opens(f"/people/{person.id}/ask").sends({"ask": GOAL, f"words-{GOAL}": "Which one?"})
    visitor.opens(f"/dossier/{GOAL}?then=asked").sends({"answer": "A shop"}, do="speak").uploads(a_wav())
    visitor.opens("/asked")
    assert visitor.page.says("A voice message of 3 seconds")
    visitor.posts("/asked/send", hidden(visitor.page.form()))
    assert counsellor.opens(f"/people/{person.id}/asked").page.says("A voice message of 3 seconds")
