"""A person's interviews, for their counsellor: plan, move, cancel, and say whether one took place."""

from dataclasses import dataclass, replace
from types import MappingProxyType
from uuid import UUID

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.caseload.feature import caseload
from portal.caseload.planning import HOW_LONG, STATUSES, WAYS, Written, understood
from portal.core.actors import Actor, Counsellor, may_answer
from portal.core.interviews import Status, Way
from portal.core.permissions import Permission
from portal.core.typed import number_in
from portal.core.understanding import Problem
from portal.core.words import Words, say
from portal.interviews.wording import WAY_PICTURES
from portal.storage.dialogue import interviews
from portal.storage.dialogue.interview_rows import Interview, Source
from portal.web import language
from portal.web.current import work
from portal.web.once import form_key, new_key
from portal.web.pages import page, typed
from portal.web.rescue import SEND_ONCE_MORE, words_to_copy

CHANGED_MEANWHILE = say("Somebody changed it meanwhile. Nothing of yours is kept yet: look at both.")
_SAYS = MappingProxyType({"cancel": interviews.cancel, "held": interviews.held, "not-held": interviews.not_held})


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The page where an interview is planned or changed."""

    person_id: UUID
    written: Written
    interview: Interview | None = None
    """As it is now; none where a new one is planned."""
    problem: Words | None = None
    field: str = "main"
    most: int = 0
    status: int = 200


@page(caseload, "/people/<uuid:person_id>/interviews", Permission.READ_CASELOAD)
def interviews_of(_counsellor: Counsellor, person_id: UUID) -> ResponseReturnValue:
    """Show every interview of a person: those to come, then those gone by."""
    return _list_page(person_id)


@page(caseload, "/people/<uuid:person_id>/interviews/new", Permission.READ_CASELOAD)
def plan_interview(_counsellor: Counsellor, person_id: UUID) -> ResponseReturnValue:
    """Give a form for a new interview."""
    return _form_page(Form(person_id=person_id, written=Written()))


@page(caseload, "/people/<uuid:person_id>/interviews/<uuid:interview_id>", Permission.READ_CASELOAD)
def change_interview(_counsellor: Counsellor, person_id: UUID, interview_id: UUID) -> ResponseReturnValue:
    """Give the form of an interview, to move or cancel it."""
    found = _found(person_id, interview_id)
    return _form_page(Form(person_id=person_id, written=Written.from_plan(found.plan), interview=found))


def _rescue(_actor: Actor | None, person_id: UUID, interview_id: UUID | None = None) -> ResponseReturnValue:
    """Show what was written again when its form came too late."""
    written = Written.of(typed())
    if not isinstance(work().actor, Counsellor):
        back = url_for("caseload.interviews_of", person_id=person_id)
        return words_to_copy([written.day, written.hour, written.place], back, way="signin.staff")
    found = _found(person_id, interview_id) if interview_id else None
    form = Form(person_id=person_id, written=written, interview=found, problem=SEND_ONCE_MORE, status=422)
    return _form_page(form)


@page(
    caseload,
    "/people/<uuid:person_id>/interviews/new",
    Permission.PLAN_INTERVIEWS,
    method="POST",
    rescue=_rescue,
)
def keep_interview(_counsellor: Counsellor, person_id: UUID) -> ResponseReturnValue:
    """Plan a new interview; the same form sent twice plans one."""
    written = Written.of(typed())
    plan = understood(written, work().now)
    if isinstance(plan, Problem):
        return _form_page(_unclear(Form(person_id=person_id, written=written), plan))
    interviews.add(work().vault, person_id, plan, _source(person_id))
    return redirect(url_for("caseload.interviews_of", person_id=person_id), 303)


@page(
    caseload,
    "/people/<uuid:person_id>/interviews/<uuid:interview_id>",
    Permission.PLAN_INTERVIEWS,
    method="POST",
    rescue=_rescue,
)
def move_interview(_counsellor: Counsellor, person_id: UUID, interview_id: UUID) -> ResponseReturnValue:
    """Move an interview. If somebody changed it meanwhile, show both and change nothing."""
    written = Written.of(typed())
    plan = understood(written, work().now)
    if isinstance(plan, Problem):
        found = _found(person_id, interview_id)
        return _form_page(_unclear(Form(person_id=person_id, written=written, interview=found), plan))
    if not interviews.move(work().vault, person_id, interview_id, plan, _shown()):
        return _both(person_id, interview_id, written)
    return redirect(url_for("caseload.interviews_of", person_id=person_id), 303)


@page(
    caseload, "/people/<uuid:person_id>/interviews/<uuid:interview_id>/said", Permission.PLAN_INTERVIEWS, method="POST"
)
def say_of_interview(_counsellor: Counsellor, person_id: UUID, interview_id: UUID) -> ResponseReturnValue:
    """Cancel an interview, say whether it took place, or that the person was called."""
    said = request.form.get("do", "")
    if said == "called":
        interviews.called(work().vault, person_id, interview_id)
    elif said not in _SAYS:
        abort(400)
    elif not _SAYS[said](work().vault, person_id, interview_id, _shown()):
        return _list_page(person_id, CHANGED_MEANWHILE)
    return redirect(url_for("caseload.interviews_of", person_id=person_id), 303)


def _shown() -> int:
    return number_in(request.form.get("shown", ""))


def _source(person_id: UUID) -> Source | None:
    """Return the form itself as where an interview came from: sent twice, it plans one."""
    key = form_key()
    return Source(digest=work().ring.digest("lookup", b"form", person_id.bytes, key.encode())) if key else None


def _found(person_id: UUID, interview_id: UUID) -> Interview:
    all_ = interviews.of_person(work().vault, person_id)
    return next((one for one in all_ if one.id == interview_id), None) or abort(404)


def _unclear(form: Form, problem: Problem) -> Form:
    return replace(form, problem=problem.words, field=problem.field, most=problem.most, status=422)


def _both(person_id: UUID, interview_id: UUID, written: Written) -> Response:
    found = _found(person_id, interview_id)
    form = Form(person_id=person_id, written=written, interview=found, problem=CHANGED_MEANWHILE, status=409)
    return _form_page(form)


def _list_page(person_id: UUID, problem: Words | None = None) -> Response:
    now, all_ = work().now, interviews.of_person(work().vault, person_id)
    to_come = [one for one in all_ if one.at > now and one.status is not Status.NOT_HELD]
    shown = render_template(
        "caseload/interviews.html",
        name=_name(person_id),
        person_id=person_id,
        to_come=to_come,
        gone_by=[one for one in all_[::-1] if one not in to_come],
        statuses=STATUSES,
        lasting=language.current().minutes,
        ways=WAYS,
        way_pictures=WAY_PICTURES,
        problem=language.current().say(problem) if problem else "",
    )
    return make_response(shown, 409 if problem else 200)


def _form_page(form: Form) -> Response:
    words = language.current()
    shown = render_template(
        "caseload/interview.html",
        form=form,
        name=_name(form.person_id),
        problem=words.say(form.problem, most=form.most) if form.problem else "",
        ways=[{"key": way.value, "words": words.say(WAYS[way]), "picture": WAY_PICTURES[way]} for way in Way],
        way_words=WAYS,
        how_long=HOW_LONG,
        lasting=words.minutes,
        statuses=STATUSES,
        key=new_key(),
    )
    return make_response(shown, form.status)


def _name(person_id: UUID) -> str:
    return work().vault.name(person_id, may_answer)
