"""A closed loop of clients: each asks for a page, answers it, and goes on, one request at a time."""

import gzip
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import count, cycle
from urllib.parse import urlencode

from tests.bench.stage import Visitor
from tests.bench.telling import SHORT_PATH, address, answer_to, hidden_in

CLIENTS = 4


@dataclass(frozen=True, slots=True)
class Pair:
    """One GET of a page and the POST of its answer."""

    address: str
    headers: Mapping[str, str]
    answer: Mapping[str, str]


class Client:
    """One connection that is kept open."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=30)

    def get(self, address: str, headers: Mapping[str, str]) -> str:
        """Return a page."""
        self._connection.request("GET", address, headers=dict(headers))
        response = self._connection.getresponse()
        page = response.read()
        if response.status != 200:
            message = f"GET {address} answered {response.status}"
            raise RuntimeError(message)
        self.cookie = (response.getheader("Set-Cookie") or "").partition(";")[0]
        return (gzip.decompress(page) if response.getheader("Content-Encoding") == "gzip" else page).decode()

    def post(self, address: str, headers: Mapping[str, str], form: Mapping[str, str]) -> None:
        """Send a form; anything but going on to the next page is an error."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        self._connection.request("POST", address, urlencode(form), {**headers, **kind})
        response = self._connection.getresponse()
        response.read()
        if response.status != 303:
            message = f"POST {address} answered {response.status}"
            raise RuntimeError(message)

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def do(self, pair: Pair) -> None:
        """Ask for a page and answer it."""
        page = self.get(pair.address, pair.headers)
        self.post(pair.address, pair.headers, {**hidden_in(page), **pair.answer})


def run(port: int, source: Callable[[Client], Iterator[Pair]], seconds: float) -> int:
    """Let the clients work for ``seconds``; return how many pairs were done."""
    until = time.monotonic() + seconds

    def work(_number: int) -> int:
        client, done = Client(port), 0
        for pair in source(client):
            client.do(pair)
            done += 1
            if time.monotonic() > until:
                break
        client.close()
        return done

    with ThreadPoolExecutor(CLIENTS) as pool:
        return sum(pool.map(work, range(CLIENTS)))


class PortalPairs:
    """Everybody tells the short path once, question after question; then again, with other answers."""

    def __init__(self, visitors: Iterable[Visitor]) -> None:
        self._visitors = tuple(visitors)
        self._turns = count()

    def __call__(self, _client: Client) -> Iterator[Pair]:
        """Give the pairs of one person after another."""
        return self._pairs({})

    def packed(self, _client: Client) -> Iterator[Pair]:
        """Give the pairs of people whose browsers want compressed pages."""
        return self._pairs({"Accept-Encoding": "gzip"})

    def _pairs(self, more: Mapping[str, str]) -> Iterator[Pair]:
        while True:
            turn, place = divmod(next(self._turns), len(self._visitors))
            for key in SHORT_PATH:
                yield Pair(address(key), {**self._visitors[place].headers, **more}, answer_to(key, turn))


class BaselinePairs:
    """A new person for each client answers the questions of the baseline application, and answers them again."""

    def __init__(self) -> None:
        self._people = count(1)

    def __call__(self, client: Client) -> Iterator[Pair]:
        """Give the pairs of one person."""
        client.get(f"/enter/{next(self._people)}", {})
        headers = {"Cookie": client.cookie}
        for number in cycle(range(1, len(SHORT_PATH) + 1)):
            yield Pair(f"/q/{number}", headers, {"answer": f"v{number % 10}"})
