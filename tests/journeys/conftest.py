"""Real browsers on a real server; whatever a browser complains of, on any page of a journey, makes it fail."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType

from tests.databases import PostgresqlShelf, SqliteShelf
from tests.journeys.phone import PATIENCE_MS, Phone, Watch
from tests.journeys.served import Portal, served
from tests.people import ACounsellor, AKiosk, APerson, a_kiosk
from tests.sounds import record_everything

NewPhone = Callable[..., Phone]
NewScreen = Callable[..., Phone]
LOCALES = {"fr": "fr-FR", "en": "en-GB", "ar": "ar-MA"}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
NARROW = {"viewport": {"width": 320, "height": 640}, "is_mobile": False}
WIDE = {"viewport": {"width": 1280, "height": 800}, "is_mobile": False}
_QUIET = (
    "--no-sandbox",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--enable-features=RenderDocument:level/crashed-frame,CDPScreenshotNewSurface,SkipListAccountsWithoutGaiaCookies",
)
"""The last says that a page of the same site takes the place of the one before, as browsers did for long, instead of
starting in a frame of its own: a page costs a tenth less. It names again what Playwright turns on by itself.
"""

_OURS = os.environ.get("PORTAL_CHROMIUM")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Launch Chromium without its window, which is a third faster, or the whole one where that is missing."""
    found = _OURS or shutil.which("chromium-headless-shell") or shutil.which("chromium")
    return {"executable_path": found, "args": [*_QUIET]}


@pytest.fixture(scope="session")
def whole_launch_args() -> dict[str, Any]:
    """Launch Chromium as people have it: it asks before a page may listen, keeps a profile and pages for Back."""
    return {"executable_path": _OURS or shutil.which("chromium"), "args": [*_QUIET]}


@pytest.fixture(scope="session")
def portal_on_sqlite(sqlite: SqliteShelf, keys: Path) -> Iterator[Portal]:
    with served(sqlite.migrated(), keys) as running:
        yield running


@pytest.fixture(scope="session")
def silences(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A short silence for each text."""
    return record_everything(tmp_path_factory.mktemp("voices"))


@pytest.fixture(scope="session")
def heard_portal(sqlite: SqliteShelf, keys: Path, silences: Path) -> Iterator[Portal]:
    """The portal for journeys by ear: a module that has it as its own ``portal_on_sqlite`` hears silences."""
    with served(sqlite.migrated(), keys, voices=silences) as running:
        yield running


@pytest.fixture(scope="session")
def portal_on_postgresql(postgresql: PostgresqlShelf, keys: Path) -> Iterator[Portal]:
    url = postgresql.migrated()
    with served(url, keys) as running:
        yield running
    postgresql.drop(url)


@pytest.fixture
def portal(request: pytest.FixtureRequest) -> Portal:
    """The portal on SQLite, or on what ``@pytest.mark.parametrize("portal", BOTH, indirect=True)`` says."""
    found: Portal = request.getfixturevalue(f"portal_on_{getattr(request, 'param', 'sqlite')}")
    return found


@pytest.fixture
def counsellor(portal: Portal) -> ACounsellor:
    return portal.hires()


@pytest.fixture
def person(portal: Portal, counsellor: ACounsellor) -> APerson:
    """Somebody with a card, who has told nothing yet."""
    return portal.welcomes(counsellor)


@pytest.fixture
def watch(portal: Portal) -> Watch:
    """Over the browsers of this test."""
    return Watch(portal.address)


@pytest.fixture
def new_phone(browser: Browser, portal: Portal, watch: Watch) -> Iterator[NewPhone]:
    """Make browsers that know nothing of each other."""
    contexts = list[BrowserContext]()

    def make(language: str = "en", *, computer: bool = False, **options: Any) -> Phone:
        profile = {**(WIDE if computer else PHONE), "locale": LOCALES[language], **options}
        contexts.append(browser.new_context(**profile))
        contexts[-1].set_default_timeout(PATIENCE_MS)
        watch.over(contexts[-1])
        return Phone(portal=portal, page=contexts[-1].new_page(), language=language, touch=not computer)

    yield make
    for context in contexts:
        context.close()
    assert not watch.unexpected


@pytest.fixture
def phone(new_phone: NewPhone) -> Phone:
    """The phone of somebody who reads English."""
    return new_phone()


@pytest.fixture(scope="session")
def whole_browser(browser_type: BrowserType, whole_launch_args: dict[str, Any]) -> Iterator[Browser]:
    """A browser as people have it: it keeps pages in memory for Back, which the one of other journeys does not."""
    browser = browser_type.launch(**whole_launch_args, ignore_default_args=["--disable-back-forward-cache"])
    yield browser
    browser.close()


@pytest.fixture
def kiosk(portal: Portal, person: APerson) -> AKiosk:
    with portal.parts.database.transaction(writes=True) as connection:
        return a_kiosk(connection, portal.parts.ring, person.actor.agency_id)


@pytest.fixture
def kiosk_browser(browser: Browser) -> Browser:
    """The browser of a kiosk: a journey on which somebody goes Back needs a whole one."""
    return browser


@pytest.fixture
def new_screen(portal: Portal, kiosk: AKiosk, kiosk_browser: Browser) -> Iterator[NewScreen]:
    """Make screens that are this kiosk."""
    watch, contexts = Watch(portal.address), list[BrowserContext]()

    def make(language: str = "en", **options: Any) -> Phone:
        contexts.append(kiosk_browser.new_context(**{**WIDE, "locale": LOCALES[language], **options}))
        contexts[-1].set_default_timeout(PATIENCE_MS)
        contexts[-1].add_cookies([{"name": "kiosk", "value": kiosk.token, "url": portal.address}])
        watch.over(contexts[-1])
        return Phone(portal=portal, page=contexts[-1].new_page(), language=language, touch=False)

    yield make
    for context in contexts:
        context.close()
    assert not watch.troubles


@pytest.fixture
def screen(new_screen: NewScreen) -> Phone:
    """The kiosk, read by somebody who reads English."""
    return new_screen()
