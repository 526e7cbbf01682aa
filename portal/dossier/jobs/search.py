"""Finds jobs from what is typed: a look-up of written words, the same for everyone (kind: lookup).

Nothing is learnt, guessed or kept. A job is found when a typed word is one of its words, begins one, is inside one
or, when no job has it, is a slip or two away (the fewest slips win). Jobs that have more of the typed words come
first, then those with the rarer words.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files

from portal.core.typed import plain
from portal.dossier.jobs.declared import Job
from portal.dossier.jobs.listed import FIELDS
from portal.dossier.spelling import by_ear, slips, slips_allowed

_MOST_WORDS = 8
_MOST_LETTERS = 40
WHOLE, BEGINS, INSIDE, SLIP = 6, 4, 2, 1
MOST = 8
"""Jobs that are shown."""
NOISE = 3
"""A job that fits this many times less well than the best one is not shown."""
_SHORTEST = 3
"""Shorter words, like “de” or “in”, say little: they count only alone."""
_SHORTEST_INSIDE = 5
"""Shorter words are inside too many others: “pain” in “copain”. Arabic words are shorter and grow at both ends."""

_ARABIC = str.maketrans("ىیکةٱ", "ييكها", "ـ")
_ARABIC_ARTICLE = re.compile(r"^(?:وال|بال|فال|كال|ال|لل)(?=\w{3})")


def search_jobs(typed: str, words_of: Callable[[Job], Iterable[str]], most: int = MOST) -> list[Job]:
    """Return the jobs that fit ``typed`` best, in the order of the list when they fit alike.

    ``words_of`` gives the texts a job is found by, in the person's language.
    """
    texts = {job: _words_of_job(words_of(job)) for field in FIELDS for job in field.jobs}
    found = [_closest(word, texts) for word in _typed_words(typed)]
    fits = {job: sum(closest[job] / len(closest) for closest in found if job in closest) for job in texts}
    best = max(fits.values())
    close = [job for job in texts if fits[job] * NOISE >= best > 0]
    return sorted(close, key=lambda job: (-sum(job in closest for closest in found), -fits[job]))[:most]


def other_words(job: Job, language: str) -> tuple[str, ...]:
    """Return more words that people type for ``job`` in ``language``, such as “nounou”; never shown."""
    return tuple(_other_words().get(job.key, {}).get(language, ()))


@cache
def _other_words() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads((files("portal.dossier") / "jobs_also.toml").read_text("utf-8"))


def _closest(word: str, texts: Mapping[Job, frozenset[str]]) -> dict[Job, int]:
    """Return how close each job comes to ``word``; slips are looked at only when no job has it as typed."""
    found = {job: max(_closeness(word, text) for text in words) for job, words in texts.items() if words}
    return {job: closeness for job, closeness in found.items() if closeness} or _closest_by_slips(word, texts)


def _closeness(word: str, text: str) -> int:
    if text == word:
        return WHOLE
    if text.startswith(word):
        return BEGINS
    long_enough = len(word) >= (_SHORTEST_INSIDE if word.isascii() else _SHORTEST)
    return INSIDE if long_enough and word in text else 0


def _closest_by_slips(word: str, texts: Mapping[Job, frozenset[str]]) -> dict[Job, int]:
    most = slips_allowed(word)
    if not most:
        return {}
    away = {job: min((_away(word, text, most) for text in words), default=most + 1) for job, words in texts.items()}
    fewest = min(*away.values(), most)
    return {job: SLIP for job, number in away.items() if number == fewest}


def _away(word: str, text: str, most: int) -> int:
    """Return how many slips ``word`` is from ``text`` or from its beginning, ``most`` + 1 for any more."""
    typed, written = by_ear(word), by_ear(text)
    found = (slips(typed, written, most), slips(typed, written[: len(typed)], most))
    return min((number for number in found if number is not None), default=most + 1)


def _typed_words(typed: str) -> list[str]:
    """Return the words to look for; the short ones only when nothing longer was typed."""
    words = [word[:_MOST_LETTERS] for word in _split(typed[: _MOST_WORDS * _MOST_LETTERS])][:_MOST_WORDS]
    return list(dict.fromkeys([word for word in words if len(word) >= _SHORTEST] or words))


def _words_of_job(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in _listed_words(text))


@cache
def _listed_words(text: str) -> tuple[str, ...]:
    """Return the words of a text of the list; what a person types never comes through here and is not remembered."""
    return tuple(_split(text))


def _split(text: str) -> list[str]:
    """Return the plain words of ``text``, Arabic ones without article and written in one way."""
    return [_ARABIC_ARTICLE.sub("", word) for word in plain(text).translate(_ARABIC).split()]
