"""What a person and their counsellor agreed: a few plain lines, who does what until when, and what is said to each."""

import re
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Self

from portal.core.typed import latin_digits, tidy
from portal.core.understanding import Unclear
from portal.core.words import say

LONGEST_LINE = 300
"""In letters: a sentence or two."""
LONGEST_NOTE = 4000
"""In letters: what somebody writes beside one step of an interview."""
DAY_UNCLEAR = say("Write the date with numbers, like 27 3 2026.")
_DAY = re.compile(r"(\d{1,2})\D+(\d{1,2})\D+(\d{4})|(\d{4})-(\d{2})-(\d{2})")


class Who(StrEnum):
    """Who does what a line says."""

    PERSON = "person"
    COUNSELLOR = "counsellor"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence of an agreement: a phrase of the list, completed or not, or free words."""

    phrase: str = ""
    """The key of a phrase, or nothing where the words stand alone."""
    words: str = ""
    who: Who = Who.BOTH
    until: date | None = None

    def __bool__(self) -> bool:
        """Tell whether it says something."""
        return bool(self.phrase or self.words)

    @property
    def is_too_long(self) -> bool:
        """Tell whether it is longer than can be sent."""
        return len(self.words) > LONGEST_LINE

    def packed(self) -> dict[str, str]:
        """Return what is sealed."""
        until = self.until.isoformat() if self.until else ""
        return {"phrase": self.phrase, "words": self.words, "who": self.who.value, "until": until}

    @classmethod
    def unpacked(cls, packed: Any) -> Self:
        """Return what was sealed."""
        until = date.fromisoformat(packed["until"]) if packed["until"] else None
        return cls(phrase=packed["phrase"], words=packed["words"], who=Who(packed["who"]), until=until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """What was typed under a phrase that is not chosen, letter for letter: it comes back with the next tick."""

    phrase: str = ""
    """The key of the phrase, or nothing for a free line that has a day and no words yet."""
    words: str = ""
    who: str = ""
    until: str = ""

    def packed(self) -> dict[str, str]:
        """Return what is sealed."""
        return asdict(self)

    @classmethod
    def unpacked(cls, packed: Any) -> Self:
        """Return what was sealed."""
        return cls(**packed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What a counsellor began to write of an agreement and has not sent."""

    lines: tuple[Line, ...] = ()
    aside: tuple[Aside, ...] = ()
    """What was typed under phrases that are not chosen: never sent, and read by the person like the rest."""
    language: str = ""
    """The language of the page it was written on."""
    mark: str = ""
    """Which version it is: a page that shows another one is old."""

    def __bool__(self) -> bool:
        """Tell whether anything was written."""
        return bool(self.lines or self.aside)

    def says_the_same(self, other: "Begun") -> bool:
        """Tell whether two versions hold the same words."""
        return (self.lines, self.aside) == (other.lines, other.aside)

    def taking(self, new: "Begun", shown: str) -> "Begun":
        """Return what is begun after a page that showed version ``shown`` brought ``new``: an old one takes nothing."""
        return new if shown == self.mark else new.beside(self)

    def beside(self, other: "Begun") -> "Begun":
        """Return this with everything of another one that it does not say yet."""
        return replace(
            self,
            lines=(*self.lines, *(one for one in other.lines if one not in self.lines)),
            aside=(*self.aside, *(one for one in other.aside if one not in self.aside)),
        )


class Word(StrEnum):
    """What somebody says to one line of an agreement."""

    NOT_UNDERSTOOD = "not-understood"
    NOT_AGREED = "not-agreed"
    FINE = "fine"
    """The person: it is fine now. It takes back what they said before."""
    ANSWERED = "answered"
    """The counsellor, in words."""
    HEARD = "heard"
    """The counsellor, without words: they read it and will talk about it."""


BY_PERSON = frozenset({Word.NOT_UNDERSTOOD, Word.NOT_AGREED, Word.FINE})
STANDS = frozenset({Word.NOT_UNDERSTOOD, Word.NOT_AGREED})
"""What waits for the counsellor until they answered or heard it, or the person took it back."""


def understand_day(typed: str) -> date | None:
    """Return the day that was typed, none if nothing was; raise :class:`Unclear` with what to do."""
    text = latin_digits(tidy(typed))
    if not text:
        return None
    found = _DAY.fullmatch(text)
    if found is None:
        raise Unclear(DAY_UNCLEAR)
    day, month, year, *numbers = found.groups()
    whole = numbers if year is None else (year, month, day)
    try:
        return date(*(int(part) for part in whole))
    except ValueError:
        raise Unclear(DAY_UNCLEAR) from None
