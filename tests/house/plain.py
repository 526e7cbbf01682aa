"""How plain words are: how long a sentence is, and how often its words are used in everyday language."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from portal.settings import ROOT

FOLDER = ROOT / "accessibility" / "plain_words"
FREQUENT_ENOUGH: Mapping[str, float] = {"fr": 4.0, "en": 3.5, "ar": 3.5}
"""On the Zipf scale (3: once in a million words, 4: ten times), of the form or of its lemma."""
_SENTENCE_ENDS = re.compile(r"(?<=[.!?؟…])\s+|\s?[:;؛]\s")
_COUNTED = re.compile(r"\w+(?:[-’'.]\w+)*")
_GAP = re.compile(r"%\(\w+\)s")
_WHOLE = re.compile(r"aujourd'hui|quelqu'une?|[^\W\d_]+")
_WHOLE_ENGLISH = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_MARKS = re.compile("[\u0640\u064b-\u0652\u0670]")


def parts_of(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [part for part in _SENTENCE_ENDS.split(text) if part and re.search(r"\w", part)]


def length_of(sentence: str) -> int:
    """Return how many words a sentence has; a gap counts as one, an elision does not count apart."""
    return len(_COUNTED.findall(_GAP.sub("x", sentence)))


def words_in(text: str, language: str) -> Iterator[str]:
    """Return the words whose frequency counts: no digits, no single letters, no gaps."""
    text = _MARKS.sub("", _GAP.sub(" ", text)).replace("’", "'").casefold()
    found = (_WHOLE_ENGLISH if language == "en" else _WHOLE).findall(text)
    return (word for word in found if len(word) > 1)


@cache
def deny_list(language: str) -> Mapping[str, str]:
    """Return the words of administration that are not to be used, and what to write instead."""
    return _told("deny.toml")[language]


@cache
def glossary(language: str) -> Mapping[str, str]:
    """Return the rarer words that may be used, and why."""
    return _told("glossary.toml")[language]


@cache
def frozen() -> Mapping[str, Mapping[str, float]]:
    """Return how frequent the words in use are, by language, as it was measured."""
    kept: dict[str, dict[str, float]] = {language: {} for language in FREQUENT_ENOUGH}
    for line in (FOLDER / "frequencies.tsv").read_text(encoding="utf-8").splitlines():
        language, word, frequency = line.split("\t")
        kept[language][word] = float(frequency)
    return kept


def denied_in(text: str, language: str) -> list[str]:
    """Return the words of ``text`` that are on the list of those not to use, each with its replacement."""
    said = f" {' '.join(words_in(text, language))} "
    return [f"{word} → {instead}" for word, instead in deny_list(language).items() if f" {word} " in said]


def rare_in(words: Iterable[str], language: str) -> list[str]:
    """Return the words that are too rare and not in the glossary."""
    known, spared = frozen()[language], glossary(language)
    return [
        f"{word} ({known[word]})"
        for word in words
        if word in known and known[word] < FREQUENT_ENOUGH[language] and word not in spared
    ]


@cache
def _told(name: str) -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
