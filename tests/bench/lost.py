"""Acknowledged saves that are lost when the web process is killed at any moment and started again: none may be.

Four people at a time answer without pause; the server is killed with SIGKILL at random moments and started again. An
answer that was not acknowledged is sent again, with the same number used once, as a browser would: kept once.
"""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPException
from itertools import count
from pathlib import Path
from threading import Event

from sqlalchemy import select

from portal.storage.engine.database import Database
from portal.storage.tables.people import answers
from tests.bench.figures import Figure
from tests.bench.load import CLIENTS, Client
from tests.bench.servers import start
from tests.bench.stage import Stage, Visitor, sqlite_stage
from tests.bench.telling import SHORT_PATH, address, answer_to, hidden_in

_SKIPPED_HERE = {"background-jobs", "more-1"}
"""Their answers are kept under other names, or not at all."""
_PATIENCE_S = 60
_ASKED = tuple(key for key in SHORT_PATH if key not in _SKIPPED_HERE)


@dataclass(slots=True)
class Told:
    """What the people did: the numbers used once of the acknowledged answers, and what each kill cost."""

    acknowledged: set[tuple[str, str]] = field(default_factory=set)
    gaps: list[float] = field(default_factory=list)
    """For each kill, how long it was until an answer was acknowledged again, in seconds."""


def measure(folder: Path, *, quick: bool) -> list[Figure]:
    """Save, kill, start again; then look in the database."""
    wanted = 300 if quick else 3000
    stage = sqlite_stage(folder, -(-wanted // len(_ASKED)) + CLIENTS)
    told = _save_and_kill(stage, wanted)
    kept, doubled = _kept(stage)
    return [
        Figure("saves that were acknowledged", len(told.acknowledged), ""),
        Figure("kills of the web process", len(told.gaps), ""),
        Figure("acknowledged saves that were lost", len(told.acknowledged - kept), "", 0),
        Figure("answers that were kept twice", doubled, "", 0),
        Figure("longest gap after a kill", max(told.gaps, default=0.0), "s", 5),
    ]


def _save_and_kill(stage: Stage, wanted: int) -> Told:
    told, over, chance = Told(), Event(), random.Random(1)  # noqa: S311 - moments, not secrets
    server = start("wsgi:app", stage.environment)
    port, people, turns = server.port, iter(stage.visitors), count()

    def work(_number: int) -> None:
        for visitor in people:
            for key in _ASKED:
                if over.is_set():
                    return
                _save(port, visitor, key, next(turns), told)

    with ThreadPoolExecutor(CLIENTS) as pool:
        working = [pool.submit(work, number) for number in range(CLIENTS)]
        while len(told.acknowledged) < wanted and not all(one.done() for one in working):
            time.sleep(chance.uniform(0.2, 1.5))
            server.kill()
            killed, before = time.monotonic(), len(told.acknowledged)
            server = start("wsgi:app", stage.environment, port)
            while len(told.acknowledged) == before and not all(one.done() for one in working):
                time.sleep(0.01)
            told.gaps.append(time.monotonic() - killed)
        over.set()
    server.stop()
    for one in working:
        one.result()
    return told


def _save(port: int, visitor: Visitor, key: str, turn: int, told: Told) -> None:
    """Answer one question; after a broken connection, send the same form again until it is acknowledged."""
    form: dict[str, str] = {}
    began = time.monotonic()
    while time.monotonic() - began < _PATIENCE_S:
        client = Client(port)
        try:
            if not form:
                form = {**hidden_in(client.get(address(key), visitor.headers)), **answer_to(key, turn)}
            client.post(address(key), visitor.headers, form)
        except (OSError, HTTPException):
            time.sleep(0.05)
        else:
            told.acknowledged.add((str(visitor.actor.id), form["key"]))
            return
        finally:
            client.close()
    message = f"nobody answers on port {port}"
    raise RuntimeError(message)


def _kept(stage: Stage) -> tuple[set[tuple[str, str]], int]:
    """Return the numbers used once of the answers in the database, and how many questions were kept twice."""
    database = Database(stage.database_url)
    with database.transaction(writes=False) as connection:
        rows = connection.execute(select(answers.c.person_id, answers.c.key, answers.c.question)).all()
    database.engine.dispose()
    asked = {(person_id, question) for person_id, _key, question in rows}
    return {(str(person_id), key) for person_id, key, _question in rows}, len(rows) - len(asked)
