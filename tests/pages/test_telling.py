"""Telling one's story: everything is kept, nothing is lost, nobody is asked twice."""

from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.core.answers import Confirm, Grid, Items, Kind, Language, Listed, LongText, Money, One, Phone, Several, Text
from portal.core.uses import Purpose
from portal.dossier.questions import PROMISES, QUESTIONS, SECTIONS
from portal.dossier.records import standings_of
from portal.storage.kept import State
from portal.storage.tables import answers, sessions
from portal.web.parts import parts_of
from tests.people import APerson, count_of, signed_in, somebody, vault_of
from tests.visitor import Visitor


def first_of(kind: type[Kind], **more: Any) -> str:  # noqa: ANN401 - any attribute of a question
    """Return a question of this kind: whichever comes first."""
    return next(
        question.key
        for section in SECTIONS
        for question in section.questions
        if isinstance(question.answer, kind)
        and section.gate is None
        and all(getattr(question, name) == value for name, value in more.items())
    )


A_TEXT = first_of(Text)
A_LONG_TEXT = first_of(LongText)
A_CHOICE = first_of(One, core=True)
A_NUMBER = first_of(Phone)
AN_AMOUNT = first_of(Money)
SOME_CHOICES = first_of(Several, core=True, in_person=False)
A_HARD_ONE = first_of(Several, core=True, in_person=True)
AN_ADDRESS = first_of(Confirm)
A_GRID = first_of(Grid)
SOME_JOBS = next(q.key for q in QUESTIONS.values() if isinstance(q.answer, Listed) and q.answer.source == "jobs")
SOME_PLACES = next(q.key for q in QUESTIONS.values() if isinstance(q.answer, Listed) and q.answer.source == "places")
PAST_JOBS = first_of(Items)
THE_LANGUAGE = first_of(Language)
GATED = next(section for section in SECTIONS if section.gate)


@pytest.fixture
def person(app: Flask) -> APerson:
    return somebody(app)


@pytest.fixture
def visitor(app: Flask, person: APerson) -> Visitor:
    return signed_in(app, person)


def kept(app: Flask, person: APerson, question: str) -> list[tuple[State, Any]]:
    """Return what stands under a question, then what waits beside it: the state, and the value or what was typed."""
    with parts_of(app).database.transaction(writes=False) as connection:
        vault = vault_of(connection, app, person.actor)
        standing = standings_of(vault.read(person.id, PROMISES, Purpose.PREPARE_INTERVIEW)).get((question, ""))
        rows = [row.said() for row in (standing.settled, standing.pending) if row] if standing else []
        return [(said.state, said.value if said.value is not None else said.typed) for said in rows]


def test_the_short_path_is_offered_first_and_leads_to_the_check(visitor: Visitor) -> None:
    visitor.opens("/dossier").follows("Start")
    short = sum(question.core for question in QUESTIONS.values())
    for number in range(1, short + 1):
        assert visitor.page.says(f"Question {number} of {short}") or visitor.page.says("Your past jobs?")
        visitor.sends(do="skip")
    assert visitor.page.title == "Check your answers"


def test_an_answer_is_kept_and_the_page_says_when(app: Flask, person: APerson, visitor: Visitor) -> None:
    visitor.opens(f"/dossier/{A_TEXT}").sends({"answer": "Awa"}, do="answer")
    assert visitor.page.says("Saved at")
    assert kept(app, person, A_TEXT) == [(State.ANSWERED, "Awa")]
    assert 'value="Awa"' in visitor.opens(f"/dossier/{A_TEXT}").page.text


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        (A_NUMBER, {"answer": "my sister's"}),
        (AN_AMOUNT, {"answer": "a lot", "per": "month"}),
        (A_TEXT, {"answer": "é" * 10_000}),
        (A_CHOICE, {"answer": "something else entirely"}),
        (SOME_CHOICES, {}),
        (A_GRID, {}),
        (AN_ADDRESS, {}),
        (SOME_PLACES, {"search": "Xyzzy-les-Bains"}),
    ],
)
def test_what_is_not_understood_is_kept_shown_and_explained(
    app: Flask, person: APerson, visitor: Visitor, question: str, typed: dict[str, str]
) -> None:
    visitor.opens(f"/dossier/{question}").sends(typed, do="answer", status=422)
    assert visitor.page.says("One more look, please")
    for words in typed.values():
        assert words in unescape(visitor.page.text) or question == A_CHOICE
    assert kept(app, person, question) == [(State.UNCLEAR, {name: [words] for name, words in typed.items()})]
    assert visitor.opens("/dossier").follows("Go on").page.address != "/dossier/check"


