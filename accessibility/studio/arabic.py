"""Arabic as it is said: written without most of its vowels, it is given them before a machine reads it."""

import re
from collections.abc import Callable

from text2tashkeel import Diacritizer

from accessibility.studio.engines import Voice

_SHADDA, _SUKUN, _FATHA = "\u0651", "\u0652", "\u064e"
_VOWELS = "\u064b-\u0650"
_LETTER = r"[^\W\d_]"
_PAUSE = r"(?=\s*(?:[.،؟!:«»()]|$))"
_RULES = (
    (re.compile(f"([{_VOWELS}]){_SHADDA}"), rf"{_SHADDA}\1"),
    # before a sun letter, the article takes its sound; after a pause it begins with a vowel
    (re.compile(rf"(^|[.،؟!:«»]\s*)ال({_LETTER}){_SHADDA}"), rf"\1أ{_FATHA}\2{_SUKUN}\2"),
    (re.compile(rf"([{_VOWELS}])ال({_LETTER}){_SHADDA}"), rf"\1\2{_SUKUN}\2"),
    (re.compile(rf"(?<!\w)ال({_LETTER}){_SHADDA}"), rf"ا\1{_SUKUN}\1"),
    (re.compile(f"({_LETTER}){_SHADDA}"), rf"\1{_SUKUN}\1"),  # what is doubled is written twice
    (re.compile(rf"و{_SUKUN}?ا(?!\w)"), "و"),  # the alif after the waw of a plural is silent
    (re.compile(f"ة[{_VOWELS}]?{_PAUSE}"), "ه"),
    (re.compile(f"\u064bا?{_PAUSE}"), f"{_FATHA}ا"),
    (re.compile(f"[{_VOWELS}]{_PAUSE}"), ""),  # before a pause, the last short vowel falls
)
"""espeak-ng leaves out vowels beside a shadda and reads the alif and the endings that nobody says."""


def with_vowels(voice: Voice) -> Callable[[str], str]:
    """Return what gives a text its vowels; one that ``voice`` spells out in its table keeps those it has."""
    diacritizer = Diacritizer()

    def write(told: str) -> str:
        vowelled = told if voice.spelled & {told, told.removesuffix(".")} else diacritizer.diacritize(told)
        for pattern, said in _RULES:
            vowelled = pattern.sub(said, vowelled)
        return vowelled

    return write
