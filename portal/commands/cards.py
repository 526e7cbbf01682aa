"""A new card for a person, and the demo's people."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import click
import segno
from sqlalchemy import select

from portal.commands.demo import demo_or_refuse, find_demo, remember
from portal.commands.opening import opened_database
from portal.settings import Settings, settings_from
from portal.signin.cards import hand_out_card
from portal.signin.code import in_groups
from portal.storage.engine.database import Connection
from portal.storage.engine.seal import read_ring
from portal.storage.tables.people import people as all_people


@click.command()
def people() -> None:
    """List the invented people of the demo."""
    settings = settings_from()
    for person in demo_or_refuse(settings).people:
        click.echo(f"{person.id}  {person.name} ({person.note})")


@click.command()
@click.argument("person_id", type=click.UUID)
@click.option("--svg", type=click.Path(path_type=Path), help="Also draw the square in this file, to print it.")
def card(person_id: UUID, svg: Path | None) -> None:
    """Give a person a new card. The old one, and every session it opened, are dead at once."""
    settings = settings_from()
    ring = read_ring(settings.keys)
    with opened_database(settings) as database, database.transaction(writes=True) as connection:
        if connection.execute(select(all_people.c.id).where(all_people.c.id == person_id)).first() is None:
            message = "There is no such person."
            raise click.ClickException(message)
        secret = hand_out_card(connection, ring, person_id, datetime.now(UTC))
        _remember_for_the_demo(settings, connection, person_id, secret)
    square = segno.make(card_address(settings, secret), error="q", micro=False)
    if svg is not None:
        square.save(str(svg), kind="svg", scale=8)
    square.terminal(compact=True)
    click.echo(f"To scan, or to type: {in_groups(secret)}")
    click.echo("It works for 60 days without being used. The person chooses two pictures the first time.")


def card_address(settings: Settings, secret: str) -> str:
    """Return what the square of a card says: in capitals, it has fewer and larger dots."""
    return f"{settings.address}/C/{secret}".upper()


def _remember_for_the_demo(settings: Settings, connection: Connection, person_id: UUID, secret: str) -> None:
    """Let ./dev run tell the new letters of an invented person."""
    demo = find_demo(settings, connection)
    if demo is None:
        return
    renewed = (replace(one, secret=secret, pictures=()) if one.id == person_id else one for one in demo.people)
    remember(settings, replace(demo, people=tuple(renewed)))
