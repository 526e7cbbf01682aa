"""What suggests something says so: each search is declared, gets only what it says, and nothing else suggests."""

import ast
import json
from dataclasses import replace

import pytest

from portal.core.algorithms import Method
from portal.core.answers import Items, Listed
from portal.dossier import suggesting
from portal.dossier.questions import QUESTIONS
from portal.dossier.suggesting import ALGORITHMS, find
from portal.transparency.register import register_of
from portal.web.parts import parts_of
from tests.house.catalogues import LANGUAGES
from tests.house.conftest import Filled
from tests.house.tree import named, nodes
from tests.visitor import Visitor

SEARCHING = {
    "search_jobs": {"portal/dossier/lists.py"},
    "find_jobs": {"portal/dossier/suggesting.py"},
    "find_places": {"portal/dossier/suggesting.py"},
}
"""The functions that search, and the one place that may call or name each."""
FOUR = {"1_degree_and_mode", "2_data_and_sources", "3_parameters", "4_operations"}


def test_every_search_goes_through_what_is_declared_of_it() -> None:
    for path, node in nodes():
        name = getattr(node, "attr", None) or getattr(node, "id", None)
        if isinstance(node, ast.Name | ast.Attribute) and name in SEARCHING:
            assert named(path) in SEARCHING[name], f"{named(path)}: call suggesting.find(), which is declared"


def test_a_search_names_every_question_whose_words_it_gets_and_no_other() -> None:
    wanted: dict[str, set[str]] = {}
    for question in QUESTIONS.values():
        for part in question.answer.parts if isinstance(question.answer, Items) else (question,):
            if isinstance(part.answer, Listed):
                wanted.setdefault(part.answer.source, set()).add(question.key)
    assert {source: set(suggesting.searched(source).inputs) for source in wanted} == wanted
    assert {suggesting.searched(source).key for source in wanted} == {one.key for one in ALGORITHMS}


def test_a_search_is_given_the_words_and_the_language_and_nothing_of_anybody(
    filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[object, ...]] = []

    def watched(*told: object) -> list[str]:
        given.append(told)
        return []

    language = parts_of(filled.app).languages.offered["fr"]
    searches = {source: replace(one, suggest=watched) for source, one in suggesting._SEARCHES.items()}
    monkeypatch.setattr(suggesting, "_SEARCHES", searches)
    for source in searches:
        assert find(source, "menage", language) == []
    assert given == [("menage", language)] * len(ALGORITHMS)


def test_nothing_learns() -> None:
    assert {one.method for one in ALGORITHMS} <= set(Method)
    assert "model" not in set(Method)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_reads_how_a_search_works(filled: Filled, language: str) -> None:
    page = Visitor(filled.app, language).opens("/what-becomes/algorithms").page
    said = parts_of(filled.app).languages.offered[language].say
    for one in ALGORITHMS:
        told = one.account
        for words in (told.name, told.does, *told.degree, *told.sources, *told.operations, told.amiss):
            assert page.says(said(words)), words
        for number in told.parameters:
            assert page.says(f"{said(number.words)} {number.value}")


def test_machines_read_the_four_items_of_the_law_and_the_fields_of_the_standard(filled: Filled) -> None:
    told = json.loads(Visitor(filled.app, "fr").client.get("/what-becomes/algorithms.json").get_data())
    assert [one["id"] for one in told] == [one.key for one in ALGORITHMS]
    register = register_of(filled.app)
    for one in told:
        assert set(one["crpa_r311_3_1_2"]) == FOUR
        assert all(one["crpa_r311_3_1_2"].values())
        assert set(one["tier_2"]) == {
            "owner", "description_and_rationale", "decision_making", "specification", "data", "risks",
        }  # fmt: skip
        assert set(one["tier_2"]["data"]["source_data_name"]) <= {line.key for line in register.lines}
        assert one["tier_2"]["specification"]["models"] == []
