"""The portal without its promise check and its journal: only to know what they cost, only inside the bench."""

from sqlalchemy import literal

from portal.storage import journal, vault


def take_the_guard_away() -> None:
    """Make the check, the entries, and what is read for the next entry, disappear from this process."""
    asked = [column for column in vault._BEFORE.selected_columns if column.name not in {"entry", "chain"}]
    vault._BEFORE = vault._BEFORE.with_only_columns(*asked, literal(0).label("entry"), literal(b"").label("chain"))
    vault.Vault._check = _nothing  # type: ignore[method-assign,assignment]  # the point of it
    journal.add = _nothing  # type: ignore[assignment]  # the point of it


def _nothing(*_arguments: object, **_named: object) -> None:
    """Do nothing."""
