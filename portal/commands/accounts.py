"""Accounts of staff: let in again after too many tries, ended; the demo's codes."""

from datetime import UTC, datetime

import click
import pyotp
from sqlalchemy import update

from portal.commands.demo import demo_or_refuse
from portal.commands.opening import opened_database
from portal.settings import settings_from
from portal.signin.accounts import end_account
from portal.storage.engine.seal import read_ring
from portal.storage.people.people import login_digest
from portal.storage.tables.agency import staff as accounts


@click.command()
@click.argument("login")
def unlock(login: str) -> None:
    """Let a member of staff try again after too many wrong tries."""
    settings = settings_from()
    digest = login_digest(read_ring(settings.keys), login)
    with opened_database(settings) as database, database.transaction(writes=True) as connection:
        account = update(accounts).where(accounts.c.login == digest)
        found = connection.execute(account, {"failures": 0, "locked_until": None}).rowcount
    if not found:
        message = f"No member of staff signs in as “{login}”."
        raise click.ClickException(message)
    click.echo(f"{login} can try again.")


@click.group()
def staff() -> None:
    """Look after the accounts of the people who work at the agency."""


@staff.command()
@click.argument("login")
def end(login: str) -> None:
    """End an account: whoever is signed in with it no longer is, and a visit they are in is over, at once."""
    settings = settings_from()
    with opened_database(settings) as database, database.transaction(writes=True) as connection:
        found = end_account(connection, read_ring(settings.keys), login, datetime.now(UTC))
    if not found:
        message = f"No member of staff signs in as “{login}”."
        raise click.ClickException(message)
    click.echo(f"The account “{login}” is ended.")


@click.command()
@click.argument("login")
def code(login: str) -> None:
    """Show the code that a member of staff of the demo would read on their phone now."""
    settings = settings_from()
    known = {one.login: one for one in demo_or_refuse(settings).staff if one.totp}
    if login not in known:
        message = f"The demo has: {', '.join(known)}."
        raise click.ClickException(message)
    click.echo(pyotp.TOTP(known[login].totp).now())
