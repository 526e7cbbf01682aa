"""What the portal does while nobody is there: under a role of its own that cannot write what people declare."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, func, select, text

from portal.storage.engine.database import JOBS, KEEPER, Trouble
from portal.storage.engine.seal import KeyRing, OwnerKey, WrappedKey
from portal.storage.tables.agency import keys

RIGHTS = (
    "USAGE ON SCHEMA public",
    "SELECT, UPDATE (due_at) ON reminders",
    "SELECT, INSERT, UPDATE (state, sealed) ON notices",
    "SELECT ON keys",
    "SELECT (person_id, number, digest), INSERT ON journal",
    "EXECUTE ON FUNCTION hold_key(uuid)",
)
"""Everything that the role may do. The migrations give it; an administrator must, where they may not make a role."""
STEPS = tuple(f"GRANT {right} TO {JOBS}" for right in RIGHTS)
KEEPER_STEPS = (
    f"GRANT USAGE ON SCHEMA public TO {KEEPER}",
    f"GRANT SELECT, DELETE ON ALL TABLES IN SCHEMA public TO {KEEPER}",
    f"REVOKE DELETE ON agencies, staff, kiosks, concerns, added_helpers, attempts, stand_ins, tries FROM {KEEPER}",
    f"REVOKE DELETE ON contacts, promise_versions, anchors, alembic_version FROM {KEEPER}",
    f"GRANT INSERT ON answers, receipts, journal, journal_starts, erasures, promise_versions, rounds TO {KEEPER}",
    f"GRANT UPDATE (wish_to_talk) ON people TO {KEEPER}",
    f"GRANT UPDATE (call_me) ON interviews TO {KEEPER}",
    f"GRANT UPDATE (sealed, edited_at) ON drafts TO {KEEPER}",
    f"GRANT EXECUTE ON FUNCTION hold_key(uuid) TO {KEEPER}",
)
"""What makes the role that erases what is over: it reads, erases what is of people, and tells it in their journals."""
_NOT_ALLOWED = {"22023", "42501"}
"""What PostgreSQL says where a role is not there (invalid_parameter_value) or may not (insufficient_privilege)."""


def is_for_administrator(trouble: Trouble) -> bool:
    """Tell whether the database refused because the role of jobs is not there or lacks a right."""
    return getattr(trouble.orig, "sqlstate", "") in _NOT_ALLOWED


def what_to_run(connection: Connection, role: str = JOBS, steps: Sequence[str] = STEPS) -> str:
    """Return what an administrator of PostgreSQL runs in this database, so that its user may act as the role."""
    asked = text("SELECT quote_ident(session_user), EXISTS (SELECT 1 FROM pg_roles WHERE rolname = :role)")
    user, is_there = connection.execute(asked, {"role": role}).one()
    made = [] if is_there else [f"CREATE ROLE {role} NOLOGIN;"]
    return "\n".join([*made, f"GRANT {role} TO {user};", *(f"{step};" for step in steps)])


def hold_key(connection: Connection, ring: KeyRing, owner_id: UUID) -> OwnerKey | None:
    """Return an owner's open key, its row locked until the transaction ends; none if the owner was forgotten.

    A job may not lock a key's row by its own right, for that is the right to change it: a function does it.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.hold_key(owner_id)))
    asked = select(keys.c.ring_key, keys.c.wrapped).where(keys.c.owner_id == owner_id)
    row = connection.execute(asked).first()
    return None if row is None else ring.open_key(owner_id, WrappedKey(row.ring_key, row.wrapped))