@pytest.mark.parametrize(
    "typed",
    [
        "\x00",
        "\u202etxet",
        "🙂🙃",
        "a\u0301",
        "<script>alert(1)</script>",
        "{{ 7*7 }}",
        "100 %d %s",
        "'; DROP TABLE answers",
    ],
)
def test_strange_text_is_kept_as_text(visitor: Visitor, typed: str) -> None:
    visitor.opens(f"/dossier/{A_LONG_TEXT}")
    visitor.sends({"answer": f"before {typed} after"}, do="answer")
    visitor.opens("/dossier/check")
    assert "<script>alert" not in visitor.page.text
    assert visitor.page.says("before") or visitor.page.says("after")


def test_bytes_that_are_no_text_break_nothing(visitor: Visitor) -> None:
    visitor.opens(f"/dossier/{A_LONG_TEXT}")
    token = visitor.page.form().find(".//{http://www.w3.org/1999/xhtml}input[@name='csrf_token']")
    assert token is not None
    body = b"answer=%ff%fe%00caf%e9&do=answer&csrf_token=" + str(token.get("value")).encode()
    told = visitor.client.post(f"/dossier/{A_LONG_TEXT}", data=body, content_type="application/x-www-form-urlencoded")
    assert told.status_code == 303


def test_a_form_of_ten_megabytes_gets_a_plain_sentence(visitor: Visitor) -> None:
    visitor.opens(f"/dossier/{A_LONG_TEXT}").sends({"answer": "x" * 10_000_000}, do="answer", status=413)
    assert visitor.page.says("This is too big.")


def test_a_form_sent_twice_is_kept_once(app: Flask, person: APerson, visitor: Visitor) -> None:
    visitor.opens(f"/dossier/{A_TEXT}")
    form = {"answer": "Awa", "do": "answer", **_hidden(visitor)}
    for _ in range(3):
        visitor.posts(f"/dossier/{A_TEXT}", form)
    assert count_of(parts_of(app).database, "answers") == 1
    assert kept(app, person, A_TEXT) == [(State.ANSWERED, "Awa")]


def test_two_telephones_do_not_overwrite_each_other(app: Flask, person: APerson) -> None:
    one, other = signed_in(app, person), signed_in(app, person)
    one.opens(f"/dossier/{A_TEXT}")
    other.opens(f"/dossier/{A_TEXT}").sends({"answer": "Awa"}, do="answer")
    one.sends({"answer": "Aïssa"}, do="answer", status=409)
    assert one.page.title == "Which answer is right?"
    assert one.page.says("Awa")
    assert one.page.says("Aïssa")
    assert kept(app, person, A_TEXT) == [(State.ANSWERED, "Awa"), (State.ASIDE, "Aïssa")]


@pytest.mark.parametrize(("choice", "answer"), [("The answer before", "Awa"), ("The answer now", "Aïssa")])
def test_the_person_says_which_of_two_answers_counts(app: Flask, person: APerson, choice: str, answer: str) -> None:
    one, other = signed_in(app, person), signed_in(app, person)
    one.opens(f"/dossier/{A_TEXT}")
    other.opens(f"/dossier/{A_TEXT}").sends({"answer": "Awa"}, do="answer")
    one.sends({"answer": "Aïssa"}, do="answer", status=409).presses(f"Keep this one {choice}")
    assert kept(app, person, A_TEXT) == [(State.ANSWERED, answer)]
    assert f'value="{answer}"' in one.opens(f"/dossier/{A_TEXT}").page.text


