"""What belongs to the request being answered: its moment, its transaction, who acts, the language of its page."""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import current_app, g

from portal.core.actors import Actor, Helper, Person, Teller
from portal.storage.answers.vault import Vault
from portal.storage.engine.database import Connection
from portal.storage.engine.seal import KeyRing, OwnerKey
from portal.web.parts import parts_of


@dataclass(slots=True, kw_only=True)
class Work:
    """One transaction, and what is done in it."""

    connection: Connection
    ring: KeyRing
    now: datetime
    actor: Actor | None = None
    session_digest: bytes | None = None
    open_vault: Vault | None = None
    is_stopped: bool = False
    """Whether the account that asked for it went over a ceiling just now."""
    waits: int | None = None
    """1 while something is to be shown to the actor on their first page."""

    @property
    def vault(self) -> Vault:
        """The actor's way to people's answers."""
        if self.open_vault is None:
            message = "nobody is signed in: no vault"
            raise LookupError(message)
        return self.open_vault

    @property
    def key(self) -> OwnerKey:
        """The signed-in actor's own key; beside a person, the key of that person."""
        if self.actor is None:
            message = "nobody is signed in: no key"
            raise LookupError(message)
        if isinstance(self.actor, Helper) and self.actor.visit is not None:
            return self.vault.key_of(self.actor.person_id)
        return self.vault.key_of(self.actor.id)


def work() -> Work:
    """Return the work of this request."""
    found: Work = g.work
    return found


def moment() -> datetime:
    """Return the moment of this request: one for everything it keeps."""
    return datetime.now(UTC)


def teller_here() -> Teller | None:
    """Return who tells at this screen now: a person, or a helper while they sit beside one."""
    actor = work().actor
    return actor if isinstance(actor, Person) or (isinstance(actor, Helper) and actor.visit is not None) else None


def vault_for(teller: Teller) -> Vault:
    """Return the way in of someone who is known and not signed in: by a form that came too late, or by a message."""
    current = work()
    return Vault(current.connection, current.ring, parts_of(current_app).promises, teller, current.now)
