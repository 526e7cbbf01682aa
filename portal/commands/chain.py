"""Journals: whether one person's is whole, and the anchor of them all, to be kept where nobody reaches both."""

from datetime import UTC, datetime
from uuid import UUID

import click
from sqlalchemy import ColumnElement, Table, func, select

from portal.commands.opening import opened_database
from portal.settings import settings_from
from portal.storage.engine.database import Connection
from portal.storage.engine.seal import read_ring
from portal.storage.tables.people import journal as entries
from portal.storage.tables.people import receipts, replies, weeks
from portal.storage.tables.rights import requests
from portal.storage.trace.anchoring import amiss, anchor_all
from portal.storage.trace.anchors import anchored_upto, first_break, has_anchor
from portal.storage.trace.journal import Deed, broken

ASKED = (Deed.ASKED_AGENCY, Deed.TOOK_BACK, Deed.LIMITED, Deed.LIFTED)
"""What a person asks or does with their data: each has its receipt."""
SENT = (
    (receipts, (Deed.SENT, Deed.SENT_WEEK, Deed.SENT_ARGUMENTS, *ASKED)),
    (requests, ASKED),
    (weeks, (Deed.SENT_WEEK,)),
    (replies, (Deed.SENT_ARGUMENTS,)),
)
"""Each row of these tables is one sending, with one such entry in the journal."""


@click.group()
def journal() -> None:
    """Check the journals of who read what, and anchor them."""


@journal.command()
@click.option("--kept", help="A digest of an earlier day that was kept elsewhere: tell whether it is still here.")
@click.option("--known", is_flag=True, help="Say that what is amiss is known: the anchors no longer fail for it.")
def anchor(kept: str | None, *, known: bool) -> None:
    """Anchor everybody's journal, and print one digest of them all: to be kept elsewhere, every day."""
    settings = settings_from()
    ring = read_ring(settings.keys)
    with opened_database(settings) as database:
        found = list(amiss(database, ring))
        with database.transaction(writes=False) as connection:
            is_other = kept is not None and not has_anchor(connection, _digest(kept))
        if is_other:
            found.append("the digest that was kept is of no anchor here: this is another, or an older, database")
        made = anchor_all(database, ring, datetime.now(UTC), known=known, amiss=is_other and not known)
    click.echo(f"{made.at:%Y-%m-%d %H:%M} UTC  anchor {made.number}  {made.digest.hex()}")
    if found:
        message = f"Not everything is as it was: {'; '.join(found)}."
        raise click.ClickException(message)


@journal.command()
@click.argument("person_id", type=click.UUID)
def check(person_id: UUID) -> None:
    """Check that nothing in a person's journal was altered or taken away."""
    settings = settings_from()
    ring = read_ring(settings.keys)
    with opened_database(settings) as database, database.transaction(writes=False) as connection:
        count, anchored = _count(connection, entries, person_id), anchored_upto(connection, person_id)
        wrong, cut = broken(connection, ring, person_id), first_break(connection, ring, person_id)
        taken_away = _taken_away(connection, person_id)
    if not (count or anchored):
        message = "There is no journal for this person."
        raise click.ClickException(message)
    if wrong:
        message = f"The chain is broken at entries {', '.join(map(str, wrong))}: altered, or one before is missing."
        raise click.ClickException(message)
    if cut:
        message = f"The chain does not reach what was anchored at {cut:%Y-%m-%d %H:%M} UTC: its end was taken away."
        raise click.ClickException(message)
    if taken_away:
        message = (
            f"The journal tells of more sendings than there are in: {', '.join(taken_away)}. Some were taken away."
        )
        raise click.ClickException(message)
    click.echo(f"The chain holds: {count} entries, none altered, none missing in between.")


def _digest(kept: str) -> bytes:
    try:
        return bytes.fromhex(kept)
    except ValueError:
        message = "A digest has 64 figures and letters from a to f."
        raise click.ClickException(message) from None


def _taken_away(connection: Connection, person_id: UUID) -> list[str]:
    """Return the tables with fewer rows than the journal tells of: where the newest is gone, no seal is broken.

    The journal is kept for a shorter time than what was sent: it never tells of more by itself.
    """
    return [
        table.name
        for table, deeds in SENT
        if _count(connection, table, person_id) < _count(connection, entries, person_id, entries.c.deed.in_(deeds))
    ]


def _count(connection: Connection, table: Table, person_id: UUID, *which: ColumnElement[bool]) -> int:
    asked = select(func.count()).select_from(table).where(table.c.person_id == person_id, *which)
    count: int = connection.execute(asked).scalar_one()
    return count
