"""The portal without its promise check and its journal: only to know what they cost, only inside the bench."""

from typing import Any

from sqlalchemy import literal

from portal.storage.answers import own_rows, vault
from portal.storage.engine.prepared import Prepared
from portal.storage.trace import journal


def take_the_guard_away() -> None:
    """Make the check, the entries, and what is read for the next entry, disappear from this process."""
    asked: Any = own_rows._ALL.statement
    for name in ("entry", "chain"):
        bare = [literal(None).label(name) if column.name == name else column for column in asked.selected_columns]
        asked = asked.with_only_columns(*bare)
    own_rows._ALL = Prepared(asked)
    vault.Vault._check = _nothing  # type: ignore[method-assign]  # the point of it
    journal.add = _nothing  # type: ignore[assignment]  # the point of it


def _nothing(*_arguments: object, **_named: object) -> None:
    """Do nothing."""
