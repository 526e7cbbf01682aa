"""How a visit begins, whichever way the person agreed: from then on this screen acts as the helper beside them."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Helper, Person
from portal.core.uses import Purpose
from portal.core.visits import Ended
from portal.signin.accounts import Volunteer
from portal.signin.entering import enter
from portal.storage import invitations, visits
from portal.storage.invitations import Waiting
from portal.storage.journal import Deed
from portal.storage.seal import OwnerKey
from portal.storage.vault import Vault
from portal.storage.visits import Beside, Seat
from portal.web import beside, kiosk
from portal.web.current import work


def sit_down(key: OwnerKey, agreed: Waiting, helper: Volunteer) -> ResponseReturnValue:
    """Begin the visit of the owner of ``key``, told in their journal as their own act. Whoever was here no longer is.

    Hold the row of the person's key locked.
    """
    current, screen = work(), kiosk.here()
    if screen is None:
        message = "a visit begins at a kiosk"
        raise LookupError(message)
    if isinstance(current.actor, Helper) and current.actor.visit is not None:
        beside.end_visit(current.actor.visit, Ended.BY_HELPER)
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
    person = Person(id=key.owner, agency_id=agreed.agency_id)
    Vault(current.connection, current.ring, {}, person, current.now).note(
        person.id, Deed.VISIT_BEGAN, Purpose.OFFER_HELP
    )
    return redirect(url_for("helping.visit"), 303)