def test_words_typed_as_the_session_ended_wait_at_their_question(app: Flask, person: APerson, visitor: Visitor) -> None:
    visitor.opens(f"/dossier/{A_LONG_TEXT}")
    _ends_sessions(app)
    visitor.sends({"answer": "I can weld"}, do="answer")
    assert visitor.page.says("What you wrote is kept.")
    visitor.sends({"code": person.secret}).sends({"picture": "cat"}).sends({"picture": "rose"})
    assert visitor.page.address == f"/dossier/{A_LONG_TEXT}"
    assert visitor.page.says("You wrote this before. Look at it, then tap Answer.")
    assert "I can weld" in visitor.page.text
    visitor.sends({"answer": "I can weld"}, do="answer")
    assert kept(app, person, A_LONG_TEXT) == [(State.ANSWERED, "I can weld")]


@pytest.mark.parametrize("token", ["", "stale"])
def test_an_old_form_token_costs_one_more_tap_and_nothing_else(visitor: Visitor, token: str) -> None:
    visitor.opens(f"/dossier/{A_TEXT}").sends({"answer": "Awa", "csrf_token": token}, do="answer", status=422)
    assert visitor.page.says("This page was old. Your answer is still here: tap Answer again.")
    assert 'value="Awa"' in visitor.page.text
    visitor.sends({"answer": "Awa"}, do="answer")
    assert 'value="Awa"' in visitor.opens(f"/dossier/{A_TEXT}").page.text


