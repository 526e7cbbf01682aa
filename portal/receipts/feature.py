"""Receipts of everything a person sends; whatever is sent says here where it can be changed."""

from collections.abc import Callable
from typing import TypeAlias

from portal.core.permissions import Permission
from portal.core.receipts import Sending
from portal.core.words import say
from portal.storage.answers.receipts import Receipt
from portal.web.doors import Door
from portal.web.pages import Feature

receipts = Feature(
    "receipts",
    __name__,
    Door(
        words=say("My receipts"),
        hint=say("All that you sent, and when."),
        picture="receipt",
        endpoint="receipts.mine",
        permission=Permission.KEEP_RECEIPTS,
        order=6,
    ),
    views=("pages",),
)

Change: TypeAlias = Callable[[Receipt], str]
"""Return the address of the page where what was sent can be changed; nothing once it cannot."""
_CHANGES: dict[Sending, Change] = {}


def changes(about: Sending) -> Callable[[Change], Change]:
    """Let the decorated function tell where a person can change what they sent ``about``."""

    def declare(change: Change) -> Change:
        _CHANGES[about] = change
        return change

    return declare


def address_to_change(receipt: Receipt) -> str:
    """Return where what was sent can be changed; nothing where it cannot."""
    change = _CHANGES.get(receipt.about)
    return change(receipt) if change else ""
