"""When an account of staff goes over a ceiling: nothing more is opened, it is signed out everywhere, and says why."""

import logging

from flask import Flask, current_app, make_response, render_template
from flask.typing import ResponseReturnValue

from portal.core.ceilings import Stopped
from portal.storage.ceilings import stop
from portal.web import session_cookie
from portal.web.current import moment, work
from portal.web.parts import parts_of

_LOG = logging.getLogger("portal")


def set_up(app: Flask) -> None:
    """Stop whoever goes over a ceiling: what they asked for was not kept, so this needs a transaction of its own."""

    @app.errorhandler(Stopped)
    def on_stopped(error: Stopped) -> ResponseReturnValue:
        with parts_of(current_app).database.transaction(writes=True) as connection:
            stop(connection, error.staff_id, moment())
        _LOG.warning("stopped: %s", error)
        work().actor = None
        session_cookie.forget()
        return make_response(render_template("web/stopped.html"), 403)
