"""The statement behind a receipt: what was sent, in the person's own words, in one form for ever."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Self

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LETTERS = 20
_GROUP = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that was sent."""

    question: str
    item: str
    label: str
    """The question as it was shown, in the person's language."""
    words: tuple[str, ...]
    """The answer as it was shown, in the person's own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Everything that was sent at one moment."""

    agency: str
    at: datetime
    language: str
    lines: tuple[Line, ...]

    def canonical(self) -> bytes:
        """Return the bytes the receipt is a digest of: UTF-8 JSON, keys sorted, time in UTC to the second."""
        told = {"agency": self.agency, "at": _written(self.at), "language": self.language, "version": 1}
        lines = [asdict(line) for line in self.lines]
        return json.dumps({**told, "lines": lines}, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @classmethod
    def read(cls, canonical: Any) -> Self:
        """Return the statement that was written as ``canonical``."""
        lines = tuple(Line(**{**line, "words": tuple(line["words"])}) for line in canonical["lines"])
        at = datetime.fromisoformat(canonical["at"])
        return cls(agency=canonical["agency"], at=at, language=canonical["language"], lines=lines)


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
