"""A voice message: what a person said instead of writing. How long, how many, and what is said when it is none."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from portal.core.words import say

LONGEST_S = 120
"""In seconds: two minutes say a lot, and somebody still listens to them."""
LARGEST = 10 * 1024 * 1024
"""In bytes: two minutes as the heaviest of telephones record them."""
MOST = 3
"""At one place: what needs more is told face to face."""
MOST_A_DAY = 12
"""Everywhere together, within 24 hours."""
LARGEST_TOGETHER = 100 * 1024 * 1024
"""In bytes: everything one person said that is kept. Nobody needs so much, and no single account fills the disk."""

NOTHING_CHOSEN = say("Choose a recording first.")
EMPTY = say("There is nothing in this file. Record it again.")
NO_SOUND = say("This is not a sound. Choose a recording.")
A_VIDEO = say("This is a video. Record only your voice.")
NOT_PLAYED = say("Your counsellor could not hear this kind. Try another recorder.")
TOO_LONG = say("This is longer than 2 minutes. Record it again, shorter.")
TOO_BIG = say("This is too big. Record it again, shorter.")
HEARD_NOTHING = say("We heard nothing. Try again.")
TOO_MANY = say("There are 3 voice messages here. Erase one first.")
NO_ROOM = say("You have many voice messages. Erase one first, or write.")


class SoundType(StrEnum):
    """A kind of sound that every browser plays, by what it is called there."""

    MP4 = "audio/mp4"
    WEBM = "audio/webm"
    OGG = "audio/ogg"
    MP3 = "audio/mpeg"
    WAV = "audio/wav"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What somebody recorded, as it was understood from its bytes alone."""

    content: bytes
    type: SoundType
    seconds: int
    """Whole ones, at least 1."""


class Voice(NamedTuple):
    """A voice message as an answer names it."""

    id: str
    """Of the message: never used again, whatever becomes of it."""
    seconds: int

    @property
    def uuid(self) -> UUID:
        """Its id, for addresses and for the database."""
        return UUID(self.id)


def unpacked(voices: Iterable[Any]) -> tuple[Voice, ...]:
    """Return the messages that an answer names, from how they were sealed."""
    return tuple(Voice(*one) for one in voices)
