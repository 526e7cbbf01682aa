"""What the portal does while nobody is there: under a role of its own that cannot write what people declare."""

from uuid import UUID

from sqlalchemy import Connection, func, select, text

from portal.storage.agency_tables import keys
from portal.storage.database import JOBS, Trouble
from portal.storage.seal import KeyRing, OwnerKey, WrappedKey

RIGHTS = (
    "USAGE ON SCHEMA public",
    "SELECT, UPDATE (due_at) ON reminders",
    "SELECT, INSERT, UPDATE (state, sealed) ON notices",
    "SELECT ON keys",
    "SELECT (person_id, number, digest), INSERT ON journal",
    "EXECUTE ON FUNCTION hold_key(uuid)",
)
"""Everything that the role may do. The migrations give it; an administrator must, where they may not make a role."""
_NOT_ALLOWED = {"22023", "42501"}
"""What PostgreSQL says where a role is not there (invalid_parameter_value) or may not (insufficient_privilege)."""


def is_for_administrator(trouble: Trouble) -> bool:
    """Tell whether the database refused because the role of jobs is not there or lacks a right."""
    return getattr(trouble.orig, "sqlstate", "") in _NOT_ALLOWED


def what_to_run(connection: Connection) -> str:
    """Return what an administrator of PostgreSQL runs in this database, so that its user may act as the role."""
    asked = text("SELECT quote_ident(session_user), EXISTS (SELECT 1 FROM pg_roles WHERE rolname = :role)")
    user, is_there = connection.execute(asked, {"role": JOBS}).one()
    role = [] if is_there else [f"CREATE ROLE {JOBS} NOLOGIN;"]
    return "\n".join([*role, f"GRANT {JOBS} TO {user};", *(f"GRANT {right} TO {JOBS};" for right in RIGHTS)])


def hold_key(connection: Connection, ring: KeyRing, owner_id: UUID) -> OwnerKey | None:
    """Return an owner's open key, its row locked until the transaction ends; none if the owner was forgotten.

    A job may not lock a key's row by its own right, for that is the right to change it: a function does it.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.hold_key(owner_id)))
    asked = select(keys.c.ring_key, keys.c.wrapped).where(keys.c.owner_id == owner_id)
    row = connection.execute(asked).first()
    return None if row is None else ring.open_key(owner_id, WrappedKey(row.ring_key, row.wrapped))
