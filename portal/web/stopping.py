"""When an account of staff goes over a ceiling: nothing more is opened, it is signed out everywhere, and says why."""

import logging

from flask import Flask, current_app, make_response, request
from flask.typing import ResponseReturnValue

from portal.core.ceilings import Stopped
from portal.storage.people.ceilings import stop
from portal.web import session_cookie
from portal.web.current import moment, work
from portal.web.parts import parts_of
from portal.web.published import page_at
from portal.web.rescue import words_to_copy

_LOG = logging.getLogger("portal")


def set_up(app: Flask) -> None:
    """Stop whoever goes over a ceiling: what they asked for was not kept, so this needs a transaction of its own."""

    @app.errorhandler(Stopped)
    def on_stopped(error: Stopped) -> ResponseReturnValue:
        with parts_of(current_app).database.transaction(writes=True) as connection:
            stop(connection, error.staff_id, moment())
        _LOG.warning("stopped: %s", error)
        current = work()
        current.actor, current.is_stopped = None, True
        session_cookie.forget()
        return _with_what_was_typed() or words_to_copy([], request.path)


def _with_what_was_typed() -> ResponseReturnValue | None:
    """Give back the words of the form that was refused, as its own page does for whoever is signed in no more."""
    found = page_at(request.path) if request.method == "POST" else None
    rescue, named = (found[0].rescue, found[1]) if found else (None, {})
    answer = make_response(rescue(None, **named)) if rescue else None
    return None if answer is None or answer.location else answer
