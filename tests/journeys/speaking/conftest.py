"""Phones with a microphone, in the hands of somebody who would rather speak than write."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType

from tests.journeys.phone import Phone
from tests.journeys.served import Portal
from tests.journeys.speaking.mouth import ALLOWED, MICROPHONE, Mouth
from tests.people import APerson


@pytest.fixture(scope="session")
def portal_on_sqlite(heard_portal: Portal) -> Portal:
    return heard_portal


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
