"""Doors: what a person can do here, shown on their first page; each feature brings its own."""

from dataclasses import dataclass

from portal.core.permissions import Permission
from portal.core.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One thing to do, and the page where it begins."""

    words: Words
    hint: Words
    picture: str
    endpoint: str
    permission: Permission
    order: int
    """The smallest comes first. The first three are big; the others stand below, as a list."""
