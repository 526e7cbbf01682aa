"""News of rights: the agency answered something that the person asked."""

from collections.abc import Iterator

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Person
from portal.core.permissions import Permission
from portal.core.typed import number_in
from portal.core.words import say
from portal.rights.feature import rights
from portal.storage.rights.news import saw_what_was_answered
from portal.storage.rights.requests import news_of_answers
from portal.web import language
from portal.web.current import work
from portal.web.news import News
from portal.web.pages import page

ANSWERED = say("Your agency answered you.")
ABOUT = say("About what you asked.")


@rights.tells
def told(person: Person) -> Iterator[News]:
    """Tell that an answer came; whether anything did, the session says already."""
    if work().waits and news_of_answers(work().connection, person.id):
        words = language.current()
        address = url_for("rights.asked")
        yield News(words=words.say(ANSWERED), hint=words.say(ABOUT), picture="message", address=address)


@page(rights, "/my-data/asked", Permission.USE_RIGHTS, method="POST")
def saw_answer(person: Person) -> ResponseReturnValue:
    """Keep that the person saw the answers that the page showed: they leave their first page."""
    shown = (one.partition(".") for one in request.form.getlist("shown"))
    seen = {number_in(asked): number_in(answers) for asked, _, answers in shown}
    saw_what_was_answered(work().connection, person.id, seen)
    return redirect(url_for("web.home"), 303)
