"""What we agree: chosen and written on one page, looked at together, and sent to the person at once."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.agreements.steps import STEPS
from portal.agreements.wording import Group, Shown, aside_of, groups_not_sent, titles_in
from portal.caseload.agreement_form import WHO, Row, aside_in, rows_of, rows_typed, understood, who_in
from portal.caseload.feature import caseload
from portal.caseload.steps import onward
from portal.core.actors import Actor, Counsellor, may_answer
from portal.core.agreements import Begun, Who
from portal.core.calendar import PARIS
from portal.core.permissions import Permission
from portal.core.typed import number_in
from portal.core.understanding import Problem
from portal.core.uses import Forgotten, Refused
from portal.core.words import Words, say
from portal.storage.caseload.transfers import counsellor_of
from portal.storage.dialogue.agreements import NewAgreement, newest_agreement, send_agreement
from portal.storage.dialogue.begun import (
    Draft,
    begun_by,
    forget_begun,
    forget_left,
    keep_begun,
    left_about,
)
from portal.storage.dialogue.interviews import next_planned
from portal.storage.people.people import staff_name
from portal.web import language
from portal.web.current import work
from portal.web.once import form_key, new_key
from portal.web.pages import page
from portal.web.parts import parts_of
from portal.web.refusing import note_refusal_here
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What a colleague began before the person came here, as whoever goes on reads it."""

    draft: Draft
    groups: Sequence[Group]
    who: Mapping[Who, str]
    aside: Sequence[Shown]


@page(caseload, "/people/<uuid:person_id>/agree", Permission.READ_CASELOAD)
def agree(_counsellor: Counsellor, person_id: UUID) -> ResponseReturnValue:
    """Show the closing page, with what was begun."""
    begun = begun_by(work().vault, person_id)
    return _form_page(Form(person_id=person_id, rows=rows_of(begun, language.current()), mark=begun.mark))


def _rescue(_actor: Actor | None, person_id: UUID) -> ResponseReturnValue:
    """Show what was written again when its form came too late."""
    rows, back = rows_typed(language.current()), url_for("caseload.agree", person_id=person_id)
    if not isinstance(work().actor, Counsellor):
        return _to_copy(rows, back)
    problem = Problem(field="main", words=OLD_PAGE)
    return _form_page(Form(person_id=person_id, rows=rows, mark=_shown(), problem=problem, status=422))


@page(caseload, "/people/<uuid:person_id>/agree", Permission.AGREE, method="POST", rescue=_rescue)
def keep_agreement(_counsellor: Counsellor, person_id: UUID) -> ResponseReturnValue:
    """Keep what is begun and go on to look at it, or wherever was asked."""
    words, rows = language.current(), rows_typed(language.current())
    lines = understood(rows, work().now.astimezone(PARIS).date())
    if isinstance(lines, Problem):
        return _form_page(Form(person_id=person_id, rows=rows, mark=_shown(), problem=lines, status=422))
    back, do = url_for("caseload.agree", person_id=person_id), request.form.get("do", "")
    new = Begun(lines=tuple(lines), aside=aside_in(rows), language=words.tag, mark=secrets.token_urlsafe(9))
    try:
        kept, is_old = _keep(person_id, new, takes=do == "take")
    except Forgotten:
        raise
    except Refused as refused:
        note_refusal_here(refused)
        return _to_copy(rows, back)
    form = Form(person_id=person_id, rows=rows_of(kept, words), mark=kept.mark, status=409)
    if is_old:
        return _form_page(_with(form, BOTH_ARE_HERE))
    there = back if do == "take" else onward(person_id, do)
    if there is None and not lines:
        return _form_page(_with(form, NOTHING_YET))
    return redirect(there or url_for("caseload.check_agreement", person_id=person_id), 303)


def _keep(person_id: UUID, new: Begun, *, takes: bool) -> tuple[Begun, bool]:
    """Keep what a page brought, and with ``takes`` what colleagues left; say if the page was old."""
    vault = work().vault
    before = begun_by(vault, person_id)
    kept = before.taking(new, _shown())
    is_old = not kept.says_the_same(new)
    left = left_about(vault, person_id) if takes else ()
    for one in left:
        kept = kept.beside(one.begun)
    if kept.says_the_same(before):
        kept = before
    else:
        keep_begun(vault, person_id, kept)
    forget_left(vault, person_id, left)
    return kept, is_old


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
    return replace(form, problem=Problem(field="main", words=words), status=status)


def _to_copy(rows: list[Row], back: str) -> Response:
    """Show the words of whoever is signed in no more, or reaches this person no more."""
    typed = [f"{row.phrase} {row.words}" if row.chosen else row.words for row in rows]
    return words_to_copy(typed, back, way="signin.staff")


def _form_page(form: Form) -> Response:
    current, words = work(), language.current()
    shown = render_template(
        "caseload/agree.html",
        name=current.vault.name(form.person_id, may_answer),
        form=form,
        person_id=form.person_id,
        who=WHO,
        steps=list(enumerate(STEPS, start=1)),
        left=[_left(one) for one in left_about(current.vault, form.person_id)],
        meets=next_planned(current.connection, form.person_id, current.now),
        problem=words.say(form.problem.words, most=form.problem.most) if form.problem else "",
    )
    return make_response(shown, form.status)


def _left(draft: Draft) -> Left:
    words, begun = language.current(), draft.begun
    groups, aside = groups_not_sent(begun.lines, words), aside_of(begun.aside, words)
    return Left(draft=draft, groups=groups, who=who_in(words, draft.by), aside=aside)


def _check_page(person_id: UUID, problem: Words | None = None) -> Response:
    current, words = work(), language.current()
    begun = begun_by(current.vault, person_id)
    seen_in = parts_of(current_app).languages.offered.get(request.args.get("in", ""), words)
    mine = counsellor_of(current.connection, person_id) == current.key.owner
    titles = titles_in(seen_in, "" if mine else staff_name(current.connection, current.key))
    shown = render_template(
        "caseload/check_agreement.html",
        name=current.vault.name(person_id, may_answer),
        person_id=person_id,
        begun=begun,
        seen_in=seen_in,
        groups=[(titles[group.who], group.lines) for group in groups_not_sent(begun.lines, seen_in)],
        newest=newest_agreement(current.connection, person_id),
        key=new_key(),
        problem=words.say(problem) if problem else "",
    )
    return make_response(shown, 422 if problem else 200)
