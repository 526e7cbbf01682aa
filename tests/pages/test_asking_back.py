"""A question back: the counsellor asks about what was sent; the person sees just that, answers, talks, or does not."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.core.clarifications import LONGEST, Step
from portal.core.notices import NEWS
from portal.dossier.questions import OPEN_SECTIONS
from portal.storage.tables.people import notices, sessions
from portal.web.parts import parts_of
from tests.conftest import BOTH
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
    who_sent,
)
from tests.pages.samples import A_LONG_TEXT, A_TEXT, GATED, SOME_CHOICES
from tests.people import APerson, a_counsellor, asks_for_reminder, count_of, signed_in, somebody
from tests.visitor import Visitor, hidden, words_of


@pytest.fixture
def visitor(app: Flask, person: APerson) -> Visitor:
    """Return the person's browser, once they told and sent a few things."""
    return who_sent(app, person)


@pytest.fixture
def counsellor(app: Flask, person: APerson, visitor: Visitor) -> Visitor:
    assert visitor.page.status == 200
    return signed_in(app, person.counsellor)


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_asked_answered_and_put_away(app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor) -> None:
    asks(counsellor, person, words="Which one took the longest?")
    assert counsellor.page.title == "Ali"
    assert counsellor.page.says("Which one took the longest?")
    visitor.opens("/home").follows("Your counsellor asks you something")
    assert visitor.page.says("Which one took the longest?")
    visitor.follows("Answer")
    assert visitor.page.says("Which one took the longest?")
    visitor.sends({"answer": CHOICES[:2], "words": "The second one, by far."}, do="answer")
    assert visitor.page.address == MINE
    assert visitor.page.says("Your answer is kept. It is not sent yet.")
    assert visitor.page.says("The second one, by far.")
    assert not counsellor.opens(asked_address(person)).page.says("by far")
    visitor.presses("Send to my counsellor")
    assert visitor.page.title == "It is sent. Thank you."
    assert visitor.opens(MINE).page.says("Nothing is asked now.")
    assert not visitor.opens("/home").page.says("Your counsellor asks you something")
    assert counsellor.opens(asked_address(person)).page.says("The second one, by far.")
    assert counsellor.opens(f"/people/{person.id}").page.says("The second one, by far.")
    counsellor.opens(asked_address(person)).presses("Put it away", {"words": "Thank you."})
    assert visitor.opens(MINE).page.says("Thank you.")
    assert steps(app, person) == [[Step.TOLD, Step.ANSWERED, Step.CLOSED]]


