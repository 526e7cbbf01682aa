"""What a helper sees who is beside nobody: the visit is over."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue


def ask_for_visit(*, kept: bool) -> ResponseReturnValue:
    """Turn a helper away from a person's pages; ``kept`` says that what was just typed is kept for the person."""
    return redirect(url_for("helping.over", kept=1 if kept else None), 303)
