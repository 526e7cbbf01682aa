"""The counsellor's pages: who comes, and one page about each."""

from uuid import UUID

from flask import Response, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.caseload.arguments import waiting
from portal.caseload.brief import brief_of
from portal.caseload.brief_sheet import Occasion, brief_paper
from portal.caseload.feature import caseload
from portal.caseload.meetings import coming, next_meeting
from portal.core.actors import Counsellor, may_answer
from portal.core.permissions import Permission
from portal.storage.replies import envelopes_of, waiting_for
from portal.web import language
from portal.web.current import work
from portal.web.pages import page
from portal.web.parts import parts_of


@page(caseload, "/people", Permission.READ_CASELOAD)
def people(counsellor: Counsellor) -> ResponseReturnValue:
    """Show what waits for an answer, and who comes in the next two weeks, by time."""
    current = work()
    meetings = coming(current.connection, counsellor, current.now)
    envelopes = waiting_for(current.connection, counsellor)
    listed = {meeting.person_id for meeting in meetings} | {envelope.person_id for envelope in envelopes}
    names = {person: known.name for person, known in current.vault.names(listed, may_answer).items()}
    words = language.current()
    days: dict[str, list[object]] = {}
    for meeting in meetings:
        line = {"meeting": meeting, "name": names[meeting.person_id], "time": words.time(meeting.at)}
        days.setdefault(words.short_day(meeting.at), []).append(line)
    return render_template("caseload/people.html", days=days, arguments=waiting(envelopes, names))


@page(caseload, "/people/<uuid:person_id>/brief.pdf", Permission.READ_CASELOAD)
def brief_on_paper(_counsellor: Counsellor, person_id: UUID) -> ResponseReturnValue:
    """Give the one page about a person on paper."""
    words = language.current()
    at = next_meeting(work().connection, person_id, work().now)
    address = parts_of(current_app).settings.address + url_for("caseload.brief", person_id=person_id)
    paper = brief_paper(brief_of(person_id, words), words, Occasion(at=at, address=address))
    response = Response(paper, mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="brief.pdf"'
    return response


@page(caseload, "/people/<uuid:person_id>", Permission.READ_CASELOAD)
def brief(_counsellor: Counsellor, person_id: UUID) -> ResponseReturnValue:
    """Show the one page about a person."""
    return render_template(
        "caseload/brief.html",
        brief=brief_of(person_id, language.current()),
        person_id=person_id,
        arguments=envelopes_of(work().vault, person_id),
    )
