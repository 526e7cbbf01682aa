"""Forms come from our own pages: Flask-WTF's token, bound to the visitor's cookie, good as long as it is."""

from flask import Flask, g, request
from flask_wtf.csrf import CSRFProtect, validate_csrf
from wtforms import ValidationError

OWN_FIELDS = frozenset({"csrf_token", "key", "shown", "do"})
"""Fields of a form that are the portal's own, not the person's words."""


def set_up(app: Flask) -> None:
    """Let @page check every form itself, so that nothing typed is lost when a token is old."""
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=False)
    CSRFProtect(app)


def is_ours() -> bool:
    """Tell whether the form that was sent came from a page of this visitor's."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return False
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return False
    g.csrf_valid = True
    return True
