"""The counsellors of an agency: who replaces whom, and the ways to let people move to another counsellor."""

from dataclasses import dataclass, field

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from portal.agency.feature import agency as feature
from portal.core.actors import Actor, Manager
from portal.core.calendar import today
from portal.core.permissions import Permission
from portal.core.stand_ins import Written, understood
from portal.core.typed import first
from portal.core.understanding import Problem
from portal.storage.caseload import stand_ins
from portal.storage.caseload.stand_ins import NewStandIn
from portal.storage.people.colleagues import Colleague, counsellors, names_of
from portal.web import language
from portal.web.current import work
from portal.web.once import form_key, new_key
from portal.web.pages import page, typed
from portal.web.rescue import SEND_ONCE_MORE, words_to_copy

OLD_PAGE = Problem(field="main", words=SEND_ONCE_MORE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What stands in the forms of the page, letter for letter, and what to look at again."""

    written: Written = field(default_factory=Written)
    who: str = ""
    """The whole name of who moves."""
    to: str = ""
    """With whom they are from then on."""
    problem: Problem | None = None


@page(feature, "/agency/counsellors", Permission.RUN_AGENCY)
def agency_counsellors(manager: Manager) -> ResponseReturnValue:
    """Show who replaces whom, and the ways to let people move."""
    return counsellors_page(manager, Shown())


def rescue(_actor: Actor | None) -> ResponseReturnValue:
    """Show what was written again when a form came too late."""
    sent = typed()
    shown = Shown(written=Written.of(sent), who=first(sent, "who"), to=first(sent, "to"), problem=OLD_PAGE)
    if isinstance(actor := work().actor, Manager):
        return counsellors_page(actor, shown)
    written = [shown.written.first, shown.written.last, shown.who]
    return words_to_copy(written, url_for("agency.agency_counsellors"), way="signin.staff")


@page(feature, "/agency/counsellors", Permission.RUN_AGENCY, method="POST", rescue=rescue)
def let_somebody_replace(manager: Manager) -> ResponseReturnValue:
    """Keep which colleague replaces a counsellor who is away."""
    current, written = work(), Written.of(typed())
    meant = understood(written, [one.id for one in counsellors_here(manager)], today(current.now))
    if isinstance(meant, Problem):
        return counsellors_page(manager, Shown(written=written, problem=meant))
    new = NewStandIn(
        counsellor_id=meant.away,
        colleague_id=meant.colleague,
        first=meant.first,
        last=meant.last,
        set_by=manager.id,
        key=form_key(),
    )
    stand_ins.add(current.connection, new, current.now)
    return redirect(url_for("agency.agency_counsellors"), 303)


@page(feature, "/agency/counsellors/end", Permission.RUN_AGENCY, method="POST")
def end_stand_in(manager: Manager) -> ResponseReturnValue:
    """End a time of standing in at once."""
    current, ends = work(), request.form.get("do", "")
    for one in stand_ins.lasting(current.connection, manager.agency_id, today(current.now)):
        if str(one.id) == ends:
            stand_ins.end(current.connection, one, current.now)
    return redirect(url_for("agency.agency_counsellors"), 303)


def counsellors_here(manager: Manager) -> list[Colleague]:
    """Return the counsellors of the manager's agency, by name."""
    return counsellors(work().connection, work().ring, manager.agency_id)


def counsellors_page(manager: Manager, state: Shown) -> Response:
    """Return the page with its three forms."""
    current, words, problem = work(), language.current(), state.problem
    lasting = stand_ins.lasting(current.connection, manager.agency_id, today(current.now))
    named = {who for one in lasting for who in (one.counsellor_id, one.colleague_id)}
    shown = render_template(
        "agency/counsellors.html",
        lasting=lasting,
        names=names_of(current.connection, current.ring, named),
        counsellors=counsellors_here(manager),
        state=state,
        wrong={problem.field: words.say(problem.words)} if problem else {},
        moved="moved" in request.args,
        key=new_key(),
    )
    return make_response(shown, 422 if problem else 200)
