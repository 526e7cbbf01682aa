"""Ask the agency in one's own words: a question, what is not right, an objection; each has a day for its answer."""

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Actor, Person
from portal.core.permissions import Permission
from portal.core.requests import LONGEST, MOST_OPEN, Ask
from portal.core.typed import number_in, tidy
from portal.core.understanding import TOO_LONG
from portal.core.words import Words, say
from portal.rights.feature import rights
from portal.rights.kinds import ASKED, KINDS
from portal.rights.recording import record
from portal.storage.rights.journal_pages import entry_of
from portal.storage.rights.requests import Asked, receipt_of_form, wait_for_answer
from portal.transparency.telling import Line, told_line
from portal.web import language
from portal.web.current import work
from portal.web.once import form_key, new_key
from portal.web.pages import page
from portal.web.rescue import OLD_PAGE, words_to_copy

WRITE = say("Write what you want to ask.")
THESE_FIRST = say("You asked five things. We answer these first.")


@page(rights, "/my-data/ask", Permission.USE_RIGHTS)
def ask(person: Person) -> ResponseReturnValue:
    """Ask in one's own words."""
    return _page(person)


def _rescue(_actor: Actor | None) -> ResponseReturnValue:
    """Show the words again that came too late."""
    actor = work().actor
    if isinstance(actor, Person):
        return _page(actor, OLD_PAGE)
    return words_to_copy([_words()], url_for("rights.ask"))


@page(rights, "/my-data/ask", Permission.USE_RIGHTS, method="POST", rescue=_rescue)
def send(person: Person) -> ResponseReturnValue:
    """Send it, and go to its receipt. The same form sent twice asks once; without its number it is shown again."""
    form, words = form_key(), tidy(_words())
    if not words or len(words) > LONGEST:
        return _page(person, TOO_LONG if words else WRITE)
    if form is None:
        return _page(person, OLD_PAGE)
    number = receipt_of_form(work().connection, person.id, form)
    if number is None and _is_full(person):
        return _page(person, THESE_FIRST)
    if number is None:
        line = _line(person)
        about, kind = (line.number, Ask.READING) if line else (0, _kind())
        asked = Asked(kind=kind, words=words, language=language.current().tag, about=about)
        number = record(person, asked, form)
    return redirect(url_for("receipts.receipt", number=number), 303)


def _is_full(person: Person) -> bool:
    return wait_for_answer(work().connection, person.id) >= MOST_OPEN


def _kind() -> Ask:
    """Return what kind of request was chosen."""
    chosen = request.values.get("kind", "")
    return next((kind for kind in ASKED if kind == chosen), Ask.QUESTION)


def _line(person: Person) -> Line | None:
    """Return the line of the person's own journal that they ask about, if it is one."""
    number = number_in(request.values.get("reading", ""))
    return told_line(entry_of(work().vault, person.id, number)) if number else None


def _words() -> str:
    return request.form.get("words", "")


def _page(person: Person, problem: Words | None = None) -> Response:
    words, line = language.current(), _line(person)
    shown = render_template(
        "rights/ask.html",
        kinds=[(kind, KINDS[kind]) for kind in ASKED],
        chosen=_kind(),
        line=line,
        full=_is_full(person),
        day=words.day(line.at) if line else "",
        typed=_words(),
        key=new_key(),
        problem=words.say(problem, most=LONGEST) if problem else "",
    )
    return make_response(shown, 422 if problem else 200)
