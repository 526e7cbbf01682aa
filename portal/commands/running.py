"""Serves the portal on this machine; unless told otherwise, with the invented people of the demo."""

import os
from datetime import UTC, datetime, timedelta

import click
from sqlalchemy import select

from portal.commands.demo import Demo, demo_path, find_demo, remember
from portal.commands.migrating import bring_up_to_date
from portal.commands.opening import opened_database, opened_portal
from portal.settings import Settings, settings_from
from portal.storage.database import Database
from portal.storage.seal import make_ring
from portal.storage.tables import agencies

HERE = "127.0.0.1"
FRESH = timedelta(days=7)
"""After this long, the interviews of the demo lie in the past."""


@click.command()
def run() -> None:
    """Make what is missing (keys, database, demo people), say how to sign in, and serve until stopped."""
    os.umask(0o077)
    settings = settings_from()
    if not settings.keys.exists():
        make_ring(settings.keys)
    with opened_database(settings) as database:
        bring_up_to_date(database)
        demo = _demo(settings, database) if os.environ.get("PORTAL_DEMO") != "0" else None
    os.environ["PORTAL_DEMO"] = "1" if demo else "0"
    if demo:
        from portal.commands.showing import show  # noqa: PLC0415 - codes and pictures are only told in the demo

        show(settings, demo)
        if datetime.now(UTC) - demo.made_at > FRESH:
            click.echo(
                f"These people are of {demo.made_at:%d.%m.%Y}. For fresh ones, delete {demo_path(settings).parent}."
            )
    _serve(is_sqlite=database.is_sqlite)


def _demo(settings: Settings, database: Database) -> Demo | None:
    """Return the demo of this database, made first if nobody is in it. Beside other people there is no demo."""
    with database.transaction(writes=False) as connection:
        demo = find_demo(settings, connection)
        is_empty = connection.execute(select(agencies.c.id)).first() is None
    if demo is None and is_empty:
        from portal.commands.filling import fill  # noqa: PLC0415 - needs the whole portal; a second start need not wait

        with opened_portal(settings) as app:
            demo = fill(app, datetime.now(UTC))
        remember(settings, demo)
    return demo


def _serve(*, is_sqlite: bool) -> None:
    """Serve quietly. No access log: the address of a card holds its secret."""
    from granian import Granian  # noqa: PLC0415 - not needed before
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    port = int(os.environ.get("PORT", "8000"))
    Granian(
        "wsgi:app",
        address=HERE,
        port=port,
        interface=Interfaces.WSGI,
        workers=1 if is_sqlite else os.cpu_count() or 1,
        blocking_threads=1,
        log_level=LogLevels.warning,
        log_access=False,
    ).serve()
