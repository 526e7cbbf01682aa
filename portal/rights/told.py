"""One thing that is kept of a person, as they see it and as they take it away."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from portal.core.actors import Person
from portal.core.words import Words
from portal.storage.answers.vault import Vault
from portal.storage.engine.database import Connection
from portal.storage.engine.seal import OwnerKey
from portal.web.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """The person, and the way to what is theirs."""

    connection: Connection
    vault: Vault
    person: Person
    language: Language
    now: datetime

    @property
    def key(self) -> OwnerKey:
        """The person's own key."""
        return self.vault.key_of(self.person.id)

    def when(self, moment: datetime) -> str:
        """Return a moment in words."""
        return f"{self.language.day(moment)}, {self.language.time(moment)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """A sound, as its page shows it."""

    id: UUID
    address: str
    place: str
    """Where it was said, as addresses name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One row, or what stands for it: in words for people, under names that stay for other services."""

    title: str
    lines: tuple[str, ...] = ()
    folded: bool = False
    """Not in plain sight on the screen: behind a tap."""
    fields: Mapping[str, Any] = field(default_factory=dict)
    sound: Sound | None = None
    """Where it is heard and erased, if it is one."""


Tell: TypeAlias = Callable[[Mine], Iterable[Thing]]
Files: TypeAlias = Callable[[Mine], Iterable[tuple[str, bytes]]]
"""Gives files by their names, one at a time."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Theme:
    """Everything that is kept about one thing."""

    key: str
    title: Words
    hint: Words
    picture: str
    tables: tuple[str, ...]
    """Which tables it tells of: together the themes tell of all of them."""
    names: Mapping[str, str]
    """What each name means, for whoever writes the service that reads the file."""
    tell: Tell
    files: Files | None = None
    """What is taken away beside the table, if there is anything."""


def iso(moment: datetime) -> str:
    """Return a moment as other services read it."""
    return moment.isoformat(timespec="seconds")
