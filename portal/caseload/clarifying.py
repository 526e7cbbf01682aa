"""A question back: a counsellor picks answers, asks to hear more about them, and sees what becomes of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.caseload.answers import answers_of
from portal.caseload.feature import caseload
from portal.core.actors import Actor, Counsellor, may_answer
from portal.core.clarifications import LONGEST, Asked, proposed
from portal.core.permissions import Permission
from portal.core.questions import Question
from portal.core.typed import tidy
from portal.core.understanding import TOO_LONG
from portal.core.words import Words, say
from portal.dossier.questions import OPEN_SECTIONS, QUESTIONS
from portal.dossier.summary import Told
from portal.storage.answers.receipts import sent_upto
from portal.storage.dialogue.clarifications import AskedAlready, ask_back, read_clarifications
from portal.storage.people.notices import tell_of_news
from portal.web import language
from portal.web.current import work
from portal.web.once import form_key, new_key
from portal.web.pages import page
from portal.web.rescue import SEND_ONCE_MORE, words_to_copy

CHOOSE_FIRST = say("Choose at least one answer you want to hear more about.")
NOT_ASKED = say("Nothing was asked yet. The person changed something, or a colleague asked first.")
ASKABLE = tuple(question for section in OPEN_SECTIONS for question in section.questions)
"""What is hard to say is not asked back in writing: that is for face to face."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """What the form says: which questions, and the words beside each."""

    keys: tuple[str, ...] = ()
    words: Mapping[str, str]

    @classmethod
    def from_form(cls) -> "Picked":
        """Return what was picked, of questions there are."""
        words = {question.key: tidy(request.form.get(f"words-{question.key}", "")) for question in ASKABLE}
        chosen = request.form.getlist("ask")
        return cls(keys=tuple(key for key in words if key in chosen), words=words)

    def own_words(self, question: Question) -> str:
        """Return the counsellor's own words; none where the proposed ones stand, in the language of the page."""
        words = self.words.get(question.key, "")
        return "" if words == language.current().say(proposed(question.answer)) else words

    @property
    def too_long(self) -> tuple[str, ...]:
        """The questions with more words than can be sent."""
        return tuple(key for key in self.keys if _is_too_long(self.words[key]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer that can be asked about."""

    question: Question
    told: tuple[Told, ...]
    words: str
    """Ready to be changed, or sent as they are."""
    chosen: bool
    waits: bool
    """It is asked already."""
    too_long: bool


@page(caseload, "/people/<uuid:person_id>/ask", Permission.READ_CASELOAD)
def ask(_counsellor: Counsellor, person_id: UUID) -> ResponseReturnValue:
    """Show what was sent and can be asked about, with plain words ready for each."""
    return _ask_page(person_id, Picked(words={}))


def _rescue(_actor: Actor | None, person_id: UUID) -> ResponseReturnValue:
    """Show the words again when their form came too late: nothing that was written is lost."""
    picked = Picked.from_form()
    if isinstance(work().actor, Counsellor):
        return _ask_page(person_id, picked, SEND_ONCE_MORE)
    own = [picked.own_words(QUESTIONS[key]) for key in picked.words]
    return words_to_copy(own, url_for("caseload.ask", person_id=person_id), way="signin.staff")


@page(caseload, "/people/<uuid:person_id>/ask", Permission.ASK_BACK, method="POST", rescue=_rescue)
def send_questions(_counsellor: Counsellor, person_id: UUID) -> ResponseReturnValue:
    """Ask what was picked. A question that waits already is not asked again in other words."""
    picked, vault, words = Picked.from_form(), work().vault, language.current()
    if not picked.keys:
        return _ask_page(person_id, picked, CHOOSE_FIRST)
    if picked.too_long:
        return _ask_page(person_id, picked, TOO_LONG)
    upto = sent_upto(work().connection, person_id) or 0
    if not answers_of(person_id, picked.keys).keys() >= set(picked.keys):
        return _ask_page(person_id, picked, NOT_ASKED)
    wanted = [
        Asked(question=key, words=picked.own_words(QUESTIONS[key]), language=words.tag, upto=upto)
        for key in picked.keys
    ]
    try:
        is_new = ask_back(vault, person_id, wanted, form_key())
    except AskedAlready:
        return _ask_page(person_id, picked, NOT_ASKED)
    if is_new:
        tell_of_news(work().connection, person_id, work().now)
    return redirect(url_for("caseload.asked", person_id=person_id), 303)


def _ask_page(person_id: UUID, picked: Picked, problem: Words | None = None) -> Response:
    vault, words = work().vault, language.current()
    waiting = {one.asked.question for one in read_clarifications(vault, person_id) if one.is_open}
    told = answers_of(person_id, [question.key for question in ASKABLE])
    choices = [_choice(question, told[question.key], picked, waiting) for question in ASKABLE if question.key in told]
    free = {choice.question.key for choice in choices if not choice.waits}
    shown = render_template(
        "caseload/ask.html",
        name=vault.name(person_id, may_answer),
        person_id=person_id,
        sections=[
            (section, lines)
            for section in OPEN_SECTIONS
            if (lines := [one for one in choices if one.question in section.questions])
        ],
        left=[(QUESTIONS[key], own) for key in picked.keys if key not in free and (own := picked.words[key])],
        first=next(iter(picked.too_long), next(iter(free), "")),
        key=new_key(),
        problem=words.say(problem, most=LONGEST) if problem else "",
    )
    return make_response(shown, 422 if problem else 200)


def _is_too_long(words: str) -> bool:
    return len(words) > LONGEST


def _choice(question: Question, told: tuple[Told, ...], picked: Picked, waiting: Collection[str]) -> Choice:
    return Choice(
        question=question,
        told=told,
        words=picked.words.get(question.key) or language.current().say(proposed(question.answer)),
        chosen=question.key in picked.keys,
        waits=question.key in waiting,
        too_long=question.key in picked.too_long,
    )
