"""When a form comes too late and nobody knows whose words it brings: they are shown, to be copied."""

from collections.abc import Sequence

from flask import make_response, render_template
from flask.wrappers import Response

from portal.core.words import say
from portal.web.current import work

OLD_PAGE = say("This page was old. Your words are still here: tap again.")
"""Above a form that is shown again to the person who is there."""
SEND_ONCE_MORE = say("This page was old. What you wrote is still here: send it once more.")
"""The same for a form of staff, with more than one field or button."""


def words_to_copy(words: Sequence[str], back: str, way: str = "signin.card") -> Response:
    """Return a page with everything that was typed; ``back`` is where to write it again, ``way`` the way in.

    There is no way back for an account that was just stopped: then the page says so, with the same words.
    """
    if work().is_stopped:
        return make_response(render_template("web/stopped.html", words=words), 403)
    return make_response(render_template("web/copy.html", words=words, back=back, way=way), 422)
