"""SQL statements and commits of a question page and of a save: fixed, and the journal adds one statement, no commit."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from flask import Flask
from sqlalchemy import event

from portal.storage.engine import database
from portal.storage.trace import journal
from portal.web.parts import parts_of
from tests.bench.figures import Figure
from tests.bench.replay import pages, saves, send
from tests.bench.stage import sqlite_stage


class Counted:
    """What was asked of the database."""

    def __init__(self) -> None:
        self.statements = 0
        self.commits = 0

    def statement(self, text: str) -> None:
        """Count one statement; the beginning of a transaction is not one."""
        self.statements += not text.startswith("BEGIN")

    def commit(self, _connection: object) -> None:
        """Count one commit."""
        self.commits += 1


@dataclass(frozen=True, slots=True)
class _Told:
    """The driver's connection, of either database: what it is told is counted."""

    driver: Any
    counted: Counted

    def execute(self, text: str, values: object) -> Any:
        """Count a statement and let the driver run it."""
        self.counted.statement(text)
        return self.driver.execute(text, values)

    def executemany(self, text: str, rows: object) -> Any:
        """Count a statement for many rows and let the driver run it."""
        self.counted.statement(text)
        return self.driver.executemany(text, rows)


@contextmanager
def counting(app: Flask) -> Iterator[Counted]:
    """Count what the portal asks of its database, through SQLAlchemy and of the driver itself."""
    engine, counted, driver = parts_of(app).database.engine, Counted(), database.driver_of

    def listen(_connection: object, _cursor: object, text: str, *_more: object) -> None:
        counted.statement(text)

    event.listen(engine, "before_cursor_execute", listen)
    event.listen(engine, "commit", counted.commit)
    try:
        with patch.object(database, "driver_of", lambda connection: _Told(driver(connection), counted)):
            yield counted
    finally:
        event.remove(engine, "before_cursor_execute", listen)
        event.remove(engine, "commit", counted.commit)


def measure(folder: Path, *, quick: bool) -> list[Figure]:
    """Count a page, a save, and a save without its journal entry."""
    del quick
    stage = sqlite_stage(folder, 1)
    app, visitor = stage.app(), stage.visitors[0]
    first, second, *_rest = saves(app, visitor)
    with counting(app) as page:
        send(app, pages(visitor)[0])
    with counting(app) as save:
        send(app, first)
    with patch.object(journal, "add"), counting(app) as bare:
        send(app, second)
    return [
        Figure("statements of a question page", page.statements, ""),
        Figure("statements of a save", save.statements, ""),
        Figure("commits of a save", save.commits, "", 1),
        Figure("statements that the journal adds to a save", save.statements - bare.statements, "", 1),
        Figure("commits that the journal adds to a save", save.commits - bare.commits, "", 0),
    ]
