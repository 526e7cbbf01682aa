"""What was asked back, and what became of it: answered, to be talked about, or put away with a word."""

from dataclasses import dataclass
from uuid import UUID

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.caseload.answers import answers_of
from portal.caseload.feature import caseload
from portal.core.actors import Actor, Counsellor, may_answer
from portal.core.clarifications import LONGEST, Step
from portal.core.permissions import Permission
from portal.core.questions import Question
from portal.core.typed import tidy
from portal.core.understanding import TOO_LONG
from portal.core.uses import Refused
from portal.core.words import Words, say
from portal.dossier.asked_back import words_of
from portal.dossier.questions import QUESTIONS
from portal.dossier.summary import Told
from portal.storage.dialogue.clarifications import Clarification, read_clarifications, take_step
from portal.storage.dialogue.taken import Taken
from portal.web import language
from portal.web.current import work
from portal.web.once import form_key, new_key
from portal.web.pages import page
from portal.web.rescue import SEND_ONCE_MORE, words_to_copy

SAY_WHY = say("Say why in a few words: the person reads it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One question back, as the counsellor sees it."""

    back: Clarification
    question: Question
    words: str
    spoken: str
    told: tuple[Told, ...]
    """The answer as it was sent, once it was: before, and when no interview is near, nothing."""

    @property
    def can_be_closed(self) -> bool:
        """Tell whether it is not put away yet."""
        return Step.CLOSED not in self.back.steps


@page(caseload, "/people/<uuid:person_id>/asked", Permission.READ_CASELOAD)
def asked(_counsellor: Counsellor, person_id: UUID) -> ResponseReturnValue:
    """Show what was asked and what became of it, the newest first."""
    return _asked_page(person_id)


def _rescue(_actor: Actor | None, person_id: UUID, clarification: int) -> ResponseReturnValue:
    """Show the words again when their form came too late."""
    if isinstance(work().actor, Counsellor):
        return _asked_page(person_id, clarification, SEND_ONCE_MORE)
    back = url_for("caseload.asked", person_id=person_id)
    return words_to_copy([request.form.get("words", "")], back, way="signin.staff")


@page(
    caseload,
    "/people/<uuid:person_id>/asked/<int:clarification>",
    Permission.ASK_BACK,
    method="POST",
    rescue=_rescue,
)
def put_away(_counsellor: Counsellor, person_id: UUID, clarification: int) -> ResponseReturnValue:
    """Put a question back away: with a word why while it waits, with or without one once it was answered."""
    words = tidy(request.form.get("words", ""))
    found = {one.number: one for one in read_clarifications(work().vault, person_id)}
    one = found.get(clarification) or abort(404)
    if not words and one.is_open:
        return _asked_page(person_id, clarification, SAY_WHY)
    if len(words) > LONGEST:
        return _asked_page(person_id, clarification, TOO_LONG)
    why = Taken(step=Step.CLOSED, words=words, language=language.current().tag, key=form_key())
    take_step(work().vault, person_id, clarification, why)
    return redirect(url_for("caseload.asked", person_id=person_id), 303)


def _asked_page(person_id: UUID, problem_at: int = 0, problem: Words | None = None) -> Response:
    vault, words = work().vault, language.current()
    found = [one for one in read_clarifications(vault, person_id) if one.asked.question in QUESTIONS]
    told = _answers(person_id, {one.asked.question for one in found if Step.ANSWERED in one.steps})
    shown = render_template(
        "caseload/asked.html",
        name=vault.name(person_id, may_answer),
        person_id=person_id,
        asked=[_line(one, told) for one in found],
        key=new_key(),
        problem_at=problem_at,
        problem=words.say(problem, most=LONGEST) if problem else "",
        typed=request.form.get("words", ""),
    )
    return make_response(shown, 422 if problem else 200)


def _line(one: Clarification, told: dict[str, tuple[Told, ...]]) -> Line:
    question = QUESTIONS[one.asked.question]
    words, spoken = words_of(one, question)
    answered = told.get(question.key, ()) if Step.ANSWERED in one.steps else ()
    return Line(back=one, question=question, words=words, spoken=spoken, told=answered)


def _answers(person_id: UUID, questions: set[str]) -> dict[str, tuple[Told, ...]]:
    """Return the answers, where an interview is near; otherwise only that there is one can be seen."""
    try:
        return answers_of(person_id, questions) if questions else {}
    except Refused:
        return {}
