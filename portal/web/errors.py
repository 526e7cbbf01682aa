"""When something does not work: a plain sentence, a way on, and a person to ask. Never a bare error."""

import logging
import traceback

from flask import Flask, Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from portal.core.uses import Forgotten, Refused
from portal.core.words import Words, say
from portal.storage.engine.database import Trouble
from portal.web.pages import typed
from portal.web.published import page_at
from portal.web.refusing import note_refusal
from portal.web.rescue import words_to_copy

_LOG = logging.getLogger("portal")
RETRY_S = "30"
_WORTH_TRYING_AGAIN = {500, 503}
"""The page then holds what was typed, to send it again with one tap."""

_SENTENCES: dict[int, tuple[Words, Words]] = {
    400: (say("We did not understand."), say("Go back and try again. What you wrote before is kept.")),
    403: (say("This page is not for you."), say("Only other people can open it.")),
    404: (say("This page is not here."), say("Perhaps the address is wrong. Your answers are kept.")),
    405: (say("This page is not here."), say("Perhaps the address is wrong. Your answers are kept.")),
    413: (say("This is too big."), say("Go back and write less. Your other answers are kept.")),
    429: (say("Please wait a little."), say("Too many tries. Wait 15 minutes, or ask at the desk.")),
    500: (say("Something broke here."), say("It is not your fault. Your saved answers are kept.")),
    503: (say("The portal is resting."), say("Try again in a minute. Your saved answers are kept.")),
}


def set_up(app: Flask) -> None:
    """Show a plain page for everything that can go wrong."""
    app.register_error_handler(Forgotten, _on_forgotten)

    @app.errorhandler(HTTPException)
    def on_http(error: HTTPException) -> ResponseReturnValue:
        if error.response is not None and error.code is not None and error.code < 400:  # noqa: PLR2004 - a redirect
            return Response.force_type(error.get_response(), request.environ)
        return sorry(error.code or 500)

    @app.errorhandler(Refused)
    def on_refused(error: Refused) -> ResponseReturnValue:
        _LOG.warning("refused: %s", error)
        note_refusal(error)
        words = _words_typed()
        page = words_to_copy(words, url_for("signin.welcome"), "signin.staff") if words else sorry(403)
        page.status_code = 403
        return page

    @app.errorhandler(Trouble)
    def on_database(error: Trouble) -> ResponseReturnValue:
        _LOG.error("database: %s", type(error.orig).__name__)
        return sorry(503)

    @app.errorhandler(Exception)
    def on_anything(error: Exception) -> ResponseReturnValue:
        # The message of an error may hold what somebody typed: only where it happened is noted.
        where = "".join(traceback.format_tb(error.__traceback__))
        _LOG.error("broken: %s at %s\n%s", type(error).__name__, request.endpoint, where)
        return sorry(500)


def _on_forgotten(error: Forgotten) -> ResponseReturnValue:
    """Say that everything of the person is erased; what was typed about them is shown once, to be copied."""
    _LOG.warning("refused: %s", error)
    return make_response(render_template("web/forgotten.html", words=_words_typed()), 410)


def sorry(status: int) -> Response:
    """Return the plain page for ``status``."""
    title, hint = _SENTENCES.get(status, _SENTENCES[400 if status < 500 else 500])  # noqa: PLR2004 - the HTTP classes
    response = make_response(
        render_template("web/sorry.html", title=title, hint=hint, again=_to_send_again(status)), status
    )
    if status in {429, 503}:
        response.headers["Retry-After"] = RETRY_S
    return response


def _to_send_again(status: int) -> list[tuple[str, str]]:
    """Return what was typed, to be sent again with one tap: on pages that lose nothing, and no secret is typed there.

    A password, a card's letters or a picture is on no page with a rescue. A file is sent by whoever holds it.
    """
    worth_it = request.method == "POST" and status in _WORTH_TRYING_AGAIN and _is_rescued() and not request.files
    return list(request.form.items(multi=True)) if worth_it else []


def _words_typed() -> list[str]:
    """Return what was written on a page that loses nothing, where it can be kept for nobody any more."""
    if request.method != "POST" or not _is_rescued():
        return []
    return [value for values in typed().values() for value in values if any(map(str.isalpha, value))]


def _is_rescued() -> bool:
    found = page_at(request.path)
    return found is not None and found[0].rescue is not None
