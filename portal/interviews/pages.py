"""The pages of one's own interviews: what is planned, what is new, and the wish to be called."""

from uuid import UUID

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Person
from portal.core.calendar import midnight
from portal.core.interviews import Status
from portal.core.permissions import Permission
from portal.core.typed import number_in
from portal.interviews.calendar_file import calendar_file
from portal.interviews.feature import interviews
from portal.interviews.wording import BECAME, BECAME_PICTURES, WAY_PICTURES, WAYS
from portal.storage.dialogue.interview_rows import Interview
from portal.storage.dialogue.interviews import cannot_come, of_person, saw
from portal.storage.people.people import agency_of, staff_name
from portal.web import language
from portal.web.current import work
from portal.web.pages import page


@page(interviews, "/interview", Permission.SEE_INTERVIEWS)
def mine(person: Person) -> ResponseReturnValue:
    """Show what is planned, what was cancelled and is still news, and what has gone by: nothing written is hidden."""
    current, all_ = work(), of_person(work().vault, person.id)
    today = midnight(current.now)
    planned = [one for one in all_ if one.status is Status.PLANNED and one.at >= today]
    cancelled = [one for one in all_ if one.status is Status.CANCELLED and one.at >= today and one.is_news]
    return render_template(
        "interviews/mine.html",
        planned=planned,
        cancelled=cancelled,
        gone_by=[one for one in reversed(all_) if one not in planned and one not in cancelled],
        counsellors={one.counsellor_id: _name(one.counsellor_id) for one in planned},
        agency=agency_of(current.connection, person.agency_id),
        ways=WAYS,
        way_pictures=WAY_PICTURES,
        became=BECAME,
        became_pictures=BECAME_PICTURES,
    )


@page(interviews, "/interview/<uuid:interview_id>/cannot-come", Permission.SEE_INTERVIEWS)
def ask_for_call(person: Person, interview_id: UUID) -> ResponseReturnValue:
    """Ask once whether the person wants to be called."""
    found = _planned(person, interview_id)
    agency = agency_of(work().connection, person.agency_id)
    return render_template("interviews/cannot_come.html", one=found, agency=agency)


@page(interviews, "/interview/<uuid:interview_id>/cannot-come", Permission.SEE_INTERVIEWS, method="POST")
def want_call(person: Person, interview_id: UUID) -> ResponseReturnValue:
    """Keep that the person cannot come and wants to be called; or that they take it back, at any time."""
    cannot_come(work().vault, person.id, interview_id, wishes=request.form.get("do") != "take-back")
    return redirect(url_for("interviews.mine"), 303)


@page(interviews, "/interview/<uuid:interview_id>/seen", Permission.SEE_INTERVIEWS, method="POST")
def note_seen(person: Person, interview_id: UUID) -> ResponseReturnValue:
    """Keep that the person saw what is new."""
    saw(work().vault, person.id, interview_id, number_in(request.form.get("shown", "")))
    return redirect(url_for("interviews.mine"), 303)


@page(interviews, "/interview/<uuid:interview_id>/my-calendar", Permission.SEE_INTERVIEWS)
def take_along(person: Person, interview_id: UUID) -> ResponseReturnValue:
    """Give an interview as a file for the calendar of a telephone: it says nothing of the person."""
    found, words = _planned(person, interview_id), language.current().alone
    agency = agency_of(work().connection, person.agency_id)
    response = Response(calendar_file(found, agency, words, work().now), mimetype="text/calendar")
    response.headers["Content-Disposition"] = 'attachment; filename="interview.ics"'
    return response


def _planned(person: Person, interview_id: UUID) -> Interview:
    all_ = of_person(work().vault, person.id)
    return next((one for one in all_ if one.id == interview_id and one.status is Status.PLANNED), None) or abort(404)


def _name(counsellor_id: UUID) -> str:
    return staff_name(work().connection, work().vault.key_of(counsellor_id))
