"""A question back, for the person: they answer when they want, say more, would rather talk, and send."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from portal.core.clarifications import MOST_OWN_WORDS, Step
from portal.dossier.questions import QUESTIONS
from portal.dossier.wording import options_of
from portal.storage.people.wish import Wish, wish_of
from portal.storage.tables.people import sessions
from portal.web.parts import parts_of
from tests.pages.asking_back import (
    CHOICES,
    MINE,
    MORE,
    answers,
    answers_back,
    ask_address,
    asked_address,
    asks,
    backs,
    sends,
    steps,
    upto,
    who_sent,
)
from tests.pages.samples import A_CHOICE, A_TEXT, PAST_JOBS, SOME_CHOICES, kept
from tests.pages.visiting import A_PART, at_the_agency_of
from tests.people import APerson, count_of, signed_in
from tests.visitor import Visitor, hidden


@pytest.fixture
def visitor(app: Flask, person: APerson) -> Visitor:
    """Return the person's browser, once they told and sent a few things."""
    return who_sent(app, person)


@pytest.fixture
def counsellor(app: Flask, person: APerson, visitor: Visitor) -> Visitor:
    assert visitor.page.status == 200
    return signed_in(app, person.counsellor)


def test_several_questions_are_asked_at_once_and_each_is_answered_for_itself(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    counsellor.opens(ask_address(person)).sends({"ask": [SOME_CHOICES, A_TEXT]})
    assert len(backs(app, person)) == 2
    answers_back(visitor, A_TEXT, "Ali Baba")
    visitor.presses("Send to my counsellor")
    by_question = {one.asked.question: one.steps for one in backs(app, person)}
    assert by_question == {A_TEXT: {Step.TOLD, Step.ANSWERED}, SOME_CHOICES: set()}


def test_closing_an_open_question_wants_a_word_that_the_person_reads(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    asks(counsellor, person)
    counsellor.presses("Put it away", {"words": " "}, status=422)
    assert counsellor.page.says("Say why in a few words: the person reads it.")
    counsellor.presses("Put it away", {"words": "We talked about it on the phone."})
    assert steps(app, person) == [[Step.CLOSED]]
    visitor.opens("/home").follows("Your counsellor wrote to you about a question")
    assert visitor.page.says("Your counsellor does not wait for it any more.")
    assert visitor.page.says("We talked about it on the phone.")


def test_who_prefers_to_talk_says_so_with_one_tap_and_the_brief_shows_the_same_flag(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    asks(counsellor, person)
    visitor.opens(MINE).presses("I prefer to talk about it")
    assert visitor.page.says("You prefer to talk about it.")
    assert steps(app, person) == [[Step.FACE_TO_FACE]]
    assert counsellor.opens(f"/people/{person.id}").page.says("Wishes to talk about something face to face.")
    assert counsellor.opens(asked_address(person)).page.says("Prefers to talk about it face to face.")
    counsellor.presses("Put it away")
    assert steps(app, person) == [[Step.FACE_TO_FACE, Step.CLOSED]]


def test_saying_that_it_is_still_right_is_an_answer(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    asks(counsellor, person, A_TEXT)
    before = upto(app, person)
    answers_back(visitor, A_TEXT, "Ali")
    visitor.presses("Send to my counsellor")
    assert steps(app, person) == [[Step.TOLD, Step.ANSWERED]]
    assert upto(app, person) == before, "nothing new was written"


def test_going_past_a_question_that_came_back_takes_nothing_away(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    asks(counsellor, person)
    before = kept(app, person, SOME_CHOICES)
    visitor.opens(f"/dossier/{SOME_CHOICES}?then=asked").sends(do="skip")
    assert visitor.page.address == MINE
    assert kept(app, person, SOME_CHOICES) == before
    assert steps(app, person) == [[]]


def test_where_other_things_would_go_with_it_everything_is_looked_at_first(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    asks(counsellor, person)
    token = hidden(visitor.opens(MINE).page.form())
    answers(visitor, A_CHOICE, options_of(QUESTIONS[A_CHOICE].answer)[0].key)
    answers_back(visitor, SOME_CHOICES, CHOICES[1])
    assert visitor.page.says("You also changed something else. Look at everything, then send.")
    before = upto(app, person)
    visitor.posts("/asked/send", token)
    assert visitor.page.title == "Check your answers"
    assert upto(app, person) == before
    sends(visitor)
    assert steps(app, person) == [[Step.TOLD, Step.ANSWERED]]


def test_an_answer_changed_in_the_dossier_itself_closes_it_when_it_is_sent(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    asks(counsellor, person)
    answers(visitor, SOME_CHOICES, CHOICES[1])
    assert steps(app, person) == [[]]
    sends(visitor)
    assert steps(app, person) == [[Step.ANSWERED]]


def test_own_words_stay_with_the_answer_and_can_be_taken_away(
    person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    asks(counsellor, person)
    assert "Say more in your own words" not in visitor.opens(f"/dossier/{SOME_CHOICES}").page.words
    visitor.opens(f"/dossier/{SOME_CHOICES}?then=asked").sends(
        {"answer": CHOICES[0], "words": "Long ago."}, do="answer"
    )
    page = visitor.opens(f"/dossier/{SOME_CHOICES}").page
    assert page.says("Say more in your own words")
    assert "Long ago." in page.text
    answers(visitor, SOME_CHOICES, CHOICES[0], words="")
    assert not visitor.opens("/dossier/check").page.says("Long ago.")


def test_an_empty_box_for_own_words_changes_nothing(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    asks(counsellor, person)
    before = count_of(parts_of(app).database, "answers")
    answers_back(visitor, SOME_CHOICES, CHOICES[0], words=" \r\n")
    assert count_of(parts_of(app).database, "answers") == before


def test_very_long_own_words_are_kept_and_the_page_points_at_them(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    asks(counsellor, person)
    long = "a " * MOST_OWN_WORDS
    visitor.opens(f"/dossier/{SOME_CHOICES}?then=asked")
    page = visitor.sends({"answer": CHOICES[0], "words": long}, do="answer", status=422).page
    assert page.says("Your own words are very long. Keep what matters most.")
    assert page.link("Your own words are very long.") == "#words"
    assert long.strip() in visitor.opens(f"/dossier/{SOME_CHOICES}?then=asked").page.text
    assert steps(app, person) == [[]]


def test_a_repeated_question_comes_back_and_leads_back_from_each_small_page(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    add = f"/dossier/{PAST_JOBS}/1/{A_PART}"
    visitor.opens(add).sends({"answer": "jobs:canteen"}, do="answer")
    visitor.opens(f"/dossier/{PAST_JOBS}").sends(do="answer")
    sends(visitor)
    asks(signed_in(app, person.counsellor), person, PAST_JOBS)
    visitor.opens(MINE).follows("Answer")
    assert visitor.page.says("Is something missing here?")
    visitor.follows("Add another one")
    visitor.sends({"answer": "jobs:hotel-desk"}, do="answer").opens(f"/dossier/{PAST_JOBS}?then=asked")
    visitor.presses("That is all")
    assert visitor.page.address == MINE
    visitor.presses("Send to my counsellor")
    assert steps(app, person) == [[Step.TOLD, Step.ANSWERED]]


def test_each_deed_is_in_the_journal_in_plain_words(person: APerson, visitor: Visitor, counsellor: Visitor) -> None:
    asks(counsellor, person)
    answers_back(visitor, SOME_CHOICES, CHOICES[1])
    visitor.presses("Send to my counsellor")
    counsellor.opens(asked_address(person)).presses("Put it away")
    visitor.opens("/who-read")
    for words in (
        "Your counsellor asked you something.",
        "You answered what your counsellor asks.",
        "You sent what your counsellor asked.",
        "Your counsellor looked at what was asked.",
        "Your counsellor put a question away.",
    ):
        assert visitor.page.says(words), words
    assert MORE not in visitor.page.text, "the journal names questions, never words"


def test_a_wish_that_was_sent_with_it_is_the_one_everywhere(app: Flask, person: APerson, counsellor: Visitor) -> None:
    asks(counsellor, person)
    signed_in(app, person).opens(MINE).presses("I prefer to talk about it")
    with parts_of(app).database.transaction(writes=False) as connection:
        assert wish_of(connection, person.id, person.key) is Wish.SENT
    assert signed_in(app, person).opens("/who-read").page.says("You said that you prefer to talk.")


def test_a_helper_answers_with_the_person_and_sends_nothing(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    asks(counsellor, person, words="Which one?")
    screen = at_the_agency_of(app, person).beside(person)
    screen.opens("/visit").follows("What your counsellor asks")
    assert screen.page.says("Which one?")
    assert not screen.page.says("I prefer to talk about it")
    answers_back(screen, SOME_CHOICES, CHOICES[1], words="This one.")
    assert screen.page.says("Only you can send. The helper cannot.")
    token = hidden(screen.page.form(action="/visit/stop"))
    for address in ("/asked/send", "/asked/1/face-to-face"):
        assert screen.client.post(address, data=token).status_code == 403
    assert steps(app, person) == [[Step.TOLD]]
    assert visitor.opens(MINE).presses("Send to my counsellor").page.says("This one.")
    assert steps(app, person) == [[Step.TOLD, Step.ANSWERED]]
    visitor.opens("/who-read")
    assert visitor.page.says("The helper saw what your counsellor asks.")
    assert visitor.page.says("The helper wrote your answer to your counsellor, beside you.")


def test_the_person_sends_what_was_answered_together_with_their_two_pictures(
    app: Flask, person: APerson, counsellor: Visitor
) -> None:
    asks(counsellor, person)
    screen = at_the_agency_of(app, person).beside(person)
    answers_back(screen, SOME_CHOICES, CHOICES[1])
    screen.opens("/visit/finish")
    for picture in person.pictures or ():
        screen.sends({"picture": picture}, action="/visit/send")
    assert screen.page.says("It is sent. Thank you.")
    assert steps(app, person) == [[Step.TOLD, Step.ANSWERED]]


def test_what_was_written_as_the_session_ended_waits_on_the_page_of_the_question(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    asks(counsellor, person)
    visitor.opens(f"/dossier/{SOME_CHOICES}?then=asked")
    form = {**hidden(visitor.page.form()), "answer": [CHOICES[1]], "words": "By far.", "do": "answer"}
    with parts_of(app).database.transaction(writes=True) as connection:
        long_ago = datetime.now(UTC) - timedelta(hours=1)
        connection.execute(update(sessions).where(sessions.c.role == "person").values(seen_at=long_ago))
    visitor.client.post(visitor.page.address, data=form)
    again = signed_in(app, person).opens(f"/dossier/{SOME_CHOICES}?then=asked")
    assert "By far." in again.page.text


def test_two_pages_of_one_answer_are_both_kept_with_their_own_words(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    asks(counsellor, person)
    other = signed_in(app, person).opens(f"/dossier/{SOME_CHOICES}?then=asked")
    answers_back(visitor, SOME_CHOICES, CHOICES[1], words="On the phone.")
    other.sends({"answer": [CHOICES[0]], "words": "On paper."}, do="answer", status=409)
    assert other.page.says("On the phone.")
    assert other.page.says("On paper.")
    buttons = [form for form in other.page.all("form") if "On paper." in hidden(form).values()]
    other.posts(buttons[0].get("action") or "", {**hidden(buttons[0]), "do": "answer"})
    assert other.page.address == MINE
    assert other.page.says("On paper.")
