"""Finding somebody by their name: capitals, accents and order do not matter, parts are enough, in either script.

A name that is kept in one script is found in the other by its consonants: Arabic writes few vowels, and nobody spells a
name from another script in one way. What is found is only shown; nothing is ever decided by it.
"""

import re
from collections.abc import Iterable, Mapping, Sized
from types import MappingProxyType

from portal.core.typed import plain

ALIKE = MappingProxyType(
    dict.fromkeys("ـ", "") | {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ی": "ي", "ى": "ي", "ک": "ك", "ة": "ه"}
)
"""Letters that people type for each other, and that have no accent to take away."""
HEARD = MappingProxyType(
    {
        **dict.fromkeys(("sch", "sh", "ch", "ش", "چ"), "C"),
        **dict.fromkeys(("kh", "خ"), "x"),
        **dict.fromkeys(("gh", "غ", "گ"), "g"),
        **dict.fromkeys(("dj", "ge", "gi", "ج", "ژ"), "j"),
        **dict.fromkeys(("th", "ت", "ث", "ط"), "t"),
        **dict.fromkeys(("dh", "د", "ذ", "ض"), "d"),
        **dict.fromkeys(("ph", "v", "ف", "ڤ"), "f"),
        **dict.fromkeys(("ck", "qu", "c", "q", "ق", "ك"), "k"),
        **dict.fromkeys(("ce", "ci", "cy", "س", "ص"), "s"),
        **dict.fromkeys(("p", "ب", "پ"), "b"),
        **dict.fromkeys(("ز", "ظ"), "z"),
        **dict.fromkeys(("ح", "ه"), "h"),
        "x": "ks",
        "ر": "r",
        "ل": "l",
        "م": "m",
        "ن": "n",
        **dict.fromkeys((*"aeiouyw", *"اويعء"), ""),
    }
)
"""The consonant that letters stand for, whichever the script; a vowel stands for none."""
_HEARD = re.compile("|".join(sorted(HEARD, key=lambda letters: (-len(letters), letters))))
_NO_LETTERS = re.compile(r"[\W_]+")
_TWICE = re.compile(r"(.)\1+")
_A_SCREEN = 60
"""In lines."""
_ARTICLES = frozenset({"al", "el", "ال"})
_ARABIC = re.compile("[\u0600-\u06ff]")
_ARABIC_ARTICLE = re.compile(r"\bال(?=\w{3})")


def folded(text: str) -> str:
    """Return ``text`` as names are compared and put in order: small letters without accents, one blank between."""
    if text.isascii():  # most names need no look at each letter
        return " ".join(_NO_LETTERS.sub(" ", text.lower()).split())
    letters = plain(text)
    return letters if letters.isascii() else "".join(ALIKE.get(letter, letter) for letter in letters)


def rarest(words: Iterable[str], often: Mapping[str, int]) -> str:
    """Return the word that is in the fewest names; ``often`` says in how many each is."""
    return min(words, key=lambda word: (often[word], word))


def fits_a_screen(groups: Iterable[Sized]) -> bool:
    """Whether names are so few that they are seen at once: more are shown letter by letter, or as they are found."""
    return sum(map(len, groups)) <= _A_SCREEN


def finds(typed: str, name: str) -> bool:
    """Whether every part of what was typed is in a name; nothing typed finds everybody."""
    wanted = folded(typed)
    return all(_is_in(part, folded(name)) for part in wanted.split())


def _is_in(part: str, name: str) -> bool:
    if part in name or part in name.replace(" ", ""):
        return True
    return bool(_ARABIC.search(part)) is not bool(_ARABIC.search(name)) and _sounds_in(part, name)


def _sounds_in(part: str, name: str) -> bool:
    """Whether a part is heard in a name of another script; a single consonant must be all of one of its words."""
    heard = [_sound(word) for word in _ARABIC_ARTICLE.sub("", name).split()]
    wanted = _sound(_ARABIC_ARTICLE.sub("", part))
    return part in _ARTICLES or (wanted in heard if len(wanted) == 1 else bool(wanted) and wanted in "".join(heard))


def _sound(word: str) -> str:
    """Return the consonants of a word; one that is written twice is heard once, and no last h is."""
    return _HEARD.sub(lambda found: HEARD[found[0]], _TWICE.sub(r"\1", word)).removesuffix("h")
