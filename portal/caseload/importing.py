"""The agency's calendar taken in: look first, line by line; then keep all of it at once. Again changes nothing."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.caseload.calendar.file import LARGEST
from portal.caseload.calendar.line import Line
from portal.caseload.calendar.matching import Roll
from portal.caseload.calendar.reading import Desk, Digest, Found, found_in, lines_of
from portal.caseload.calendar.showing import shown
from portal.caseload.calendar.table import COLUMNS
from portal.caseload.feature import caseload
from portal.core.actors import Actor, Counsellor
from portal.core.interviews import Outcome
from portal.core.permissions import Permission
from portal.core.understanding import Unclear
from portal.core.words import Words, say
from portal.storage.answers.staff_drafts import forget_draft, keep_draft, read_draft
from portal.storage.caseload.lists import my_people
from portal.storage.caseload.taking_in import Coming, Shelf
from portal.storage.dialogue.interview_rows import packed, unpacked
from portal.web import language
from portal.web.current import work
from portal.web.pages import page

OLD_PAGE = say("This page was old. Choose the file again.")
ANOTHER_FILE = say("You looked at another file meanwhile. This is what it would change. Nothing is kept yet.")
NOTHING_LEFT = say("This file was taken in already, or too long ago looked through. Choose it again.")
_DRAFT = "calendar"


@page(caseload, "/day/import", Permission.READ_CASELOAD)
def choose_calendar(_counsellor: Counsellor) -> ResponseReturnValue:
    """Give a form for a file."""
    return _choose_page()


def _rescue(_actor: Actor | None) -> ResponseReturnValue:
    """Ask for the file again: no browser sends one twice by itself, and none is kept here."""
    if isinstance(work().actor, Counsellor):
        return _choose_page(OLD_PAGE)
    return redirect(url_for("signin.staff", back=url_for("caseload.choose_calendar")), 303)


@caseload.takes_files(LARGEST)
@page(caseload, "/day/import", Permission.PLAN_INTERVIEWS, method="POST", rescue=_rescue)
def look_through(counsellor: Counsellor) -> ResponseReturnValue:
    """Show what each line of the file would do. Nothing is kept but the plans of people who were found."""
    file = request.files.get("file")
    try:
        lines = lines_of(file.read() if file else b"", work().now)
    except Unclear as unclear:
        return _choose_page(unclear.words, **unclear.gaps)
    people = _own_people(counsellor)
    found = found_in(lines, _desk(counsellor, people))
    current, told = work(), _draft_of(found)
    keep_draft(current.connection, current.key, _DRAFT, told, current.now)
    return _lines_page(found, people, mark=_mark(told))


@page(caseload, "/day/import/keep", Permission.PLAN_INTERVIEWS, method="POST", rescue=_rescue)
def take_in_calendar(counsellor: Counsellor) -> ResponseReturnValue:
    """Keep what was looked through, all of it or nothing; what another page looked through is shown first."""
    current = work()
    told: Any = read_draft(current.connection, current.key, _DRAFT, current.now)
    if not told:
        return _choose_page(NOTHING_LEFT)
    people, shelf = _own_people(counsellor), Shelf(current.vault, current.now)
    entries = [(one["number"], _coming(one)) for one in told]
    shelf.read({coming.person_id for _number, coming in entries} & people.keys())
    entries = [(number, coming) for number, coming in entries if shelf.holds(coming.person_id)]
    if request.form.get("shown", "") != _mark(told):
        return _lines_page(_found(entries, shelf.look), people, mark=_mark(told), problem=ANOTHER_FILE)
    taken = _found(entries, shelf.take_in)
    shelf.keep()
    forget_draft(current.connection, current.key, _DRAFT)
    return _lines_page(taken, people)


def _own_people(counsellor: Counsellor) -> dict[UUID, str]:
    """Return the names of the counsellor's own people: a calendar is never taken in for a colleague."""
    return {one.id: one.name for one in my_people(work().vault) if one.counsellor_id == counsellor.id}


def _desk(counsellor: Counsellor, people: dict[UUID, str]) -> Desk:
    current = work()
    return Desk(
        roll=Roll(people.items()),
        shelf=Shelf(current.vault, current.now),
        digest=Digest(current.ring, counsellor.id),
        now=current.now,
    )


def _draft_of(found: list[Found]) -> list[dict[str, Any]]:
    """Return what is kept between the two forms: what would change anything, without any name."""
    return [
        {
            "number": one.line.number,
            "person": one.coming.person_id.hex,
            "digest": one.coming.digest.hex(),
            "entry": packed(one.coming.entry),
        }
        for one in found
        if one.coming is not None
    ]


def _mark(told: list[dict[str, Any]]) -> str:
    """Return which of what was looked through a page shows: nothing is kept that its page did not show."""
    return work().ring.digest("web", b"calendar", json.dumps(told, sort_keys=True).encode()).hex()


def _coming(told: dict[str, Any]) -> Coming:
    """Return one entry that was looked through."""
    person_id, digest = UUID(told["person"]), bytes.fromhex(told["digest"])
    return Coming(person_id=person_id, digest=digest, entry=unpacked(told["entry"]))


def _found(entries: list[tuple[int, Coming]], becomes: Callable[[Coming], Outcome]) -> list[Found]:
    """Return entries by the number of their line, with what becomes of each."""
    return [
        Found(line=Line(number=number, entry=coming.entry), outcome=becomes(coming), coming=coming)
        for number, coming in entries
    ]


def _choose_page(problem: Words | None = None, **gaps: str | int) -> Response:
    said = language.current().say(problem, **gaps) if problem else ""
    return make_response(
        render_template("caseload/choose_calendar.html", problem=said, columns=COLUMNS), 422 if problem else 200
    )


def _lines_page(
    found: list[Found], people: dict[UUID, str], *, mark: str = "", problem: Words | None = None
) -> Response:
    """Return the page of what would change, whose form carries ``mark``; without one, of what was kept."""
    words = language.current()
    lines = [shown(one, people, words) for one in found]
    page_ = render_template(
        "caseload/calendar.html",
        changing=[line for line in lines if line.changes],
        unclear=[line for line in lines if line.is_unclear],
        same=[line for line in lines if not line.changes and not line.is_unclear],
        taken_in=not mark,
        mark=mark,
        problem=words.say(problem) if problem else "",
    )
    return make_response(page_, 409 if problem else 200)
