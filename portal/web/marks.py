"""Marks around what a page carries twice, and how each such place gets its final form when the page is whole.

One text between marks has two sides. Where text stands, both count; what holds no marking of its own, like an attribute
or the title, takes only one.
"""

import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Side = Literal["first", "then"]
_NONCE = secrets.token_hex(8)
_PLAIN = re.compile(r"<(/?)(?:title|option|textarea)\b")


@dataclass(frozen=True)
class Marks:
    """Three marks: nobody can type them, as they go on differently each time the portal starts."""

    letters: str
    """Three letters that Unicode leaves to private use."""
    begin: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "begin", self.letters[0] + _NONCE)

    @cached_property
    def _mark(self) -> re.Pattern[str]:
        return re.compile(f"([{self.letters}]){_NONCE}")

    def around(self, first: str, then: str) -> str:
        """Return one text with its two sides."""
        return f"{self.begin}{first}{self.letters[1]}{_NONCE}{then}{self.letters[2]}{_NONCE}"

    def side(self, text: str, which: Side) -> str:
        """Return one side of a text, also of what stands within it."""
        kept: list[str] = []
        shown = [True]
        for piece in self._mark.split(text):
            if piece == self.letters[0]:
                shown.append(shown[-1] and which == "first")
            elif piece == self.letters[1]:
                shown[-1] = shown[-2] and which == "then"
            elif piece == self.letters[2]:
                shown.pop()
            elif shown[-1]:
                kept.append(piece)
        return "".join(kept)

    def placed(self, page: str, in_text: Callable[[str], str], *, elsewhere: Side) -> str:
        """Return a page with every marked text in its place: as ``in_text`` says, or one side of it elsewhere."""
        done: list[str] = []
        in_tag = in_plain = False
        for piece in self._outermost(page):
            if not piece.startswith(self.begin):
                in_tag = _ends_in_tag(piece, before=in_tag)
                in_plain = _ends_in_plain(piece, before=in_plain)
                done.append(piece)
            else:
                done.append(self.side(piece, elsewhere) if in_tag or in_plain else in_text(piece))
        return "".join(done)

    def _outermost(self, page: str) -> Iterator[str]:
        """Go through a page: what stands between marked texts, and whole ones with all that is in them."""
        depth = start = 0
        for mark in self._mark.finditer(page):
            if mark[1] == self.letters[0]:
                if depth == 0:
                    yield page[start : mark.start()]
                    start = mark.start()
                depth += 1
            elif mark[1] == self.letters[2]:
                depth -= 1
                if depth == 0:
                    yield page[start : mark.end()]
                    start = mark.end()
        yield page[start:]


def _ends_in_tag(piece: str, *, before: bool) -> bool:
    opened, closed = piece.rfind("<"), piece.rfind(">")
    return before if opened == closed else opened > closed


def _ends_in_plain(piece: str, *, before: bool) -> bool:
    found = _PLAIN.findall(piece)
    return before if not found else not found[-1]
