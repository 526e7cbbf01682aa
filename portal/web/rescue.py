"""When a form comes too late and nobody knows whose words it brings: they are shown, to be copied."""

from collections.abc import Sequence

from flask import make_response, render_template
from flask.wrappers import Response


def words_to_copy(words: Sequence[str], back: str, way: str = "signin.card") -> Response:
    """Return a page with everything that was typed; ``back`` is where to write it again, ``way`` the way in."""
    return make_response(render_template("web/copy.html", words=words, back=back, way=way), 422)
