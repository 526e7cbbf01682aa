"""Serves the portal on this machine; unless told otherwise, with the invented people of the demo."""

import os
import socket
from datetime import UTC, datetime, timedelta

import click
from sqlalchemy import select

from portal.commands.demo import KIOSK, Demo, demo_path, find_demo, remember
from portal.commands.migrating import bring_up_to_date
from portal.commands.opening import opened_database, opened_portal
from portal.settings import Settings, settings_from
from portal.storage.engine.database import Database
from portal.storage.engine.seal import make_ring
from portal.storage.tables.agency import agencies

HERE = "127.0.0.1"
FRESH = timedelta(days=7)
"""After this long, the interviews of the demo lie in the past."""


@click.command()
def run() -> None:
    """Make what is missing (keys, database, demo people), say how to sign in, and serve until stopped."""
    os.umask(0o077)
    port, settings = _free_port(), settings_from()
    if not settings.keys.exists():
        make_ring(settings.keys)
    with opened_database(settings) as database:
        bring_up_to_date(database)
        demo = _demo(settings, database) if os.environ.get("PORTAL_DEMO") != "0" else None
        kiosk = _kiosk(settings, database, demo) if demo else ""
    _check(settings)
    os.environ["PORTAL_DEMO"] = "1" if demo else "0"
    if demo:
        from portal.commands.showing import show

        show(settings, demo, kiosk)
        if datetime.now(UTC) - demo.made_at > FRESH:
            click.echo(
                f"These people are of {demo.made_at:%d.%m.%Y}. For fresh ones, delete {demo_path(settings).parent}."
            )
    _serve(port, workers=1 if database.is_sqlite else os.cpu_count() or 1)


def _demo(settings: Settings, database: Database) -> Demo | None:
    """Return the demo of this database, made first if nobody is in it. Beside other people there is no demo."""
    with database.transaction(writes=False) as connection:
        demo = find_demo(settings, connection)
        is_empty = connection.execute(select(agencies.c.id)).first() is None
    if demo is None and is_empty:
        from portal.commands.filling import fill

        with opened_portal(settings) as app:
            demo = fill(app, datetime.now(UTC))
        remember(settings, demo)
    return demo


def _kiosk(settings: Settings, database: Database, demo: Demo) -> str:
    """Return an address that makes a browser the kiosk of the demo: a new one at each start, for it works once."""
    from portal.commands.kiosks import invited
    from portal.storage.helping.kiosks import Place

    with database.transaction(writes=True) as connection:
        return invited(settings, connection, Place(demo.agency_id, KIOSK))


def _check(settings: Settings) -> None:
    """Check what the portal says of itself, so that its public page has a date; a server does it every day."""
    from portal.commands.checks import run_and_keep

    with opened_portal(settings) as app:
        for outcome in run_and_keep(app)[0]:
            if not outcome.holds:
                click.echo(f"{outcome.name} does not hold: {outcome.found}", err=True)


def _free_port() -> int:
    """Return the port to serve on; leave with a plain sentence when it is not one, or is taken."""
    wished = os.environ.get("PORT", "8000")
    if not wished.isdecimal():
        message = "PORT must be a number, like PORT=8001 ./dev run"
        raise click.ClickException(message)
    with socket.socket() as trying:
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind((HERE, int(wished)))
        except (OSError, OverflowError) as error:
            message = f"Port {wished} is taken: choose another, like PORT=8001 ./dev run"
            raise click.ClickException(message) from error
    return int(wished)


def _serve(port: int, workers: int) -> None:
    """Serve quietly. No access log: the address of a card holds its secret."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "wsgi:app",
        address=HERE,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        log_level=LogLevels.warning,
        log_access=False,
    ).serve()
