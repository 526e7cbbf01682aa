"""What is heard for a sentence with gaps, and the texts that are recorded beside those of the catalogues."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from itertools import combinations, product
from typing import Protocol, assert_never

from portal.core.calendar import PARIS
from portal.core.heard import (
    CLOSED,
    INSTEAD,
    MANY,
    STANDING_ALONE,
    AsWritten,
    Hours,
    Minutes,
    Numbers,
    OneOf,
    SomeOf,
    Times,
    Values,
)
from portal.core.words import Words

_A_MONDAY = date(2024, 1, 1)


class Speech(Hashable, Protocol):
    """What must be known of a language to say a sentence in it."""

    def say(self, words: Words, /, **gaps: str | int) -> str:
        """Return the sentence."""

    def says_many(self, one: str, many: str, gaps: Mapping[str, str | int]) -> str:
        """Return the sentence that fits the number in the gap ``num``."""

    def hours(self, count: int) -> str:
        """Return a number of hours in words."""

    def minutes(self, count: int) -> str:
        """Return a number of minutes in words."""

    def time(self, moment: datetime) -> str:
        """Return the time of day."""

    def weekday(self, day: date) -> str:
        """Return the name of a day of the week."""

    def listed(self, parts: Sequence[str]) -> str:
        """Return several things in one line."""


def heard(source: str, gaps: Mapping[str, str | int], language: Speech) -> str:
    """Return what is said for a sentence of the catalogue whose gaps were filled.

    ``source`` is its English; of one that counts, that of one. The whole sentence is said if it is recorded with what
    its gaps hold, otherwise what ``INSTEAD`` says.
    """
    said = _filled(source, gaps, language)
    if source not in INSTEAD or said in closed_texts(source, language):
        return said
    return heard(INSTEAD[source], gaps, language)


@lru_cache(maxsize=1000)
def closed_texts(source: str, language: Speech) -> frozenset[str]:
    """Return a sentence with everything its gaps may hold; nothing if that has no end."""
    gaps = CLOSED.get(source)
    if gaps is None:
        return frozenset()
    held = product(*(values_in(values, language) for values in gaps.values()))
    return frozenset(_filled(source, dict(zip(gaps, one, strict=True)), language) for one in held)


def texts_alone(language: Speech) -> Iterator[str]:
    """Go through what pages show in words of no catalogue: times, days of the week."""
    for values in STANDING_ALONE:
        yield from map(str, values_in(values, language))
    yield from (language.weekday(date.fromordinal(_A_MONDAY.toordinal() + day)) for day in range(7))


@lru_cache(maxsize=100)
def recorded_alone(language: Speech) -> frozenset[str]:
    """Return what is recorded of what stands in no catalogue."""
    return frozenset(texts_alone(language))


def values_in(values: Values, language: Speech) -> tuple[str | int, ...]:
    """Return what can stand in a gap, in the words of ``language``."""
    match values:
        case Numbers():
            return values.numbers
        case Hours():
            return tuple(map(language.hours, values.numbers))
        case Minutes():
            return tuple(map(language.minutes, values.numbers))
        case Times():
            return tuple(language.time(datetime.combine(_A_MONDAY, time(hour), PARIS)) for hour in values.hours)
        case AsWritten():
            return values.texts
        case OneOf():
            return tuple(language.say(Words(word)) for word in values.words)
        case SomeOf():
            told = [language.say(Words(word)) for word in values.words]
            some = (each for count in range(1, len(told) + 1) for each in combinations(told, count))
            return tuple(language.listed(each) for each in some)
        case _:
            assert_never(values)


def _filled(source: str, gaps: Mapping[str, str | int], language: Speech) -> str:
    if source in MANY:
        return language.says_many(source, MANY[source], gaps)
    return language.say(Words(source), **gaps)
