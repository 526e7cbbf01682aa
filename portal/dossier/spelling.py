"""How far a typed word is from a written one, by ear and by letter, for people who write as they hear."""

import re

_SHORT = 4
_MIDDLE = 6
_HEARD_ALIKE = re.compile(r"eau|au|ph|qu|(.)\1")
_HEARD_AS = {"eau": "o", "au": "o", "ph": "f", "qu": "k"}


def slips_allowed(word: str) -> int:
    """Return how many slips ``word`` may have: none up to four letters, one up to six, then two."""
    if len(word) <= _SHORT:
        return 0
    return 1 if len(word) <= _MIDDLE else 2


def by_ear(word: str) -> str:
    """Return a plain word as French ears hear it: “chauffeur” and “chofeur” are the same, “hotel” and “hottel” too."""
    return _HEARD_ALIKE.sub(lambda found: _HEARD_AS.get(found[0], found[0][0]), word)


def slips(typed: str, written: str, most: int) -> int | None:
    """Return the number of slips between two words, or none above ``most`` (Levenshtein's distance, bounded)."""
    if abs(len(typed) - len(written)) > most:
        return None
    row = list(range(len(written) + 1))
    for index, letter in enumerate(typed, 1):
        above, row = row, [index]
        for column, other in enumerate(written, 1):
            row.append(min(above[column] + 1, row[-1] + 1, above[column - 1] + (letter != other)))
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None
