"""The portal as the demo fills it, looked at by everybody who could come, signed in or not."""

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from portal.app import create_app
from portal.commands.auditing import begin_session, describe_pages
from portal.commands.demo import Demo
from portal.commands.filling import fill
from portal.core.permissions import Role
from portal.settings import Settings
from portal.storage.engine.seal import make_ring
from portal.web.parts import parts_of
from tests.databases import SqliteShelf
from tests.house.catalogues import FOLDER
from tests.visitor import Visitor

ROLES: Mapping[str, Role | None] = {
    "nobody": None,
    "person": Role.PERSON,
    "helper": Role.HELPER,
    "counsellor": Role.COUNSELLOR,
    "manager": Role.MANAGER,
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the portal's own list, with an address that works in the demo."""

    name: str
    address: str
    permission: str
    roles: tuple[str, ...]
    method: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A portal full of invented people, and its list of pages."""

    app: Flask
    demo: Demo
    pages: tuple[Listed, ...]

    def visitor(self, role: str, language: str = "en") -> Visitor:
        """Return the browser of somebody who just signed in as ``role``, or of nobody."""
        visitor, settings = Visitor(self.app, language), parts_of(self.app).settings
        playing = ROLES[role]
        if playing is not None:
            cookies = begin_session(settings, parts_of(self.app).database, self.demo, playing, language)
            for name, value in cookies.items():
                visitor.client.set_cookie(name, value)
        return visitor

    def shown_pages(self) -> list[Listed]:
        """Return the pages that are opened by following a link."""
        return [page for page in self.pages if page.method == "GET"]


OpenFilled = Callable[[Path], Filled]


@pytest.fixture(scope="session")
def open_filled(sqlite: SqliteShelf, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenFilled]:
    """Return a way to open a portal of its own, filled, that speaks the words of a folder of catalogues."""
    opened: list[Flask] = []

    def open_one(translations: Path) -> Filled:
        keys, url = tmp_path_factory.mktemp("filled") / "keys.json", sqlite.migrated()
        make_ring(keys)
        settings = Settings(
            database_url=url,
            keys=keys,
            address="http://localhost",
            demo=True,
            most_lines=sys.maxsize,  # every page is opened many times within the hour
            translations=translations,
        )
        app = create_app(settings)
        opened.append(app)
        demo = fill(app, datetime.now(UTC))
        pages = tuple(Listed(**{**one, "roles": tuple(one["roles"])}) for one in describe_pages(app, demo))  # type: ignore[arg-type]  # a description for JSON
        return Filled(app, demo, pages)

    yield open_one
    for app in opened:
        parts_of(app).database.engine.dispose()


@pytest.fixture(scope="session")
def filled(open_filled: OpenFilled) -> Filled:
    """Return the portal with everything in it, shared by the tests of this folder: they only look."""
    return open_filled(FOLDER)
