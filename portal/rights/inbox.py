"""What people ask of an agency: its manager reads it, and answers in words. Nothing of anybody's dossier is here."""

from uuid import UUID

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Actor, Manager
from portal.core.permissions import Permission
from portal.core.requests import LONGEST
from portal.core.typed import number_in, tidy
from portal.core.understanding import TOO_LONG
from portal.core.words import Words, say
from portal.rights.feature import rights
from portal.rights.kinds import KINDS
from portal.storage.rights.contacts import Contact, Part, contacts_of
from portal.storage.rights.requests import (
    ON_ONE_PAGE,
    Answer,
    Request,
    answer,
    line_asked_about,
    read_request,
    requests_of,
)
from portal.transparency.telling import Line, told_line
from portal.web import language
from portal.web.current import work
from portal.web.once import form_key, new_key
from portal.web.pages import page
from portal.web.rescue import OLD_PAGE, words_to_copy

WRITE_ANSWER = say("Write the answer.")


@page(rights, "/agency/requests", Permission.ANSWER_REQUESTS)
def inbox(manager: Manager) -> ResponseReturnValue:
    """Show what waits for an answer, and until which day; or what was answered."""
    answered, turn = "answered" in request.args, number_in(request.args.get("turn", ""))
    found = requests_of(work().connection, manager.agency_id, turn, answered=answered)
    before = _turned(turn - 1, answered=answered) if turn else ""
    after = _turned(turn + 1, answered=answered) if len(found) > ON_ONE_PAGE else ""
    return render_template(
        "rights/inbox.html",
        requests=found[:ON_ONE_PAGE],
        answered=answered,
        earlier=after if answered else before,
        later=before if answered else after,
    )


def _turned(turn: int, *, answered: bool) -> str:
    return url_for("rights.inbox", turn=turn or None, answered="yes" if answered else None)


@page(rights, "/agency/requests/<uuid:person_id>/<int:asked>", Permission.ANSWER_REQUESTS, traced=True)
def one_request(manager: Manager, person_id: UUID, asked: int) -> ResponseReturnValue:
    """Open one request: the person sees that it was read."""
    return _page(manager, person_id, asked)


def _rescue(_actor: Actor | None, person_id: UUID, asked: int) -> ResponseReturnValue:
    """Show the answer again that came too late."""
    actor = work().actor
    if isinstance(actor, Manager):
        return _page(actor, person_id, asked, OLD_PAGE)
    back = url_for("rights.one_request", person_id=person_id, asked=asked)
    return words_to_copy([_words()], back, way="signin.staff")


@page(
    rights,
    "/agency/requests/<uuid:person_id>/<int:asked>",
    Permission.ANSWER_REQUESTS,
    method="POST",
    rescue=_rescue,
)
def answer_request(manager: Manager, person_id: UUID, asked: int) -> ResponseReturnValue:
    """Answer in words, which the person reads at once."""
    words, current = tidy(_words()), work()
    if not words or len(words) > LONGEST:
        return _page(manager, person_id, asked, TOO_LONG if words else WRITE_ANSWER)
    said = Answer(words=words, language=language.current().tag, at=current.now)
    answer(current.vault, current.connection, (person_id, asked), said, form_key())
    return redirect(url_for("rights.inbox"), 303)


def _page(manager: Manager, person_id: UUID, asked: int, problem: Words | None = None) -> Response:
    found = read_request(work().vault, work().connection, person_id, asked) or abort(404)
    line = _line(person_id, found)
    shown = render_template(
        "rights/request.html",
        request=found,
        kind=KINDS[found.asked.kind],
        line=line,
        day=language.current().day(line.at) if line else "",
        officer=_officer(manager) if found.asked.about else None,
        action=url_for("rights.answer_request", person_id=person_id, asked=asked),
        typed=_words(),
        key=new_key(),
        problem=language.current().say(problem, most=LONGEST) if problem else "",
    )
    return make_response(shown, 422 if problem else 200)


def _line(person_id: UUID, found: Request) -> Line | None:
    """Return the line of the journal that a request is about, as the person read it."""
    current = work()
    return told_line(line_asked_about(current.vault, current.connection, person_id, found))


def _officer(manager: Manager) -> Contact | None:
    """Return who looks after data at the agency, if it named somebody."""
    return contacts_of(work().connection, manager.agency_id).get(Part.OFFICER)


def _words() -> str:
    return request.form.get("words", "")
