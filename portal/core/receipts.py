"""The statement behind a receipt: what was sent, in the person's own words, in one form for ever."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Self

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LETTERS = 20
_GROUP = 4
_VERSION = 1
"""Of the form a statement is written in."""


class Sending(StrEnum):
    """What a person sends to their counsellor, each with a receipt."""

    DOSSIER = "dossier"
    WEEK = "week"
    REPLY = "reply"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that was sent."""

    question: str
    item: str
    label: str
    """The question as it was shown, in the person's language."""
    words: tuple[str, ...]
    """The answer as it was shown, in the person's own words."""
    typed: str = ""
    """How it was typed, in words, where the person did not hold the keyboard: with a helper."""

    def written(self) -> dict[str, Any]:
        """Return what a statement says of it: where the person typed, nothing about that."""
        return {name: value for name, value in asdict(self).items() if value or name != "typed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The lines about one thing, under its title."""

    title: str
    """As it was shown, in the person's language."""
    lines: tuple[Line, ...]
    picture: str = ""
    """The name of the picture beside the title, if any."""
    note: str = ""
    """A sentence to read with these lines, like the one that says that wishes are not a contract."""
    printed: bool = True
    """Otherwise it is shown on the person's own screen and never on paper, which lies about."""

    @classmethod
    def read(cls, kept: Any) -> Self:
        """Return the part that was written as ``kept``."""
        lines = tuple(Line(**{**line, "words": tuple(line["words"])}) for line in kept["lines"])
        return cls(**{**kept, "lines": lines})


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Everything that was sent at one moment."""

    about: Sending
    agency: str
    at: datetime
    language: str
    parts: tuple[Part, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return every line, whatever part it is in."""
        return tuple(line for part in self.parts for line in part.lines)

    def canonical(self) -> bytes:
        """Return the bytes the receipt is a digest of: UTF-8 JSON, keys sorted, time in UTC to the second."""
        parts = [{**asdict(part), "lines": [line.written() for line in part.lines]} for part in self.parts]
        told = {**asdict(self), "parts": parts, "at": _written(self.at), "version": _VERSION}
        return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @classmethod
    def read(cls, canonical: Any) -> Self:
        """Return the statement that was written as ``canonical``."""
        return cls(
            about=Sending(canonical["about"]),
            agency=canonical["agency"],
            at=datetime.fromisoformat(canonical["at"]),
            language=canonical["language"],
            parts=tuple(Part.read(part) for part in canonical["parts"]),
        )


def code_of(digest: bytes) -> str:
    """Return the code printed on a receipt: the first 100 bits of the keyed digest, in Crockford's base 32."""
    number = int.from_bytes(digest, "big") >> (len(digest) * 8 - _CODE_LETTERS * 5)
    return "".join(_LETTERS[number >> shift & 31] for shift in range((_CODE_LETTERS - 1) * 5, -1, -5))


def tidy_code(typed: str) -> str:
    """Return a code as it is kept, from any way of typing it."""
    return "".join(letter for letter in typed.upper().translate(_ALIKE) if letter in _LETTERS)


def in_groups(code: str) -> str:
    """Return a code as it is printed."""
    return " ".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


_ALIKE = str.maketrans("OIL", "011")


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
