"""On their own phone, a person who agreed waits for a helper: with a code that the helper types at a screen, once."""

from flask import current_app, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Person
from portal.core.permissions import Permission
from portal.core.visits import CAP, WAITS, Began
from portal.helping.feature import helping
from portal.receipts.square import square_on_page
from portal.signin.code import in_groups, new_code
from portal.storage.helping.invitations import Waiting, invite, waiting_of
from portal.web import beside, language
from portal.web.current import work
from portal.web.pages import page
from portal.web.parts import parts_of


def wait_for_helper(person: Person) -> ResponseReturnValue:
    """Make the code. From now on every page of this phone shows Stop, as long as it could be of use."""
    current, code = work(), new_code()
    waiting = Waiting(agency_id=person.agency_id, code=code, began=Began.PHONE, language=language.current().tag)
    invite(current.connection, current.ring, current.key, waiting, current.now)
    response = make_response(redirect(url_for("helping.wait"), 303))
    beside.show_stop(response, lasts=WAITS + CAP)
    return response


@page(helping, "/with-a-helper/code", Permission.BEGIN_VISIT)
def wait(_person: Person) -> ResponseReturnValue:
    """Show the code to the helper; once it was used, or its time is over, go and see what became of it."""
    current = work()
    found = waiting_of(current.connection, current.key, current.now)
    if found is None or found.waiting.began is not Began.PHONE:
        return redirect(url_for("helping.mine"), 303)
    address = parts_of(current_app).settings.address + url_for("helping.bring", code=found.waiting.code)
    return render_template(
        "helping/code.html",
        code=in_groups(found.waiting.code),
        square=square_on_page(address),
        until=language.current().time(found.until),
    )
