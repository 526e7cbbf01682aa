"""The kinds of answer a question can ask for."""

from dataclasses import dataclass
from typing import TypeAlias

from portal.core.words import Words

Value: TypeAlias = str | list[str] | dict[str, str]
"""An understood answer, in a form that JSON keeps."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: its key for ever, its words, its picture."""

    key: str
    words: Words
    picture: str
    alone: bool = False
    """Cannot be chosen with another one, like “nothing for now”."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One line of one's own words."""

    most: int = 200
    autocomplete: str = "off"
    """The HTML autofill token that fits, as WCAG 1.3.5 asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LongText:
    """Several lines of one's own words."""

    most: int = 4000


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number, of France or elsewhere."""


@dataclass(frozen=True, slots=True)
class One:
    """One choice among a few, with room for one's own words when ``more`` asks for them."""

    options: tuple[Option, ...]
    more: Words | None = None


@dataclass(frozen=True, slots=True)
class Language:
    """One of the languages the portal offers, by its tag."""

    offered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Several:
    """Any number of choices among a few."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Confirm:
    """Yes, no, or the new value, about something the agency already knows (``known`` names it)."""

    known: str
    new: Words


@dataclass(frozen=True, slots=True)
class Listed:
    """Up to ``most`` entries of a long list (``source`` names it), or one's own words, or “I don't know”."""

    source: str
    most: int = 3
    others: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """Days and parts of the day that suit, as ``row-column`` keys."""

    rows: tuple[Option, ...]
    columns: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in euros, per month or per hour, kept as typed and never converted."""

    per: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One small page of a repeated item."""

    key: str
    ask: Words
    help: Words
    answer: "Text | One | Listed"


@dataclass(frozen=True, slots=True)
class Items:
    """Up to ``most`` repeated things, each told on a few small pages of its own."""

    parts: tuple[Part, ...]
    most: int = 3


Kind: TypeAlias = Text | LongText | Phone | One | Language | Several | Confirm | Listed | Grid | Money | Items
