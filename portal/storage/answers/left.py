"""What stood in a form when its person went away from a shared screen: kept for them alone, until they say."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from portal.storage.answers.drafts import forget_draft, keep_draft, read_draft
from portal.storage.engine.seal import OwnerKey

_WHAT = "left"
MOST = 10
"""Forms kept at a time, of the person's own and of visits each: the oldest gives way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """One form: the address it goes to, what stood in its fields, and in which visit a helper typed it, if one did."""

    address: str
    typed: Mapping[str, Sequence[str]]
    visit: str = ""
    helper: str = ""
    """The helper's first name."""

    @property
    def place(self) -> tuple[str, str]:
        """What it takes the place of: the person's own of the same address, or what was left in the same visit."""
        return (self.visit, "") if self.visit else ("", self.address)


def left_by(connection: Connection, key: OwnerKey) -> list[Left]:
    """Return the forms that wait for the owner of ``key``, the oldest first."""
    kept: Any = read_draft(connection, key, _WHAT) or []
    return [Left(**one) for one in kept]


def keep_left(connection: Connection, key: OwnerKey, left: Left, now: datetime) -> None:
    """Keep one form; what was kept in its place before gives way. Hold the person's key row locked."""
    others = _others(connection, key, left.place)
    alike = [one for one in others if bool(one.visit) == bool(left.visit)]
    gone = alike[: max(0, len(alike) + 1 - MOST)]
    _keep(connection, key, [*(one for one in others if one not in gone), left], now)


def forget_left(connection: Connection, key: OwnerKey, left: Left, now: datetime) -> None:
    """Forget one form. Hold the person's key row locked."""
    _keep(connection, key, _others(connection, key, left.place), now)


def _others(connection: Connection, key: OwnerKey, place: tuple[str, str]) -> list[Left]:
    return [one for one in left_by(connection, key) if one.place != place]


def _keep(connection: Connection, key: OwnerKey, left: Sequence[Left], now: datetime) -> None:
    if not left:
        forget_draft(connection, key, _WHAT)
        return
    keep_draft(connection, key, _WHAT, [asdict(one) for one in left], now)
