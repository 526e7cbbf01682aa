"""Text as people type it: every script's digits, invisible marks, several ways to write the same thing."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

Typed = Mapping[str, Sequence[str]]
"""What a form sent: the name of each field and what was typed or chosen in it."""

_FIGURES = 10
_KEPT_CONTROLS = "\n\t"
_BLANKS = re.compile(r"[^\S\n]+")
_MANY_LINES = re.compile(r"\n{3,}")


def first(typed: Typed, name: str) -> str:
    """Return the first thing typed under ``name``, tidied, or nothing."""
    values = typed.get(name, ())
    return tidy(values[0]) if values else ""


def number_in(text: str) -> int:
    """Return a number of at most 9 figures, as pages of ours write it; what is none counts as 0."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _FIGURES else 0


def tidy(text: str) -> str:
    """Return ``text`` in NFC without control, direction or half-sent characters, its blanks gathered.

    Joiners (U+200C, U+200D) stay: Persian words and many pictures are written with them.
    """
    if not (text.isascii() and text.isprintable()):  # most of what forms send needs no look at each letter
        text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
        text = "".join(letter for letter in text if _is_readable(letter))
    return _MANY_LINES.sub("\n\n", _BLANKS.sub(" ", text)).strip()


def _is_readable(letter: str) -> bool:
    if letter in _KEPT_CONTROLS or letter in "\u200c\u200d":
        return True
    return unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn"} and letter != "\ufffd"


def latin_digits(text: str) -> str:
    """Return ``text`` with the digits of any script (٣, ۳, ３) written 0 to 9."""
    return "".join(str(unicodedata.digit(letter)) if letter.isdigit() else letter for letter in text)


def plain(text: str) -> str:
    """Return ``text`` for comparing: no accents, no case, one blank between words."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    kept = "".join(letter if letter.isalnum() else " " for letter in letters if not unicodedata.combining(letter))
    return " ".join(kept.split())
