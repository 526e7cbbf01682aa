"""Telling one's story: everything is kept, nothing is lost, nobody is asked twice."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.core.answers import One, Several
from portal.dossier.questions import QUESTIONS
from portal.storage.answers.kept import State
from tests.pages.samples import A_HARD_ONE, A_TEXT, GATED, PAST_JOBS, SOME_JOBS, SOME_PLACES, THE_LANGUAGE, kept
from tests.people import APerson, signed_in, somebody
from tests.visitor import Visitor


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
