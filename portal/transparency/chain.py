"""The person checks their own journal: that nothing was altered or taken away, or about which day something was."""

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.core.actors import Person
from portal.core.permissions import Permission
from portal.storage.trace.anchors import first_break, newest_anchor
from portal.transparency.feature import transparency
from portal.web import language
from portal.web.current import work
from portal.web.pages import page


@page(transparency, "/who-read/check", Permission.SEE_JOURNAL)
def check(person: Person) -> ResponseReturnValue:
    """Say plainly whether everything is there, until which day that is proved, and whom to tell where it is not."""
    found, newest = (
        first_break(work().connection, work().ring, person.id),
        newest_anchor(work().connection, work().ring),
    )
    day = language.current().day
    return render_template(
        "transparency/check.html",
        day=day(found) if found else "",
        unsure=newest is not None and newest.amiss,
        proved=day(newest.at) if newest else "",
    )
