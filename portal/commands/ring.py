"""The key ring: made, given a new sealing key, and every owner's key sealed again by it."""

from collections.abc import Iterator

import click
from sqlalchemy import func, select, update

from portal.commands.opening import opened_database
from portal.settings import settings_from
from portal.storage.engine.database import Database
from portal.storage.engine.seal import (
    KeyRing,
    WrappedKey,
    add_ring_key,
    drop_ring_keys,
    make_ring,
    read_ring,
)
from portal.storage.tables.agency import keys as owner_keys

BATCH = 500


@click.group()
def keys() -> None:
    """Make the key ring and renew it: add, restart, rewrap, drop, restart."""


@keys.command()
def make() -> None:
    """Make a key ring where there is none."""
    path = settings_from().keys
    try:
        make_ring(path)
    except FileExistsError:
        message = f"There is a key ring at {path} already; it is never overwritten."
        raise click.ClickException(message) from None
    click.echo(f"The key ring is at {path}. Keep a copy apart from the database: without it nothing can be read.")


@keys.command()
def add() -> None:
    """Add a sealing key, used from the next start on."""
    settings = settings_from()
    read_ring(settings.keys)
    name = add_ring_key(settings.keys)
    click.echo(f"Key {name} is there. Restart every portal that uses this ring, then: ./dev portal keys rewrap")


@keys.command()
def rewrap() -> None:
    """Seal every owner's key by the newest key. Can be stopped and run again."""
    from rich.progress import Progress

    settings = settings_from()
    ring = read_ring(settings.keys)
    with opened_database(settings) as database, Progress(transient=True) as progress:
        bar = progress.add_task("Sealing again", total=_waiting(database, ring))
        for done in rewrap_all(database, ring):
            progress.advance(bar, done)
    click.echo("Every owner's key is sealed by the newest key. To forget the old ones: ./dev portal keys drop")


@keys.command()
def drop() -> None:
    """Forget every sealing key but the newest, once nothing needs them."""
    settings = settings_from()
    with opened_database(settings) as database:
        waiting = _waiting(database, read_ring(settings.keys))
    if waiting:
        message = f"{waiting} owners' keys still need an old key: ./dev portal keys rewrap first."
        raise click.ClickException(message)
    drop_ring_keys(settings.keys)
    click.echo("Only the newest key is left. Restart every portal that uses this ring.")


def rewrap_all(database: Database, ring: KeyRing) -> Iterator[int]:
    """Seal keys again in batches, each in a transaction of its own; yield how many were done."""
    while done := _rewrap_some(database, ring):
        yield done


def _rewrap_some(database: Database, ring: KeyRing) -> int:
    asked = select(owner_keys).where(owner_keys.c.ring_key != ring.newest).limit(BATCH).with_for_update()
    with database.transaction(writes=True) as connection:
        rows = connection.execute(asked).all()
        for row in rows:
            fresh = ring.rewrap(row.owner_id, WrappedKey(row.ring_key, row.wrapped))
            this_one = update(owner_keys).where(owner_keys.c.owner_id == row.owner_id)
            connection.execute(this_one, {"ring_key": fresh.ring_key, "wrapped": fresh.wrapped})
    return len(rows)


def _waiting(database: Database, ring: KeyRing) -> int:
    asked = select(func.count()).select_from(owner_keys).where(owner_keys.c.ring_key != ring.newest)
    with database.transaction(writes=False) as connection:
        count: int = connection.execute(asked).scalar_one()
    return count
