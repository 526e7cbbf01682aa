"""Real questions to try, one of each kind, and a look at what is kept under them."""

from typing import Any

from flask import Flask

from portal.core.answers import Confirm, Grid, Items, Kind, Language, Listed, LongText, Money, One, Phone, Several, Text
from portal.core.uses import Purpose
from portal.dossier.questions import PROMISES, QUESTIONS, SECTIONS
from portal.dossier.records import standings_of
from portal.storage.answers.kept import State
from portal.storage.answers.left import left_by
from portal.web.parts import parts_of
from tests.people import APerson, vault_of


def first_of(kind: type[Kind], **more: Any) -> str:
    """Return a question of this kind: whichever comes first."""
    return next(
        question.key
        for section in SECTIONS
        for question in section.questions
        if isinstance(question.answer, kind)
        and section.gate is None
        and all(getattr(question, name) == value for name, value in more.items())
    )


A_TEXT = first_of(Text)
A_LONG_TEXT = first_of(LongText)
A_CHOICE = first_of(One, core=True)
A_NUMBER = first_of(Phone)
AN_AMOUNT = first_of(Money)
SOME_CHOICES = first_of(Several, core=True, in_person=False)
A_HARD_ONE = first_of(Several, core=True, in_person=True)
AN_ADDRESS = first_of(Confirm)
A_GRID = first_of(Grid)
SOME_JOBS = next(q.key for q in QUESTIONS.values() if isinstance(q.answer, Listed) and q.answer.source == "jobs")
SOME_PLACES = next(q.key for q in QUESTIONS.values() if isinstance(q.answer, Listed) and q.answer.source == "places")
PAST_JOBS = first_of(Items)
THE_LANGUAGE = first_of(Language)
GATED = next(section for section in SECTIONS if section.gate)


def left_beside(app: Flask, person: APerson) -> list[tuple[str, object, str]]:
    """Return what a helper typed as the visit ended, and who it was: it waits for the person."""
    with parts_of(app).database.transaction(writes=False) as connection:
        left = [one for one in left_by(connection, person.key) if one.visit]
    return [(one.address, [*one.typed.get("answer", ()), *one.typed.get("words", ())], one.helper) for one in left]


def kept(app: Flask, person: APerson, question: str) -> list[tuple[State, Any]]:
    """Return what stands under a question, then what waits beside it: the state, and the value or what was typed."""
    with parts_of(app).database.transaction(writes=False) as connection:
        vault = vault_of(connection, app, person.actor)
        standing = standings_of(vault.read(person.id, PROMISES, Purpose.PREPARE_INTERVIEW)).get((question, ""))
        rows = [row.said() for row in (standing.settled, standing.pending) if row] if standing else []
        return [(said.state, said.value if said.value is not None else said.typed) for said in rows]
