"""Everything people read is short and in everyday words; the lists are in accessibility/plain_words."""

from collections.abc import Iterator

import pytest

from portal.core.answers import Items
from portal.core.words import Words
from portal.dossier.questions import QUESTIONS
from portal.dossier.wording import options_of
from tests.house.catalogues import LANGUAGES, Sentence, sentences
from tests.house.plain import (
    FREQUENT_ENOUGH,
    denied_in,
    deny_list,
    frozen,
    glossary,
    length_of,
    parts_of,
    rare_in,
    words_in,
)

LONGEST = 12
LONGEST_SHORT = 8
LONGEST_OF_THE_LAW = 25
"""For the accessibility statement alone, whose words are prescribed."""

each_language = pytest.mark.parametrize("language", LANGUAGES)


def for_people(language: str) -> list[Sentence]:
    return [one for one in sentences(language) if one.for_people]


def shown_short() -> Iterator[Words]:
    """Go through what is read at a glance: the short form of every question, its small pages, every choice."""
    for question in QUESTIONS.values():
        yield question.short
        yield from (option.words for option in options_of(question.answer))
        if isinstance(question.answer, Items):
            for part in question.answer.parts:
                yield part.ask
                yield from (option.words for option in options_of(part.answer))


@each_language
def test_nobody_has_to_hold_more_than_twelve_words_in_mind(language: str) -> None:
    long = [
        f"{length_of(part)} words: {one}"
        for one in for_people(language)
        for part in parts_of(one.text)
        if length_of(part) > (LONGEST_OF_THE_LAW if one.is_spared else LONGEST)
    ]
    assert long == [], f"say it in two sentences, of at most {LONGEST} words each"


@each_language
def test_what_is_read_at_a_glance_has_eight_words_at_most(language: str) -> None:
    short = frozenset(shown_short())
    long = [str(one) for one in for_people(language) if one.source in short for part in parts_of(one.text)
            if length_of(part) > LONGEST_SHORT]  # fmt: skip
    assert long == [], f"say it in at most {LONGEST_SHORT} words; the rest belongs into the help"


@each_language
def test_people_read_only_everyday_words(language: str) -> None:
    rare = {word: str(one) for one in for_people(language) if not one.is_spared
            for word in rare_in(words_in(one.text, language), language)}  # fmt: skip
    assert rare == {}, "take a more frequent word, or say in glossary.toml why there is none"


@each_language
def test_nobody_reads_the_words_of_administration(language: str) -> None:
    denied = {word: str(one) for one in for_people(language) for word in denied_in(one.text, language)}
    assert denied == {}, "write what stands after the arrow; a dash means: say it without that idea"


@each_language
def test_the_frozen_frequencies_are_of_the_words_in_use(language: str) -> None:
    used = {word for one in for_people(language) if not one.is_spared for word in words_in(one.text, language)}
    again = "measure again: .venv/bin/python -m tests.house.frequencies"
    assert sorted(used - set(frozen()[language])) == [], again
    assert sorted(set(frozen()[language]) - used) == [], again


@pytest.mark.filterwarnings("ignore")  # the list of words is read by an old way of packaging
def test_the_frozen_frequencies_are_what_is_measured() -> None:
    pytest.importorskip("wordfreq")
    pytest.importorskip("simplemma")
    from tests.house.frequencies import frequency  # noqa: PLC0415 - only where the lists are installed

    other = {
        (language, word): frequency(word, language)
        for language, words in frozen().items()
        for word, kept in words.items()
        if abs(frequency(word, language) - kept) > 0.01
    }
    assert other == {}, "measure again: .venv/bin/python -m tests.house.frequencies"


@each_language
def test_the_glossary_holds_only_rare_words_in_use(language: str) -> None:
    idle = [word for word in glossary(language) if frozen()[language].get(word, 9) >= FREQUENT_ENOUGH[language]]
    assert idle == [], "take these out of glossary.toml: they are not used, or frequent enough by themselves"


@each_language
def test_a_forbidden_word_is_never_spared(language: str) -> None:
    assert sorted(set(glossary(language)) & set(deny_list(language))) == []


def test_jargon_is_told_apart_from_everyday_words() -> None:
    assert denied_in("Veuillez renseigner la rubrique.", "fr") == [
        "renseigner → écrire",
        "rubrique → partie",
        "veuillez → le verbe seul",
    ]
    assert denied_in("Écrivez où vous habitez.", "fr") == []


def test_a_sentence_ends_where_a_reader_breathes() -> None:
    assert [length_of(part) for part in parts_of("Vos horaires : matin ou soir ? C’est à %(time)s.")] == [2, 3, 3]
    assert list(words_in("J’ai appelé quelqu’un à 3 h, aujourd’hui.", "fr")) == [
        "ai", "appelé", "quelqu'un", "aujourd'hui",
    ]  # fmt: skip
