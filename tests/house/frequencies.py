"""Measures how frequent the words in use are, and keeps the list: python -m tests.house.frequencies.

The tests read the kept list, so that they need neither wordfreq nor simplemma.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache

import simplemma
from wordfreq import zipf_frequency

from tests.house.catalogues import sentences
from tests.house.plain import FOLDER, words_in

_BEFORE = ("وال", "فال", "بال", "كال", "لل", "ال", "وس", "ول", "س", "و", "ف", "ب", "ل", "ك")
_PERSON_BEFORE = ("ي", "ت", "ن", "أ", "ا")
_AFTER = ("تموه", "تم", "كما", "هما", "كم", "هم", "هن", "نا", "وها", "وه", "وا", "ها", "ني", "ات", "ون", "ين", "ان")
_LETTER_AFTER = ("ك", "ه", "ي", "ة", "ا", "ت")
_SHORTEST_STEM = 3


@cache
def frequency(word: str, language: str) -> float:
    """Return how frequent a word is on the Zipf scale: the form as it stands, or the word it is a form of."""
    forms = set(_arabic_forms(word)) if language == "ar" else {word, simplemma.lemmatize(word, lang=language)}
    return float(max(zipf_frequency(form, language) for form in forms))


def _arabic_forms(word: str) -> Iterator[str]:
    """Return an Arabic word without the little words and the persons that are written onto it."""
    for stem in {word, *_without(word, _BEFORE, str.removeprefix)}:
        for bare in {stem, *_without(stem, _AFTER + _LETTER_AFTER, str.removesuffix)}:
            yield from (bare, f"{bare}ة", f"{bare.removesuffix('ت')}ة", f"{bare}ى")
            for verb in _without(bare, _PERSON_BEFORE, str.removeprefix):
                yield from (verb, f"ي{verb}", f"ت{verb}")


def _without(word: str, pieces: Iterable[str], take: Callable[[str, str], str]) -> Iterator[str]:
    found = (take(word, piece) for piece in pieces)
    return (stem for stem in found if stem != word and len(stem) >= _SHORTEST_STEM)


def measured() -> dict[tuple[str, str], float]:
    """Return every word in use that people read, with its frequency."""
    used = {
        (one.language, word)
        for one in sentences()
        if one.for_people and not one.is_spared
        for word in words_in(one.text, one.language)
    }
    return {(language, word): frequency(word, language) for language, word in sorted(used)}


def main() -> None:
    """Write the list."""
    lines = [f"{language}\t{word}\t{found:.2f}\n" for (language, word), found in measured().items()]
    (FOLDER / "frequencies.tsv").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
