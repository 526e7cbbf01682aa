"""An answer as it is kept: what was typed, what it was understood as, and everything known about how it was said."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, StrEnum, auto
from typing import Any, NamedTuple, Self

from portal.core.answers import Value
from portal.core.permissions import Role
from portal.core.voice_messages import Voice, unpacked
from portal.storage.engine.seal import OwnerKey


class State(StrEnum):
    """What became of a question. Sealed: from outside, answered and skipped look the same."""

    ANSWERED = "answered"
    SKIPPED = "skipped"
    REMOVED = "removed"
    UNCLEAR = "unclear"
    """Typed, kept, and not understood: the person is asked again."""
    ASIDE = "aside"
    """Typed on an old page or after the session ended: kept until the person chooses."""

    @property
    def settled(self) -> bool:
        """Whether the question need not be asked again."""
        return self in {State.ANSWERED, State.SKIPPED, State.REMOVED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The sealed part of an answer."""

    state: State
    typed: dict[str, list[str]] = field(default_factory=dict)
    """What the form sent, letter for letter."""
    value: Value | None = None
    problem: str | None = None
    """Why it was not understood, in English."""
    language: str = ""
    wording: str = ""
    """Which wording of the question was on the page."""
    consent: bool = False
    heard: bool = False
    """Whether the question was listened to."""
    voices: tuple[Voice, ...] = ()
    """What was said aloud, beside the words or instead of them."""

    def packed(self) -> dict[str, Any]:
        """Return what is sealed."""
        return {name: getattr(self, name) for name in self.__slots__}

    @property
    def told(self) -> list[object]:
        """What makes it another answer than the one before."""
        return [self.state, self.typed, *([self.voices] if self.voices else ())]

    @classmethod
    def unpacked(cls, packed: Any) -> Self:
        """Return what was sealed."""
        voices = unpacked(packed.get("voices", ()))
        return cls(**{**packed, "state": State(packed["state"]), "voices": voices})


class Outcome(Enum):
    """What became of a writing."""

    KEPT = auto()
    ALREADY_KEPT = auto()
    """The same form was sent twice: one row."""
    SET_ASIDE = auto()
    """The page was old: another answer came in between. Both are kept; the person chooses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the form says about the page it was on."""

    wording: str
    """Which wording of the question was shown."""
    shown: int = 0
    """The number of the answer the page showed, 0 if none."""
    key: str | None = None
    """A number used once: the same form sent twice is kept once."""


class Kept(NamedTuple):
    """One row of the answers, still sealed until it is opened. A tuple, for a request makes as many as there are."""

    question: str
    item: str
    number: int
    settled: bool
    sealed: bytes
    fingerprint: bytes
    """A keyed digest of what was said: tells a second sending from another answer."""
    at: datetime
    typed_as: str
    """As what somebody had the keyboard: a role."""
    key: OwnerKey

    @property
    def with_helper(self) -> bool:
        """Whether a helper had the keyboard."""
        return self.typed_as == Role.HELPER

    @property
    def is_answer(self) -> bool:
        """Whether something was answered: to be asked only by who may open the row."""
        return self.said().state is State.ANSWERED

    def said(self) -> Said:
        """Open the row. The vault hands out only rows whose reading it has checked and journalled."""
        return Said.unpacked(self.key.unseal(place(self.question, self.item, self.number), self.sealed))


def place(question: str, item: str, number: int) -> str:
    """Return the place a sealed answer is bound to."""
    return f"answers|{question}|{item}|{number}"
