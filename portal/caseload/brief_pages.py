"""The brief: one page about a person, on screen and on paper, and the papers of a whole day in one file."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from uuid import UUID

from flask import Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.caseload.brief import brief_of
from portal.caseload.brief_pdf import BriefSheet, briefs_pdf
from portal.caseload.brief_sheet import Occasion, brief_sheet
from portal.caseload.day import colleagues, next_slot
from portal.caseload.feature import caseload
from portal.core.actors import Counsellor
from portal.core.calendar import PARIS, midnight
from portal.core.ceilings import AHEAD
from portal.core.permissions import Permission
from portal.core.uses import Forgotten
from portal.storage.answers.limits import limited_among
from portal.storage.answers.receipts import last_sent_at
from portal.storage.dialogue.interview_rows import Slot
from portal.storage.dialogue.interviews import coming, next_planned
from portal.storage.dialogue.replies import envelopes_of
from portal.storage.people.reach import counsellors_of
from portal.web import language
from portal.web.current import work
from portal.web.pages import page
from portal.web.parts import parts_of


@page(caseload, "/people/<uuid:person_id>", Permission.READ_CASELOAD)
def brief(counsellor: Counsellor, person_id: UUID) -> ResponseReturnValue:
    """Show the one page about a person."""
    connection, vault = work().connection, work().vault
    whose = vault.scope.followed(person_id).counsellor_id
    return render_template(
        "caseload/brief.html",
        brief=brief_of(person_id, language.current()),
        person_id=person_id,
        following=next_slot(counsellor, person_id),
        sent_at=last_sent_at(connection, person_id),
        standing=vault.scope.standing(person_id),
        colleague=colleagues([whose]).get(whose, ""),
        arguments=envelopes_of(vault, person_id) if vault.scope.accompanies(person_id) else [],
    )


@page(caseload, "/people/<uuid:person_id>/brief.pdf", Permission.READ_CASELOAD)
def brief_on_paper(_counsellor: Counsellor, person_id: UUID) -> ResponseReturnValue:
    """Give the one page about a person on paper."""
    at = next_planned(work().connection, person_id, work().now)
    return _paper([_sheet(person_id, at)], "brief.pdf")


@page(caseload, "/day.pdf", Permission.READ_CASELOAD)
def day_on_paper(counsellor: Counsellor) -> ResponseReturnValue:
    """Give the papers of a day, by the time of the interviews: of ``on``, or of the next day that has some.

    Whoever stopped the reading has no paper, nor who was erased.
    """
    current = work()
    counsellors = counsellors_of(current.connection, counsellor.id, current.now)
    slots = coming(current.connection, counsellors, midnight(current.now), current.now + AHEAD)
    day = _day_asked() or next((_day_of(slot) for slot in slots), None)
    of_day = [slot for slot in slots if _day_of(slot) == day]
    stopped = limited_among(current.connection, {slot.person_id for slot in of_day})
    sheets = []
    for slot in of_day:
        if slot.person_id not in stopped:
            with suppress(Forgotten):
                sheets.append(_sheet(slot.person_id, slot.at))
    return _paper(sheets, "day.pdf") if sheets else redirect(url_for("caseload.day"), 303)


def _day_asked() -> date | None:
    try:
        return date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return None


def _day_of(slot: Slot) -> date:
    return slot.at.astimezone(PARIS).date()


def _sheet(person_id: UUID, at: datetime | None) -> BriefSheet:
    words, settings = language.current(), parts_of(current_app).settings
    address = settings.address + url_for("caseload.brief", person_id=person_id)
    return brief_sheet(brief_of(person_id, words), words, Occasion(at=at, address=address))


def _paper(sheets: Sequence[BriefSheet], name: str) -> Response:
    built = parts_of(current_app).settings.built
    response = Response(briefs_pdf(sheets, built=built), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
