"""What a helper sees who is beside nobody: the visit is over."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue


def ask_for_visit() -> ResponseReturnValue:
    """Turn a helper away from a person's pages; what was typed a moment too late is kept for the person."""
    return redirect(url_for("helping.over", kept=1 if request.method == "POST" else None), 303)
