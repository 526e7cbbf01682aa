"""When somebody opens a dossier whose person stopped the reading: nothing is opened, both are told."""

from flask import current_app, make_response, render_template
from flask.typing import ResponseReturnValue

from portal.core.uses import Purpose
from portal.rights.feature import rights
from portal.storage.journal import Deed
from portal.storage.limits import Limited
from portal.storage.vault import Vault
from portal.web.current import work
from portal.web.parts import parts_of


@rights.blueprint.app_errorhandler(Limited)
def stopped(limited: Limited) -> ResponseReturnValue:
    """Say it in plain words; the person sees that somebody wanted to read."""
    current, parts = work(), parts_of(current_app)
    if current.actor is not None:
        with parts.database.transaction(writes=True) as connection:
            vault = Vault(connection, parts.ring, parts.promises, current.actor, current.now)
            vault.note(limited.person_id, Deed.WAS_STOPPED, Purpose.TRACE_READINGS)
    return make_response(render_template("rights/stopped.html"), 403)
