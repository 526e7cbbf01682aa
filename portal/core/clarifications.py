"""A question back: what a counsellor asks about one answer, what may be done with it, and when it waits no more."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self, assert_never

from portal.core.answers import Confirm, Grid, Items, Kind, Language, Listed, LongText, Money, One, Phone, Several, Text
from portal.core.words import Words, say

LONGEST = 500
"""In letters: a question, or a word why; nobody has to read a letter first."""
MOST_OWN_WORDS = 2000
"""In letters: what somebody adds in their own words to what they chose."""
OWN_WORDS = "words"
"""The field for one's own words, beside the choices of a question."""
OWN_WORDS_LONG = say("Your own words are very long. Keep what matters most.")

MORE_OF_WORDS = say("Can you tell me more about what you wrote?")
MORE_OF_CHOICE = say("Can you tell me more about what you chose?")
SOMETHING_MISSING = say("Is something missing here?")
STILL_RIGHT = say("Is this still right?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked back about one answer. Sealed whole."""

    question: str
    """The key of the question of the dossier."""
    words: str = ""
    """The counsellor's own words; nothing where the proposed ones stand, which the person reads in their language."""
    language: str = ""
    """The language of the page the words were written on."""
    upto: int = 0
    """The newest writing that had been sent: what is written later is new."""

    def packed(self) -> dict[str, Any]:
        """Return what is sealed."""
        return asdict(self)

    @classmethod
    def unpacked(cls, packed: Any) -> Self:
        """Return what was sealed."""
        return cls(**packed)


class Step(StrEnum):
    """What is done with a question back."""

    TOLD = "told"
    """The person answered, alone or with a helper. Not sent: nobody else sees it."""
    ANSWERED = "answered"
    """The person sent the answer."""
    FACE_TO_FACE = "face-to-face"
    """The person would rather talk about it."""
    CLOSED = "closed"
    """The counsellor waits for nothing more."""


ENDS = (Step.ANSWERED, Step.FACE_TO_FACE, Step.CLOSED)
"""A question back is open until one of these was done."""
BY_PERSON = frozenset({Step.TOLD, Step.ANSWERED, Step.FACE_TO_FACE})
SENT_BACK = (Step.ANSWERED, Step.FACE_TO_FACE)
"""What waits for the counsellor until they put it away."""


def is_open(taken: Collection[Step]) -> bool:
    """Tell whether it waits for the person. There is no day until when."""
    return not any(step in taken for step in ENDS)


def may_follow(step: Step, taken: Collection[Step]) -> bool:
    """The person answers what is open, or says all the same that they would rather talk; closing is always possible."""
    return step is Step.CLOSED or is_open(taken)


def proposed(kind: Kind) -> Words:
    """Return the plain words to ask back with, by the kind of answer."""
    match kind:
        case Text() | LongText():
            return MORE_OF_WORDS
        case One() | Several() | Listed() | Grid():
            return MORE_OF_CHOICE
        case Items():
            return SOMETHING_MISSING
        case Phone() | Money() | Confirm() | Language():
            return STILL_RIGHT
        case _:
            assert_never(kind)


def has_room(kind: Kind) -> bool:
    """Tell whether an answer of this kind gets room for one's own words: where there is none already."""
    return not isinstance(kind, Text | LongText | Items)
