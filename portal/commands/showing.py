"""Says how to sign in to the demo as each role."""

import click
import pyotp

from portal.commands.demo import KIOSK, Demo
from portal.core.permissions import Role
from portal.settings import Settings
from portal.signin.code import in_groups
from portal.signin.pictures import BY_KEY


def show(settings: Settings, demo: Demo, kiosk: str) -> None:
    """Print the addresses, and what to type or tap. ``kiosk`` is the address that makes a browser one."""
    click.echo(f"\nThe portal, with invented people: {settings.address}/\n")
    click.echo("As a person: open the address of a card, or type its letters, then tap its two pictures in order.")
    for person in demo.people:
        pictures = " then ".join(BY_KEY[key].words for key in person.pictures) or "any two, they are chosen now"
        click.echo(f"\n  {person.name} ({person.note})")
        click.echo(f"    {settings.address}/c/{person.secret}")
        click.echo(f"    {in_groups(person.secret)}: {pictures}")
    for role in (Role.COUNSELLOR, Role.MANAGER):
        click.echo(f"\nAs a {role}: {settings.address}/staff")
        for one in demo.with_role(role):
            click.echo(f"\n  {one.name}: {one.login}, “{one.password}”")
            click.echo(
                f"    code now {pyotp.TOTP(one.totp).now()} (secret {one.totp}); later: ./dev portal code {one.login}"
            )
    click.echo("\nAs a helper: at the kiosk, beside a person who signed in and wants one.")
    for one in demo.with_role(Role.HELPER):
        click.echo(f"\n  {one.name}: {one.login}, “{one.password}”")
    click.echo("\nAs a kiosk, a screen for everybody: open this once, within 30 minutes, in a browser of its own.")
    click.echo(f"\n  {KIOSK}: {kiosk}")
    click.echo(f"    later: ./dev portal kiosk add {KIOSK}; to make it an ordinary one: ./dev portal kiosk end {KIOSK}")
    click.echo("\nStop with Ctrl+C.\n")
