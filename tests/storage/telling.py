"""Somebody who tells: writes answers through the vault as the pages do, one transaction a writing."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from portal.core.uses import Purpose
from portal.storage.answers.kept import Outcome, Page, Said, State
from portal.storage.answers.own_rows import kept_of
from portal.storage.answers.vault import Vault
from portal.storage.engine.database import Connection, Database
from portal.storage.engine.seal import KeyRing
from portal.storage.tables.people import answers, journal
from portal.storage.tables.promises import SAID
from portal.storage.trace.journal import broken
from tests.people import APerson, a_person

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
A_QUESTION, ANOTHER = "a-question", "another-question"
PROMISES = {A_QUESTION: SAID, ANOTHER: SAID}


@dataclass
class Teller:
    """A person, and the way to their dossier."""

    database: Database
    ring: KeyRing
    person: APerson
    now: datetime = NOW

    def vault(self, connection: Connection) -> Vault:
        return Vault(connection, self.ring, PROMISES, self.person.actor, self.now)

    def says(self, value: str, page: Page | None = None, question: str = A_QUESTION) -> Outcome:
        """Keep one answer in a transaction of its own."""
        with self.database.transaction(writes=True) as connection:
            return self.writes(connection, value, page, question)

    def writes(
        self, connection: Connection, value: str, page: Page | None = None, question: str = A_QUESTION
    ) -> Outcome:
        """Keep one answer; unless told otherwise, on a page that showed the newest one."""
        said = Said(state=State.ANSWERED, typed={"answer": [value]}, value=value, language="fr")
        fresh = page or Page(wording="1", shown=self.shown(connection, question))
        return self.vault(connection).write(self.person.id, question, "", said, fresh)

    def shown(self, connection: Connection, question: str = A_QUESTION) -> int:
        rows = self.vault(connection).read(self.person.id, [question], Purpose.PREPARE_INTERVIEW)
        return max((row.number for row in rows if row.settled), default=0)

    def told(self, question: str = A_QUESTION) -> object:
        """Return the answer that counts."""
        with self.database.transaction(writes=True) as connection:
            rows = self.vault(connection).read(self.person.id, [question], Purpose.PREPARE_INTERVIEW)
            return next((row.said().value for row in rows if row.settled), None)

    def everything(self) -> list[Said]:
        """Return everything that was ever kept, oldest first."""
        columns = ("question", "item", "number", "settled", "sealed", "fingerprint", "at", "typed_as")
        asked = select(*(answers.c[name] for name in columns)).where(answers.c.person_id == self.person.id)
        with self.database.transaction(writes=False) as connection:
            found = connection.execute(asked.order_by(answers.c.number)).all()
            rows = kept_of(self.person.key, PROMISES, found)
        return [row.said() for row in rows]

    def numbers(self) -> list[int]:
        asked = select(answers.c.number).where(answers.c.person_id == self.person.id).order_by(answers.c.number)
        with self.database.transaction(writes=False) as connection:
            return list(connection.execute(asked).scalars())

    def entries(self) -> int:
        """Return how many entries the journal has, once its chain was seen to hold."""
        asked = select(journal.c.number).where(journal.c.person_id == self.person.id)
        with self.database.transaction(writes=False) as connection:
            assert broken(connection, self.ring, self.person.id) == []
            return len(connection.execute(asked).all())


def a_teller(database: Database, ring: KeyRing) -> Teller:
    """Return somebody new who tells."""
    with database.transaction(writes=True) as connection:
        return Teller(database, ring, a_person(connection, ring))
