"""The portal without its promise check and its journal: only to know what they cost, only inside the bench."""

from sqlalchemy import literal

from portal.storage import journal, own_rows, vault


def take_the_guard_away() -> None:
    """Make the check, the entries, and what is read for the next entry, disappear from this process."""
    for name in ("entry", "chain"):
        asked = own_rows._ALL.selected_columns
        bare = [literal(None).label(name) if column.name == name else column for column in asked]
        own_rows._ALL = own_rows._ALL.with_only_columns(*bare)
    vault.Vault._check = _nothing  # type: ignore[method-assign]  # the point of it
    journal.add = _nothing  # type: ignore[assignment]  # the point of it


def _nothing(*_arguments: object, **_named: object) -> None:
    """Do nothing."""
