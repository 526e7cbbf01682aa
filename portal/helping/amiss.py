"""Something is wrong: another helper, a member of staff, or somebody who is being pushed."""

from flask import current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Actor, Helper, Person
from portal.core.permissions import Permission
from portal.core.visits import Ended
from portal.helping.feature import helping
from portal.signin.entering import close
from portal.storage.helping.concerns import say_concern
from portal.storage.people.people import agency_of
from portal.web import kiosk, language
from portal.web.beside import end_visit
from portal.web.both import Both
from portal.web.current import work
from portal.web.pages import always, page
from portal.web.parts import parts_of


@page(helping, "/visit/wrong", Permission.SAY_CONCERN, alone=always)
def something_is_wrong(actor: Person | Helper) -> ResponseReturnValue:
    """Show the three ways on."""
    return render_template(
        "helping/amiss.html",
        phone=agency_of(work().connection, actor.agency_id).phone,
        in_visit=isinstance(actor, Helper) and actor.visit is not None,
    )


@page(helping, "/visit/wrong", Permission.SAY_CONCERN, method="POST", alone=always)
def say_somebody_is_pushed(actor: Person | Helper) -> ResponseReturnValue:
    """Tell the manager: at which screen, in which hour. No journal, no page and no address says it afterwards."""
    here = kiosk.here()
    say_concern(work().connection, actor.agency_id, here.id if here else None, work().now)
    return redirect(url_for("helping.visit"), 303)


@page(helping, "/visit/change", Permission.HELP, method="POST")
def change_helper(helper: Helper) -> ResponseReturnValue:
    """End the visit: the helper knows the person, and another one comes."""
    if helper.visit is not None:
        end_visit(helper.visit, Ended.BY_HELPER)
    return close(after=url_for("helping.another_helper", language=language.current().alone.tag))


@page(helping, "/visit/another", Permission.VISIT)
def another_helper(_actor: Actor | None) -> ResponseReturnValue:
    """Say how to go on with another helper, to both, in a browser that has forgotten what they read in."""
    offered, wished = parts_of(current_app).languages.offered, request.args.get("language", "")
    if wished in offered:
        g.language = Both.of(offered[wished], offered[language.FIRST])
    return render_template("helping/another.html")
