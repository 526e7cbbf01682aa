"""The counsellor hears: what was sent waits on top, is opened before anything else, is answered, and loses no word."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from portal.core.replies import LONGEST, Step
from portal.storage.tables.people import sessions
from portal.storage.trace import journal
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.pages.test_arguments import deeds, sends, sent_by
from tests.people import APerson, a_counsellor, a_person, count_of, signed_in, somebody
from tests.visitor import Visitor, hidden, words_of


@pytest.fixture
def person(app: Flask) -> APerson:
    """Return somebody whose next interview is far away: what they argue cannot wait for it."""
    return somebody(app, interviews=(timedelta(days=90),))


@pytest.fixture
def counsellor(app: Flask, person: APerson, visitor: Visitor) -> Visitor:
    """Return the counsellor's browser, once the person has sent something."""
    sends(visitor)
    return signed_in(app, person.counsellor)


def address_of(person: APerson, number: int = 1) -> str:
    return f"/people/{person.id}/arguments/{number}"


def opens(counsellor: Visitor, person: APerson) -> Visitor:
    return counsellor.opens(address_of(person)).presses("Open and read")


def steps(app: Flask, person: APerson) -> list[tuple[Step, str]]:
    return [(one.step, one.words) for one in sent_by(app, person)[0].taken]


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_what_was_sent_waits_on_top_is_opened_read_and_answered(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    counsellor.opens("/day")
    assert next(words_of(one) for one in counsellor.page.all("h2")) == "Arguments that wait for you"
    counsellor.follows("Ali")
    assert not counsellor.page.says("I was at the doctor’s.")
    assert counsellor.page.says("The person sees when you open them.")
    counsellor.presses("Open and read")
    assert counsellor.page.says("I was at the doctor’s.")
    assert counsellor.page.says("A letter I got")
    assert visitor.opens("/arguments").page.says("Your counsellor opened it")
    assert counsellor.opens("/day").page.says("You opened it")
    counsellor.opens(address_of(person)).sends({"words": "Thank you. I wrote it down."}, do="answer")
    assert counsellor.page.says("Thank you. I wrote it down.")
    assert not counsellor.opens("/day").page.says("Arguments that wait for you")
    assert visitor.opens("/arguments").page.says("Your counsellor answered")
    visitor.follows("A letter I got")
    assert visitor.page.says("Thank you. I wrote it down.")
    assert steps(app, person) == [(Step.OPENED, ""), (Step.ANSWERED, "Thank you. I wrote it down.")]


def test_each_step_and_each_reading_is_on_the_person_s_own_page(
    person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    counsellor.opens("/day")
    opens(counsellor, person).sends({"words": "Yes."}, do="answer").sends({"words": ""}, do="close")
    visitor.opens("/who-read")
    for words, times in {
        "Your counsellor saw your name in a list.": 1,
        "Your counsellor opened your arguments.": 1,
        "Your counsellor read your arguments.": 3,
        "Your counsellor answered your arguments.": 1,
        "Your counsellor read and kept your arguments.": 1,
    }.items():
        assert visitor.page.words.count(words) == times, words


def test_when_the_entry_cannot_be_written_nothing_is_read(
    person: APerson, counsellor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    opens(counsellor, person)

    def fails(*_anything: object) -> None:
        raise OSError

    monkeypatch.setattr(journal, "add", fails)
    counsellor.opens(address_of(person), status=500)
    assert "doctor" not in counsellor.page.text


def test_looking_at_what_is_closed_opens_nothing(app: Flask, person: APerson, counsellor: Visitor) -> None:
    before = deeds(app, person)
    for _ in range(2):
        counsellor.opens(address_of(person))
    assert steps(app, person) == []
    assert "read-arguments" not in deeds(app, person)[len(before) :]


@pytest.mark.parametrize(("do", "words"), [("close", ""), ("close", "No."), ("answer", "No.")])
def test_nothing_is_put_away_or_answered_unread(
    app: Flask, person: APerson, counsellor: Visitor, do: str, words: str
) -> None:
    form = {"words": words, "do": do, **hidden(counsellor.opens(address_of(person)).page.form())}
    counsellor.posts(address_of(person), form, status=409)
    assert counsellor.page.says("Open it first. Then you can answer or put it away.")
    assert steps(app, person) == []
    assert counsellor.opens("/day").page.says("Arguments that wait for you")


@pytest.mark.parametrize(
    ("words", "told"), [("", "Your counsellor read it and keeps it"), ("We talk on Monday.", "We talk on Monday.")]
)
def test_it_is_put_away_with_or_without_a_word(
    person: APerson, visitor: Visitor, counsellor: Visitor, words: str, told: str
) -> None:
    opens(counsellor, person).sends({"words": words}, do="close")
    assert not counsellor.opens("/day").page.says("Arguments that wait for you")
    assert visitor.opens("/arguments/1").page.says(told)
    counsellor.opens(address_of(person)).sends({"words": "One thing more."}, do="answer")
    assert visitor.opens("/arguments/1").page.says("One thing more.")


def test_two_pages_at_once_overwrite_nothing_and_a_double_tap_is_one_answer(
    app: Flask, person: APerson, counsellor: Visitor
) -> None:
    opens(counsellor, person)
    one = counsellor.page
    other = counsellor.opens(address_of(person)).page
    for shown, words in ((one, "One."), (one, "One."), (other, "Two.")):
        counsellor.page = shown
        counsellor.sends({"words": words}, do="answer")
    assert steps(app, person) == [(Step.OPENED, ""), (Step.ANSWERED, "One."), (Step.ANSWERED, "Two.")]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "Write your answer first."),
        ("é" * (LONGEST + 1), "This is very long. Keep what matters most: 5000 letters."),
    ],
)
def test_an_answer_that_cannot_be_sent_is_still_on_the_page(
    person: APerson, counsellor: Visitor, words: str, told: str
) -> None:
    opens(counsellor, person).sends({"words": words}, do="answer", status=422)
    assert counsellor.page.says(told)
    assert words in counsellor.page.text


