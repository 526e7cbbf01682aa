"""The steps of an interview: the answers beside each, never what is hard to say, and the ways on from one."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import url_for

from portal.agreements.steps import STEPS
from portal.core.answers import Items
from portal.core.questions import Question, Section
from portal.core.typed import number_in
from portal.core.uses import Purpose
from portal.core.words import Words
from portal.dossier.questions import OPEN_SECTIONS, part_key
from portal.dossier.records import Dossier, standings_of
from portal.dossier.summary import Told, told_in
from portal.storage.answers.receipts import sent_upto
from portal.storage.people.people import course_of
from portal.web.current import work
from portal.web.language import Language

BESIDE: Sequence[frozenset[str]] = (
    frozenset({"about-me", "situation", "background"}),
    frozenset({"steps-taken"}),
    frozenset({"skills", "wishes"}),
    frozenset({"what-next"}),
)
"""Which sections are read at which step. The screen may be turned to others: what is hard to say is on the brief."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of an interview, and what the person told about it."""

    number: int
    title: Words
    told: tuple[tuple[Section, tuple[Told, ...]], ...]


def onward(person_id: UUID, do: str) -> str | None:
    """Return where a button leads that first keeps what is written: a step, the whole page, or a new interview."""
    if do == "brief":
        return url_for("caseload.brief", person_id=person_id)
    if do == "plan":
        return url_for("caseload.plan_interview", person_id=person_id)
    step = number_in(do)
    return url_for("caseload.guided", person_id=person_id, step=step) if step else None


def step_of(person_id: UUID, number: int, language: Language) -> Step:
    """Return one step with the answers beside it: only these are read, and the person sees which."""
    current = work()
    sections = tuple(section for section in OPEN_SECTIONS if section.key in BESIDE[number - 1])
    upto = sent_upto(current.connection, person_id)
    keys = [key for section in sections for question in section.questions for key in _keys(question)]
    rows = current.vault.read(person_id, keys, Purpose.PREPARE_INTERVIEW, upto or 0)
    course = course_of(current.connection, person_id, current.now)
    hears = not current.vault.scope.only_opened(person_id)
    told = told_in(Dossier(standings_of(rows), course, sections, hears=hears), language)
    found = ((section, tuple(one for one in told if one.question in section.questions)) for section in sections)
    return Step(number=number, title=STEPS[number - 1], told=tuple((one, lines) for one, lines in found if lines))


def _keys(question: Question) -> tuple[str, ...]:
    """Return under which names the answers to a question are kept."""
    if isinstance(question.answer, Items):
        return (question.key, *(part_key(question.key, part.key) for part in question.answer.parts))
    return (question.key,)
