"""A portal of its own for the operator: commands are run as they are typed."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from portal.commands import portal
from portal.commands.demo import Demo, remember
from portal.commands.filling import fill
from portal.commands.opening import opened_portal
from portal.settings import Settings, settings_from
from portal.storage.engine.seal import make_ring
from tests.databases import Shelf

Operator = Callable[..., Result]
ADDRESS = "https://portal.example"


@dataclass(frozen=True, kw_only=True)
class Filled:
    """The demo in a database that stays as it was filled, to be copied."""

    url: str
    demo: Demo


FilledOn = Callable[[Shelf], Filled]


@pytest.fixture(scope="session")
def operators_keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("operator") / "keys.json"
    make_ring(path)
    return path


@pytest.fixture(scope="session")
def filled_on(operators_keys: Path) -> FilledOn:
    """Return a way to the demo on either kind of database: it is filled once in a run."""
    found: dict[int, Filled] = {}

    def filled(shelf: Shelf) -> Filled:
        if id(shelf) not in found:
            settings = Settings(database_url=shelf.migrated(), keys=operators_keys, address=ADDRESS)
            with opened_portal(settings) as app:
                found[id(shelf)] = Filled(url=settings.database_url, demo=fill(app, datetime.now(UTC)))
        return found[id(shelf)]

    return filled


@pytest.fixture
def operator(database_url: str, operators_keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Operator:
    """Return a way to type a command; the database is migrated, and there is a key ring."""
    monkeypatch.setenv("PORTAL_DATABASE_URL", database_url)
    monkeypatch.setenv("PORTAL_KEYS", str(tmp_path / "keys.json"))
    monkeypatch.setenv("PORTAL_ADDRESS", ADDRESS)
    monkeypatch.delenv("PORTAL_DEMO", raising=False)
    shutil.copy(operators_keys, tmp_path / "keys.json")
    return lambda *typed: CliRunner().invoke(portal, typed)


@pytest.fixture
def served(operator: Operator) -> Iterator[Flask]:
    """Return the portal that the operator looks after."""
    del operator
    with opened_portal(settings_from()) as app:
        yield app


@pytest.fixture
def demo(operator: Operator, shelf: Shelf, database_url: str, filled_on: FilledOn) -> Demo:
    """Return the demo, in the operator's database."""
    del operator
    filled = filled_on(shelf)
    shelf.renew(database_url, like=filled.url)
    remember(settings_from(), filled.demo)
    return filled.demo
