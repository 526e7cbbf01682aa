"""The words of a message: one sentence, alike for everybody, and the way to stop it. Nothing private is in it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from portal.core.notices import NEWS, REMINDER
from portal.core.words import say
from portal.storage.engine.seal import KeyRing
from portal.web.language import Language

STOP = "/reminder/stop/"
"""Before the token: the page that stops a reminder without signing in."""
SUBJECT = say("Your small reminder")
SENTENCE = say("This is the small reminder you asked for.")
NEWS_SUBJECT = say("Something new")
NEWS_SENTENCE = say("Something new waits for you here. No hurry.")
_WORDS = {REMINDER: (SUBJECT, SENTENCE), NEWS: (NEWS_SUBJECT, NEWS_SENTENCE)}
"""What each kind of notice says: its subject, and its one sentence."""
TO_STOP = say("To stop it, open this page:")
_DIGEST = 24
"""In letters: 96 bits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What leaves: to be sent as it stands, to an e-mail address or a telephone."""

    subject: str
    words: str
    language: str
    stop: str
    """The address of the page that stops it."""
    at: datetime


def letter_of(language: Language, address: str, token: str, at: datetime, kind: str = REMINDER) -> Letter:
    """Return a notice of one kind in a language; ``address`` is that of the portal."""
    subject, sentence = _WORDS[kind]
    stop = f"{address}{STOP}{token}"
    lines = (language.say(sentence), f"{address}/", "", language.say(TO_STOP), stop, "")
    return Letter(subject=language.say(subject), words="\n".join(lines), language=language.tag, stop=stop, at=at)


@dataclass(frozen=True, slots=True)
class Stop:
    """What a message lets its holder stop: the reminder of one person, as long as it goes where the message went.

    Who holds an old message neither learns nor ends what goes to another address by now.
    """

    person_id: UUID
    where: str
    """A keyed digest of the address."""

    @classmethod
    def of(cls, ring: KeyRing, person_id: UUID, address: str) -> Self:
        """Return what a message to ``address`` lets stop."""
        return cls(person_id, ring.digest("web", b"stop", address.encode()).hex()[:_DIGEST])


def stop_token(ring: KeyRing, stop: Stop) -> str:
    """Return what stands for ``stop`` in the address of a page: sealed, and never the same twice."""
    return ring.seal_note({"stop": stop.person_id.hex, "where": stop.where}).rstrip("=")


def stop_in(ring: KeyRing, token: str) -> Stop:
    """Return what a token lets stop; raise ``ValueError`` if it is not one of ours."""
    note: Any = ring.open_note(token + "=" * (-len(token) % 4))
    if not isinstance(note, dict) or set(note) != {"stop", "where"}:
        message = "a note for something else"
        raise ValueError(message)
    return Stop(UUID(note["stop"]), note["where"])
