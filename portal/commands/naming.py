"""Lets people be found by their whole name who were there before whole names could be: needed once."""

import click
from sqlalchemy import select, update

from portal.commands.opening import opened_database
from portal.settings import settings_from
from portal.storage.engine.seal import WrappedKey, read_ring
from portal.storage.people.people import name_digest, open_known
from portal.storage.tables.agency import keys
from portal.storage.tables.people import people

_AT_ONCE = 500


@click.command()
def names() -> None:
    """Let everybody be found by their whole name; can be stopped and run again."""
    settings = settings_from()
    ring, done = read_ring(settings.keys), 0
    asked = select(people.c.id, people.c.agency_id, people.c.known, keys.c.ring_key, keys.c.wrapped)
    without = asked.join(keys, keys.c.owner_id == people.c.id).where(people.c.name_digest.is_(None)).limit(_AT_ONCE)
    with opened_database(settings) as database:
        while True:
            with database.transaction(writes=True) as connection:
                rows = connection.execute(without).all()
                for row in rows:
                    key = ring.open_key(row.id, WrappedKey(row.ring_key, row.wrapped))
                    digest = name_digest(ring, row.agency_id, open_known(key, row.known).name)
                    connection.execute(update(people).where(people.c.id == row.id), {"name_digest": digest})
            done += len(rows)
            if not rows:
                break
    click.echo(f"{done} people can be found by their whole name now.")
