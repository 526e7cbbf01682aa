"""Reads a PDF as a screen reader does: by its tags, in their order, with the language of each part."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pdfua import validate

LETTER = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
UNSEEN = re.compile("[\u200b\u2066-\u2069]")
BLOCKS = {"/P", "/H1", "/H2", "/H3"}


class Paper:
    """One PDF and what it says."""

    def __init__(self, path: Path) -> None:
        self._pdf = pikepdf.open(path)
        self.pages = len(self._pdf.pages)
        self.findings = [str(finding) for finding in validate(str(path)).findings]
        """What speaks against PDF/UA-1."""
        root: Any = self._pdf.Root
        self.language = str(root.Lang)
        self.about = bytes(root.Metadata.read_bytes()).decode()
        """What tabs, searches and readers show of the paper without opening it."""
        self._said = {page.obj.objgen: dict(_Reading(page).pieces) for page in self._pdf.pages}
        self._tags: list[Any] = list(_walk(root.StructTreeRoot.K))

    @property
    def lines(self) -> list[str]:
        """What each paragraph and heading says, in reading order."""
        return [self._text(tag) for tag in self._tags if str(tag.S) in BLOCKS]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def in_language(self, language: str) -> str:
        """Return what is marked as being in ``language``."""
        return "\n".join(self._text(tag) for tag in self._tags if str(tag.get("/Lang")) == language)

    @property
    def pictures(self) -> list[str]:
        """The words that stand for each picture."""
        return [str(tag.Alt) for tag in self._tags if "/Alt" in tag]

    def _text(self, tag: Any) -> str:
        found = "".join(self._pieces(tag.get("/K", []), tag.get("/Pg")))
        return " ".join(UNSEEN.sub("", found).split())

    def _pieces(self, part: Any, page: Any) -> Iterator[str]:
        if isinstance(part, int):
            yield self._said[page.objgen].get(part, "")
        elif isinstance(part, pikepdf.Array):
            for inner in part:
                yield from self._pieces(inner, page)
        elif "/MCID" in part:
            yield self._said[part.Pg.objgen].get(int(part.MCID), "")
        elif "/K" in part:
            yield from self._pieces(part.K, part.get("/Pg", page))


def _walk(part: Any) -> Iterator[Any]:
    if isinstance(part, pikepdf.Array):
        for inner in part:
            yield from _walk(inner)
    elif isinstance(part, pikepdf.Dictionary) and "/S" in part:
        yield part
        yield from _walk(part.get("/K", pikepdf.Array()))


class _Reading:
    """The text of one page, by the number its tags know it under."""

    def __init__(self, page: pikepdf.Page) -> None:
        fonts: Any = page.obj.Resources.get("/Font", {})
        self._fonts = {name: _letters(font) for name, font in fonts.items()}
        self._letters: dict[str, str] = {}
        self._marks: list[tuple[str, Any]] = []
        self.pieces: dict[int, str] = {}
        for instruction in pikepdf.parse_content_stream(page):
            self._read(str(instruction.operator), list(instruction.operands))

    def _read(self, operator: str, operands: list[Any]) -> None:
        match operator:
            case "BDC" | "BMC":
                self._marks.append((str(operands[0]), operands[1] if operator == "BDC" else {}))
                if "/ActualText" in self._marks[-1][1]:
                    self._say(str(self._marks[-1][1]["/ActualText"]))
            case "EMC":
                self._marks.pop()
            case "Tf":
                self._letters = self._fonts[str(operands[0])]
            case "Tj" | "TJ":
                self._show(operands[0] if operator == "TJ" else operands)
            case _:
                pass

    def _show(self, parts: Any) -> None:
        """Letters come as pairs of bytes; numbers between them only move the pen."""
        if any("/ActualText" in properties for _, properties in self._marks):
            return
        codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
        text = [self._letters.get(codes[at : at + 2].hex(), "") for at in range(0, len(codes), 2)]
        backwards = any(name == "/ReversedChars" for name, _ in self._marks)
        self._say("".join(reversed(text) if backwards else text))

    def _say(self, text: str) -> None:
        for _, properties in self._marks:
            if "/MCID" in properties:
                number = int(properties["/MCID"])
                self.pieces[number] = self.pieces.get(number, "") + text


def _letters(font: Any) -> dict[str, str]:
    """Return the letters each code of a font stands for."""
    table = bytes(font.ToUnicode.read_bytes()).split(b"endcodespacerange")[1]
    return {
        code.decode().lower(): bytes.fromhex(said.decode()).decode("utf-16-be") for code, said in LETTER.findall(table)
    }
