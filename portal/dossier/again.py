"""Before the next interview: only what is worth asking again, each with its answer, and nothing forced."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Person
from portal.core.calendar import moment_of
from portal.core.permissions import Permission
from portal.core.questions import Question, worth_asking_again
from portal.core.uses import Purpose
from portal.core.words import say
from portal.dossier.feature import dossier
from portal.dossier.questions import QUESTIONS, SECTION_OF
from portal.dossier.records import Dossier, open_dossier
from portal.dossier.sending import is_changed
from portal.dossier.summary import told_about
from portal.storage.answers.drafts import keep_draft, read_draft
from portal.storage.dialogue.interviews import last_met, next_planned
from portal.storage.trace.journal import Deed
from portal.web import language
from portal.web.current import work
from portal.web.news import News
from portal.web.pages import page

BEFORE = say("Before your next interview: look at this again.")
_DRAFT = "again"
"""When the person said of an answer that it is still right: theirs alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """One question to look at again, with its answer."""

    question: Question
    words: tuple[str, ...]
    """None where it was never answered."""


@page(dossier, "/dossier/again", Permission.SEND_DOSSIER)
def again(person: Person) -> ResponseReturnValue:
    """Show what is worth looking at before the next interview."""
    mine = open_dossier(person)
    return render_template(
        "dossier/again.html",
        questions=[_with_answer(question, mine) for question in _worth_looking_at(person, mine)],
        at=next_planned(work().connection, person.id, work().now),
        changed=bool(mine.standings) and is_changed(person, mine),
    )


@page(dossier, "/dossier/again", Permission.SEND_DOSSIER, method="POST")
def still_right(person: Person) -> ResponseReturnValue:
    """Keep that an answer is still right: it is not asked again before this interview."""
    current, key = work(), request.form.get("question", "")
    if key not in QUESTIONS:
        abort(400)
    looked_at = {**_said_still_right(), key: current.now.isoformat()}
    keep_draft(current.connection, current.key, _DRAFT, looked_at, current.now)
    current.vault.note(person.id, Deed.WROTE, Purpose.PREPARE_INTERVIEW, (key,))
    return redirect(url_for("dossier.again"), 303)


@dossier.tells
def worth_telling(person: Person) -> Iterable[News]:
    """Tell that there is something to look at before the next interview, once the two have met."""
    at = next_planned(work().connection, person.id, work().now)
    if at is None or last_met(work().connection, person.id, work().now) is None:
        return
    left, words = _worth_looking_at(person, open_dossier(person)), language.current()
    if left:
        yield News(
            words=words.say(BEFORE),
            hint=words.short_day(at),
            picture="dossier",
            address=url_for("dossier.again"),
        )


def _worth_looking_at(person: Person, mine: Dossier) -> list[Question]:
    """Return what to look at again. What is for the person alone stays closed: it is not opened on this page."""
    met = last_met(work().connection, person.id, work().now)
    if met is None:
        return []
    looked_at, skipped = dict(_looked_at(mine)), set[str]()
    asked = [question for question in mine.path() if not SECTION_OF[question.key].protected]
    for question in asked:
        settled = mine.standing(question.key).settled
        if settled is not None and mine.value(question.key) is None:
            skipped.add(question.key)
    return worth_asking_again(asked, looked_at, skipped, met)


def _looked_at(mine: Dossier) -> Mapping[str, datetime]:
    """Return when each question was answered last, its small pages included, or said to be still right."""
    looked_at: dict[str, datetime] = {}
    for (key, _item), standing in mine.standings.items():
        if standing.settled is not None:
            question = key.partition(".")[0]
            looked_at[question] = max(looked_at.get(question, standing.settled.at), standing.settled.at)
    for key, said in _said_still_right().items():
        if key in looked_at:
            looked_at[key] = max(looked_at[key], moment_of(said))
    return looked_at


def _said_still_right() -> dict[str, str]:
    kept = read_draft(work().connection, work().key, _DRAFT)
    return dict(kept) if isinstance(kept, dict) else {}


def _with_answer(question: Question, mine: Dossier) -> Again:
    told = told_about(question, mine, language.current())
    return Again(question=question, words=tuple(" · ".join(one.everything) for one in told))
