"""What is said of a page: every piece of text in its order, by the rule that the script of the pages follows too.

A piece is what stands between two tags: a message, whole. A filled sentence is one piece, said as its ``data-heard``
says. A person's own words, names, numbers and moments are recorded by nobody: they are marked as such, by ``dir``,
``bdi`` or ``time``. Not said are pictures, fields, what is not shown yet, and what only machines read aloud.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape

_TAG = re.compile(r"<!--.*?-->|<(/?)([a-z][a-z0-9-]*)((?:\s[^>]*)?)>", re.DOTALL)
"""Our pages are strict HTML 5, in which > stands in no attribute and every element is closed."""
_ATTRIBUTE = re.compile(r"([a-z-]+)(?:=\"([^\"]*)\")?")
_VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
_OPAQUE = frozenset({"audio", "script", "style", "svg", "template", "textarea", "title"})
_SILENT = frozenset({"skip", "unseen"})
_LINE = "step"
"""The class of a line that is touched as a whole: its picture is that of its link."""
_WHOLE = frozenset({"a", "button", "h1", "h2", "h3", "h4", "label", "legend", "select", "summary"})
"""Nothing more to touch stands within these: the control for what they say comes after."""
_HOLDERS = frozenset({"dd", "dt", "li", "td", "th"})
"""Nothing may stand between two of these: the control for what they say stands within."""
_is_said = re.compile(r"\w").search


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of text."""

    text: str
    """What is said, its blanks gathered: what is shown, or what is heard instead."""
    language: str
    own: bool = False
    """Recorded by nobody: a person's own words, a name, a number, a moment."""
    after: int
    """Where on the page a control for it can stand."""
    shown: tuple[tuple[int, int], ...]
    """Where its letters stand on the page: beginnings and ends."""
    within: str = ""
    """In what it stands whole, and its control after it: the name of an element, like “label”."""
    pictured: bool = False
    """There is a picture in it too, or in its line."""


@dataclass(slots=True, kw_only=True, eq=False)
class _Element:
    """An open element, with what it hands down."""

    tag: str
    language: str = ""
    silent: bool = False
    one: "_Element | None" = None
    """The outermost element around that is said in one piece."""
    whole: "_Element | None" = None
    """The outermost element around that holds no control."""
    line: "_Element | None" = None
    """The line around."""
    begins: int = 0
    pictured: bool = False
    heard: str | None = None
    shown: list[tuple[int, int]] = field(default_factory=list)
    waiting: list[Piece] = field(default_factory=list)
    """What was said within and waits for the place of its control."""


def pieces(page: str) -> Iterator[Piece]:
    """Go through what is said of a page, from top to bottom."""
    begins = page.find("<html")
    told = _attributes(page[begins : page.find(">", begins)])
    walk = _Walk(page, [_Element(tag="", language=told.get("lang") or "")])
    at, end = page.find("<body"), page.rfind("</body")
    while tag := _TAG.search(page, at, end):
        yield from walk.text(at, tag.start())
        at, name = tag.end(), tag[2]
        if name in _OPAQUE and not tag[1]:
            at = page.index(">", page.index(f"</{name}", at)) + 1
            walk.sees(name)
        elif tag[1]:
            yield from walk.close(name, at)
        elif name == "img":
            walk.sees(name)
        elif name and name not in _VOID:
            walk.opened.append(_inside(walk.opened[-1], name, _attributes(tag[3]), tag.start()))


def _attributes(written: str) -> dict[str, str]:
    return dict(_ATTRIBUTE.findall(written))


def _inside(parent: _Element, tag: str, told: dict[str, str], begins: int) -> _Element:
    element = _Element(tag=tag, begins=begins, one=parent.one, whole=parent.whole, line=parent.line)
    element.language = told.get("lang") or parent.language
    element.silent = parent.silent or _is_silent(tag, told)
    element.heard = unescape(told["data-heard"]) if "data-heard" in told else None
    if parent.one is None and (element.heard is not None or _is_own(tag, told)):
        element.one = element
    if parent.whole is None and tag in _WHOLE:
        element.whole = element
        element.begins = parent.begins if tag == "summary" else begins
    if told.get("class") == _LINE:
        element.line = element
    return element


def _is_silent(tag: str, told: dict[str, str]) -> bool:
    is_closed = "hidden" in told or (tag == "dialog" and "open" not in told)
    return is_closed or told.get("aria-hidden") == "true" or told.get("class") in _SILENT


def _is_own(tag: str, told: dict[str, str]) -> bool:
    direction = told.get("dir")
    return tag in {"bdi", "time"} or direction == "auto" or (direction == "ltr" and "lang" not in told)


@dataclass(slots=True)
class _Walk:
    """A way through a page, with the elements that are open."""

    page: str
    opened: list[_Element]

    def sees(self, tag: str) -> None:
        """Note a picture."""
        around = self.opened[-1]
        if tag in {"img", "svg"} and (of := around.whole or around.line) is not None:
            of.pictured = True

    def text(self, begin: int, end: int) -> Iterator[Piece]:
        """Pass letters that stand between two tags."""
        around, here = self.opened[-1], (begin, end)
        if around.silent or begin == end or not _is_said(text := self._words(here)):
            return
        if around.one is not None:
            around.one.shown.append(here)
        else:
            yield from _placed(around, Piece(text=text, language=around.language, after=end, shown=(here,)))

    def close(self, tag: str, end: int) -> Iterator[Piece]:
        """Close an element: what is said in one piece is whole now, and what waited for a place has one."""
        closed = self.opened.pop()
        if closed.tag != tag:
            message = f"<{closed.tag}> is not closed before </{tag}>"
            raise ValueError(message)
        if closed.one is closed and closed.shown:
            text = self._words(*closed.shown) if closed.heard is None else closed.heard
            own, shown = closed.heard is None, tuple(closed.shown)
            after = shown[-1][1] if tag in _HOLDERS else end
            yield from _placed(closed, Piece(text=text, language=closed.language, own=own, after=after, shown=shown))
        if closed.whole is closed:
            after = closed.begins if tag == "summary" else end
            pictured = closed.pictured or (closed.line is not None and closed.line.pictured)
            for piece in closed.waiting:
                yield replace(piece, after=after, within=tag, pictured=pictured)

    def _words(self, *shown: tuple[int, int]) -> str:
        return " ".join(unescape(" ".join(self.page[begin:end] for begin, end in shown)).split())


def _placed(around: _Element, piece: Piece) -> Iterator[Piece]:
    """Give out a piece, unless it has to wait for its place."""
    if around.whole is None:
        yield piece
    else:
        around.whole.waiting.append(piece)
