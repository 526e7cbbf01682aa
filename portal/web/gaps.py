"""Pages that are alike for everybody but for a few gaps: made once, kept, and filled for each visitor.

Nothing that is a person's own is ever in what is kept: it only goes into the gaps, when the page is sent.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Self

from markupsafe import Markup, escape

_GAP = re.compile("\ue000([^\ue001]*)\ue001")
"""Letters that Unicode leaves to private use stand around the name of a gap."""
_MARKS = dict.fromkeys(map(ord, "\ue000\ue001"))


def gap(name: str) -> Markup:
    """Return what stands in a template for something that is filled in later.

    A name may hold what somebody typed, such as their own word for a job: the marks themselves are taken out of it,
    so that a gap never ends early and what follows is never read as a page.
    """
    return Markup(f"\ue000{name.translate(_MARKS)}\ue001")  # noqa: S704 - between the marks, never shown


@dataclass(frozen=True, slots=True)
class Chosen:
    """Stands for what is chosen in a field, until the page is filled."""

    field: str


def marked(attribute: str, keys: Collection[str], chosen: Collection[str] | Chosen) -> Markup:
    """Return the attribute, like ``checked``, if one of ``keys`` is chosen; if that is not known yet, a gap for it."""
    if isinstance(chosen, Chosen):
        return gap("|".join((chosen.field, attribute, *keys)))
    return Markup(f" {attribute}") if any(key in chosen for key in keys) else Markup()  # noqa: S704 - our own names


@dataclass(frozen=True, slots=True)
class Own:
    """What is the visitor's own on a page."""

    words: Mapping[str, object]
    """What goes into the gaps, by their names."""
    chosen: Mapping[str, Collection[str]]
    """What is chosen in each field."""

    def fill(self, name: str) -> str:
        """Return what goes into one gap; nothing is there for one that is not known."""
        field, *mark = name.split("|")
        if not mark:
            return escape(self.words.get(field, ""))
        attribute, *keys = mark
        chosen = self.chosen.get(field, ())
        return f" {attribute}" if any(key in chosen for key in keys) else ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A page with gaps: pieces of page and names of gaps, in turn."""

    parts: tuple[str, ...]

    @classmethod
    def of(cls, page: str) -> Self:
        """Return the pattern of a page that was made with gaps."""
        return cls(tuple(_GAP.split(page)))

    def filled(self, own: Own) -> str:
        """Return the page of one visitor."""
        parts: list[Any] = list(self.parts)
        parts[1::2] = map(own.fill, parts[1::2])
        return "".join(parts)
