"""Checks what the portal says of itself, and keeps the results for its public page: to be started every day."""

from collections.abc import Sequence
from datetime import UTC, datetime
from random import SystemRandom
from typing import TYPE_CHECKING

import click

from portal.commands.opening import opened_portal
from portal.settings import settings_from

if TYPE_CHECKING:
    from flask import Flask

    from portal.storage.rights.checks import Outcome
    from portal.storage.trace.anchors import Anchor


@click.group()
def checks() -> None:
    """Check what the portal says of itself."""


@checks.command()
def run() -> None:
    """Run every check against this database and this code, and keep what came of it."""
    with opened_portal(settings_from()) as app:
        outcomes, made = run_and_keep(app)
    for outcome in outcomes:
        click.echo(f"{'holds         ' if outcome.holds else 'DOES NOT HOLD '}{outcome.name} {outcome.found}".rstrip())
    click.echo(f"Keep this elsewhere: {made.at:%Y-%m-%d %H:%M} UTC  anchor {made.number}  {made.digest.hex()}")
    amiss = sum(not outcome.holds for outcome in outcomes)
    if amiss:
        message = f"Not everything holds: {amiss} of {len(outcomes)} checks. The public page says so in red words."
        raise click.ClickException(message)
    click.echo("Everything holds.")


def run_and_keep(app: "Flask") -> "tuple[Sequence[Outcome], Anchor]":
    """Run every check, keep what each found, and return it, with the anchor that is made of today's journals."""
    from portal.storage.rights.checks import keep_outcomes
    from portal.storage.trace.anchoring import anchor_all
    from portal.transparency.checks import Place
    from portal.transparency.commitments import run_checks
    from portal.web.parts import parts_of

    now = datetime.now(UTC)
    outcomes = list(run_checks(Place(app=app, now=now, dice=SystemRandom())))
    with parts_of(app).database.transaction(writes=True) as connection:
        keep_outcomes(connection, outcomes, now)
    return outcomes, anchor_all(parts_of(app).database, parts_of(app).ring, now)
