"""Checks the journal of one person: whether every entry is there and unaltered."""

from uuid import UUID

import click
from sqlalchemy import func, select

from portal.commands.opening import opened_database
from portal.settings import settings_from
from portal.storage.journal import broken
from portal.storage.seal import read_ring
from portal.storage.tables import journal as entries


@click.command()
@click.argument("person_id", type=click.UUID)
def journal(person_id: UUID) -> None:
    """Check that nothing in a person's journal was altered or taken away."""
    settings = settings_from()
    ring = read_ring(settings.keys)
    counted = select(func.count()).select_from(entries).where(entries.c.person_id == person_id)
    with opened_database(settings) as database, database.transaction(writes=False) as connection:
        count = connection.execute(counted).scalar_one()
        wrong = broken(connection, ring, person_id)
    if not count:
        message = "There is no journal for this person."
        raise click.ClickException(message)
    if wrong:
        message = f"The chain is broken at entries {', '.join(map(str, wrong))}: altered, or one before is missing."
        raise click.ClickException(message)
    click.echo(f"The chain holds: {count} entries, none altered, none missing in between.")
