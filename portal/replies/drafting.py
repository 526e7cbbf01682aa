"""What a person began to write: kept at each tap, never written over by another page of theirs."""

import secrets
from dataclasses import replace

from portal.core.actors import Person
from portal.core.replies import Argued, Begun
from portal.core.understanding import TOO_LONG
from portal.core.uses import Purpose
from portal.core.words import Words, say
from portal.storage.answers.drafts import forget_draft, keep_draft, read_draft
from portal.storage.answers.vault import Vault
from portal.storage.dialogue.replies import name_of, next_number
from portal.storage.dialogue.voice_messages import Message, messages_at
from portal.storage.trace.journal import Deed
from portal.web import language
from portal.web.current import vault_for, work

NOTHING_YET = say("Write something, or say it face to face.")
_WHAT = "reply"


class Desk:
    """Where one person writes."""

    def __init__(self, person: Person, vault: Vault) -> None:
        self._person = person
        self._vault = vault
        self._connection = work().connection
        self._key = vault.key_of(person.id)

    def open(self) -> Begun | None:
        """Return what the person began, if they did."""
        draft = read_draft(self._connection, self._key, _WHAT)
        return None if draft is None else self._with_voices(Begun.unpacked(draft))

    def take(self, new: Argued, shown: str) -> Begun:
        """Keep what a page that showed version ``shown`` brought; what another page brought stays."""
        begun = self.open() or Begun(argued=Argued())
        return self._keep(self._with_voices(begun.taking(new, shown, _new_mark())))

    def speak(self) -> Begun:
        """Keep that something was said aloud, or erased: a page that showed it otherwise is old."""
        begun = self.open() or Begun(argued=Argued(language=language.current().tag))
        return self._keep(self._with_voices(replace(begun, mark=_new_mark())))

    @property
    def messages(self) -> tuple[Message, ...]:
        """What the person said aloud and has not sent."""
        return messages_at(self._connection, self._key, kept_as(self._person))

    def choose(self, begun: Begun, which: str) -> Begun:
        """Keep which of two writings counts."""
        return self._keep(begun.choosing(which, _new_mark()))

    def clear(self) -> None:
        """Forget what was sent."""
        forget_draft(self._connection, self._key, _WHAT)

    def _with_voices(self, begun: Begun) -> Begun:
        return replace(begun, argued=replace(begun.argued, voices=tuple(one.voice for one in self.messages)))

    def _keep(self, begun: Begun) -> Begun:
        keep_draft(self._connection, self._key, _WHAT, begun.packed(), work().now)
        self._vault.note(self._person.id, Deed.WROTE_ARGUMENTS, Purpose.HEAR_ARGUMENTS, (_WHAT,))
        return begun


def kept_as(person: Person) -> str:
    """Return under which name is kept what is said aloud now: of what was sent, it stays with what was sent."""
    return name_of(next_number(work().connection, person.id))


def my_desk(person: Person) -> Desk:
    """Return where the person who is signed in writes."""
    return Desk(person, work().vault)


def late_desk(person: Person) -> Desk:
    """Return where a person wrote whose session just ran out, to keep their words."""
    return Desk(person, vault_for(person))


def problem_of(argued: Argued) -> Words | None:
    """Return what to say before it can be sent; it is kept all the same."""
    if argued.is_too_long:
        return TOO_LONG
    return None if argued else NOTHING_YET


def _new_mark() -> str:
    return secrets.token_urlsafe(9)
