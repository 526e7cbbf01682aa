"""Answers and choices in words, in the language of the page: the same words everywhere they are shown."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import assert_never

from portal.core.answers import (
    Confirm,
    Grid,
    Items,
    Kind,
    Language,
    Listed,
    LongText,
    Money,
    One,
    Option,
    Phone,
    Several,
    Text,
    Value,
)
from portal.core.questions import Question
from portal.core.words import say
from portal.dossier.lists import entry_words
from portal.web import language as web_language


@dataclass(frozen=True, slots=True)
class Shown:
    """A choice as a page shows it."""

    key: str
    words: str
    picture: str
    lang: str = ""
    dir: str = ""


@cache
def shown(options: tuple[Option, ...], language: web_language.Language) -> tuple[Shown, ...]:
    """Return choices in the words of ``language``."""
    return tuple(Shown(option.key, language.say(option.words), option.picture) for option in options)


@cache
def wording_of(question: Question, language: web_language.Language) -> str:
    """Return which wording of a question is shown: it changes with any of its words in this language."""
    told = [language.tag, *(language.say(words) for words in (question.short, question.ask, question.help))]
    told += [option.words for option in shown(options_of(question.answer), language)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def options_of(kind: Kind) -> tuple[Option, ...]:
    """Return the choices that a kind of answer offers, if any."""
    match kind:
        case One() | Several():
            return kind.options
        case Listed():
            return kind.others
        case Grid():
            return kind.rows + kind.columns
        case Money():
            return kind.per
        case Text() | LongText() | Phone() | Language() | Confirm() | Items():
            return ()
        case _:
            assert_never(kind)


PER_MONTH = say("%(amount)s euros a month")
PER_HOUR = say("%(amount)s euros an hour")
DAY = say("%(day)s: %(parts)s")
YES_SAME = say("Yes, it is the same.")
NO_CHANGED = say("No, it has changed.")


def in_words(kind: Kind, value: Value, language: web_language.Language) -> list[str]:
    """Return an answer in words, a line for each thing said."""
    match kind:
        case One() | Several() | Listed():
            return _choices(kind, value, language)
        case Confirm():
            same = YES_SAME if value == "yes" else NO_CHANGED
            return [_new(value) or language.say(same)]
        case Grid():
            return _grid(kind, value, language)
        case Money():
            amount, per = (str(value[name]) for name in ("amount", "per")) if isinstance(value, dict) else ("", "")
            paid = PER_HOUR if per == "hour" else PER_MONTH
            return [language.say(paid, amount=amount)]
        case Language():
            return [language.name_of(str(value))]
        case Text() | LongText() | Phone():
            return [str(value)] if value else []
        case Items():
            return []
        case _:
            assert_never(kind)


def _choices(kind: One | Several | Listed, value: Value, language: web_language.Language) -> list[str]:
    words = {option.key: option.words for option in shown(options_of(kind), language)}
    more = [str(value["more"])] if isinstance(value, dict) and "more" in value else []
    source = kind.source if isinstance(kind, Listed) else ""
    return [words.get(entry) or entry_words(source, entry, language) for entry in _entries(value)] + more


def _entries(value: Value) -> Iterable[str]:
    if isinstance(value, dict):
        return [value["answer"]]
    return [value] if isinstance(value, str) else value


def _new(value: Value) -> str:
    return value.get("new", "") if isinstance(value, dict) else ""


def _grid(kind: Grid, value: Value, language: web_language.Language) -> list[str]:
    lines = []
    for row in shown(kind.rows, language):
        parts = [column.words for column in shown(kind.columns, language) if f"{row.key}-{column.key}" in value]
        if parts:
            lines.append(language.say(DAY, day=row.words, parts=language.listed(parts)))
    return lines
