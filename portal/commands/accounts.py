"""Accounts of staff: let in again after too many tries; the demo's codes."""

import click
import pyotp
from sqlalchemy import update

from portal.commands.demo import demo_or_refuse
from portal.commands.opening import opened_database
from portal.settings import settings_from
from portal.storage.seal import read_ring
from portal.storage.tables import staff


@click.command()
@click.argument("login")
def unlock(login: str) -> None:
    """Let a member of staff try again after too many wrong tries."""
    settings = settings_from()
    digest = read_ring(settings.keys).digest("lookup", b"login", login.strip().casefold().encode())
    with opened_database(settings) as database, database.transaction(writes=True) as connection:
        account = update(staff).where(staff.c.login == digest)
        found = connection.execute(account, {"failures": 0, "locked_until": None}).rowcount
    if not found:
        message = f"No member of staff signs in as “{login}”."
        raise click.ClickException(message)
    click.echo(f"{login} can try again.")


@click.command()
@click.argument("login")
def code(login: str) -> None:
    """Show the code that a counsellor of the demo would read on their phone now."""
    settings = settings_from()
    known = {one.login: one for one in demo_or_refuse(settings).staff}
    if login not in known:
        message = f"The demo has: {', '.join(known)}."
        raise click.ClickException(message)
    click.echo(pyotp.TOTP(known[login].totp).now())
