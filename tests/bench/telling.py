"""What the people of the bench answer: every kind of question has an answer, another one each turn."""

import re
from collections.abc import Mapping
from typing import TypeAlias, assert_never

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
    Phone,
    Several,
    Text,
)
from portal.dossier.questions import QUESTIONS

Form: TypeAlias = dict[str, str]

SHORT_PATH = tuple(key for key, question in QUESTIONS.items() if question.core)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


def address(key: str) -> str:
    """Return the page of a question."""
    return f"/dossier/{key}"


def hidden_in(page: str) -> Form:
    """Return the hidden fields of a page: its form token, its number used once, the version it shows."""
    return dict(HIDDEN.findall(page))


def answer_to(key: str, turn: int) -> Mapping[str, str]:
    """Return what is sent for a question on the ``turn``-th time."""
    return {"do": "answer", **_answer(QUESTIONS[key].answer, turn)}


def _answer(kind: Kind, turn: int) -> Form:
    match kind:
        case One() | Several():
            return {"answer": kind.options[turn % len(kind.options)].key, "consent": "yes"}
        case Confirm():
            return {"answer": "yes"} if turn % 2 == 0 else {"answer": "no", "new": f"{turn} rue du Port"}
        case Listed():
            return {"answer": kind.others[0].key} if turn % 2 == 0 else {"do": "skip"}
        case Grid():
            return {"answer": f"{kind.rows[turn % len(kind.rows)].key}-{kind.columns[0].key}"}
        case Money():
            return {"answer": str(1500 + turn), "per": kind.per[0].key}
        case Items():
            return {"do": "skip"}
        case Language() | Phone() | Text() | LongText():
            return {"answer": _words(kind, turn)}
        case _:
            assert_never(kind)


def _words(kind: Language | Phone | Text | LongText, turn: int) -> str:
    if isinstance(kind, Language):
        return kind.offered[0]
    if isinstance(kind, Phone):
        return f"06 12 34 56 {turn % 90 + 10}"
    return f"Je cherche du travail près de chez moi, {turn} fois par semaine."
