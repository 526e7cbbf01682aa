"""When somebody opens a dossier whose person stopped the reading: nothing is opened, both are told."""

from flask import make_response, render_template
from flask.typing import ResponseReturnValue

from portal.rights.feature import rights
from portal.storage.answers.limits import Limited
from portal.web.refusing import note_refusal


@rights.blueprint.app_errorhandler(Limited)
def stopped(limited: Limited) -> ResponseReturnValue:
    """Say it in plain words; the person sees that somebody wanted to read."""
    note_refusal(limited)
    return make_response(render_template("rights/stopped.html"), 403)
