"""Phones with a microphone, in the hands of somebody who would rather speak than write."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType

from tests.databases import SqliteShelf
from tests.journeys.phone import Phone
from tests.journeys.served import Portal, served
from tests.journeys.speaking.mouth import ALLOWED, MICROPHONE, Mouth
from tests.people import APerson
from tests.sounds import record_everything


@pytest.fixture(scope="session")
def portal_on_sqlite(sqlite: SqliteShelf, keys: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The portal with a short silence for each text."""
    with served(sqlite.migrated(), keys, voices=record_everything(tmp_path_factory.mktemp("voices"))) as running:
        yield running


@pytest.fixture(scope="module")
def browser(
    request: pytest.FixtureRequest,
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    whole_launch_args: dict[str, Any],
) -> Iterator[Browser]:
    """A browser with a microphone, whose person lets pages use it; or launched as the test says.

    Only the whole one asks the person.
    """
    more = getattr(request, "param", (MICROPHONE, ALLOWED))
    launching = browser_type_launch_args if ALLOWED in more else whole_launch_args
    browser = browser_type.launch(**{**launching, "args": [*launching["args"], *more]})
    yield browser
    browser.close()


@pytest.fixture
def mouth(phone: Phone, person: APerson) -> Mouth:
    """The mouth of somebody who holds a phone."""
    phone.is_in(person)
    return Mouth(phone)
