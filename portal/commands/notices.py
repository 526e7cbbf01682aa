"""Sends what people asked for: to be started every few minutes, as by cron."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import click

from portal.commands.demo import demo_or_refuse
from portal.commands.opening import opened_database
from portal.settings import Settings, settings_from
from portal.storage.engine.database import JOBS, Database, Trouble
from portal.storage.engine.jobs import is_for_administrator, what_to_run
from portal.storage.engine.seal import read_ring


@click.group()
def notices() -> None:
    """Send what people asked for."""


@notices.command()
def send() -> None:
    """Send the reminders that are due. Started twice at once, or cut short, it sends nothing twice."""
    settings = _knowing_the_demo(settings_from())
    with opened_database(settings) as database:
        try:
            _send(settings, database)
        except Trouble as trouble:
            if not is_for_administrator(trouble):
                raise
            with database.transaction(writes=False) as connection:
                steps = what_to_run(connection)
            message = f"The database does not let us work as {JOBS}. An administrator of it runs, in it:\n{steps}"
            raise click.ClickException(message) from None


def _knowing_the_demo(settings: Settings) -> Settings:
    """Where the people are invented, what would be sent is shown on the screen."""
    with suppress(click.ClickException):
        demo_or_refuse(settings)
        return replace(settings, demo=True)
    return settings


def _send(settings: Settings, database: Database) -> None:
    from portal.notices.drivers import NoWay, offered, opened
    from portal.notices.sending import Post, Tally, put_all_due, send_waiting
    from portal.storage.people.notices import anything_waits
    from portal.web.language import load_languages

    if not offered(settings):
        message = "There is no way to send anything: set PORTAL_SMTP_URL first (see README, Settings)."
        raise click.ClickException(message)
    ring, due, tally = read_ring(settings.keys), put_all_due(database, _now()), Tally()
    with database.job() as connection:
        waits = anything_waits(connection)
    if waits:
        post = Post(
            database=database,
            ring=ring,
            languages=load_languages(settings.translations),
            address=settings.address,
            clock=_now,
        )
        try:
            with opened(settings) as drivers:
                tally = send_waiting(post, drivers)
        except NoWay:
            tally.cut_short = True
    click.echo(f"{due} due, {tally.sent} sent, {tally.failed} not taken.")
    if tally.cut_short:
        message = "The mail server of PORTAL_SMTP_URL lets nothing through. The rest waits for the next run."
        raise click.ClickException(message)


def _now() -> datetime:
    return datetime.now(UTC)
