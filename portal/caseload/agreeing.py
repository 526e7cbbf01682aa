"""What we agree: chosen and written on one page, looked at together, and sent to the person at once."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.agreements.steps import STEPS
from portal.agreements.wording import TITLES, groups_not_sent
from portal.caseload.agreement_form import WHO, Problem, Row, rows_of, rows_typed, understood
from portal.caseload.feature import caseload
from portal.core.actors import Actor, Counsellor, may_answer
from portal.core.agreements import Begun
from portal.core.calendar import PARIS
from portal.core.permissions import Permission
from portal.core.typed import number_in
from portal.core.uses import Refused
from portal.core.words import Words, say
from portal.storage.agreements import NewAgreement, newest_agreement, send_agreement
from portal.storage.interview_notes import begun_by, forget_begun, keep_begun
from portal.storage.interviews import next_planned
from portal.web import language
from portal.web.current import work
from portal.web.once import form_key, new_key
from portal.web.pages import page
from portal.web.parts import parts_of
from portal.web.rescue import OLD_PAGE, words_to_copy

NOTHING_YET = say("Choose a line, or write one.")
BOTH_ARE_HERE = say("You wrote on two pages. The lines of both are here: take away what is too much.")
CHANGED = say("It changed on another page. Look at it again.")
SENT_MEANWHILE = say("Somebody sent an agreement meanwhile. Look at it first. Yours is kept here.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The closing form as it is shown."""

    person_id: UUID
    rows: list[Row]
    mark: str
    """Which version of what is begun it shows."""
    problem: Problem | None = None
    status: int = 200


@page(caseload, "/people/<uuid:person_id>/agree", Permission.READ_CASELOAD)
def agree(_counsellor: Counsellor, person_id: UUID) -> ResponseReturnValue:
    """Show the closing page, with what was begun."""
    begun = begun_by(work().vault, person_id)
    return _form_page(Form(person_id=person_id, rows=rows_of(begun.lines, language.current()), mark=begun.mark))


def _rescue(_actor: Actor | None, person_id: UUID) -> ResponseReturnValue:
    """Show what was written again when its form came too late."""
    rows, back = rows_typed(language.current()), url_for("caseload.agree", person_id=person_id)
    if not isinstance(work().actor, Counsellor):
        return _to_copy(rows, back)
    problem = Problem(field="main", words=OLD_PAGE)
    return _form_page(Form(person_id=person_id, rows=rows, mark=_shown(), problem=problem, status=422))


@page(caseload, "/people/<uuid:person_id>/agree", Permission.AGREE, method="POST", rescue=_rescue)
def keep_agreement(_counsellor: Counsellor, person_id: UUID) -> ResponseReturnValue:
    """Keep what is begun and go on to look at it."""
    words, rows = language.current(), rows_typed(language.current())
    lines = understood(rows, work().now.astimezone(PARIS).date())
    if isinstance(lines, Problem):
        return _form_page(Form(person_id=person_id, rows=rows, mark=_shown(), problem=lines, status=422))
    try:
        begun = begun_by(work().vault, person_id)
    except Refused:
        return _to_copy(rows, url_for("caseload.agree", person_id=person_id))
    kept = Begun(lines=begun.taking(lines, _shown()), language=words.tag, mark=secrets.token_urlsafe(9))
    keep_begun(work().vault, person_id, kept)
    form = Form(person_id=person_id, rows=rows_of(kept.lines, words), mark=kept.mark, status=409)
    if list(kept.lines) != lines:
        return _form_page(_with(form, BOTH_ARE_HERE))
    if not lines:
        return _form_page(_with(form, NOTHING_YET))
    return redirect(url_for("caseload.check_agreement", person_id=person_id), 303)


@page(caseload, "/people/<uuid:person_id>/agree/check", Permission.READ_CASELOAD)
def check_agreement(_counsellor: Counsellor, person_id: UUID) -> ResponseReturnValue:
    """Show what the person will get, in any language, and the way to send it."""
    return _check_page(person_id)


def _rescue_sending(_actor: Actor | None, person_id: UUID) -> ResponseReturnValue:
    """Lead back to what was to be sent: it is kept, and nothing is sent from a page that was too old."""
    if isinstance(work().actor, Counsellor):
        return _check_page(person_id, OLD_PAGE)
    return words_to_copy([], url_for("caseload.check_agreement", person_id=person_id), way="signin.staff")


@page(caseload, "/people/<uuid:person_id>/agree/send", Permission.AGREE, method="POST", rescue=_rescue_sending)
def send_agreed(_counsellor: Counsellor, person_id: UUID) -> ResponseReturnValue:
    """Send what was agreed; the person has it at once. Sent twice, it is sent once."""
    vault = work().vault
    begun = begun_by(vault, person_id)
    if begun.lines:
        problem = _problem_of(begun, person_id)
        if problem is not None:
            return _check_page(person_id, problem)
        send_agreement(vault, person_id, NewAgreement(lines=begun.lines, language=begun.language, key=form_key()))
        forget_begun(vault, person_id)
    return redirect(url_for("caseload.agreed", person_id=person_id), 303)


def _problem_of(begun: Begun, person_id: UUID) -> Words | None:
    if request.form.get("shown", "") != begun.mark:
        return CHANGED
    newest = newest_agreement(work().connection, person_id)
    return SENT_MEANWHILE if number_in(request.form.get("newest", "")) != newest else None


def _shown() -> str:
    return request.form.get("shown", "")


def _with(form: Form, words: Words) -> Form:
    status = 422 if words is NOTHING_YET else form.status
    problem = Problem(field="main", words=words)
    return Form(person_id=form.person_id, rows=form.rows, mark=form.mark, problem=problem, status=status)


def _to_copy(rows: list[Row], back: str) -> Response:
    """Show the words of whoever is signed in no more, or reaches this person no more."""
    typed = [f"{row.phrase} {row.words}" if row.chosen else row.words for row in rows]
    return words_to_copy(typed, back, way="signin.staff")


def _form_page(form: Form) -> Response:
    current, words = work(), language.current()
    shown = render_template(
        "caseload/agree.html",
        name=current.vault.names([form.person_id], may_answer)[form.person_id].name,
        form=form,
        person_id=form.person_id,
        who=WHO,
        steps=list(enumerate(STEPS, start=1)),
        meets=next_planned(current.connection, form.person_id, current.now),
        problem=words.say(form.problem.words, most=form.problem.most) if form.problem else "",
    )
    return make_response(shown, form.status)


def _check_page(person_id: UUID, problem: Words | None = None) -> Response:
    current, words = work(), language.current()
    begun = begun_by(current.vault, person_id)
    seen_in = parts_of(current_app).languages.offered.get(request.args.get("in", ""), words)
    shown = render_template(
        "caseload/check_agreement.html",
        name=current.vault.names([person_id], may_answer)[person_id].name,
        person_id=person_id,
        begun=begun,
        seen_in=seen_in,
        groups=[(seen_in.say(TITLES[group.who]), group.lines) for group in groups_not_sent(begun.lines, seen_in)],
        newest=newest_agreement(current.connection, person_id),
        key=new_key(),
        problem=words.say(problem) if problem else "",
    )
    return make_response(shown, 422 if problem else 200)
