"""What a telephone receives: the first question page with nothing kept, then every question's page."""

import gzip
import os
import shutil
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import CDPSession, sync_playwright

from portal.core.answers import One, Option, Several
from portal.dossier.questions import QUESTIONS
from portal.storage.people.people import set_longer
from portal.web.parts import parts_of
from tests.bench.figures import Figure
from tests.bench.replay import Request, pages, send
from tests.bench.servers import Server, served
from tests.bench.stage import Stage, Visitor, sqlite_stage
from tests.bench.telling import SHORT_PATH, address, hidden_in

_KB = 1024
_PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 640},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking")
_WITHOUT = "Chromium is not here: set PORTAL_CHROMIUM to its path"


@dataclass(slots=True)
class Received:
    """What came over the network, headers included, by kind."""

    kinds: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, float] = field(default_factory=dict)
    nodes: int = 0

    @property
    def requests(self) -> int:
        """Return how many went over the network: what the browser had already received is no request."""
        return sum(size > 0 for size in self.sizes.values())

    def of(self, *kinds: str) -> float:
        """Return the kilobytes of some kinds."""
        return sum(size for request, size in self.sizes.items() if self.kinds.get(request) in kinds) / _KB


def measure(folder: Path, *, quick: bool) -> list[Figure]:
    """Weigh the first page in a browser, and the following ones as they travel."""
    del quick
    stage = sqlite_stage(folder, 1)
    _open_every_question(stage)
    with served("wsgi:app", stage.environment) as server:
        browser = os.environ.get("PORTAL_CHROMIUM") or shutil.which("chromium")
        first = _first(_open(server, stage.visitors[0], browser) if browser else None)
        return first + _following(server, stage.visitors[0])


def _first(got: Received | None) -> list[Figure]:
    why = "" if got else _WITHOUT
    return [
        Figure(
            "first question: all that is transferred", sum(got.sizes.values()) / _KB if got else None, "KB", 14, why
        ),
        Figure("  of it the page", got.of("Document") if got else None, "KB", None, why),
        Figure("  of it styles and pictures", got.of("Stylesheet", "Image") if got else None, "KB", None, why),
        Figure("  of it scripts", got.of("Script") if got else None, "KB", 4, why),
        Figure("first question: requests", got.requests if got else None, "", 4, why),
        Figure("first question: nodes", got.nodes if got else None, "", 250, why),
    ]


def _open(server: Server, visitor: Visitor, chromium: str) -> Received:
    """Open the first question on a telephone that was never here."""
    got, here = Received(), f"http://127.0.0.1:{server.port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(_QUIET))
        context = browser.new_context(**_PHONE, locale="fr-FR")
        context.add_cookies([{"name": "portal", "value": visitor.token, "url": here}])
        page = context.new_page()
        _listen(context.new_cdp_session(page), got)
        page.goto(here + address(SHORT_PATH[0]), wait_until="load")
        page.wait_for_timeout(800)
        got.nodes = page.evaluate("document.querySelectorAll('*').length")
        browser.close()
    return got


def _listen(session: CDPSession, got: Received) -> None:
    def on_response(told: dict[str, Any]) -> None:
        got.kinds[told["requestId"]] = told["type"]

    def on_end(told: dict[str, Any]) -> None:
        got.sizes[told["requestId"]] = told["encodedDataLength"]

    session.on("Network.responseReceived", on_response)
    session.on("Network.loadingFinished", on_end)
    session.send("Network.enable")


def _open_every_question(stage: Stage) -> None:
    """Choose the longer path, and answer what makes other questions appear."""
    app, visitor = stage.app(), stage.visitors[0]
    with parts_of(app).database.transaction(writes=True) as connection:
        set_longer(connection, visitor.actor.id)
    form = hidden_in(send(app, pages(visitor)[0]).decode())
    for question in QUESTIONS.values():
        for key in question.depends_on:
            wanted = next(
                option for option in _options(key) if question.asked_if is None or question.asked_if({key: option.key})
            )
            answer = {**form, "key": f"bench-{key}", "do": "answer", "answer": wanted.key, "consent": "yes"}
            send(app, Request.save(visitor, key, answer))


def _options(key: str) -> tuple[Option, ...]:
    kind = QUESTIONS[key].answer
    return kind.options if isinstance(kind, One | Several) else ()


def _following(server: Server, visitor: Visitor) -> list[Figure]:
    """Weigh the page of every question, compressed, without what the browser kept."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    sizes, whole = {}, {}
    for key in QUESTIONS:
        connection.request("GET", address(key), headers={**visitor.headers, "Accept-Encoding": "gzip"})
        response = connection.getresponse()
        body = response.read()
        if response.status == 200:
            sizes[key] = len(body) / _KB
            whole[key] = len(gzip.decompress(body)) / _KB
    connection.close()
    heaviest = max(sizes, key=lambda key: sizes[key])
    return [
        Figure("questions whose page was weighed", len(sizes), ""),
        Figure(f"heaviest page, compressed ({heaviest})", sizes[heaviest], "KB", 5),
        Figure("median page, compressed", median(sizes.values()), "KB", 5),
        Figure("median page, before compression", median(whole.values()), "KB"),
    ]
