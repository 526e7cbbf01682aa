"""A portal of its own for the operator: commands are run as they are typed."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from portal.commands import portal
from portal.commands.demo import Demo, remember
from portal.commands.filling import fill
from portal.commands.opening import opened_portal
from portal.settings import settings_from
from portal.storage.seal import make_ring

Operator = Callable[..., Result]


@pytest.fixture
def operator(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Operator:
    """Return a way to type a command; the database is migrated, and there is a key ring."""
    monkeypatch.setenv("PORTAL_DATABASE_URL", database_url)
    monkeypatch.setenv("PORTAL_KEYS", str(tmp_path / "keys.json"))
    monkeypatch.setenv("PORTAL_ADDRESS", "https://portal.example")
    monkeypatch.delenv("PORTAL_DEMO", raising=False)
    make_ring(tmp_path / "keys.json")
    return lambda *typed: CliRunner().invoke(portal, typed)


@pytest.fixture
def served(operator: Operator) -> Iterator[Flask]:
    """Return the portal that the operator looks after."""
    del operator
    with opened_portal(settings_from()) as app:
        yield app


@pytest.fixture
def demo(served: Flask) -> Demo:
    """Return the demo, in the operator's database."""
    made = fill(served, datetime.now(UTC))
    remember(settings_from(), made)
    return made
