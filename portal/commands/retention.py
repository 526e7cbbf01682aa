"""Erases what is over, by every promise: shows first what it would do; stopped at any moment, it is run again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import click

from portal.commands.opening import opened_database
from portal.core.uses import Use
from portal.settings import settings_from
from portal.storage.engine.database import KEEPER, Connection, Database, Trouble
from portal.storage.engine.erasing import brought_back, erase, still_opened_by
from portal.storage.engine.everybody import how_many_people, some_people
from portal.storage.engine.jobs import KEEPER_STEPS, hold_key, is_for_administrator, what_to_run
from portal.storage.engine.seal import KeyRing, read_ring
from portal.storage.rights.promise_versions import note_changes
from portal.storage.rights.retention import ERASED_WHOLE, HELD_BACK, Counts, Retention, note_round

BATCH = 200
"""People looked at in one step: each of whom something is over is erased in a transaction of their own."""
COPIES_LAST = timedelta(days=30)
"""For so long old copies of the database may lie about: then the ring forgets the key they open with."""
_FIRST = UUID(int=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What a run needs to know."""

    database: Database
    ring: KeyRing
    promises: Mapping[str, Use]
    now: datetime
    erases: bool


@click.command()
@click.option("--do", "erases", is_flag=True, help="Erase it. Without this, only say what would be erased.")
@click.option("--limit", type=click.IntRange(min=1), help="Stop after so many people of whom something is over.")
def retention(*, erases: bool, limit: int | None) -> None:
    """Erase everything whose time is over. Can be stopped and run again, and is best run each night."""
    from portal.app import PROMISES

    settings = settings_from()
    with opened_database(settings) as database:
        round_ = Round(
            database=database, ring=read_ring(settings.keys), promises=PROMISES, now=datetime.now(UTC), erases=erases
        )
        try:
            counts = _run(round_, limit)
        except Trouble as trouble:
            if not is_for_administrator(trouble):
                raise
            with database.transaction(writes=False) as connection:
                steps = what_to_run(connection, KEEPER, KEEPER_STEPS)
            message = f"The database does not let us work as {KEEPER}. An administrator of it runs, in it:\n{steps}"
            raise click.ClickException(message) from None
        held_back = counts.pop(HELD_BACK, 0)
        _say(counts, erases=erases)
        _say_what_copies_hold(round_)
    if held_back:
        message = f"{HELD_BACK}: {held_back}. Lines were changed or removed: nothing of these journals is erased."
        raise click.ClickException(message)


def _run(round_: Round, limit: int | None) -> Counts:
    from rich.progress import Progress

    _settle_promises(round_)
    with round_.database.keeper() as connection:
        people, counts = how_many_people(connection), Counts()
    with Progress(transient=True) as progress:
        bar = progress.add_task("Looking", total=people)
        left = limit
        for looked_at, found in steps(round_):
            counts += found
            progress.update(bar, completed=looked_at)
            left = left - bool(found) if left else left
            if left == 0:
                break
    return counts


def steps(round_: Round) -> Iterator[tuple[int, Counts]]:
    """Go through everybody; yield how many people were looked at so far, and what was found of the last of them."""
    after, looked_at = _FIRST, 0
    yield 0, _forget_again(round_)
    while batch := _next(round_, after):
        for person_id in _to_look_at(round_, batch):
            yield looked_at, _settle(round_, person_id)
        after, looked_at = batch[-1], looked_at + len(batch)
        yield looked_at, Counts()
    with round_.database.keeper() as connection:
        yield looked_at, _begin(round_, connection).settle_what_is_nobody_s()
        if round_.erases:
            note_round(connection, round_.now)


def _settle_promises(round_: Round) -> None:
    if round_.erases:
        with round_.database.keeper() as connection:
            changed = note_changes(connection, round_.ring, round_.promises, round_.now)
        for name in changed:
            click.echo(f"The promise of {name} changed: what is kept already goes by the shorter of the two times.")


def _forget_again(round_: Round) -> Counts:
    """Erase once more who was erased before and came back with an old copy of the database."""
    with round_.database.keeper() as connection:
        back = brought_back(connection)
        for person_id in back if round_.erases else ():
            if hold_key(connection, round_.ring, person_id) is not None:
                erase(connection, round_.ring, person_id, round_.now)
    return +Counts({ERASED_WHOLE: len(back)})


def _next(round_: Round, after: UUID) -> list[UUID]:
    with round_.database.keeper() as connection:
        return some_people(connection, after, BATCH)


def _to_look_at(round_: Round, batch: list[UUID]) -> list[UUID]:
    with round_.database.keeper() as connection:
        return _begin(round_, connection).to_look_at(batch)


def _settle(round_: Round, person_id: UUID) -> Counts:
    with round_.database.keeper() as connection:
        return _begin(round_, connection).settle(person_id)


def _begin(round_: Round, connection: Connection) -> Retention:
    return Retention.of(connection, round_.ring, round_.promises, round_.now, erases=round_.erases)


def _say(counts: Counts, *, erases: bool) -> None:
    for name, count in sorted(counts.items()):
        click.echo(f"{name}: {count}")
    if not counts:
        click.echo("Nothing is over.")
    elif not erases:
        click.echo("Nothing is erased yet: ./dev portal retention --do")
    else:
        click.echo("Erased.")


def _say_what_copies_hold(round_: Round) -> None:
    with round_.database.transaction(writes=False) as connection:
        opens = still_opened_by(connection, round_.ring.newest, round_.now - COPIES_LAST)
    if opens:
        click.echo(
            "Old copies of people who were erased a month ago still open with the key ring. Renew it: "
            "./dev portal keys add, restart, rewrap, drop, restart."
        )
