"""What people argue: it waits for their counsellor, who opens it, answers in it, and puts it away."""

from uuid import UUID

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.caseload.feature import caseload
from portal.core.actors import Actor, Counsellor, may_answer
from portal.core.permissions import Permission
from portal.core.replies import LONGEST, Step
from portal.core.typed import tidy
from portal.core.understanding import TOO_LONG
from portal.core.words import Words, say
from portal.replies.wording import about_of, voices_told
from portal.storage.dialogue.replies import Envelope, envelopes_of, read_reply, take_step
from portal.storage.dialogue.taken import Taken
from portal.web import language
from portal.web.current import work
from portal.web.once import form_key, new_key
from portal.web.pages import page
from portal.web.rescue import words_to_copy

OPEN_FIRST = say("Open it first. Then you can answer or put it away.")
WRITE_FIRST = say("Write your answer first.")
OLD_PAGE = say("This page was old. Your answer is still here: send it once more.")


@page(caseload, "/people/<uuid:person_id>/arguments/<int:reply>", Permission.READ_CASELOAD)
def argument(_counsellor: Counsellor, person_id: UUID, reply: int) -> ResponseReturnValue:
    """Show what a person argues, once it was opened; before, only that it is there."""
    return _page_of(person_id, reply)


@page(caseload, "/people/<uuid:person_id>/arguments/<int:reply>/open", Permission.ANSWER_ARGUMENTS, method="POST")
def open_argument(_counsellor: Counsellor, person_id: UUID, reply: int) -> ResponseReturnValue:
    """Open it: the person sees when."""
    _envelope(person_id, reply)
    take_step(work().vault, person_id, reply, Taken(step=Step.OPENED))
    return redirect(url_for("caseload.argument", person_id=person_id, reply=reply), 303)


def _rescue(_actor: Actor | None, person_id: UUID, reply: int) -> ResponseReturnValue:
    """Show the answer again when its form came too late: nothing that was written is lost."""
    if work().actor is not None:
        return _page_of(person_id, reply, OLD_PAGE)
    back = url_for("caseload.argument", person_id=person_id, reply=reply)
    return words_to_copy([request.form.get("words", "")], back, way="signin.staff")


@page(
    caseload,
    "/people/<uuid:person_id>/arguments/<int:reply>",
    Permission.ANSWER_ARGUMENTS,
    method="POST",
    rescue=_rescue,
)
def answer_argument(_counsellor: Counsellor, person_id: UUID, reply: int) -> ResponseReturnValue:
    """Answer it, or put it away with or without a word."""
    words, closes = tidy(request.form.get("words", "")), request.form.get("do") == "close"
    problem = _problem_of(words, closes=closes, is_opened=Step.OPENED in _envelope(person_id, reply).steps)
    if problem is not None:
        return _page_of(person_id, reply, problem)
    vault, form = work().vault, form_key()
    if words:
        answer = Taken(step=Step.ANSWERED, words=words, language=language.current().tag, key=form)
        take_step(vault, person_id, reply, answer)
    if closes:
        take_step(vault, person_id, reply, Taken(step=Step.CLOSED))
    return redirect(url_for("caseload.argument", person_id=person_id, reply=reply), 303)


def _problem_of(words: str, *, closes: bool, is_opened: bool) -> Words | None:
    if not is_opened:
        return OPEN_FIRST
    if not words and not closes:
        return WRITE_FIRST
    return TOO_LONG if len(words) > LONGEST else None


def _envelope(person_id: UUID, number: int) -> Envelope:
    found = envelopes_of(work().vault, person_id)
    return next((one for one in found if one.number == number), None) or abort(404)


def _page_of(person_id: UUID, number: int, problem: Words | None = None) -> Response:
    """Return the page of a reply; nothing of it is unsealed before it was opened."""
    envelope, words, vault = _envelope(person_id, number), language.current(), work().vault
    opened = read_reply(vault, person_id, number)
    shown = render_template(
        "caseload/argument.html" if opened else "caseload/envelope.html",
        name=vault.name(person_id, may_answer),
        envelope=envelope,
        reply=opened,
        about=about_of(opened.argued, words) if opened else None,
        voices=voices_told(opened.argued, vault.key_of(person_id), words) if opened else (),
        typed=request.form.get("words", ""),
        key=new_key(),
        problem=words.say(problem, most=LONGEST) if problem else "",
    )
    return make_response(shown, (422 if opened else 409) if problem else 200)
