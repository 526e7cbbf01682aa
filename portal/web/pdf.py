"""Papers: a typst template and plain data become a tagged PDF that screen readers can read (PDF/UA-1)."""

import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Final, Literal, TypeAlias

import typst

from portal.core.words import say

PORTAL: Final = say("My words")
DAY_AND_TIME: Final = say("%(day)s, %(time)s")

Direction: TypeAlias = Literal["ltr", "rtl"]

PACKAGE: Final = Path(__file__).resolve().parents[1]
"""What a template may read: nothing outside this folder."""
BUILT: Final = PACKAGE / "built"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words as somebody said them, with the language they are in."""

    text: str
    language: str
    """A BCP 47 tag, like ``fr`` or ``fa-AF``."""
    direction: Direction


_TRIES = 4
_REMEMBERED = 10
"""Papers: each empty one that is made after them lets one older one go."""
_LEFT_OUT = "[…]"
"""Printed where no font has the letters, once for a whole run of them."""
_HOLE = "\ufffd"
_HOLES = re.compile(f"{_HOLE}(?:[\\s\u200b-\u200f\ufe00-\ufe0f]*{_HOLE})*[\u200b-\u200f\ufe00-\ufe0f]*")
_NOT_DRAWN = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
_LONG_WORD = re.compile(r"[^\s/-]{26,}")
_PIECE = re.compile("(.{12})(?=[^\u0300-\u036f\u064b-\u065f\u200c\u200d\ufe0f\U0001f3fb-\U0001f3ff])(?<!\u200d)")


def render_pdf(template: Path, data: Mapping[str, object], *, fonts: Path = BUILT / "fonts") -> bytes:
    """Return the PDF of ``template`` filled with ``data``: the same bytes for the same data.

    Text is only ever printed, never read as markup; ``bytes`` are drawings (SVG) and stay as they are.
    PDF/UA forbids letters that no font can draw: those give way to a mark. Should some remain,
    the paper is still made and tagged, without the claim.
    """
    printed = _each_text(data, _with_breaks)
    for _ in range(_TRIES):
        try:
            return _compile(template, printed, fonts, standard="ua-1")
        except typst.TypstError as problem:
            holes = _not_drawn(problem.diagnostic)
            if not holes:
                raise
        printed = _each_text(printed, partial(_without, holes))
    return _compile(template, printed, fonts, standard="1.7")


def drawing(name: str, *, built: Path = BUILT) -> bytes:
    """Return the SVG of the picture called ``name``, or nothing when there is none."""
    found = _drawings(built / "pictograms.json").get(name)
    if found is None:
        return b""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{found["viewBox"]}">{found["body"]}</svg>'
    return svg.encode()


def forget_papers(*, fonts: Path = BUILT / "fonts") -> None:
    """Let typst forget the papers it made: it remembers the last ten, to the letter, and 100 MB of a long one."""
    for _ in range(_REMEMBERED + 1):
        typst.compile(b"", font_paths=_fonts(fonts), ignore_system_fonts=True, format="pdf")


@cache
def _drawings(pictograms: Path) -> dict[str, dict[str, str]]:
    if not pictograms.exists():
        return {}
    drawings: dict[str, dict[str, str]] = json.loads(pictograms.read_text(encoding="utf-8"))
    return drawings


@cache
def _fonts(folder: Path) -> typst.Fonts:
    """Read the fonts once; those of the machine are left aside, so that a paper is the same everywhere."""
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    if not found.fonts():
        message = f"There is no font in {folder}: run ./dev run once, it puts them there."
        raise FileNotFoundError(message)
    return found


def _compile(template: Path, data: object, fonts: Path, standard: Literal["ua-1", "1.7"]) -> bytes:
    return typst.compile(
        template,
        root=PACKAGE,
        font_paths=_fonts(fonts),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=standard,
        timestamp=0,
    )


def _each_text(value: object, change: Callable[[str], str]) -> object:
    """Return ``value`` as JSON keeps it, each text changed."""
    match value:
        case str():
            return change(value)
        case bytes():
            return {"svg": value.decode()}
        case {"svg": str()}:
            return value
        case Mapping():
            return {key: _each_text(inner, change) for key, inner in value.items()}
        case Sequence():
            return [_each_text(inner, change) for inner in value]
        case _:
            return value


def _with_breaks(text: str) -> str:
    """Let a word that is wider than the paper go on to the next line."""
    return _LONG_WORD.sub(lambda word: _PIECE.sub("\\1\u200b", word[0]), text)


def _not_drawn(diagnostic: str) -> set[str]:
    """Return the pieces of text that typst says no font can draw."""
    return {_ESCAPED.sub(_unescaped, piece) for piece in _NOT_DRAWN.findall(diagnostic)}


def _unescaped(escaped: re.Match[str]) -> str:
    code, letter = escaped.groups()
    return chr(int(code, 16)) if code else letter


def _without(holes: Collection[str], text: str) -> str:
    """Return ``text`` with one mark for each run of ``holes``."""
    for hole in sorted(holes, key=len, reverse=True):
        text = text.replace(hole, _HOLE)
    return _HOLES.sub(_LEFT_OUT, text)
