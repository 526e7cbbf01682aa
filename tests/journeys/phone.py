"""Somebody with a browser in their hands: opens, taps, chooses, writes, and looks at what comes."""

import re
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response, Route, expect

from tests.journeys.served import Portal
from tests.people import PASSWORD, ACounsellor, APerson, signed_in

PATIENCE_MS = 15_000
"""How long a slow machine may take over one page."""
expect.set_options(timeout=PATIENCE_MS)
_REFUSED_PAGE = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")
"""What the browser notes about a page with something to look at again: the journeys look at the status themselves."""
_GIVEN_UP = {"net::ERR_ABORTED"}
"""A page left before it came, as by a second tap, or a paper that is downloaded instead of shown."""


@dataclass
class Watch:
    """Notes everything that must never happen while somebody uses the portal."""

    home: str
    troubles: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    """Pieces of what is noted although the test itself makes it happen."""

    @property
    def unexpected(self) -> list[str]:
        """What must not have happened."""
        return [one for one in self.troubles if not any(piece in one for piece in self.expected)]

    def over(self, context: BrowserContext) -> None:
        """Begin to watch."""
        context.on("console", self._hears)
        context.on("weberror", lambda error: self.troubles.append(f"script: {error.error}"))
        context.on("request", self._sees_request)
        context.on("requestfailed", self._sees_failure)
        context.on("response", self._sees_response)

    def _hears(self, said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"} and not _REFUSED_PAGE.match(said.text):
            self.troubles.append(f"console: {said.text}")

    def _sees_request(self, request: Request) -> None:
        if not request.url.startswith((self.home + "/", f"blob:{self.home}/", "data:")):
            self.troubles.append(f"somewhere else: {request.url}")

    def _sees_failure(self, request: Request) -> None:
        if request.failure not in _GIVEN_UP:
            self.troubles.append(f"failed: {request.url} {request.failure}")

    def _sees_response(self, response: Response) -> None:
        bad = 500 if response.request.is_navigation_request() else 400
        if response.status >= bad:
            self.troubles.append(f"status {response.status}: {response.url}")


def _send_twice(route: Route) -> None:
    if route.request.method == "POST":
        route.fetch(max_redirects=0)
    route.continue_()


@dataclass(kw_only=True)
class Phone:
    """A browser, and the person who holds it. Sentences are given in English and looked for in ``language``."""

    portal: Portal
    page: Page
    language: str = "en"
    touch: bool = True
    status: int = 200
    touched: int = 0
    """How many times the person tapped so far."""

    def say(self, words: str) -> str:
        """Return a sentence as it stands on this person's pages."""
        return self.portal.say(self.language, words)

    def opens(self, address: str) -> Self:
        """Open an address of the portal."""
        return self._notes(self.page.goto(self.portal.address + address))

    def signs_in(self, person: APerson) -> Self:
        """Scan the card and tap its two pictures."""
        self.opens(f"/c/{person.secret}")
        for picture in person.pictures or ():
            self.taps_picture(picture)
        return self

    def is_in(self, who: APerson | ACounsellor) -> Self:
        """Be signed in already, where the way in is not what is looked at."""
        cookie = signed_in(self.portal.app, who).client.get_cookie("portal")
        if cookie is not None:
            self.page.context.add_cookies([{"name": "portal", "value": cookie.value, "url": self.portal.address}])
        return self

    def taps_picture(self, key: str) -> Self:
        """Tap one of the sixteen pictures."""
        return self._leads_on(self.page.locator(f"button[name=picture][value={key}]"))

    def signs_in_at_work(self, counsellor: ACounsellor) -> Self:
        """Sign in as a member of staff."""
        self.opens("/staff")
        for label, words in (
            ("Your name here", counsellor.login),
            ("Your password", PASSWORD),
            ("The code on your phone", counsellor.code),
        ):
            self.page.get_by_label(self.say(label), exact=True).fill(words)
        return self.taps("Sign in")

    def taps(self, *words: str) -> Self:
        """Tap a button or a link by its words, and see the page it leads to."""
        return self._leads_on(self.finds(*words))

    def taps_twice(self, words: str) -> Self:
        """Tap twice at once, as people do who wait for something to move."""
        with self.page.expect_navigation():
            self.finds(words).dblclick(no_wait_after=True)
        return self

    def sends_twice(self, words: str) -> Self:
        """Tap where the network is so bad that the browser sends the same form once more."""
        self.page.route("**", _send_twice)
        self.taps(words).page.unroute("**")
        return self

    def finds(self, *words: str) -> Locator:
        """Return the one button or link called so."""
        name = " ".join(self.say(one) for one in words)
        button = self.page.get_by_role("button", name=name, exact=True)
        return button.or_(self.page.get_by_role("link", name=name, exact=True))

    def chooses(self, *words: str) -> Self:
        """Tap answers by their words."""
        for one in words:
            found = self.page.locator("label.tile").filter(has=self.page.get_by_text(self.say(one), exact=True))
            self.touches(found)
        return self

    def writes(self, words: str, label: str | None = None) -> Self:
        """Write in the field of the page, or in the one called so."""
        box = self.page.locator("main .box").first if label is None else self.page.get_by_label(self.say(label))
        box.fill(words)
        return self

    def answers(self, *choices: str) -> Self:
        """Choose, and tap Answer."""
        return self.chooses(*choices).taps("Answer")

    def unfolds(self, words: str) -> Self:
        """Open what is folded under these words."""
        self.touches(self.page.locator("summary").filter(has_text=self.say(words)))
        return self

    def goes_back(self) -> Self:
        """Use the Back of the browser."""
        return self._notes(self.page.go_back())

    def touches(self, found: Locator) -> None:
        """Tap or click something that leads nowhere."""
        self.touched += 1
        if self.touch:
            found.tap()
        else:
            found.click()

    def sees(self, *sentences: str) -> Self:
        """Look for sentences anywhere on the page."""
        for words in sentences:
            expect(self.page.locator("main")).to_contain_text(self.say(words))
        return self

    def does_not_see(self, *sentences: str) -> Self:
        """Look that sentences are nowhere on the page."""
        for words in sentences:
            expect(self.page.locator("body")).not_to_contain_text(self.say(words))
        return self

    def is_at(self, title: str) -> Self:
        """Look at the heading of the page."""
        expect(self.page.locator("h1")).to_have_text(self.say(title))
        return self

    @property
    def title(self) -> str:
        """The heading of the page."""
        return self.page.locator("h1").inner_text().strip()

    @property
    def address(self) -> str:
        """Where the person is, without the server."""
        return urlsplit(self.page.url).path

    @property
    def written(self) -> str:
        """What stands in the field of the page."""
        return self.page.locator("main .box").first.input_value()

    @property
    def chosen(self) -> list[str]:
        """The words of the answers that are marked."""
        return self.page.locator("label.tile:has(:checked)").all_inner_texts()

    def _leads_on(self, found: Locator) -> Self:
        with self.page.expect_navigation() as leaving:
            self.touches(found)
        return self._notes(leaving.value)

    def _notes(self, response: Response | None) -> Self:
        self.status = response.status if response else 0
        return self
