"""The files that the project is made of, without what tools and runs leave behind."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from portal.settings import ROOT

LEFT_BY_TOOLS = {"__pycache__", "built", "instance", "node_modules", "test-results"}
OUR_DOT_FOLDERS = {".pins", ".ci"}
TEXTS = {
    ".py",
    ".html",
    ".toml",
    ".po",
    ".pot",
    ".scss",
    ".js",
    ".mjs",
    ".typ",
    ".md",
    ".json",
    ".txt",
    ".tsv",
    ".mako",
    "",
}


@cache
def files() -> tuple[Path, ...]:
    """Return every file of the project."""
    return tuple(sorted(_walk(ROOT)))


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir():
            if path.name not in LEFT_BY_TOOLS and (not path.name.startswith(".") or path.name in OUR_DOT_FOLDERS):
                yield from _walk(path)
        elif path.suffix in TEXTS and path.name != ".git":
            yield path


def named(path: Path) -> str:
    """Return a path as it is told to the reader."""
    return str(path.relative_to(ROOT))


def ending(*suffixes: str, below: str = "") -> list[Path]:
    """Return the files of some kinds below a folder."""
    return [path for path in files() if path.suffix in suffixes and path.is_relative_to(ROOT / below)]


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def all_text(*suffixes: str, below: str = "portal") -> str:
    """Return the text of the files of some kinds, one after the other."""
    return "\n".join(text_of(path) for path in ending(*suffixes, below=below))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(text_of(path))


def nodes(below: str = "portal") -> Iterator[tuple[Path, ast.AST]]:
    """Go through everything that the code says."""
    for path in ending(".py", below=below):
        for node in ast.walk(parsed(path)):
            yield path, node
