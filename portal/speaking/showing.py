"""A person's own voice messages as pages show them, and the ways from writing to speaking."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import abort, url_for

from portal.core.voice_messages import MOST, TOO_MANY
from portal.core.words import Words
from portal.speaking.wording import aloud_in_words
from portal.storage.dialogue.voice_messages import Message
from portal.web import kiosk, language

SPEAK = "speak"
ERASE = "erase:"
"""Buttons that lead from writing to speaking, and to erasing one message: what stands on the page is kept first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One message."""

    id: UUID
    words: str
    number: int | None = None
    """Which one it is, where several stand together."""
    address: str
    """Where its sound is."""

    @property
    def name(self) -> str:
        """What it is called by itself: messages of the same length are told apart."""
        return self.words if self.number is None else f"{self.words} {self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aloud:
    """What a page to write on shows of saying it aloud."""

    offered: bool = False
    messages: Sequence[Shown] = ()

    @property
    def problem(self) -> Words | None:
        """What to do before another one is said, if anything."""
        return TOO_MANY if len(self.messages) >= MOST else None


def can_be_heard() -> bool:
    """Tell whether somebody can speak and listen here: at a screen for everybody, others would hear."""
    return kiosk.here() is None


def shown(messages: Collection[Message]) -> list[Shown]:
    """Return a person's own messages."""
    return [
        Shown(
            id=one.id,
            words=aloud_in_words(one.seconds, language.current()),
            number=number if len(messages) > 1 else None,
            address=url_for("speaking.hear", message_id=one.id),
        )
        for number, one in enumerate(messages, start=1)
    ]


def leads_to_voices(do: str) -> bool:
    """Tell whether a button leads to where it is said aloud: what stands on its page is kept first."""
    return do == SPEAK or do.startswith(ERASE)


def address_behind(do: str, place: str, then: str | None = None) -> str:
    """Return where such a button leads: to speak at a place, or to the page that asks before a message is erased."""
    if do == SPEAK:
        return url_for("speaking.speak", place=place, then=then)
    try:
        message_id = UUID(do.removeprefix(ERASE))
    except ValueError:
        abort(400)
    return url_for("speaking.ask_to_erase", place=place, message_id=message_id, then=then)
