"""A counsellor's 700 people on one page, on PostgreSQL: CPU of the server and of the database, statements, bytes.

The first list of a day writes in 700 journals. It is measured with counsellors who open it for the first time.
"""

from http.client import HTTPConnection
from pathlib import Path
from statistics import median

from flask import Flask

from portal.web.parts import parts_of
from tests.bench.desk import MANY, Desk, a_desk
from tests.bench.figures import Figure
from tests.bench.replay import send
from tests.bench.servers import Postgres, Server, cpu_ms, postgres, served
from tests.bench.stage import make_stage
from tests.bench.statements import counting

_KB = 1024
_MOST_CPU = 20
_MOST_KB = 20
_MOST_STATEMENTS = 6
_TURNS = 12
_TICKS = 4
"""CPU is counted in ticks of 10 ms: several pages are asked between two looks at the clock."""


def measure(folder: Path, *, quick: bool) -> list[Figure]:
    """Return the cost of the list of people and of the day, the first time and later."""
    rounds, fresh = (3, 2) if quick else (9, 6)
    with postgres(folder / "postgres") as store:
        stage = make_stage(store.database("portal"), folder, 1)
        app = stage.app()
        with parts_of(app).database.transaction(writes=True) as connection:
            desks = [a_desk(connection, parts_of(app).ring) for _desk in range(fresh + 2)]
        first, later = _statements(app, desks.pop())
        with served("wsgi:app", stage.environment) as server:
            warm = desks.pop()
            size = _asks(server, warm, "/people", _TURNS)
            firsts = [_cost(server, store, one, "/people", 1) for one in desks]
            people = [_cost(server, store, warm, "/people", _TURNS * _TICKS) for _round in range(rounds)]
            days = [_cost(server, store, warm, "/day", _TURNS * _TICKS) for _round in range(rounds)]
    return [
        Figure(f"{MANY} people on a page, server and PostgreSQL", median(map(sum, people)), "CPU ms", _MOST_CPU),
        Figure("  of it the server", median(web for web, _kept in people), "CPU ms"),
        Figure("the same, the first time of the day", sum(map(sum, firsts)) / len(firsts), "CPU ms"),
        Figure("the page, compressed", size / _KB, "KB", _MOST_KB),
        Figure("statements, the first time of the day", first, "", _MOST_STATEMENTS),
        Figure("statements later", later, "", _MOST_STATEMENTS),
        Figure("the same counsellor’s day, server and PostgreSQL", median(map(sum, days)), "CPU ms"),
    ]


def _statements(app: Flask, desk: Desk) -> tuple[int, int]:
    found = []
    for _time in range(2):
        with counting(app) as counted:
            send(app, desk.opens("/people"))
        found.append(counted.statements)
    return found[0], found[1]


def _cost(server: Server, store: Postgres, desk: Desk, address: str, times: int) -> tuple[float, float]:
    """Return the CPU milliseconds of a page: of the server, of the database."""
    web, kept = cpu_ms(server.process.pid), cpu_ms(store.pid)
    _asks(server, desk, address, times)
    return (cpu_ms(server.process.pid) - web) / times, (cpu_ms(store.pid) - kept) / times


def _asks(server: Server, desk: Desk, address: str, times: int) -> int:
    """Ask for a page several times; return its size as it travels."""
    connection, size = HTTPConnection("127.0.0.1", server.port, timeout=30), 0
    for _time in range(times):
        connection.request("GET", address, headers=desk.headers)
        response = connection.getresponse()
        size = len(response.read())
        if response.status != 200:
            message = f"{address} answered {response.status}"
            raise RuntimeError(message)
    connection.close()
    return size
