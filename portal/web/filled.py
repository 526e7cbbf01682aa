"""Sentences whose gaps are filled: shown with what they hold, heard as a whole sentence that was recorded."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Self

from flask import g
from markupsafe import Markup, escape

from portal.core.permissions import Role
from portal.web.heard import heard, recorded_alone
from portal.web.marks import Marks

if TYPE_CHECKING:
    from portal.web.language import Language

_MARKS = Marks("\ue005\ue006\ue007")
BEGIN = _MARKS.begin
"""Where a page holds it, there is a filled sentence whose place is not found yet."""
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


def filled(source: str, sentence: str, gaps: Mapping[str, object], language: "Language") -> Filled:
    """Return a filled sentence: ``source`` is its English, ``sentence`` may be ready for a page (Markup)."""
    return Filled.of(sentence, partial(_for_page, source, sentence, gaps, language))


def alone(text: str, language: "Language") -> Filled:
    """Return a moment or a measure that stands for itself: if nobody recorded it, a page shows it as such."""
    return Filled.of(text, lambda: escape(text) if is_heard() and text in recorded_alone(language) else _own(text))


def own(text: str) -> Filled:
    """Return what nobody recorded: a name, or somebody's own words."""
    return Filled.of(text, partial(_own, text))


def _own(text: str) -> str:
    return _MARKS.around("", escape(text)) if is_heard() else escape(text)


def _for_page(source: str, sentence: str, gaps: Mapping[str, object], language: "Language") -> str:
    if not is_heard():
        return escape(sentence)
    plain = {name: gap if isinstance(gap, int) else _plain(gap) for name, gap in gaps.items()}
    return _MARKS.around(escape(str(heard(source, plain, language))), escape(sentence))


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
