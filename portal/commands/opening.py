"""Opens what a command works on, and closes it afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import make_url

from portal.settings import Settings
from portal.storage.engine.database import Database

if TYPE_CHECKING:
    from flask import Flask


@contextmanager
def opened_database(settings: Settings) -> Iterator[Database]:
    """Give the database; the folder of an SQLite file is made if it is missing."""
    address = make_url(settings.database_url)
    if address.get_backend_name() == "sqlite" and address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_url)
    try:
        yield database
    finally:
        database.engine.dispose()


@contextmanager
def opened_portal(settings: Settings) -> "Iterator[Flask]":
    """Give the whole portal."""
    from portal.app import create_app
    from portal.web.parts import parts_of

    app = create_app(settings)
    try:
        yield app
    finally:
        parts_of(app).database.engine.dispose()
