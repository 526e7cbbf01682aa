"""Lets an invented person tell their story at a moment of the past, by the same steps as the pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import g

from portal.commands.speaking import speak
from portal.core.actors import Person
from portal.core.answers import Items, Kind
from portal.core.questions import Question
from portal.core.uses import Purpose
from portal.dossier.hearing import Heard, hear, hear_items, skipped
from portal.dossier.questions import QUESTIONS, part_key
from portal.dossier.records import open_dossier
from portal.dossier.sending import send_everything
from portal.dossier.wording import wording_of
from portal.storage.answers.kept import Page
from portal.storage.answers.vault import Vault
from portal.storage.engine.database import Connection
from portal.storage.people.people import set_longer
from portal.storage.people.wish import wish_to_talk
from portal.storage.trace.journal import Deed
from portal.web.current import Work, work
from portal.web.language import FIRST, SOURCE, Language
from portal.web.parts import Parts

_BETWEEN_ANSWERS = timedelta(seconds=40)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """One thing that is told: to which question, kept where, and what was typed."""

    question: Question
    kind: Kind
    key: str
    item: str = ""
    typed: Mapping[str, list[str]]
    """Nothing typed: the question is skipped."""

    def heard(self, language: Language) -> Heard:
        """Return what is understood."""
        if isinstance(self.kind, Items):
            return hear_items(1, language)
        if not self.typed:
            return skipped(language)
        return hear(self.kind, self.question.use, self.typed, language)


def tell(connection: Connection, parts: Parts, me: Person, visit: Mapping[str, Any], at: datetime) -> None:
    """Sign in, answer what ``visit`` says, and send if it says so. Needs a request of the portal to stand in."""
    g.language = parts.languages.best(visit["language"], [FIRST, SOURCE])
    sit_down(connection, parts, me, at)
    work().vault.note(me.id, Deed.SIGNED_IN, Purpose.SIGN_IN)
    if visit.get("longer"):
        set_longer(connection, me.id)
    for telling in _tellings(visit):
        at += _BETWEEN_ANSWERS
        sit_down(connection, parts, me, at)
        _answer(me, telling)
    for question in visit.get("aloud", ()):
        at += _BETWEEN_ANSWERS
        sit_down(connection, parts, me, at)
        speak(me, question)
    if visit.get("talk"):
        wish_to_talk(connection, work().key)
    if visit.get("send"):
        sit_down(connection, parts, me, at + _BETWEEN_ANSWERS)
        send_everything(me)


def sit_down(connection: Connection, parts: Parts, me: Person, at: datetime) -> None:
    """Do as if the person were at a page of the portal at that moment."""
    vault = Vault(connection, parts.ring, parts.promises, me, at)
    g.work = Work(connection=connection, ring=parts.ring, now=at, actor=me, open_vault=vault)


def _answer(me: Person, telling: _Telling) -> None:
    heard = telling.heard(g.language)
    if heard.problem is not None:
        message = f"the demo's answer to {telling.key} is not understood: {heard.problem.words}"
        raise ValueError(message)
    shown = open_dossier(me).standing(telling.key, telling.item).shown
    page = Page(wording=wording_of(telling.question, g.language), shown=shown)
    work().vault.write(me.id, telling.key, telling.item, heard.said, page)


def _tellings(visit: Mapping[str, Any]) -> Iterator[_Telling]:
    """Return what is told on a visit, in the order it is written."""
    for key, typed in visit.get("answers", {}).items():
        question = QUESTIONS[key]
        if isinstance(question.answer, Items):
            yield from _repeated(question, question.answer, typed)
        yield _Telling(question=question, kind=question.answer, key=key, typed=_as_typed(typed))
    for key in visit.get("skipped", ()):
        yield _Telling(question=QUESTIONS[key], kind=QUESTIONS[key].answer, key=key, typed={})


def _repeated(question: Question, kind: Items, told: list[Mapping[str, str]]) -> Iterator[_Telling]:
    for number, one in enumerate(told, start=1):
        for part in kind.parts:
            if part.key in one:
                key, typed = part_key(question.key, part.key), _as_typed(one[part.key])
                yield _Telling(question=question, kind=part.answer, key=key, item=str(number), typed=typed)


def _as_typed(told: Any) -> Mapping[str, list[str]]:
    """Return what the form would have sent."""
    if isinstance(told, dict):
        return {name: [words] for name, words in told.items()}
    return {"answer": list(told) if isinstance(told, list) else [told]}
