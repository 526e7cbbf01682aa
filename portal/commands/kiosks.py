"""Kiosks of an agency: made, listed, ended."""

from datetime import UTC, datetime
from uuid import UUID

import click
from sqlalchemy import select

from portal.commands.opening import opened_database
from portal.core.calendar import PARIS
from portal.settings import Settings, settings_from
from portal.signin.enrolling import invite
from portal.storage.engine.database import Connection
from portal.storage.engine.seal import read_ring
from portal.storage.helping import kiosks
from portal.storage.helping.kiosks import ENROLLING, LONGEST_NAME, Known, Place
from portal.storage.tables.agency import agencies

_AGENCY = click.option("--agency", help="The agency, where there are several.")
_NAME = click.argument("name")


@click.group()
def kiosk() -> None:
    """Make a browser at the agency a screen for everybody, list them, end one."""


@kiosk.command()
@_NAME
@_AGENCY
def add(name: str, agency: str | None) -> None:
    """Print an address that makes the browser that opens it the kiosk NAME, once, for 30 minutes."""
    settings = settings_from()
    if not name.strip() or len(name) > LONGEST_NAME:
        message = f"A name has 1 to {LONGEST_NAME} letters."
        raise click.ClickException(message)
    with opened_database(settings) as database, database.transaction(writes=True) as connection:
        address = invited(settings, connection, Place(agency_named(connection, agency), name.strip()))
    click.echo(f"Open this address in the browser that becomes the kiosk “{name.strip()}”, and press its button:\n")
    click.echo(f"  {address}\n")
    click.echo(f"It works once, for {ENROLLING.seconds // 60} minutes.")


@kiosk.command("list")
def list_() -> None:
    """List the kiosks, and when each was last seen: a cookie that was copied shows by hours when nobody is there."""
    with opened_database(settings_from()) as database, database.transaction(writes=False) as connection:
        found = kiosks.known(connection)
    for one in found:
        click.echo(f"{one.name} ({one.agency}): {_state(one)}")
    if not found:
        click.echo("There is no kiosk yet: ./dev portal kiosk add NAME makes one.")


@kiosk.command()
@_NAME
@_AGENCY
def end(name: str, agency: str | None) -> None:
    """End the kiosk NAME: its browser is an ordinary one at once, and whoever is signed in there no longer is."""
    settings = settings_from()
    with opened_database(settings) as database, database.transaction(writes=True) as connection:
        place = Place(agency_named(connection, agency), name.strip())
        if not kiosks.end(connection, read_ring(settings.keys), place, datetime.now(UTC)):
            message = f"There is no kiosk “{name}” in use."
            raise click.ClickException(message)
    click.echo(f"The kiosk “{name}” is ended.")


def invited(settings: Settings, connection: Connection, place: Place) -> str:
    """Return a new address that makes a browser the kiosk of a place."""
    return settings.address + invite(connection, read_ring(settings.keys), place, datetime.now(UTC))


def agency_named(connection: Connection, name: str | None) -> UUID:
    """Return the agency called so, or the only one; leave with a plain sentence where it is not clear which."""
    found = connection.execute(select(agencies.c.id, agencies.c.name).order_by(agencies.c.name)).all()
    fitting = [one.id for one in found if name in {None, one.name}]
    if len(fitting) == 1:
        agency_id: UUID = fitting[0]
        return agency_id
    message = (
        f"Say which with --agency: {', '.join(one.name for one in found)}." if found else "There is no agency yet."
    )
    raise click.ClickException(message)


def _state(one: Known) -> str:
    told = [
        f"ended {_when(one.ended_at)}" if one.ended_at else "",
        f"last seen {_when(one.seen_at)}" if one.seen_at else "never opened",
        f"its address waits until {_when(one.waits_until)}" if one.waits_until and not one.ended_at else "",
    ]
    return ", ".join(part for part in told if part)


def _when(moment: datetime) -> str:
    return f"{moment.astimezone(PARIS):%d.%m.%Y %H:%M}"
