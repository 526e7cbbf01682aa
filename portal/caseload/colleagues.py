"""Colleagues: who replaces a counsellor for some days, whom they replace, and whom they are asked to take over."""

from collections.abc import Sequence
from uuid import UUID

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.caseload.feature import caseload
from portal.core.actors import Actor, Counsellor, Followed, Reach
from portal.core.calendar import today
from portal.core.permissions import Permission
from portal.core.stand_ins import Written, understood
from portal.core.understanding import Problem
from portal.storage.caseload import stand_ins, transfers
from portal.storage.caseload.stand_ins import NewStandIn
from portal.storage.caseload.transfers import Transfer
from portal.storage.people.colleagues import counsellors, names_of
from portal.web import language
from portal.web.current import work
from portal.web.once import form_key, new_key
from portal.web.pages import page, typed
from portal.web.rescue import SEND_ONCE_MORE, words_to_copy

OLD_PAGE = Problem(field="main", words=SEND_ONCE_MORE)


@page(caseload, "/colleagues", Permission.READ_CASELOAD)
def colleagues(counsellor: Counsellor) -> ResponseReturnValue:
    """Show who replaces whom, and whom one is asked to take over."""
    return _page(counsellor)


def _rescue(_actor: Actor | None) -> ResponseReturnValue:
    written = Written.of(typed())
    if isinstance(actor := work().actor, Counsellor):
        return _page(actor, written, OLD_PAGE)
    return words_to_copy([written.first, written.last], url_for("caseload.colleagues"), way="signin.staff")


@page(caseload, "/colleagues", Permission.HAND_OVER, method="POST", rescue=_rescue)
def let_replace(counsellor: Counsellor) -> ResponseReturnValue:
    """Keep which colleague replaces one, from day to day."""
    current = work()
    written = Written.of({**typed(), "away": [str(counsellor.id)]})
    ids = [one.id for one in counsellors(current.connection, current.ring, counsellor.agency_id)]
    meant = understood(written, ids, today(current.now))
    if isinstance(meant, Problem):
        return _page(counsellor, written, meant)
    new = NewStandIn(
        counsellor_id=counsellor.id,
        colleague_id=meant.colleague,
        first=meant.first,
        last=meant.last,
        set_by=counsellor.id,
        key=form_key(),
    )
    stand_ins.add(current.connection, new, current.now)
    return redirect(url_for("caseload.colleagues"), 303)


@page(caseload, "/colleagues/end", Permission.HAND_OVER, method="POST")
def end_replacing(counsellor: Counsellor) -> ResponseReturnValue:
    """End one's own time away, or that one replaces a colleague: at once."""
    current, ends = work(), request.form.get("do", "")
    for one in stand_ins.lasting(current.connection, counsellor.agency_id, today(current.now)):
        if str(one.id) == ends and counsellor.id in {one.counsellor_id, one.colleague_id}:
            stand_ins.end(current.connection, one, current.now)
    return redirect(url_for("caseload.colleagues"), 303)


@page(caseload, "/colleagues/move", Permission.HAND_OVER, method="POST")
def answer_colleague(counsellor: Counsellor) -> ResponseReturnValue:
    """Take somebody over whom a colleague accompanied, or not."""
    current = work()
    answer, _, named = request.form.get("do", "").partition(":")
    for one in transfers.asked_of(current.connection, counsellor.id):
        if str(one.id) == named and answer == "yes":
            transfers.take_over(current.vault, one)
        elif str(one.id) == named and answer == "no":
            transfers.decline(current.connection, one, current.now)
    return redirect(url_for("caseload.colleagues"), 303)


def may_take_over(asked: Sequence[Transfer]) -> Reach:
    """Whom a colleague asks a counsellor to take over, they know by name, and no more."""
    known = {one.person_id for one in asked}

    def reaches(_actor: Actor, followed: Followed) -> bool:
        return followed.id in known

    return reaches


def _page(counsellor: Counsellor, written: Written | None = None, problem: Problem | None = None) -> Response:
    current, words = work(), language.current()
    lasting = stand_ins.lasting(current.connection, counsellor.agency_id, today(current.now))
    waiting = transfers.asked_of(current.connection, counsellor.id)
    people = current.vault.names([one.person_id for one in waiting], may_take_over(waiting))
    asked = [one for one in waiting if one.person_id in people]
    shown = render_template(
        "caseload/colleagues.html",
        away=[one for one in lasting if one.counsellor_id == counsellor.id],
        replaces=[one for one in lasting if one.colleague_id == counsellor.id],
        asked=asked,
        people=people,
        names=names_of(current.connection, current.ring, _named(counsellor.id, lasting, asked)),
        colleagues=[
            one
            for one in counsellors(current.connection, current.ring, counsellor.agency_id)
            if one.id != counsellor.id
        ],
        written=written or Written(),
        wrong={problem.field: words.say(problem.words)} if problem else {},
        key=new_key(),
    )
    return make_response(shown, 422 if problem else 200)


def _named(me: UUID, lasting: Sequence[stand_ins.StandIn], asked: Sequence[Transfer]) -> set[UUID]:
    """Return whose names the page needs: of colleagues who have to do with the one who looks."""
    pairs = [(one.counsellor_id, one.colleague_id) for one in lasting]
    return {one for pair in pairs if me in pair for one in pair} | {one.from_id for one in asked}
