"""Runs at moments that the test says, and a tray that takes what leaves instead of a mail server."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock

from sqlalchemy import select

from portal.core.notices import Channel
from portal.notices.letters import Letter
from portal.notices.sending import Post, Tally, put_all_due, send_waiting
from portal.storage.engine.database import Database
from portal.storage.engine.seal import KeyRing
from portal.storage.people.notices import stop_reminder
from portal.storage.tables.people import notices
from portal.web.language import Languages
from tests.people import ACounsellor, APerson, a_person, asks_for_reminder

SUNDAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
MONDAY_AT_NINE = datetime(2026, 11, 23, 8, tzinfo=UTC)
WEEK = timedelta(days=7)
MINUTE = timedelta(minutes=1)
HERE = "awa@example.fr"
"""Where the reminder goes that a person asked for."""


@dataclass
class Tray:
    """A driver: takes letters, and does first whatever the test wants."""

    taken: list[tuple[str, Letter]] = field(default_factory=list)
    first: Callable[[str], None] = lambda _address: None
    lock: Lock = field(default_factory=Lock)

    def send(self, address: str, letter: Letter) -> None:
        self.first(address)
        with self.lock:
            self.taken.append((address, letter))

    @property
    def addresses(self) -> list[str]:
        return [address for address, _letter in self.taken]


@dataclass
class Runs:
    """Starts runs of the command at moments of the test's own."""

    database: Database
    ring: KeyRing
    languages: Languages
    tray: Tray = field(default_factory=Tray)

    def puts(self, at: datetime) -> int:
        """Only put what is due in the outbox, as a run does that is cut short there."""
        return put_all_due(self.database, at)

    def runs(self, at: datetime) -> Tally:
        """Do a whole run."""
        self.puts(at)
        post = Post(
            database=self.database,
            ring=self.ring,
            languages=self.languages,
            address="https://portal.example",
            clock=lambda: at,
        )
        return send_waiting(post, {Channel.EMAIL: self.tray})

    def asks(self, person: APerson, at: datetime, **chosen: str | int) -> None:
        """Let a person ask for a reminder, or change it."""
        with self.database.transaction(writes=True) as connection:
            asks_for_reminder(connection, person, at, **chosen)

    def stops(self, person: APerson) -> None:
        """Let a person stop it."""
        with self.database.transaction(writes=True) as connection:
            stop_reminder(connection, person.id)

    def many_ask(self, counsellor: ACounsellor, count: int) -> set[str]:
        """Let many people ask; return their addresses."""
        addresses = {f"a{number}@example.fr" for number in range(count)}
        with self.database.transaction(writes=True) as connection:
            for address in addresses:
                asks_for_reminder(connection, a_person(connection, self.ring, counsellor), SUNDAY, address=address)
        return addresses

    @property
    def states(self) -> list[str]:
        """Where every notice stands."""
        with self.database.transaction(writes=False) as connection:
            return list(connection.execute(select(notices.c.state)).scalars())
