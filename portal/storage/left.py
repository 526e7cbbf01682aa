"""What stood in a form when its person went away from a shared screen: kept for them alone, until they say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from portal.storage.drafts import forget_draft, keep_draft, read_draft
from portal.storage.seal import OwnerKey

_WHAT = "left"
MOST = 10
"""Forms kept at a time: the oldest gives way."""


@dataclass(frozen=True, slots=True)
class Left:
    """One form: the address it goes to, and what stood in its fields."""

    address: str
    typed: Mapping[str, Sequence[str]]


def left_by(connection: Connection, key: OwnerKey) -> list[Left]:
    """Return the forms that the owner of ``key`` left, the oldest first."""
    kept: Any = read_draft(connection, key, _WHAT) or []
    return [Left(address, typed) for address, typed in kept]


def keep_left(connection: Connection, key: OwnerKey, left: Left, now: datetime) -> None:
    """Keep one form; what was kept of the same one before gives way. Hold the person's key row locked."""
    _keep(connection, key, [*_others(connection, key, left.address), left][-MOST:], now)


def forget_left(connection: Connection, key: OwnerKey, address: str, now: datetime) -> None:
    """Forget one form. Hold the person's key row locked."""
    _keep(connection, key, _others(connection, key, address), now)


def _others(connection: Connection, key: OwnerKey, address: str) -> list[Left]:
    return [one for one in left_by(connection, key) if one.address != address]


def _keep(connection: Connection, key: OwnerKey, left: Sequence[Left], now: datetime) -> None:
    if not left:
        forget_draft(connection, key, _WHAT)
        return
    keep_draft(connection, key, _WHAT, [[one.address, dict(one.typed)] for one in left], now)
