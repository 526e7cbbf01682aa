"""A slip about a visit to take home: on the person's phone as a paper; at a screen as a page that can be printed.

A screen lets no file out, for it would stay there for the next person. Its page goes straight to a printer, if there
is one, and says no more than the paper does.
"""

from uuid import UUID

from flask import Response, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Helper, Person, Teller
from portal.core.permissions import Permission
from portal.core.receipts import in_groups
from portal.core.visits import Visit
from portal.core.words import say
from portal.helping.feature import helping
from portal.helping.mine import visit_of
from portal.helping.sent import codes_sent
from portal.helping.slip import Slip, SlipRow, slip_pdf
from portal.helping.undoing import written_together
from portal.receipts.sheet import CODE
from portal.storage.helping.visits import beside_in
from portal.storage.people.people import agency_of
from portal.web import language
from portal.web.current import work
from portal.web.pages import page
from portal.web.parts import parts_of
from portal.web.pdf import DAY_AND_TIME, PORTAL

TITLE = say("A helper wrote with me")
AGENCY = say("Agency")
WHEN = say("Day and time")
HELPER = say("The helper")
QUESTIONS = say("Questions we wrote together")
NOTE = say("What we wrote is not on this paper.")


@page(helping, "/visits/<uuid:visit_id>/slip.pdf", Permission.BEGIN_VISIT)
def slip_on_paper(person: Person, visit_id: UUID) -> ResponseReturnValue:
    """Give the slip of one visit on paper."""
    found = visit_of(visit_id)
    paper = slip_pdf(_slip(person, found.visit), built=parts_of(current_app).settings.built)
    response = Response(paper, mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="visit.pdf"'
    return response


@page(helping, "/visit/slip", Permission.FILL_DOSSIER)
def slip(teller: Person | Helper) -> ResponseReturnValue:
    """Show the slip of the visit that goes on, to be printed from the screen."""
    if not isinstance(teller, Helper) or teller.visit is None:
        return redirect(url_for("web.home"), 303)
    return render_template("helping/slip.html", slip=_slip(teller, teller.visit))


def _slip(teller: Teller, visit: Visit) -> Slip:
    current, words = work(), language.current()
    at = visit.began_at
    rows = (
        (AGENCY, agency_of(current.connection, teller.agency_id).name),
        (WHEN, words.say(DAY_AND_TIME, day=words.day(at), time=words.time(at))),
        (HELPER, beside_in(current.connection, current.key, visit).first_name),
        (QUESTIONS, str(written_together(teller, visit).count)),
    )
    return Slip(
        language=words.tag,
        direction=words.direction,
        portal=words.say(PORTAL),
        title=words.say(TITLE),
        rows=tuple(SlipRow(label=words.say(label), words=told) for label, told in rows),
        code=words.say(CODE),
        codes=tuple(in_groups(code) for code in codes_sent(visit)),
        note=words.say(NOTE),
    )
