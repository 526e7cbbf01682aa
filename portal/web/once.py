"""A number in each form, used once: a form that is sent twice is taken once."""

import secrets

from flask import request

from portal.core.typed import tidy

_MOST_LETTERS = 40


def new_key() -> str:
    """Return the number of one form: 24 letters, 144 random bits."""
    return secrets.token_urlsafe(18)


def form_key() -> str | None:
    """Return the number of the form that was sent, if it has one."""
    return tidy(request.form.get("key", ""))[:_MOST_LETTERS] or None
