"""The words of a reminder: one sentence, alike for everybody, and the way to stop it. Nothing private is in it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.core.words import say
from portal.storage.seal import KeyRing
from portal.web.language import Language

STOP = "/reminder/stop/"
"""Before the token: the page that stops a reminder without signing in."""
SUBJECT = say("Your small reminder")
SENTENCE = say("This is the small reminder you asked for.")
TO_STOP = say("To stop it, open this page:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What leaves: to be sent as it stands, to an e-mail address or a telephone."""

    subject: str
    words: str
    language: str
    stop: str
    """The address of the page that stops it."""
    at: datetime


def letter_of(language: Language, address: str, token: str, at: datetime) -> Letter:
    """Return the reminder in a language; ``address`` is that of the portal."""
    stop = f"{address}{STOP}{token}"
    lines = (language.say(SENTENCE), f"{address}/", "", language.say(TO_STOP), stop, "")
    return Letter(subject=language.say(SUBJECT), words="\n".join(lines), language=language.tag, stop=stop, at=at)


def stop_token(ring: KeyRing, person_id: UUID) -> str:
    """Return what stands for a person in the address that stops their reminder: sealed, and never the same twice."""
    return ring.seal_note({"stop": person_id.hex}).rstrip("=")


def whose(ring: KeyRing, token: str) -> UUID:
    """Return whose reminder a token stops; raise ``ValueError`` if it is not one of ours."""
    note: Any = ring.open_note(token + "=" * (-len(token) % 4))
    if not isinstance(note, dict) or set(note) != {"stop"}:
        message = "a note for something else"
        raise ValueError(message)
    return UUID(note["stop"])