def test_words_of_nobody_known_are_shown_to_be_copied(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.posts(f"/dossier/{A_LONG_TEXT}", {"answer": "I can weld", "do": "answer"}, status=422)
    assert "I can weld" in visitor.page.text


def test_a_form_that_another_site_sends_is_not_taken(app: Flask, person: APerson, visitor: Visitor) -> None:
    visitor.opens(f"/dossier/{A_TEXT}")
    form = {"answer": "forged", "do": "answer", **_hidden(visitor)}
    told = visitor.client.post(f"/dossier/{A_TEXT}", data=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert told.status_code == 422
    assert kept(app, person, A_TEXT) == []


def test_an_unknown_question_and_a_question_off_the_path_lead_back(visitor: Visitor) -> None:
    visitor.opens("/dossier/no-such-question", status=404)
    assert visitor.page.says("This page is not here.")
    dependent = next(question for question in QUESTIONS.values() if question.depends_on)
    assert visitor.opens(f"/dossier/{dependent.key}").page.address == "/dossier"


def test_talking_about_it_leaves_no_answer_and_one_wish_for_the_whole_dossier(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    options = QUESTIONS[A_HARD_ONE].answer
    assert isinstance(options, Several)
    visitor.opens(f"/dossier/{A_HARD_ONE}").sends({"answer": options.options[0].key}, do="answer")
    visitor.opens(f"/dossier/{A_HARD_ONE}").sends({"answer": options.options[0].key}, do="talk")
    assert kept(app, person, A_HARD_ONE) == [(State.SKIPPED, {})]
    visitor.opens("/dossier/check")
    assert visitor.page.says("You want to talk about something face to face.")
    visitor.presses("I no longer want this")
    assert not visitor.page.says("You want to talk about something face to face.")


@pytest.mark.parametrize("choice", ["here", "at-the-interview", "no"])
def test_the_gate_keeps_no_answer_whatever_is_chosen(
    app: Flask, person: APerson, visitor: Visitor, choice: str
) -> None:
    assert GATED.gate
    visitor.opens(f"/dossier/{GATED.gate}").sends({"answer": choice}, do="answer")
    inside = f"/dossier/{GATED.questions[1].key}"
    assert (visitor.page.address == inside) == (choice == "here")
    assert kept(app, person, GATED.gate) == [(State.SKIPPED, {})]


def test_health_is_kept_only_after_an_explicit_yes(app: Flask, person: APerson, visitor: Visitor) -> None:
    question = next(question for question in GATED.questions if question.use.consent)
    assert isinstance(question.answer, One | Several)
    first = question.answer.options[0].key
    visitor.opens(f"/dossier/{question.key}").sends({"answer": first}, do="answer", status=422)
    assert visitor.page.says("Tick the box to say yes, or tap Skip.")
    visitor.sends({"answer": first, "consent": "yes"}, do="answer")
    assert kept(app, person, question.key)[-1][0] is State.ANSWERED


def test_jobs_done_are_added_changed_and_taken_away(visitor: Visitor) -> None:
    visitor.opens(f"/dossier/{PAST_JOBS}").follows("Add one")
    visitor.sends({"search": "cook"}, do="search").sends({"answer": "jobs:cook", "search": ""}, do="answer")
    while visitor.page.address != f"/dossier/{PAST_JOBS}":
        visitor.sends(do="skip")
    assert visitor.page.says("Add another one")
    visitor.presses("Take away")
    assert not visitor.page.says("Add another one")


def test_one_can_use_ones_own_words_for_a_job(app: Flask, person: APerson, visitor: Visitor) -> None:
    visitor.opens(f"/dossier/{SOME_JOBS}").sends({"search": "snake charmer"}, do="answer", status=422)
    assert visitor.page.says("In my words: snake charmer")
    visitor.sends({"answer": "snake charmer", "search": "snake charmer"}, do="answer")
    assert kept(app, person, SOME_JOBS)[-1] == (State.ANSWERED, ["snake charmer"])


@pytest.mark.parametrize("typed", ["Lyon 3e Arrondissement", "besancon", "69003", "٦٩٠٠٣"])
def test_a_place_is_found_by_name_or_postcode(visitor: Visitor, typed: str) -> None:
    visitor.opens(f"/dossier/{SOME_PLACES}").sends({"search": typed}, do="search")
    assert visitor.page.says("(69)") or visitor.page.says("Besançon")


def test_choosing_a_language_shows_the_pages_in_it(visitor: Visitor) -> None:
    visitor.opens(f"/dossier/{THE_LANGUAGE}").sends({"answer": "ar"}, do="answer")
    assert visitor.page.root is not None
    assert visitor.page.root.get("dir") == "rtl"


def test_changing_an_answer_from_the_check_leads_back_to_the_check(visitor: Visitor) -> None:
    visitor.opens(f"/dossier/{A_TEXT}").sends({"answer": "Awa"}, do="answer")
    visitor.opens("/dossier/check").follows("Change")
    visitor.sends({"answer": "Aïssa"}, do="answer")
    assert visitor.page.address == "/dossier/check"
    assert visitor.page.says("Aïssa")


def test_one_can_tell_more_after_the_short_path(visitor: Visitor) -> None:
    visitor.opens("/dossier").follows("Start")
    while visitor.page.address != "/dossier/check":
        visitor.sends(do="skip")
    visitor.presses("Tell more")
    assert visitor.page.address != "/dossier/check"


def test_what_changed_is_asked_from_the_second_interview_on(app: Flask) -> None:
    question = next(question.key for question in QUESTIONS.values() if question.from_second_interview)
    first, again = somebody(app), somebody(app, interviews=(timedelta(days=-40), timedelta(days=1)))
    assert signed_in(app, first).opens(f"/dossier/{question}").page.address == "/dossier"
    assert signed_in(app, again).opens(f"/dossier/{question}").page.address == f"/dossier/{question}"


def _hidden(visitor: Visitor) -> dict[str, str]:
    fields = visitor.page.form().iter("{http://www.w3.org/1999/xhtml}input")
    return {str(one.get("name")): str(one.get("value")) for one in fields if one.get("type") == "hidden"}


def _ends_sessions(app: Flask) -> None:
    with parts_of(app).database.transaction(writes=True) as connection:
        connection.execute(update(sessions), {"seen_at": datetime.now(UTC) - timedelta(hours=2)})
        assert connection.execute(select(answers.c.number)).first() is None
