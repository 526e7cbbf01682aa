"""What is costly to open is opened once in a run: each test finds it as after a start, over a database of its own.

An address stays for the whole run; the database at it is made new for each test.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask

from portal.app import create_app
from portal.settings import Settings
from portal.storage.engine.database import Database
from portal.web.parts import parts_of
from tests.databases import Shelf


@dataclass(frozen=True)
class _Opened:
    """A portal, and what belonged to it when it was opened."""

    app: Flask
    extensions: Mapping[str, Any]

    def renewed(self, shelf: Shelf) -> Flask:
        """Return the portal once it is again what it was, and remembers no page and no row."""
        self.app.extensions.clear()
        self.app.extensions.update(self.extensions)
        for kept in vars(self.extensions["portal_kept"]).values():
            kept.clear()
        shelf.renew(parts_of(self.app).settings.database_url)
        return self.app


@dataclass
class Standing:
    """The ways to databases and the portals of one run, by the shelf that their databases come from."""

    _addresses: dict[int, str] = field(default_factory=dict)
    _databases: dict[str, Database] = field(default_factory=dict)
    _portals: dict[int, _Opened] = field(default_factory=dict)

    def address(self, shelf: Shelf) -> str:
        """Return the address of a new database."""
        url = self._addresses.setdefault(id(shelf), shelf.place())
        shelf.renew(url)
        return url

    def database(self, url: str) -> Database:
        """Return the way to the database at an address."""
        if url not in self._databases:
            self._databases[url] = Database(url)
        return self._databases[url]

    def portal(self, shelf: Shelf, keys: Path) -> Flask:
        """Return the portal as it is after a start, over a new database.

        It has answered once: from then on Flask lets nobody change it.
        """
        if id(shelf) not in self._portals:
            app = create_app(Settings(database_url=shelf.migrated(), keys=keys, address="http://localhost"))
            app.test_client().get("/health")
            self._portals[id(shelf)] = _Opened(app, dict(app.extensions))
            parts_of(app).database.engine.dispose()
        return self._portals[id(shelf)].renewed(shelf)
