"""Forms come from our own pages: each carries a keyed digest of the visitor's cookie, good as long as the cookie is."""

import hmac
from urllib.parse import urlsplit

from flask import Flask, current_app, g, request

from portal.web.parts import parts_of

LEFT = "left"
"""In a form that stood open when its person went away, the address it goes to: it is shown again before it counts."""
LEFT_IN = "left-in"
"""Names the visit in which a helper typed such a form, if one did."""
OWN_FIELDS = frozenset({"csrf_token", "key", "shown", "do", LEFT, LEFT_IN})
"""Fields of a form that are the portal's own, not the person's words."""


def set_up(app: Flask) -> None:
    """Let @page check every form itself, so that nothing typed is lost when a token is old."""
    app.config["WTF_CSRF_ENABLED"] = False
    app.jinja_env.globals["csrf_token"] = form_token


def form_token() -> str:
    """Return the token of this visitor's forms. A first form also gives out the cookie that it goes with."""
    g.shows_a_form = True
    return _token()


def is_ours() -> bool:
    """Tell whether the form that was sent came from a page of this visitor's, and may be taken as it is."""
    form = request.form
    return has_our_token() and (LEFT not in form or urlsplit(form[LEFT]).path != request.path)


def has_our_token() -> bool:
    """Tell whether the form that was sent came from a page of this visitor's."""
    if request.environ.get("HTTP_SEC_FETCH_SITE", "same-origin") not in {"same-origin", "none"}:
        return False
    return hmac.compare_digest(request.form.get("csrf_token", "").encode(), _token().encode())


def _token() -> str:
    return parts_of(current_app).ring.digest("web", b"forms", g.token.encode()).hex()
