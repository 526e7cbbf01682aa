"""What my counsellor asks me: each question with its own way to answer it, to talk instead, and to send."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, abort, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.clarifications.feature import clarifications
from portal.core.actors import Person, Teller
from portal.core.clarifications import Step
from portal.core.permissions import Permission
from portal.core.questions import Question
from portal.dossier.asked_back import words_of
from portal.dossier.questions import QUESTIONS
from portal.dossier.records import Dossier, open_dossier
from portal.dossier.sending import send_everything
from portal.dossier.summary import told_about
from portal.storage.answers.receipts import sent_upto
from portal.storage.dialogue.clarifications import Clarification, own_clarifications, take_step
from portal.storage.dialogue.taken import Taken
from portal.storage.people.wish import Wish, send_wish, wish_of, wish_to_talk
from portal.web import language
from portal.web.current import work
from portal.web.pages import page


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One question back, as the person sees it."""

    back: Clarification
    question: Question
    words: str
    spoken: str
    """The language of the words."""
    told: tuple[str, ...]
    """What the person answered so far, sent or not, line by line."""

    @property
    def is_told(self) -> bool:
        """Tell whether it was answered and waits to be sent."""
        return self.back.is_open and Step.TOLD in self.back.steps


@page(clarifications, "/asked", Permission.FILL_DOSSIER)
def mine(teller: Teller) -> ResponseReturnValue:
    """Show what the counsellor asks, and what became of what they asked before."""
    return _list_page(teller)


@page(clarifications, "/asked/send", Permission.SEND_DOSSIER, method="POST")
def send(person: Person) -> ResponseReturnValue:
    """Send what was answered and go to its receipt; where more would go with it, everything is looked at first."""
    found, mine = own_clarifications(work().vault, person.id), open_dossier(person)
    if not any(one.is_open and Step.TOLD in one.steps for one in found):
        return redirect(url_for("clarifications.mine"), 303)
    if _goes_with_it(person, mine, found):
        return redirect(url_for("dossier.check"), 303)
    receipt = send_everything(person)
    if receipt is None:
        return redirect(url_for("clarifications.mine"), 303)
    return redirect(url_for("receipts.receipt", number=receipt.number), 303)


@page(clarifications, "/asked/<int:clarification>/face-to-face", Permission.SEND_DOSSIER, method="POST")
def face_to_face(person: Person, clarification: int) -> ResponseReturnValue:
    """Tell the counsellor at once that the person would rather talk: that answers the question."""
    current = work()
    try:
        is_new = take_step(current.vault, person.id, clarification, Taken(step=Step.FACE_TO_FACE))
    except LookupError:
        abort(404)
    if is_new:
        wish_to_talk(current.connection, current.key)
        send_wish(current.connection, current.key)
    return redirect(url_for("clarifications.mine"), 303)


def _list_page(teller: Teller) -> Response:
    vault = work().vault
    found = [one for one in own_clarifications(vault, teller.person_id) if one.asked.question in QUESTIONS]
    waiting = [one for one in found if one.is_open]
    mine = open_dossier(teller, *(one.asked.question for one in waiting))
    shown = [_shown(one, mine) for one in waiting]
    before = [_shown(one, mine) for one in reversed(found) if not one.is_open]
    alone = isinstance(teller, Person)
    page_ = render_template(
        "clarifications/mine.html",
        shown=shown,
        before=before if alone else (),
        alone=alone,
        ready=any(one.is_told for one in shown),
        more=isinstance(teller, Person) and _goes_with_it(teller, mine, found),
    )
    return make_response(page_)


def _shown(back: Clarification, mine: Dossier) -> Shown:
    question, words = QUESTIONS[back.asked.question], language.current()
    asked, spoken = words_of(back, question)
    said = told_about(question, mine, words)
    told = tuple(line for one in said for line in ((" · ".join(one.words),) if one.item else one.words))
    return Shown(back=back, question=question, words=asked, spoken=spoken, told=told)


def _goes_with_it(person: Person, mine: Dossier, found: Sequence[Clarification]) -> bool:
    """Tell whether something that was changed elsewhere would be sent with the answers to what is asked."""
    current = work()
    if wish_of(current.connection, person.id, current.key) is Wish.SAVED:
        return True
    upto = sent_upto(current.connection, person.id) or 0
    asked = {one.asked.question for one in found if one.is_open and Step.TOLD in one.steps}
    others = [question for question in mine.path() if question.key not in asked]
    return any(mine.number_of(question) > upto for question in others)
