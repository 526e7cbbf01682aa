"""Question pages are made once and kept with gaps: what is kept is nobody's, what is sent is the visitor's alone."""

import pytest
from flask import Flask

from portal.core.answers import Items, One
from portal.dossier.questions import QUESTIONS
from portal.web.gaps import Chosen, Own, Pattern, gap, marked
from portal.web.parts import parts_of
from portal.web.templating import kept_pages
from tests.pages.samples import A_TEXT
from tests.people import signed_in, somebody
from tests.visitor import Visitor


def test_what_is_kept_of_a_page_holds_nothing_of_anybody(app: Flask, visitor: Visitor) -> None:
    visitor.opens(f"/dossier/{A_TEXT}").sends({"answer": "Zenobia of Palmyra"}, do="answer")
    assert "Zenobia of Palmyra" in visitor.opens(f"/dossier/{A_TEXT}").page.text
    tokens = [one.get("value") or "" for one in visitor.page.all("input") if one.get("name") in {"csrf_token", "key"}]
    kept = "".join(part for pattern in kept_pages(app) for part in pattern.parts)
    assert kept
    assert [secret for secret in ("Zenobia", *tokens) if secret in kept] == []


def test_the_next_person_gets_the_same_page_without_the_answers_of_the_first(app: Flask, visitor: Visitor) -> None:
    question = next(one for one in QUESTIONS.values() if isinstance(one.answer, One) and one.core)
    assert isinstance(question.answer, One)
    first, second = (option.key for option in question.answer.options[:2])
    other = signed_in(app, somebody(app))
    visitor.opens(f"/dossier/{question.key}").sends({"answer": first}, do="answer")
    other.opens(f"/dossier/{question.key}").sends({"answer": second}, do="answer")
    assert _chosen(visitor.opens(f"/dossier/{question.key}")) == [first]
    assert _chosen(other.opens(f"/dossier/{question.key}")) == [second]


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_a_kept_page_is_in_the_language_of_its_visitor(app: Flask, language: str) -> None:
    for one in ("fr", "en", "ar"):
        signed_in(app, somebody(app), one).opens(f"/dossier/{A_TEXT}")
    visitor = signed_in(app, somebody(app), language).opens(f"/dossier/{A_TEXT}")
    words = parts_of(app).languages.offered[language]
    assert visitor.page.says(words.say(QUESTIONS[A_TEXT].short))


def test_every_page_that_was_opened_before_is_the_same_again_but_for_its_tokens(app: Flask) -> None:
    asked = [
        question.key for question in QUESTIONS.values() if not isinstance(question.answer, Items) and question.core
    ]
    for key in asked:
        signed_in(app, somebody(app)).opens(f"/dossier/{key}")
    kept = len(list(kept_pages(app)))
    for key in asked:
        signed_in(app, somebody(app)).opens(f"/dossier/{key}")
    assert len(list(kept_pages(app))) == kept


def test_what_fills_a_gap_is_text_and_never_part_of_the_page() -> None:
    pattern = Pattern.of(f'<input value="{gap("typed answer")}"{marked("checked", ("yes",), Chosen("answer"))}>')
    own = Own(words={"typed answer": '"><b>' + gap("token")}, chosen={"answer": ["yes"]})
    assert pattern.filled(own) == f'<input value="&#34;&gt;&lt;b&gt;{gap("token")}" checked>'
    assert pattern.filled(Own(words={}, chosen={})) == '<input value="">'


def _chosen(visitor: Visitor) -> list[str | None]:
    return [one.get("value") for one in visitor.page.all("input") if one.get("checked") is not None]