def test_the_proposed_words_are_read_in_the_person_s_own_language(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    assert visitor.page.status == 200
    asks(counsellor, person, words=MORE)
    assert counsellor.page.says(MORE)
    assert [one.asked.words for one in backs(app, person)] == [""]
    in_french = signed_in(app, person, "fr").opens(MINE)
    assert not in_french.page.says(MORE)
    assert in_french.page.says("Pouvez-vous m’en dire plus sur ce que vous avez choisi")


def test_own_words_are_marked_as_the_language_they_are_in(app: Flask, person: APerson, counsellor: Visitor) -> None:
    asks(counsellor, person, words="Which one?")
    in_arabic = signed_in(app, person, "ar").opens(MINE)
    assert {one.get("lang") for one in in_arabic.page.all("p") if words_of(one) == "Which one?"} == {"en"}


def test_only_what_was_sent_and_is_not_hard_to_say_can_be_asked_about(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    hard = GATED.questions[-1].key
    visitor.opens("/dossier/more-1")
    answers(visitor, A_LONG_TEXT, "told and not sent")
    counsellor.opens(ask_address(person))
    offered = {one.get("value") for one in counsellor.page.all("input") if one.get("name") == "ask"}
    assert offered == {SOME_CHOICES, A_TEXT}
    for key in (hard, A_LONG_TEXT, "no-such-question"):
        counsellor.opens(ask_address(person)).sends({"ask": key, f"words-{key}": "Why?"}, status=422)
    assert backs(app, person) == []


def test_a_page_that_asks_nothing_says_what_to_do_and_keeps_what_was_written(
    app: Flask, person: APerson, counsellor: Visitor
) -> None:
    page = counsellor.opens(ask_address(person)).sends({f"words-{A_TEXT}": "Is it long?"}, status=422).page
    assert page.says("Choose at least one answer you want to hear more about.")
    assert "Is it long?" in page.text
    long = "x" * (LONGEST + 1)
    page = counsellor.sends({"ask": A_TEXT, f"words-{A_TEXT}": long}, status=422).page
    assert page.says("This is very long.")
    assert long in page.text
    assert backs(app, person) == []


def test_a_double_send_asks_once(app: Flask, person: APerson, counsellor: Visitor) -> None:
    counsellor.opens(ask_address(person))
    form = {**hidden(counsellor.page.form()), "ask": A_TEXT}
    for _ in range(2):
        counsellor.posts(ask_address(person), form)
    assert len(backs(app, person)) == 1


def test_two_counsellors_at_once_and_nothing_written_is_lost(app: Flask, person: APerson, counsellor: Visitor) -> None:
    other = signed_in(app, person.counsellor).opens(ask_address(person))
    asks(counsellor, person, words="Which one?")
    page = other.sends({"ask": SOME_CHOICES, f"words-{SOME_CHOICES}": "Since when?"}, status=422).page
    assert page.says("Nothing was asked yet. The person changed something, or a colleague asked first.")
    assert page.says("Since when?"), "to be copied"
    assert [one.asked.words for one in backs(app, person)] == ["Which one?"]


def test_what_was_taken_back_meanwhile_is_not_asked_about(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    counsellor.opens(ask_address(person))
    visitor.opens(f"/dossier/{SOME_CHOICES}").sends(do="skip")
    sends(visitor)
    counsellor.sends({"ask": SOME_CHOICES, f"words-{SOME_CHOICES}": "Since when?"}, status=422)
    assert counsellor.page.says("Since when?")
    assert backs(app, person) == []


def test_words_of_a_counsellor_whose_session_ended_are_shown_to_be_copied(
    app: Flask, person: APerson, counsellor: Visitor
) -> None:
    asks(counsellor, person, SOME_CHOICES)
    token = hidden(counsellor.opens(ask_address(person)).page.form())
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        connection.execute(update(sessions).values(ended_at=datetime.now(UTC) - timedelta(days=1)))
    counsellor.posts(ask_address(person), {**token, "ask": A_TEXT, f"words-{A_TEXT}": "Is it long?"}, status=422)
    assert counsellor.page.says("Keep your words")
    assert counsellor.page.says("Is it long?")
    counsellor.posts(f"{asked_address(person)}/1", {**token, "words": "Because."}, status=422)
    assert counsellor.page.says("Because.")


def test_an_old_form_of_a_counsellor_shows_the_words_again(app: Flask, person: APerson, counsellor: Visitor) -> None:
    asks(counsellor, person, SOME_CHOICES)
    form = {"csrf_token": "old", "ask": A_TEXT, f"words-{A_TEXT}": "Is it long?"}
    page = counsellor.posts(ask_address(person), form, status=422).page
    assert page.says("This page was old. What you wrote is still here: send it once more.")
    assert "Is it long?" in page.text
    page = counsellor.posts(f"{asked_address(person)}/1", {"csrf_token": "old", "words": "Why."}, status=422).page
    assert "Why." in page.text
    assert len(backs(app, person)) == 1


def test_nobody_else_asks_reads_or_closes(app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor) -> None:
    asks(counsellor, person)
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        colleague = a_counsellor(connection, parts.ring, "zoe", person.actor.agency_id)
    other = signed_in(app, somebody(app))
    for stranger in (signed_in(app, colleague), visitor, other):
        token = hidden(stranger.opens("/language").page.form())
        stranger.opens(ask_address(person), status=403)
        stranger.opens(asked_address(person), status=403)
        stranger.posts(ask_address(person), {**token, "ask": A_TEXT}, status=403)
        stranger.posts(f"{asked_address(person)}/1", {**token, "words": "Mine."}, status=403)
    other.posts("/asked/1/face-to-face", hidden(other.opens("/language").page.form()), status=404)
    assert not other.opens(MINE).page.says(MORE)
    assert steps(app, person) == [[]]


def test_nothing_about_it_names_a_day_until_when_or_how_long_it_waited(
    person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    asks(counsellor, person)
    for page in (visitor.opens(MINE).page, counsellor.opens(asked_address(person)).page):
        for word in ("until", "days", "before the", "late", "still waiting"):
            assert word not in page.words.lower(), word


def test_what_is_hard_to_say_is_never_among_what_can_be_asked(person: APerson, counsellor: Visitor) -> None:
    assert not any(section.protected for section in OPEN_SECTIONS)
    page = counsellor.opens(ask_address(person)).page
    assert not any(f'value="{question.key}"' in page.text for question in GATED.questions)


def test_whoever_asked_for_reminders_is_told_that_something_is_new(
    app: Flask, person: APerson, counsellor: Visitor
) -> None:
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        asks_for_reminder(connection, person, datetime.now(UTC))
    asks(counsellor, person, A_TEXT)
    asks(counsellor, person, SOME_CHOICES)
    with parts.database.transaction(writes=False) as connection:
        assert list(connection.execute(select(notices.c.kind)).scalars()) == [NEWS]


def test_whoever_asked_for_none_sees_it_on_their_first_page_only(
    app: Flask, visitor: Visitor, person: APerson, counsellor: Visitor
) -> None:
    asks(counsellor, person)
    assert count_of(parts_of(app).database, "notices") == 0
    assert visitor.opens("/home").page.link("Your counsellor asks you something") == MINE


def test_my_day_leads_to_what_was_sent_back_until_it_is_put_away(
    person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    asks(counsellor, person)
    assert asked_address(person) not in counsellor.opens("/day").page.text
    answers_back(visitor, SOME_CHOICES, CHOICES[1]).presses("Send to my counsellor")
    assert asked_address(person) in counsellor.opens("/day").page.text
    counsellor.opens(asked_address(person)).presses("Put it away")
    assert asked_address(person) not in counsellor.opens("/day").page.text


def test_the_brief_leads_to_asking(person: APerson, counsellor: Visitor) -> None:
    counsellor.opens(f"/people/{person.id}").follows("Ask a question back")
    assert counsellor.page.address == ask_address(person)
