"""Sentences whose gaps are filled: shown with what they hold, heard as a whole sentence that was recorded."""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Self, TypeAlias

from flask import g
from markupsafe import Markup, escape

from portal.core.permissions import Role
from portal.web.marks import Marks

_MARKS = Marks("\ue005\ue006\ue007")
BEGIN = _MARKS.begin
"""Where a page holds it, there is a filled sentence whose place is not found yet."""
Heard: TypeAlias = Callable[[Mapping[str, str | int]], str]
"""What is said for a sentence, by what its gaps hold in plain words."""
WHO_LISTENS = frozenset({None, Role.PERSON, Role.HELPER})
"""Who can hear pages: whoever works at an agency reads."""


class Filled(str):
    """A sentence as it is shown; where a page shows it, it carries what is heard instead.

    Everywhere else it is words like others: in a message, on paper, in what is kept.
    """

    __slots__ = ("on_page",)
    on_page: Callable[[], str]

    @classmethod
    def of(cls, sentence: str, on_page: Callable[[], str]) -> Self:
        """Return ``sentence``, which a page shows as ``on_page`` gives it."""
        filled = cls(sentence)
        filled.on_page = on_page
        return filled

    def __html__(self) -> str:
        """Return what templates place."""
        return self.on_page()


def filled(sentence: str, gaps: Mapping[str, object], heard: Heard) -> Filled:
    """Return a filled sentence, which may be ready for a page (Markup); ``heard`` gives what is said for its gaps."""
    return Filled.of(sentence, partial(_for_page, sentence, gaps, heard))


def alone(text: str, recorded: Callable[[], Collection[str]]) -> Filled:
    """Return a moment or a measure that stands for itself: if nobody recorded it, a page shows it as such."""
    return Filled.of(text, lambda: escape(text) if is_heard() and text in recorded() else _own(text))


def own(text: str) -> Filled:
    """Return what nobody recorded: a name, or somebody's own words."""
    return Filled.of(text, partial(_own, text))


def _own(text: str) -> str:
    return _MARKS.around("", escape(text)) if is_heard() else escape(text)


def _for_page(sentence: str, gaps: Mapping[str, object], heard: Heard) -> str:
    if not is_heard():
        return escape(sentence)
    plain = {name: gap if isinstance(gap, int) else _plain(gap) for name, gap in gaps.items()}
    return _MARKS.around(escape(str(heard(plain))), escape(sentence))


def _plain(gap: object) -> str:
    return _MARKS.side(gap.striptags() if isinstance(gap, Markup) else str(gap), "then")


def is_heard() -> bool:
    """Tell whether whoever sees the page being made can hear it."""
    actor = g.work.actor if "work" in g else None
    return (actor.role if actor else None) in WHO_LISTENS


def in_place(page: str) -> str:
    """Return a page whose filled sentences say by themselves what is heard instead; in attributes they only stand."""
    return _MARKS.placed(page, _on_page, elsewhere="then")


def _on_page(marked: str) -> str:
    heard_instead, stands = _MARKS.side(marked, "first"), _MARKS.side(marked, "then")
    return f'<span data-heard="{heard_instead}">{stands}</span>' if heard_instead else f"<bdi>{stands}</bdi>"
