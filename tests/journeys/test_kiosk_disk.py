"""What a kiosk leaves on its disk, and what its browser shows that was killed and started again: nothing typed."""

import os
import signal
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, BrowserType, Error
from sqlalchemy import update

from portal.storage.tables.people import sessions
from tests.journeys.phone import Phone
from tests.journeys.screens import PLANTED, comes_in, finishes, types_everything
from tests.journeys.served import Portal
from tests.people import AKiosk, APerson


def on_disk(profile: Path, *planted: str) -> list[str]:
    """Return the files of a profile in which something stands, in either way that browsers write letters."""
    return [
        f"{file.relative_to(profile)}: {words}"
        for file in profile.rglob("*")
        if file.is_file()
        for words in planted
        if any(words.encode(way) in file.read_bytes() for way in ("utf-8", "utf-16-le"))
    ]


def kill(profile: Path) -> None:
    """Kill the browser of a profile, as when the power fails."""
    for process in Path("/proc").iterdir():
        try:
            told = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if process.name.isdigit() and f"--user-data-dir={profile}".encode() in told and b"--type=" not in told:
            os.kill(int(process.name), signal.SIGKILL)


@dataclass(frozen=True, kw_only=True)
class Start:
    """Starts a browser that keeps a profile on the disk, as those that agencies set up."""

    browser_type: BrowserType
    options: Mapping[str, Any]
    profile: Path

    def __call__(self, *args: str) -> BrowserContext:
        options = {**self.options, "args": [*self.options["args"], *args], "locale": "en-GB", "timeout": 20_000}
        keeping = ["--disable-back-forward-cache"]
        launch = partial(self.browser_type.launch_persistent_context, self.profile, ignore_default_args=keeping)
        with suppress(Error):  # the one before, while it goes away, may take this one for a window of its own
            return launch(**options)
        return launch(**options)


@pytest.fixture
def start(browser_type: BrowserType, whole_launch_args: dict[str, Any], tmp_path: Path) -> Start:
    return Start(browser_type=browser_type, options=whole_launch_args, profile=tmp_path)


@pytest.mark.parametrize("end", ["finished", "closed", "killed"])
def test_nothing_typed_is_ever_on_the_disk_of_a_kiosk(
    start: Start, portal: Portal, kiosk: AKiosk, person: APerson, end: str
) -> None:
    context = start()
    context.add_cookies([{"name": "kiosk", "value": kiosk.token, "url": portal.address, "expires": time.time() + 9999}])
    screen = types_everything(comes_in(Phone(portal=portal, page=context.pages[0], touch=False), person))
    if end == "finished":
        finishes(screen)
    if end == "killed":
        screen.page.wait_for_timeout(11_000)  # by then a browser has written down what it would restore
        kill(start.profile)
    with suppress(Error):  # the one that was killed is gone already
        context.close()
    assert on_disk(start.profile, *PLANTED) == []
    with portal.parts.database.transaction(writes=True) as connection:
        its = update(sessions).where(sessions.c.actor_id == person.id)
        connection.execute(its, {"seen_at": datetime.now(UTC) - timedelta(seconds=91)})
    again = start("--restore-last-session")
    again.pages[0].wait_for_timeout(2_000)
    for page in again.pages:
        assert [words for words in PLANTED if words in page.content()] == []
        assert page.locator("main .box").evaluate_all("(all) => all.map((one) => one.value)") in ([], [""])
    again.close()


def test_an_ordinary_browser_keeps_what_is_typed_and_this_look_sees_it(
    start: Start, portal: Portal, person: APerson
) -> None:
    context = start()
    types_everything(Phone(portal=portal, page=context.pages[0], touch=False).signs_in(person))
    context.close()
    assert on_disk(start.profile, *PLANTED)
