"""The pages of the portal: what each declares of itself, and which one takes the forms of an address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import urlsplit

from flask import current_app
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RoutingException

from portal.core.actors import Actor, Person
from portal.core.permissions import Permission, roles_with

Rescue: TypeAlias = Callable[..., ResponseReturnValue]
"""Called instead of the view when its form cannot be accepted: keeps or shows what was typed."""
Beside: TypeAlias = Callable[..., bool]
"""Tells, of what an address names, whether a helper beside the person writes there."""
Alone: TypeAlias = Callable[..., bool]
"""Tells, of what an address names, whether a person opens it who is alone for a moment during a visit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One published page."""

    name: str
    address: str
    permission: Permission
    method: str
    rescue: Rescue | None = None
    """Keeps or shows again a form that cannot be accepted; none where there is nothing to lose."""
    beside: Beside | None = None
    """Where a helper writes; what they typed there as the visit ended is kept for the person. None: nowhere."""
    secret: bool = False
    """Whether its address is a secret: no other page names it, as one to come back to."""
    traced: bool = False
    """Whether showing it leaves an entry in a journal: its transaction writes, and the key of who is there is held."""
    alone: Alone | None = None
    """Where a person goes who is alone for a moment: nowhere unless it is said. A helper may have stayed instead."""

    @property
    def roles(self) -> list[str]:
        """Return who may open it; an open page also receives people who are not signed in."""
        return sorted(roles_with(self.permission))

    def lets_in(self, actor: Actor | None, named: Mapping[str, Any]) -> bool:
        """Tell whether it is open to who is there: to nearly nobody who is alone for a moment during a visit."""
        if not isinstance(actor, Person) or actor.alone_in is None:
            return True
        return self.alone is not None and self.alone(**named)


class Largest(NamedTuple):
    """How much the form of a page may bring that takes files."""

    size: int
    """In bytes, all of it together."""
    told_by_the_page: bool
    """Whether the page itself says what was too large."""


def page_at(address: str) -> tuple[Page, dict[str, Any]] | None:
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
