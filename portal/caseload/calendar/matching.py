"""Whose entry of a calendar it is: the full name, in any order, without accents. What is not sure is not guessed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias
from uuid import UUID

from portal.core.typed import plain
from portal.core.words import Words, say

_AROUND = frozenset({
    "entretien", "rdv", "rendez", "vous", "interview", "appointment", "suivi", "point", "avec", "with",
    "m", "mr", "mme", "mlle", "mrs", "ms", "monsieur", "madame", "telephone", "tel",
    "phone", "visio", "video", "teams",
})  # fmt: skip
"""Words that agencies write beside a name."""


Folded: TypeAlias = frozenset[tuple[str, int]]
"""The words of a name, and how often each comes."""


class Unmatched(StrEnum):
    """Why an entry is nobody's."""

    UNCLEAR = "unclear"
    NOBODY = "nobody"
    SEVERAL = "several"
    OTHER = "other"
    """The same entry was somebody else's before."""


UNMATCHED: Mapping[Unmatched, Words] = MappingProxyType(
    {
        Unmatched.NOBODY: say("None of your people has this name."),
        Unmatched.SEVERAL: say("Two of your people have this name: plan it by hand."),
        Unmatched.OTHER: say("This entry was for somebody else before: plan it by hand."),
    }
)


class Roll:
    """A counsellor's own people, to be found by their full names."""

    def __init__(self, people: Iterable[tuple[UUID, str]]) -> None:
        self._by_name: dict[Folded, list[UUID]] = {}
        for person_id, name in people:
            self._by_name.setdefault(_folded(name), []).append(person_id)

    def whose(self, names: Sequence[str]) -> UUID | Unmatched:
        """Return whose entry it is: by the first of ``names`` that is somebody's, with or without words around it."""
        for name in names:
            folded = _folded(name)
            for said in (folded, frozenset(pair for pair in folded if pair[0] not in _AROUND)):
                match self._by_name.get(said) if said else None:
                    case [person_id]:
                        return person_id
                    case [_, *_]:
                        return Unmatched.SEVERAL
                    case _:
                        continue
        return Unmatched.NOBODY


def _folded(name: str) -> Folded:
    """Return the words of a name for comparing: neither their order nor accents nor capitals count."""
    return frozenset(Counter(plain(name).split()).items())
