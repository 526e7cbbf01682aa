"""Whose entry of a calendar it is: the full name, in any order, without accents. What is not sure is not guessed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple, TypeAlias
from uuid import UUID

from portal.core.finding import rarest
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
        Unmatched.SEVERAL: say("It can be two of your people: plan it by hand."),
        Unmatched.OTHER: say("This entry was for somebody else before: plan it by hand."),
    }
)


class Roll:
    """A counsellor's own people, to be found by their full names."""

    def __init__(self, people: Iterable[tuple[UUID, str]]) -> None:
        self._by_name: dict[Folded, list[UUID]] = {}
        self._by_word: dict[str, set[Folded]] = {}
        self._read: dict[str, Named] = {}
        for person_id, name in people:
            self._by_name.setdefault(_folded(name), []).append(person_id)
        often = Counter(word for folded in self._by_name for word, _count in folded)
        for folded in self._by_name:
            if [*folded][1:]:  # a name of one word stands in the names of others
                self._by_word.setdefault(rarest((word for word, _count in folded), often), set()).add(folded)

    def whose(self, names: Sequence[str]) -> UUID | Unmatched:
        """Return whose entry it is: of the one person whose full name is one of ``names``, with words around it or not.

        An entry that names two of the counsellor's people is of neither, wherever in it the second name stands.
        """
        read = [self._named_in(name) for name in names]
        if [*{one for found in read for one in found.any}][1:]:
            return Unmatched.SEVERAL
        return next((one for found in read for one in found.alone), Unmatched.NOBODY)

    def _named_in(self, name: str) -> "Named":
        """Return whom a title names: looked for once, however often it comes."""
        if name not in self._read:
            folded = _folded(name)
            around = frozenset(pair for pair in folded if pair[0] not in _AROUND)
            alone = self._by_name.get(folded) or self._by_name.get(around) or ()
            self._read[name] = Named(alone=frozenset(alone), any=frozenset(alone or self._among(folded)))
        return self._read[name]

    def _among(self, title: Folded) -> Iterator[UUID]:
        """Go through whose names stand in a title among other words; one that is part of another does not count."""
        words = dict(title)
        near = [name for word in words for name in self._by_word.get(word, ())]
        there = [name for name in near if all(count <= words.get(word, 0) for word, count in name)]
        for name in there:
            if not any(name < other for other in there):
                yield from self._by_name[name]


class Named(NamedTuple):
    """Whom a title names. A tuple: there are thousands."""

    alone: frozenset[UUID]
    """By a full name, and nothing else that counts."""
    any: frozenset[UUID]
    """Also among other words: too little to know whose it is, enough to doubt."""


def _folded(name: str) -> Folded:
    """Return the words of a name for comparing: neither their order nor accents nor capitals count."""
    return frozenset(Counter(plain(name).split()).items())
