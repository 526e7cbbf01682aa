"""The pages of the dossier: where I am, one question at a time, and what follows."""

from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Actor, Helper, Person, Teller
from portal.core.answers import Items
from portal.core.permissions import Permission
from portal.core.questions import Question, Section
from portal.core.typed import first
from portal.core.uses import Purpose
from portal.core.words import say
from portal.dossier.aloud import says_anything_new, voices_of, way_to_voices
from portal.dossier.asked_back import is_asked_back, way_back, without_empty_words
from portal.dossier.asking import (
    GO_PAST,
    LOOK_AROUND,
    Asked,
    Filled,
    address_of,
    address_of_page,
    filled_from,
    next_address,
    page_of,
)
from portal.dossier.feature import dossier
from portal.dossier.hearing import Heard, hear, skipped
from portal.dossier.items import items_page, keep_items
from portal.dossier.keeping import keep, rescue_typed, which_one
from portal.dossier.questions import OPEN, QUESTIONS, SECTION_OF
from portal.dossier.records import Dossier, open_dossier
from portal.dossier.sending import is_changed
from portal.speaking.showing import leads_to_voices
from portal.storage.answers.kept import Outcome
from portal.storage.answers.receipts import sent_upto
from portal.storage.dialogue.asked_back import was_asked
from portal.storage.people.people import set_longer
from portal.storage.people.wish import wish_to_talk
from portal.storage.trace.journal import Deed
from portal.web import language
from portal.web.current import work
from portal.web.pages import always, page, typed
from portal.web.site import remember

DONE = say("Done")
STARTED = say("Started")


@page(dossier, "/dossier", Permission.FILL_DOSSIER, alone=always)
def sections(teller: Teller) -> ResponseReturnValue:
    """Show the sections, where one is, and the way on."""
    mine = open_dossier(teller)
    following, upto = mine.after(None), sent_upto(work().connection, teller.person_id)
    alone, moment = mine.alone, isinstance(teller, Person) and not mine.alone
    return render_template(
        "dossier/sections.html",
        begun=bool(mine.standings),
        places=[_stage(section, mine, following) for section in mine.sections],
        following=following,
        sent=upto is not None,
        changed=isinstance(teller, Person) and alone and is_changed(teller, mine),
        alone=alone,
        asked=was_asked(work().connection, teller.person_id),
        moment=moment,
        count=len(mine.path()),
    )


@page(dossier, "/dossier/tell-more", Permission.FILL_DOSSIER, method="POST")
def tell_more(teller: Teller) -> ResponseReturnValue:
    """Go on with the longer path."""
    current = work()
    set_longer(current.connection, teller.person_id)
    current.vault.note(teller.person_id, Deed.TELLS_MORE, Purpose.PREPARE_INTERVIEW)
    return redirect(next_address(open_dossier(teller), ""), 303)


def _alone(key: str) -> bool:
    """Tell whether a person answers here who is alone for a moment during a visit: what no helper sees."""
    return key in QUESTIONS and SECTION_OF[key].protected


@page(dossier, "/dossier/<key>", Permission.FILL_DOSSIER, alone=_alone)
def ask(teller: Teller, key: str) -> ResponseReturnValue:
    """Ask one question."""
    question = _question(key)
    if isinstance(teller, Helper) and key not in OPEN:
        return redirect(url_for("dossier.sections"), 303)
    mine = open_dossier(teller, key)
    if question not in mine.path(key):
        return redirect(address_of_page("sections"), 303)
    asked = asked_of(question, mine)
    if isinstance(question.answer, Items):
        return items_page(asked, mine)
    return page_of(asked, mine, filled_from(mine.standing(key)))


def _rescue(actor: Actor | None, key: str) -> ResponseReturnValue:
    question = _question(key)
    return rescue_typed(actor, asked_of(question, None))


def _beside(key: str) -> bool:
    """Tell whether a helper beside the person writes here."""
    return key in OPEN