def test_an_answer_with_an_old_token_is_still_on_the_page(app: Flask, person: APerson, counsellor: Visitor) -> None:
    opens(counsellor, person).sends({"words": "Half an answer", "csrf_token": "stale"}, do="answer", status=422)
    assert counsellor.page.says("This page was old. Your answer is still here: send it once more.")
    assert "Half an answer" in counsellor.page.text
    counsellor.sends({"words": "Half an answer"}, do="answer")
    assert steps(app, person)[1:] == [(Step.ANSWERED, "Half an answer")]


def test_an_answer_written_as_the_session_ended_is_shown_to_be_copied(
    app: Flask, person: APerson, counsellor: Visitor
) -> None:
    opens(counsellor, person)
    with parts_of(app).database.transaction(writes=True) as connection:
        connection.execute(update(sessions), {"seen_at": datetime.now(UTC) - timedelta(hours=2)})
    counsellor.sends({"words": "Half an answer"}, do="answer", status=422)
    assert counsellor.page.title == "Keep your words"
    assert counsellor.page.says("Half an answer")
    assert counsellor.page.link("Sign in and come back").startswith("/staff?back=")
    assert steps(app, person) == [(Step.OPENED, "")]


def test_how_it_was_written_is_all_that_is_told_of_a_helper(app: Flask, person: APerson, visitor: Visitor) -> None:
    sends(visitor, also={"company": "with-someone", "heard": "yes"})
    counsellor = opens(signed_in(app, person.counsellor), person)
    assert counsellor.page.says("Written with someone they chose.")
    assert counsellor.page.says("Wants to say it face to face.")


def test_who_wrote_alone_and_asks_nothing_more_has_neither_line(person: APerson, counsellor: Visitor) -> None:
    opens(counsellor, person)
    assert not counsellor.page.says("Written with someone they chose.")
    assert not counsellor.page.says("Wants to say it face to face.")


def test_the_words_are_shown_in_the_language_they_were_written_in(app: Flask) -> None:
    person = somebody(app)
    french = signed_in(app, person, language="fr").opens("/arguments/words").sends({"words": "كنت عند الطبيب"})
    french.sends(action="/arguments/send")
    counsellor = opens(signed_in(app, person.counsellor), person)
    told = next(one for one in counsellor.page.all("p") if "كنت عند الطبيب" in words_of(one))
    assert (told.get("dir"), told.get("lang")) == ("auto", "fr")


def test_another_counsellor_neither_sees_nor_opens_nor_answers(
    app: Flask, person: APerson, counsellor: Visitor
) -> None:
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        colleague = a_counsellor(connection, parts.ring, "zoe", person.actor.agency_id)
        a_person(connection, parts.ring, colleague)
    stranger = signed_in(app, colleague)
    assert not stranger.opens("/day").page.says("Arguments that wait for you")
    token = hidden(stranger.page.form(action="/sign-out"))
    stranger.opens(address_of(person), status=403)
    stranger.posts(f"{address_of(person)}/open", token, status=403)
    opens(counsellor, person)
    stranger.posts(address_of(person), {"words": "Not mine.", "do": "answer", **token}, status=403)
    assert steps(app, person) == [(Step.OPENED, "")]


def test_a_person_never_opens_a_counsellor_s_page(person: APerson, visitor: Visitor) -> None:
    sends(visitor)
    token = hidden(visitor.page.form(action="/sign-out"))
    visitor.opens(address_of(person), status=403)
    visitor.posts(f"{address_of(person)}/open", token, status=403)
    visitor.posts(address_of(person), {"words": "Mine.", **token}, status=403)


def test_a_reply_that_is_not_there_is_not_there(app: Flask, person: APerson, counsellor: Visitor) -> None:
    token = hidden(counsellor.opens(address_of(person)).page.form())
    counsellor.opens(address_of(person, 2), status=404)
    counsellor.posts(f"{address_of(person, 2)}/open", token, status=404)
    counsellor.posts(address_of(person, 2), {"words": "Who?", **token}, status=404)
    assert count_of(parts_of(app).database, "reply_events") == 0


def test_what_waits_is_listed_by_the_date_of_sending_and_the_name_alone(app: Flask, person: APerson) -> None:
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        others = [a_person(connection, parts.ring, person.counsellor) for _ in range(2)]
    for one in (others[1], person, others[0]):
        sends(signed_in(app, one))
    counsellor = signed_in(app, person.counsellor).opens("/day")
    listed = [link.get("href") for link in counsellor.page.all("a") if "/arguments/" in (link.get("href") or "")]
    assert listed == [address_of(one) for one in (others[1], person, others[0])]


def test_the_brief_leads_to_what_was_sent(app: Flask) -> None:
    person = somebody(app)
    sends(signed_in(app, person))
    counsellor = signed_in(app, person.counsellor).opens(f"/people/{person.id}")
    assert counsellor.page.says("Arguments that were sent to you")
    assert not counsellor.page.says("doctor")
