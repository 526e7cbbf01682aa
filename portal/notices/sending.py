"""One run of sending: what is due goes into the outbox, what waits goes out. Any number of runs send nothing twice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from portal.core.notices import Channel, State
from portal.notices.drivers import Driver, NotSent, NoWay
from portal.notices.letters import Stop, letter_of, stop_token
from portal.storage.engine.database import Database
from portal.storage.engine.seal import KeyRing
from portal.storage.people.notices import Claimed, claim, finish, put_due
from portal.web.language import Languages


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What a run works with."""

    database: Database
    ring: KeyRing
    languages: Languages
    address: str
    """The public address of the portal, without a final slash."""
    clock: Callable[[], datetime]


@dataclass(slots=True, kw_only=True)
class Tally:
    """What became of what waited."""

    sent: int = 0
    failed: int = 0
    cut_short: bool = False
    """Nothing got through any more: the rest waits for the next run."""


def put_all_due(database: Database, now: datetime) -> int:
    """Put everything that is due in the outbox; return how much it was."""
    total = 0
    while True:
        with database.job() as connection:
            put = put_due(connection, now)
        if not put:
            return total
        total += put


def send_waiting(post: Post, drivers: Mapping[Channel, Driver]) -> Tally:
    """Send what waits, one by one: each is claimed, and that is kept, before it leaves."""
    tally = Tally()
    while not tally.cut_short and (claimed := _claim(post)) is not None:
        try:
            _hand_over(post, drivers, claimed)
        except NotSent as why:
            state, tally.cut_short = State.FAILED, isinstance(why, NoWay)
            tally.failed += 1
        else:
            state = State.GONE
            tally.sent += 1
        with post.database.job() as connection:
            finish(connection, claimed, state)
    return tally


def _claim(post: Post) -> Claimed | None:
    with post.database.job() as connection:
        return claim(connection, post.ring, post.clock())


def _hand_over(post: Post, drivers: Mapping[Channel, Driver], claimed: Claimed) -> None:
    way = claimed.way
    if way.channel not in drivers:
        raise NotSent
    language = post.languages.best(way.language, ())
    token = stop_token(post.ring, Stop.of(post.ring, claimed.person_id, way.address))
    letter = letter_of(language, post.address, token, post.clock(), claimed.kind)
    drivers[way.channel].send(way.address, letter)