@page(dossier, "/dossier/<key>", Permission.FILL_DOSSIER, method="POST", rescue=_rescue, beside=_beside, alone=_alone)
def answer(teller: Teller, key: str) -> ResponseReturnValue:
    """Keep the answer to one question and go on."""
    question, do = _question(key), request.form.get("do", "answer")
    if do == "skip" and is_asked_back():  # what was answered before stays
        return redirect(_onward(teller, question), 303)
    if isinstance(question.answer, Items) and do != "talk":
        return keep_items(teller, asked_of(question, None), do)
    if do.startswith(LOOK_AROUND) or leads_to_voices(do):
        return _go_aside(teller, question, do)
    asked = asked_of(question, None)
    heard = _heard(question, do)
    outcome = keep(teller, asked, heard)
    if heard.problem is not None:
        mine = open_dossier(teller)
        return page_of(asked_of(question, mine), mine, Filled(typed=typed(), problem=heard.problem), status=422)
    if outcome is Outcome.SET_ASIDE:
        return which_one(asked, open_dossier(teller), typed())
    if do == "talk" or _chose_to_talk(question):
        wish_to_talk(work().connection, work().key)
    response = redirect(_onward(teller, question), 303)
    if key == LANGUAGE_QUESTION and isinstance(heard.said.value, str):
        remember(response, language.COOKIE, heard.said.value)
    return response


def _go_aside(teller: Teller, question: Question, do: str) -> ResponseReturnValue:
    """Show the page otherwise; or keep what stands on it like any answer, and go where it is answered aloud."""
    mine = open_dossier(teller, question.key)
    if do.startswith(LOOK_AROUND):
        return page_of(asked_of(question, mine), mine, Filled(typed=typed()))
    if says_anything_new(mine, question):
        asked = asked_of(question, None)
        if keep(teller, asked, _heard(question, do)) is Outcome.SET_ASIDE:
            return which_one(asked, open_dossier(teller), typed())
    return way_to_voices(question, do)


LANGUAGE_QUESTION = "about-language"
"""Its answer is also the language of the pages from then on."""


def asked_of(question: Question, mine: Dossier | None) -> Asked:
    """Return what is asked on the page of a question."""
    before = mine.before(question.key) if mine else None
    back = address_of(before.key) if before else address_of_page("sections")
    return Asked(
        question=question,
        key=question.key,
        title=question.short,
        full=question.ask,
        hint=question.help,
        kind=question.answer,
        address=address_of(question.key),
        back=way_back() or back,
    )


def _heard(question: Question, do: str) -> Heard:
    words = language.current()
    if do in GO_PAST:
        return skipped(words)
    voices = voices_of(question.answer, question.key, work().key)
    heard = hear(question.answer, question.use, without_empty_words(typed()), words, voices)
    return skipped(words) if question.leaves_no_trace and heard.problem is None else heard


def _chose_to_talk(question: Question) -> bool:
    return question.leaves_no_trace and first(typed(), "answer") == "at-the-interview"


def _onward(teller: Teller, question: Question) -> str:
    """Return where to go after a question was answered."""
    section = SECTION_OF[question.key]
    if section.gate == question.key and first(typed(), "answer") == "here":
        return address_of(section.questions[1].key)
    return way_back() or next_address(open_dossier(teller), question.key)


def _question(key: str) -> Question:
    question = QUESTIONS.get(key)
    if question is None:
        abort(404)
    return question


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One section in the list: where it leads, how far it is told, whether the person is there."""

    title: str
    address: str
    picture: str
    state: str
    here: bool


def _stage(section: Section, mine: Dossier, following: Question | None) -> Stage:
    words = language.current()
    asked = [question.key for question in mine.path() if question in section.questions]
    left = [key for key in asked if key not in mine.settled]
    state = "" if len(left) == len(asked) else words.say(STARTED if left else DONE)
    return Stage(
        title=words.say(section.title),
        address=address_of([*left, *asked, section.questions[0].key][0]),
        picture=section.picture,
        state=state,
        here=following in section.questions and bool(mine.standings),
    )
