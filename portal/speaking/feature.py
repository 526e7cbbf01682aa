"""Speaking instead of writing; whatever can be said aloud declares its place here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from portal.core.actors import Person
from portal.core.words import Words
from portal.storage.answers.vault import Vault
from portal.web.pages import Feature

speaking = Feature("speaking", __name__, views=("pages",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where somebody can speak instead of writing: one question of the dossier, or the arguments being written."""

    key: str
    """In addresses."""
    ask: Words
    picture: str
    address: str
    """The page where it is written."""
    kept_as: Callable[[Person], str]
    """Under which name what is said there is kept now."""
    holds: Callable[[str], bool]
    """Tells whether something was said there, now or before, by the name under which it is kept."""
    keep: Callable[[Person, Vault], None]
    """Keeps what is said there anew, as the page where it is written would, with the messages there are now."""
    alone: bool = False
    """Open to a person who is alone for a moment during a visit."""


Find: TypeAlias = Callable[[str], Place | None]
_FINDS: list[Find] = []


def speaks(find: Find) -> Find:
    """Let the decorated function say which place an address names, of those it knows."""
    _FINDS.append(find)
    return find


def place_named(key: str) -> Place | None:
    """Return the place an address names, if there is one."""
    return next((place for find in _FINDS if (place := find(key)) is not None), None)
