"""See everything: by theme, on the screen."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Person
from portal.core.permissions import Permission
from portal.rights.feature import rights
from portal.rights.themes import BY_KEY, THEMES
from portal.rights.told import Mine
from portal.web import language
from portal.web.current import work
from portal.web.pages import page

PAGES = {"journal": "transparency.who_read"}
"""Themes that have a page of their own, where more is said."""


@page(rights, "/my-data/all", Permission.USE_RIGHTS)
def everything(_person: Person) -> ResponseReturnValue:
    """Show the themes."""
    return render_template("rights/all.html", themes=THEMES)


@page(rights, "/my-data/all/<kept>", Permission.USE_RIGHTS)
def theme(person: Person, kept: str) -> ResponseReturnValue:
    """Show everything that is kept about one theme."""
    found = BY_KEY.get(kept) or abort(404)
    if found.key in PAGES:
        return redirect(url_for(PAGES[found.key]), 303)
    things = list(found.tell(mine_of(person)))
    folded = [one for one in things if one.folded]
    return render_template(
        "rights/theme.html", theme=found, things=[one for one in things if not one.folded], folded=folded
    )


def mine_of(person: Person) -> Mine:
    """Return the person who is signed in, and the way to what is theirs."""
    current = work()
    return Mine(
        connection=current.connection,
        vault=current.vault,
        person=person,
        language=language.current().alone,
        now=current.now,
    )
