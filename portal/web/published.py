"""Which of our pages takes the forms of an address: whether it keeps what they bring, and whose they may be."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import current_app
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RoutingException

if TYPE_CHECKING:
    from portal.web.pages import Page


def page_at(address: str) -> "tuple[Page, dict[str, Any]] | None":
    """Return the page of ours that takes the forms of an address, if there is one, and what the address names."""
    try:
        wished = urlsplit(address)
        endpoint, named = current_app.url_map.bind("").match(wished.path, method="POST")
    except (ValueError, HTTPException, RoutingException):
        return None
    if wished.scheme or wished.netloc:
        return None
    pages: list[Page] = current_app.extensions["portal_pages"]
    declared = next((one for one in pages if (one.name, one.method) == (endpoint, "POST")), None)
    return None if declared is None else (declared, dict(named))
