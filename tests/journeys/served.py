"""The portal as it is served to real browsers, and what happens beside the browser: a card made, a session too old."""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import delete, func, select, update
from werkzeug.serving import WSGIRequestHandler, make_server

from portal.app import create_app
from portal.core.words import Words
from portal.settings import Mail, Settings
from portal.storage.engine.database import Connection
from portal.storage.people.people import add_interview
from portal.storage.tables.agency import attempts
from portal.storage.tables.people import answers, cards, receipts, sessions
from portal.web.parts import Parts, parts_of
from tests.people import ACounsellor, APerson, a_counsellor, a_person


@dataclass(frozen=True, kw_only=True)
class Portal:
    """The portal at an address of this machine."""

    app: Flask
    address: str

    @property
    def parts(self) -> Parts:
        return parts_of(self.app)

    def say(self, language: str, words: str) -> str:
        """Return a sentence of the pages in a language; the tests name it in English, as the code does."""
        return self.parts.languages.offered[language].say(Words(words))

    def hires(self) -> ACounsellor:
        """Add a counsellor, in an agency of their own."""
        with self._writing() as connection:
            connection.execute(delete(attempts))  # wrong tries of other tests came from the same network
            return a_counsellor(connection, self.parts.ring, login=secrets.token_hex(6))

    def welcomes(self, counsellor: ACounsellor, *, pictures: tuple[str, str] | None = ("cat", "horse")) -> APerson:
        """Add a person with a card and an interview; without pictures, nobody used the card yet."""
        with self._writing() as connection:
            return a_person(connection, self.parts.ring, counsellor, pictures=pictures)

    def lets_them_meet(self, person: APerson) -> None:
        """Do as if the interview took place now."""
        with self._writing() as connection:
            add_interview(connection, person.id, person.counsellor.actor.id, datetime.now(UTC))

    def lets_sessions_end(self, person: APerson) -> None:
        """Do as if an hour had passed without a page."""
        earlier = datetime.now(UTC) - timedelta(hours=1)
        with self._writing() as connection:
            connection.execute(update(sessions).where(sessions.c.actor_id == person.id), {"seen_at": earlier})

    def lets_card_rest(self, person: APerson, *, wrong_tries: int) -> None:
        """Do as if a card had rested for long enough after some wrong tries."""
        with self._writing() as connection:
            its = update(cards).where(cards.c.person_id == person.id)
            connection.execute(its, {"failures": wrong_tries, "locked_until": None})

    def counts_answers(self, person: APerson, question: str) -> int:
        """Return how many times something was kept for one question."""
        which = (answers.c.person_id == person.id, answers.c.question == person.key.tag(question))
        with self._writing() as connection:
            return connection.execute(select(func.count()).where(*which)).scalar_one()

    def counts_receipts(self, person: APerson) -> int:
        """Return how many times the person sent."""
        with self._writing() as connection:
            return connection.execute(select(func.count()).where(receipts.c.person_id == person.id)).scalar_one()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self.parts.database.transaction(writes=True) as connection:
            yield connection


class _Quiet(WSGIRequestHandler):
    """Keeps a browser's connections open, and notes nothing."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - the name it has in Werkzeug
        """Note nothing."""


@contextmanager
def served(url: str, keys: Path, **more: Any) -> Iterator[Portal]:
    """Serve the portal on a port that is free, on the database at ``url``, until the block ends.

    ``more`` are settings that differ from the usual ones.
    """
    server = make_server("127.0.0.1", 0, Flask("not yet"), threaded=True, request_handler=_Quiet)
    address = f"http://127.0.0.1:{server.server_port}"
    mail = Mail(host="127.0.0.1", port=9, sealed=False, sender="portal@agency.example")
    app = create_app(Settings(database_url=url, keys=keys, address=address, mail=mail, **more))
    server.app = app
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield Portal(app=app, address=address)
    finally:
        server.shutdown()
        thread.join(5)
        server.server_close()
        parts_of(app).database.engine.dispose()
