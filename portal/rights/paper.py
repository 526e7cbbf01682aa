"""Everything on paper, theme by theme; what is hard to say is never printed."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from flask import current_app

from portal.core.words import say
from portal.rights.seeing import PAGES
from portal.rights.themes import THEMES
from portal.rights.told import Mine, Thing
from portal.web.parts import parts_of
from portal.web.pdf import PORTAL, Direction, drawing, forget_papers, render_pdf

TEMPLATE = Path(__file__).parent / "documents" / "everything.typ"
TITLE = say("All that is kept about me")
TAKEN = say("You took this copy on %(day)s.")
UNPRINTED = say("What you told under “What is difficult” is never printed.")
ON_SCREEN = say("Who read your dossier: see it on the screen.")
NOTHING = say("Nothing is kept about this.")
NO_ROOM = say("There is no more room on this paper. The copy has everything.")
MOST_LETTERS = 250_000
"""On one paper: nobody prints more."""
_ISOLATED = "\u2068{}\u2069"
"""Words of any language keep their own direction (Unicode isolates, UAX 9)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedThing:
    """One thing that is kept."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTheme:
    """Everything about one theme, under its picture."""

    title: str
    picture: str
    things: tuple[PrintedThing, ...]
    empty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EverythingSheet:
    """What the paper says. Dates are already worded, words already translated."""

    language: str
    direction: Direction
    portal: str
    title: str
    notes: tuple[str, ...]
    themes: tuple[PrintedTheme, ...]
    end: str


def everything_paper(me: Mine) -> bytes:
    """Return everything as a tagged PDF."""
    built, say_ = parts_of(current_app).settings.built, me.language.say
    room = _Room()
    themes = tuple(
        PrintedTheme(
            title=say_(theme.title),
            picture=theme.picture,
            things=tuple(room.fitting(one for one in theme.tell(me) if not one.folded)),
            empty=say_(NOTHING),
        )
        for theme in THEMES
        if theme.key not in PAGES
    )
    sheet = EverythingSheet(
        language=me.language.tag,
        direction=me.language.direction,
        portal=say_(PORTAL),
        title=say_(TITLE),
        notes=(say_(TAKEN, day=me.language.day(me.now)), say_(UNPRINTED), say_(ON_SCREEN)),
        themes=themes,
        end=say_(NO_ROOM) if room.left < 0 else "",
    )
    drawings = {theme.picture: drawing(theme.picture, built=built) for theme in THEMES}
    paper = render_pdf(TEMPLATE, asdict(sheet) | {"drawings": drawings}, fonts=built / "fonts")
    forget_papers(fonts=built / "fonts")
    return paper


class _Room:
    """What still fits on the paper."""

    def __init__(self) -> None:
        self.left = MOST_LETTERS

    def fitting(self, things: Iterator[Thing]) -> Iterator[PrintedThing]:
        """Go through the things that fit."""
        for one in things:
            self.left -= len(one.title) + sum(map(len, one.lines)) + 100
            if self.left < 0:
                return
            yield PrintedThing(title=one.title, lines=tuple(map(_ISOLATED.format, one.lines)))
