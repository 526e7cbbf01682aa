"""What somebody argues in their own words, what their counsellor did with it, and what may follow what."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Self

from portal.core.typed import tidy
from portal.core.voice_messages import Voice, unpacked

LETTER = "letter"
"""What a reply is about when it is about a letter; otherwise the name of a week, :data:`HOURS`, or nothing."""
HOURS = "hours"
"""About the hours in one's plan: to have none, or fewer."""
LONGEST = 5000
"""In letters: about two pages by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Argued:
    """What a person says, and how they wrote it. Sealed whole."""

    about: str = ""
    words: str = ""
    """Letter for letter as it was typed."""
    language: str = ""
    """The language of the page it was written on."""
    with_company: bool = False
    """Whether somebody they chose helped them: that is all that is known of a helper."""
    wants_to_be_heard: bool = False
    """Whether they also want to say it face to face (C. trav. R5412-7)."""
    voices: tuple[Voice, ...] = ()
    """What they said aloud, beside the words or instead of them."""

    @property
    def readable(self) -> str:
        """The words as every page and paper shows them: without marks that nobody can read."""
        return tidy(self.words)

    @property
    def is_too_long(self) -> bool:
        """Tell whether it is longer than can be sent."""
        return len(self.readable) > LONGEST

    def __bool__(self) -> bool:
        """Tell whether there is something to send: words, a voice message, or the wish to be heard."""
        return bool(self.readable or self.voices) or self.wants_to_be_heard

    def packed(self) -> dict[str, Any]:
        """Return what is sealed."""
        return asdict(self)

    @classmethod
    def unpacked(cls, packed: Any) -> Self:
        """Return what was sealed."""
        return cls(**{**packed, "voices": unpacked(packed.get("voices", ()))})


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What somebody began to write and has not sent."""

    argued: Argued
    mark: str = ""
    """Which version it is: a page that shows another one is old."""
    other: str = ""
    """What was written on another page at the same time: kept beside the words until the person chose."""

    def taking(self, new: Argued, shown: str, mark: str) -> Self:
        """Return the draft after a page that showed version ``shown`` brought ``new`` words: none are written over."""
        kept = self.argued.words
        if shown == self.mark or not self.argued.readable or new.readable == self.argued.readable:
            return replace(self, argued=new, mark=mark)
        is_there = f"\n\n{new.readable}\n\n" in f"\n\n{self.other}\n\n"
        other = self.other if is_there else f"{self.other}\n\n{new.readable}".strip()
        return replace(self, argued=replace(new, words=kept), mark=mark, other=other)

    def choosing(self, which: str, mark: str) -> Self:
        """Return the draft with the words the person chose: those before, those written now, or both."""
        words = {"before": self.argued.words, "now": self.other}.get(which, f"{self.argued.words}\n\n{self.other}")
        return replace(self, argued=replace(self.argued, words=words), mark=mark, other="")

    def packed(self) -> dict[str, Any]:
        """Return what is sealed."""
        return asdict(self)

    @classmethod
    def unpacked(cls, packed: Any) -> Self:
        """Return what was sealed."""
        return cls(**{**packed, "argued": Argued.unpacked(packed["argued"])})


class Step(StrEnum):
    """What a counsellor does with a reply."""

    OPENED = "opened"
    ANSWERED = "answered"
    CLOSED = "closed"


ENDS_WAITING = (Step.ANSWERED, Step.CLOSED)
"""A reply waits for its counsellor until one of these was done."""


def may_follow(step: Step, taken: Collection[Step]) -> bool:
    """Nothing is answered or closed unread: it is opened first. Whatever was done, more can be answered."""
    return step is Step.OPENED or Step.OPENED in taken


def furthest(taken: Collection[Step]) -> Step | None:
    """Return what a person is told became of their reply: an answer counts most; none while it is only sent."""
    return next((step for step in (Step.ANSWERED, Step.CLOSED, Step.OPENED) if step in taken), None)
