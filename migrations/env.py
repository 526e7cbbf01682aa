"""Runs the migrations: on the connection it is given, or on the database of the settings."""

from alembic import context
from sqlalchemy import Connection

from portal.settings import settings_from
from portal.storage.engine.database import Database
from portal.storage.tables.schema import metadata


def migrate(connection: Connection) -> None:
    """Run what was asked for, all of it or nothing; SQLite changes a table by copying it (batch)."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        transactional_ddl=True,
        render_as_batch=connection.dialect.name == "sqlite",
        include_name=lambda name, kind, _parents: kind != "table" or not str(name).startswith("weeks_"),  # its parts
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    with Database(settings_from().database_url).transaction(writes=True) as opened:
        migrate(opened)
