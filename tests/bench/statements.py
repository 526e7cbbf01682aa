"""SQL statements and commits of a question page and of a save: fixed, and the journal adds one statement, no commit."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from flask import Flask
from sqlalchemy import event

from portal.storage import journal
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
        """Count one statement, as SQLite itself was told it; a transaction's beginning and end are not one."""
        self.commits += text == "COMMIT"
        self.statements += not text.startswith(("BEGIN", "COMMIT", "ROLLBACK"))


@contextmanager
def counting(app: Flask) -> Iterator[Counted]:
    """Count what the portal asks of its database."""
    engine, counted = parts_of(app).database.engine, Counted()

    def listen(connection: sqlite3.Connection, *_more: object) -> None:
        connection.set_trace_callback(counted.statement)

    event.listen(engine, "checkout", listen)
    try:
        yield counted
    finally:
        event.remove(engine, "checkout", listen)


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
