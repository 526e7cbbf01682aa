"""From 10,000 declared weeks to many more: a counsellor's pages and one's own weeks cost the same, by the same plans.

Two databases stand side by side in one PostgreSQL, and the same requests go to each in turn: what the machine does
meanwhile weighs on both alike.
"""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from typing import Self

from flask import Flask
from sqlalchemy import text

from portal.core.receipts import Sending, Statement
from portal.core.weeks import Week
from portal.dossier.questions import PROMISES
from portal.storage.answers.kept import Page, Said, State
from portal.storage.answers.receipts import add_receipt
from portal.storage.answers.vault import Vault
from portal.storage.answers.weeks import Declared, declare
from portal.storage.engine.database import Connection
from portal.storage.engine.seal import KeyRing
from portal.storage.people import sessions
from portal.web.parts import parts_of
from tests.bench.desk import Desk, a_desk
from tests.bench.figures import Figure
from tests.bench.filler import fill
from tests.bench.plans import WHOLE, listening, tables_with_rows, ways_of, without
from tests.bench.replay import Request, send
from tests.bench.servers import Postgres, postgres
from tests.bench.stage import LANGUAGE, make_stage
from tests.weeks import a_week, did

_LITTLE = (10_000, 1)
"""People, and weeks each."""
_SOME, _MUCH, _MOST = (20_000, 5), (50_000, 10), (100_000, 50)
_OWN_WEEKS = 8
_MOST_GROWTH = 1.5
_FEW = 100
"""Rows that are read faster than an index."""
_QUESTION = "next-priority"


@dataclass(frozen=True, kw_only=True)
class Grown:
    """A portal over so much, and what is asked of it."""

    app: Flask
    url: str
    requests: dict[str, Request]

    @classmethod
    def of(cls, store: Postgres, folder: Path, people: int, weeks_each: int) -> Self:
        """Fill a database."""
        folder.mkdir(parents=True)
        stage = make_stage(store.database(folder.name), folder, 1)
        app = stage.app()
        parts = parts_of(app)
        with parts.database.transaction(writes=True) as connection:
            desk = a_desk(connection, parts.ring)
            token = _tells(connection, parts.ring, desk)
            fill(connection, people, weeks_each)
        with parts.database.engine.connect() as connection:
            connection.execute(text("VACUUM ANALYZE"))
        own = {"Cookie": f"portal={token}", "Accept-Language": LANGUAGE}
        requests = {"my people": desk.opens("/people"), "my day": desk.opens("/day")}
        return cls(
            app=app, url=stage.database_url, requests={**requests, "my weeks": Request(address="/weeks", headers=own)}
        )

    def p50(self, name: str, times: int) -> float:
        """Return the milliseconds of one request."""
        return median(_timed(partial(send, self.app, self.requests[name])) for _time in range(times))


def measure(folder: Path, *, quick: bool) -> list[Figure]:
    """Compare 10,000 weeks with 500,000."""
    return _compared(folder, _SOME if quick else _MUCH, quick=quick)


def measure_most(folder: Path, *, quick: bool) -> list[Figure]:
    """Compare 10,000 weeks with 5,000,000: filling alone takes some minutes."""
    return _compared(folder, _MOST, quick=quick)


def _compared(folder: Path, much: tuple[int, int], *, quick: bool) -> list[Figure]:
    rounds, times = (3, 5) if quick else (9, 9)
    with postgres(folder / "postgres") as store:
        small, large = (Grown.of(store, folder / name, *size) for name, size in (("small", _LITTLE), ("large", much)))
        told = [Figure("weeks in the larger database", _weeks_in(large), "")]
        for name in small.requests:
            told += _ways(name, small, large)
            pairs = [(small.p50(name, times), large.p50(name, times)) for _round in range(rounds)]
            told += [
                Figure(f"{name}: p50 in the larger one", median(one for _small, one in pairs), "ms"),
                Figure(f"{name}: next to 10,000 weeks", median(b / a for a, b in pairs), "times", _MOST_GROWTH),
            ]
    return told


def _ways(name: str, small: Grown, large: Grown) -> list[Figure]:
    """Return how many statements read a large table whole, or go another way. The first list of a day asks most."""
    found = []
    for grown in (small, large):
        with listening(grown.app) as asked:
            for _time in range(2):
                send(grown.app, grown.requests[name])
        found.append(ways_of(grown.url, asked))
    whole = {f"{WHOLE}{table}" for table in tables_with_rows(large.url, _LITTLE[0])}
    little, much = found
    # Some quarters of the year hold next to nothing in the smaller one: that is rightly read from end to end.
    tiny = tables_with_rows(small.url, -1) - tables_with_rows(small.url, _FEW)
    read_whole = sum(not whole.isdisjoint(way) for way in much)
    differ = sum(without(one, tiny) != without(other, tiny) for one, other in zip(little, much, strict=True))
    return [
        Figure(f"{name}: statements that read a whole large table", read_whole, "", 0),
        Figure(f"{name}: statements with another way", differ, "", 0),
    ]


def _tells(connection: Connection, ring: KeyRing, desk: Desk) -> str:
    """Let one person answer, send, tell some weeks and sign in; return their token."""
    now = datetime.now(UTC)
    said = Said(state=State.ANSWERED, value="yes")
    Vault(connection, ring, PROMISES, desk.person, now).write(desk.person.id, _QUESTION, "", said, Page(wording="1"))
    statement = Statement(about=Sending.DOSSIER, agency="Agence", at=now, language="fr", parts=())
    add_receipt(connection, ring, desk.key, statement, 1)
    for before in range(1, _OWN_WEEKS + 1):
        told = Declared(
            week=Week.of(now).shifted(-before), number=1, told=a_week(did("search")), language="fr", receipt=1, at=now
        )
        declare(connection, desk.key, desk.person, told)
    arrival = sessions.Arrival(token=sessions.new_token(), device="bench", at=now)
    sessions.begin(connection, desk.person, desk.key, arrival)
    return arrival.token


def _weeks_in(grown: Grown) -> int:
    with parts_of(grown.app).database.engine.connect() as connection:
        count: int = connection.execute(text("SELECT count(*) FROM weeks")).scalar_one()
    return count


def _timed(ask: partial[bytes]) -> float:
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1000
