"""The catalogues: current, whole, with the gaps, the marks and the plurals of the source, and nothing of their own."""

import re
from pathlib import Path
from shutil import copytree

import pytest
from babel.messages.plurals import get_plural

from portal.web.language import FIRST, lacking, load_languages
from tests.house.catalogues import FOLDER, LANGUAGES, TRANSLATED, Sentence, catalogue, sentences, template

GAP = re.compile(r"%\((\w+)\)[a-z]|%(?!%)")
MARKUP = re.compile(r"<[^>]*>|&\w+;|https?:|www\.|\S@\S|\{[{%]|javascript:", re.IGNORECASE)
DIRECTION = re.compile("[\u202a-\u202e]")
BUTTONS = ("Skip", "Answer", "Check", "Sign in", "Sign out", "Search", "Stop")
"""Words that are said in a sentence as well as on a button."""
each_translation = pytest.mark.parametrize("language", TRANSLATED)


def by_source(language: str) -> dict[str, Sentence]:
    return {one.source: one for one in sentences(language)}


def test_the_code_says_something() -> None:
    assert len(template()) > 400, "the extraction found next to nothing: its patterns are wrong"


def test_french_is_complete_and_first() -> None:
    assert lacking(catalogue(FIRST)) == 0, "translate them: ./dev words tells which"
    assert next(iter(load_languages(FOLDER).offered)) == FIRST


def test_no_line_of_french_begins_with_a_lone_mark() -> None:
    loose = [str(one) for one in sentences("fr") if re.search(r"« | [?!:;»]", one.text)]
    assert loose == [], "a space that does not break (U+00A0) stands beside these marks"


def test_a_language_with_a_gap_is_not_offered(tmp_path: Path) -> None:
    path = Path(copytree(FOLDER, tmp_path / "translations")) / "ar" / "LC_MESSAGES" / "messages.po"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'(msgid "Skip"\nmsgstr )".*"', r'\1""', text), encoding="utf-8")
    found = load_languages(path.parents[2])
    assert "ar" not in found.offered
    assert found.withheld["ar"] >= 1


@each_translation
def test_a_translation_has_the_gaps_of_its_source(language: str) -> None:
    other = [
        str(one) for one in sentences(language) if sorted(GAP.findall(one.text)) != sorted(GAP.findall(one.source))
    ]
    assert list(map(str, other)) == [], "write the same %(gaps)s as the English sentence, no more and no less"


@each_translation
def test_a_translation_has_every_plural_of_its_language(language: str) -> None:
    wanted = get_plural(language).num_plurals
    short = [message.id for message in catalogue(language) if isinstance(message.id, tuple)
             and len(message.string or ()) != wanted]  # fmt: skip
    assert short == [], f"{language} counts with {wanted} forms: write each"


@each_translation
def test_a_translation_brings_no_markup_address_or_hidden_direction(language: str) -> None:
    strange = [
        str(one)
        for one in sentences(language)
        if set(MARKUP.findall(one.text)) - set(MARKUP.findall(one.source)) or DIRECTION.search(one.text)
    ]
    assert strange == [], "say it in words: markup and addresses belong into the template"


@each_translation
def test_a_translation_ends_like_its_source(language: str) -> None:
    ends = str.maketrans("؟", "?")
    other = [str(one) for one in sentences(language)
             if (one.source[-1] in "?…") != (one.text.translate(ends)[-1] in "?…")]  # fmt: skip
    assert other == [], "a question stays a question"


@each_translation
def test_nothing_is_left_in_english(language: str) -> None:
    same = [str(one) for one in sentences(language) if one.text == one.source and len(one.source.split()) > 3]
    assert same == [], "translate it"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_calls_a_button_by_the_word_on_it(language: str) -> None:
    said = by_source(language)
    other = []
    for button in BUTTONS:
        told = (one for one in said.values() if re.search(rf"\btap {button}\b", one.source))
        on_it = said[button].text.casefold()
        other += [f"{one} → {said[button].text}" for one in told if on_it not in one.text.casefold()]
    assert other == [], "use the very word that is on the button (after the arrow)"


def test_every_button_that_a_sentence_names_is_known_here() -> None:
    named = {word for one in sentences("en") for word in re.findall(r"\btap ([A-Z][a-z]+)", one.source)}
    assert sorted(named - set(BUTTONS)) == [], "add the word of the button to BUTTONS"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_thing_of_a_list_is_said_once(language: str) -> None:
    offered = load_languages(FOLDER).offered[language]
    for things in (["1"], ["1", "2"], ["1", "2", "3"], ["1", "2", "3", "4"]):
        assert re.findall(r"\d", offered.listed(things)) == things
