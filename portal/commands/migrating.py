"""Brings a database to the newest migration."""

import click
from sqlalchemy import inspect, text

from portal.commands.opening import opened_database
from portal.settings import ROOT, settings_from
from portal.storage.engine.database import Connection, Database

STEPS = ROOT / "migrations" / "versions"


@click.command()
def migrate() -> None:
    """Bring the database to the newest migration."""
    with opened_database(settings_from()) as database:
        done = bring_up_to_date(database)
    click.echo("Migrated." if done else "Nothing to do: the database is up to date.")


def bring_up_to_date(database: Database) -> bool:
    """Run the migrations that are missing, all or none; return whether there were any."""
    with database.transaction(writes=False) as connection:
        if _is_up_to_date(connection):
            return False
    from alembic import command
    from alembic.config import Config

    with database.transaction(writes=True) as connection:
        command.upgrade(Config(toml_file=ROOT / "pyproject.toml", attributes={"connection": connection}), "head")
    return True


def _is_up_to_date(connection: Connection) -> bool:
    """Compare the newest numbered file with what the database says of itself."""
    newest = max(path.name.split("_")[0] for path in STEPS.glob("[0-9]*.py"))
    if not inspect(connection).has_table("alembic_version"):
        return False
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [newest]
