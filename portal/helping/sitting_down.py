"""How a visit begins, whichever way the person agreed: from then on this screen acts as the helper beside them."""

from uuid import UUID

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Actor, Helper, Person
from portal.core.uses import Purpose
from portal.core.visits import Began, Ended
from portal.signin.accounts import Volunteer
from portal.signin.entering import enter
from portal.storage.answers.vault import Vault
from portal.storage.engine.seal import OwnerKey
from portal.storage.helping import invitations, visits, visits_ended
from portal.storage.helping.invitations import Waiting
from portal.storage.helping.visits import Beside, Seat
from portal.storage.people import sessions
from portal.storage.trace.journal import Deed, Pen
from portal.web import beside, kiosk
from portal.web.current import work


def sit_down(key: OwnerKey, agreed: Waiting, helper: Volunteer) -> ResponseReturnValue:
    """Begin the visit of the owner of ``key``, told in their journal as what it is. Whoever was here no longer is.

    Hold the row of the person's key locked.
    """
    current, screen = work(), kiosk.here()
    if screen is None:
        message = "a visit begins at a kiosk"
        raise LookupError(message)
    if isinstance(current.actor, Helper) and current.actor.visit is not None:
        beside.end_visit(current.actor.visit, Ended.BY_HELPER)
    _leave_everybody_else(helper.actor, key.owner)
    sits = Beside(
        helper_id=helper.actor.id,
        first_name=helper.name,
        language=agreed.language,
        began=agreed.began,
        opened_by=agreed.opened_by,
    )
    seat = Seat(enter(helper.actor, helper.key), screen.id)
    visits.begin(current.connection, key, sits, seat, current.now)
    invitations.withdraw(current.connection, key.owner)
    by = _who_let_them_come(key.owner, agreed, helper.actor)
    Vault(current.connection, current.ring, {}, by, current.now).note(key.owner, Deed.VISIT_BEGAN, Purpose.OFFER_HELP)
    return redirect(url_for("helping.visit"), 303)


def _who_let_them_come(person_id: UUID, agreed: Waiting, helper: Helper) -> Actor:
    """Return whose act the journal tells: where staff opened the visit, it was not the person's own."""
    return helper if agreed.began is Began.STAFF else Person(id=person_id, agency_id=agreed.agency_id)


def _leave_everybody_else(helper: Helper, person_id: UUID) -> None:
    """Let a helper sit beside one person at a time: at every other screen their visit and their session end."""
    current = work()
    pen = Pen(current.connection, current.ring, helper, current.now)
    visits_ended.end_beside_others(pen, helper, person_id)
    sessions.end(current.connection, helper.id, current.now)
