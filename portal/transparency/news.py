"""What a person is told on their first page: who else opened their dossier, and who accompanies them now."""

from collections.abc import Iterator

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Person
from portal.core.openings import TOLD
from portal.core.permissions import Permission
from portal.core.words import say
from portal.storage.caseload.openings import news_of_openings, openings_of
from portal.storage.caseload.transfers import news_of_moves
from portal.storage.people.colleagues import names_of
from portal.storage.rights.news import saw_who_came
from portal.transparency.feature import transparency
from portal.web import language
from portal.web.current import work
from portal.web.news import News
from portal.web.pages import page

SOMEBODY_ELSE = say("Another counsellor opened your dossier.")
ANOTHER = say("Another counsellor accompanies you now.")
SEE_WHO = say("See who, and why.")
SEE_WHOM = say("See who it is.")


@transparency.tells
def told(person: Person) -> Iterator[News]:
    """Tell what came; whether anything did, the session says already."""
    if not work().waits:
        return
    connection, words, address = work().connection, language.current(), url_for("transparency.news")
    if news_of_openings(connection, person.id):
        yield News(words=words.say(SOMEBODY_ELSE), hint=words.say(SEE_WHO), picture="other-dossier", address=address)
    if news_of_moves(connection, person.id):
        yield News(words=words.say(ANOTHER), hint=words.say(SEE_WHOM), picture="hand-over", address=address)


@page(transparency, "/news", Permission.SEE_JOURNAL)
def news(person: Person) -> ResponseReturnValue:
    """Show who opened the dossier and why, and who accompanies the person now."""
    current = work()
    moves = news_of_moves(current.connection, person.id)
    shown = [*news_of_openings(current.connection, person.id), *(one.id for one in moves)]
    return render_template(
        "transparency/news.html",
        openings=openings_of(current.connection, current.key),
        told=TOLD,
        moves=moves,
        names=names_of(current.connection, current.ring, {one.to_id for one in moves}),
        shown=shown,
    )


@page(transparency, "/news", Permission.SEE_JOURNAL, method="POST")
def saw_news(person: Person) -> ResponseReturnValue:
    """Keep that the person saw what the page showed: it leaves their first page and stays in their journal."""
    current, shown = work(), set(request.form.getlist("shown"))
    openings, moves = news_of_openings(current.connection, person.id), news_of_moves(current.connection, person.id)
    seen = [one for one in (*openings, *(one.id for one in moves)) if str(one) in shown]
    saw_who_came(current.connection, person.id, seen, current.now)
    return redirect(url_for("web.home"), 303)
