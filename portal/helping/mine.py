"""The person's own page of visits: the one that goes on, with Stop; the earlier ones, what was written, each undone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from flask import abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Person
from portal.core.permissions import Permission
from portal.core.visits import CAP, Began, Ended
from portal.core.words import Words, say
from portal.helping.feature import helping
from portal.helping.undoing import take_back, written_together
from portal.signin.entering import close
from portal.storage.helping import invitations, visits
from portal.storage.helping.visits import Told
from portal.web import beside, language
from portal.web.current import work
from portal.web.news import News
from portal.web.pages import always, page

BEGAN: Mapping[Began, Words] = MappingProxyType(
    {
        Began.CARD: say("It began with your card."),
        Began.PHONE: say("It began with your phone."),
        Began.STAFF: say("%(name)s opened this visit."),
    }
)
ENDED: Mapping[Ended, Words] = MappingProxyType(
    {
        Ended.BY_PERSON: say("You stopped it."),
        Ended.BY_HELPER: say("It ended when you had finished."),
        Ended.BY_TIME: say("It ended by itself."),
        Ended.BY_ANOTHER: say("It ended because another helper came."),
        Ended.BY_STAFF: say("The agency ended it."),
    }
)


HERE_NOW = say("A helper is with you now")
STOP_THERE = say("See who, and how to stop.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One visit in words."""

    id: UUID
    name: str
    day: str
    time: str
    began: str
    ended: str
    live: bool


@helping.tells
def who_is_here(person: Person) -> Iterable[News]:
    """Tell on the first page that a helper is there now, also to a phone that never asked for one."""
    if visits.live_visit(work().connection, person.id, work().now) is not None:
        words = language.current()
        yield News(
            words=words.say(HERE_NOW),
            hint=words.say(STOP_THERE),
            picture="with-someone",
            address=url_for("helping.mine"),
        )


@page(helping, "/visits", Permission.BEGIN_VISIT)
def mine(person: Person) -> ResponseReturnValue:
    """Show who is here now, who was here before, and how to stop."""
    current, words = work(), language.current()
    seated = visits.live_visit(current.connection, person.id, current.now)
    told = [shown_of(one, seated.id if seated else None) for one in visits.told(current.connection, current.key)]
    response = make_response(
        render_template(
            "helping/mine.html",
            live=next((one for one in told if one.live), None),
            until=words.time(seated.until) if seated else "",
            alone=seated is not None and seated.alone,
            waiting=invitations.waiting_of(current.connection, current.key, current.now),
            before=[one for one in told if not one.live],
            stopped="stopped" in request.args,
        )
    )
    if seated is not None:
        beside.show_stop(response, lasts=CAP)
    return response


@page(helping, "/visits/<uuid:visit_id>", Permission.BEGIN_VISIT)
def one(person: Person, visit_id: UUID) -> ResponseReturnValue:
    """Show one visit and what was written in it."""
    current, told = work(), visit_of(visit_id)
    seated = visits.live_visit(current.connection, person.id, current.now)
    return render_template(
        "helping/one.html",
        visit=shown_of(told, seated.id if seated else None),
        together=written_together(person, told.visit),
    )


@page(helping, "/visits/<uuid:visit_id>", Permission.BEGIN_VISIT, method="POST")
def undo(person: Person, visit_id: UUID) -> ResponseReturnValue:
    """Take one thing back that was written then."""
    take_back(person, visit_of(visit_id).visit, request.form.get("do", ""))
    return redirect(url_for("helping.one", visit_id=visit_id), 303)


@page(helping, "/visits/stop", Permission.BEGIN_VISIT, method="POST", alone=always)
def stop_helper(person: Person) -> ResponseReturnValue:
    """Stop whatever goes on: the visit is over at once, and a code that waits is worth nothing."""
    beside.stop_all(person)
    if person.alone_in is not None:
        return close()
    response = make_response(redirect(url_for("helping.mine", stopped=1), 303))
    beside.hide_buttons(response)
    return response


def visit_of(visit_id: UUID) -> Told:
    """Return a visit of the person who asks; nobody else's is there."""
    found = visits.told(work().connection, work().key)
    return next((one for one in found if one.visit.id == visit_id), None) or abort(404)


def shown_of(told: Told, live: UUID | None) -> Shown:
    """Return a visit in words; ``live`` is the one that goes on."""
    words, visit, sat = language.current(), told.visit, told.beside
    is_live = visit.id == live
    return Shown(
        id=visit.id,
        name=sat.first_name,
        day=words.day(visit.began_at),
        time=words.time(visit.began_at),
        began=words.say(BEGAN[sat.began], name=sat.opened_by),
        ended="" if is_live else words.say(ENDED[told.ended or Ended.BY_TIME]),
        live=is_live,
    )
