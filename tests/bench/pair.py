"""CPU of one GET and POST on PostgreSQL, next to the baseline application in the same rounds.

Both run on granian with one worker and one thread, both are up all the time, rounds alternate between them, and the CPU
of the server's whole process tree and of PostgreSQL is counted. Requests a second drift with whatever else the machine
does; the ratio inside a round does not.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from sqlalchemy import create_engine

from tests.bench.baseline.tables import metadata
from tests.bench.figures import Figure
from tests.bench.load import BaselinePairs, Client, Pair, PortalPairs, run
from tests.bench.servers import Postgres, Server, cpu_ms, postgres, served
from tests.bench.stage import make_stage

_TARGET = 1.25


@dataclass(frozen=True, slots=True)
class Target:
    """A server and what is asked of it."""

    server: Server
    pairs: Callable[[Client], Iterator[Pair]]


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU milliseconds for one pair."""

    web: float
    store: float

    @property
    def whole(self) -> float:
        """Return the CPU of server and database."""
        return self.web + self.store


def measure(folder: Path, *, quick: bool) -> list[Figure]:
    """Return the cost of a pair, and its ratio to the baseline's."""
    rounds, seconds = (3, 1.5) if quick else (9, 2.0)
    with postgres(folder / "postgres") as store:
        stage = make_stage(store.database("portal"), folder, 250 if quick else 900)
        baseline = {**os.environ, "BASELINE_DATABASE_URL": _baseline_database(store)}
        with (
            served("wsgi:app", stage.environment) as portal,
            served("tests.bench.baseline.app:app", baseline) as small,
        ):
            everybody = PortalPairs(stage.visitors)
            targets = {
                "baseline": Target(small, BaselinePairs()),
                "plain": Target(portal, everybody),
                "packed": Target(portal, everybody.packed),
            }
            costs = _rounds(targets, store, rounds, seconds)
    return _figures(costs)


def _baseline_database(store: Postgres) -> str:
    url = store.database("baseline")
    metadata.create_all(create_engine(url))
    return url


def _rounds(targets: dict[str, Target], store: Postgres, rounds: int, seconds: float) -> dict[str, list[Cost]]:
    for target in targets.values():
        run(target.server.port, target.pairs, 1)
    costs: dict[str, list[Cost]] = {name: [] for name in targets}
    for _round in range(rounds):
        for name, target in targets.items():
            web, kept = cpu_ms(target.server.process.pid), cpu_ms(store.pid)
            pairs = run(target.server.port, target.pairs, seconds)
            costs[name].append(
                Cost((cpu_ms(target.server.process.pid) - web) / pairs, (cpu_ms(store.pid) - kept) / pairs)
            )
    return costs


def _figures(costs: dict[str, list[Cost]]) -> list[Figure]:
    def ratio(name: str) -> float:
        rounds = zip(costs[name], costs["baseline"], strict=True)
        return median(portal.whole / baseline.whole for portal, baseline in rounds)

    told = [
        Figure("a GET and POST, next to the baseline application", ratio("plain"), "times", _TARGET),
        Figure("the same, pages compressed for the browser", ratio("packed"), "times"),
    ]
    for name, words in (("plain", "portal"), ("packed", "portal, pages compressed"), ("baseline", "baseline")):
        web, kept = median(cost.web for cost in costs[name]), median(cost.store for cost in costs[name])
        told += [Figure(f"{words}: web", web, "CPU ms"), Figure(f"{words}: PostgreSQL", kept, "CPU ms")]
    return told
