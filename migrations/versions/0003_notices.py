"""Reminders that people ask for, the outbox of what goes out, and on PostgreSQL a role that may do only this."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROLE = """
DO $$
BEGIN
    CREATE ROLE portal_jobs NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation OR insufficient_privilege THEN
    NULL; -- there already, made by another database of this server at this moment, or for an administrator to make
END
$$
"""
MEMBER = """
DO $$
BEGIN
    GRANT portal_jobs TO CURRENT_USER;
EXCEPTION WHEN undefined_object OR insufficient_privilege OR unique_violation OR internal_error THEN
    NULL; -- no such role, not for this user to give, or given at this moment by another migration
END
$$
"""
HOLD = """
CREATE FUNCTION hold_key(owner uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
AS 'SELECT 1 FROM keys WHERE owner_id = owner FOR UPDATE'
"""
"""Lets a job wait for its turn to write in a person's journal, without any right to change a key."""
RIGHTS = """
DO $$
BEGIN
    GRANT USAGE ON SCHEMA public TO portal_jobs;
    GRANT SELECT, UPDATE (due_at) ON reminders TO portal_jobs;
    GRANT SELECT, INSERT, UPDATE (state, sealed) ON notices TO portal_jobs;
    GRANT SELECT ON keys TO portal_jobs;
    GRANT SELECT (person_id, number, digest), INSERT ON journal TO portal_jobs;
    GRANT EXECUTE ON FUNCTION hold_key(uuid) TO portal_jobs;
EXCEPTION WHEN undefined_object THEN
    NULL; -- no such role yet: “portal notices send” tells what an administrator has to do
END
$$
"""
NO_RIGHTS = """
DO $$
BEGIN
    REVOKE ALL ON journal, keys, notices, reminders FROM portal_jobs;
    REVOKE ALL ON SCHEMA public FROM portal_jobs;
    REVOKE ALL ON FUNCTION hold_key(uuid) FROM portal_jobs;
EXCEPTION WHEN undefined_object THEN
    NULL;
END
$$
"""


def upgrade() -> None:
    """Make both tables, and the role."""
    _reminders()
    _notices()
    if op.get_bind().dialect.name == "postgresql":
        op.execute(HOLD)
        op.execute("REVOKE ALL ON FUNCTION hold_key(uuid) FROM PUBLIC")
        for step in (ROLE, MEMBER, RIGHTS):
            op.execute(step)


def downgrade() -> None:
    """Take both tables away. The role stays, without a right: other databases of the server may use it."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(NO_RIGHTS)
        op.execute("DROP FUNCTION hold_key(uuid)")
    op.drop_table("notices")
    op.drop_table("reminders")


def _reminders() -> None:
    op.create_table(
        "reminders",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_reminders_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_reminders")),
    )
    op.create_index("ix_reminders_due_at", "reminders", ["due_at"])


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_notices_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", "id", name=op.f("pk_notices")),
        sa.UniqueConstraint("person_id", "kind", "due_at", name=op.f("uq_notices_person_id_kind_due_at")),
    )
    op.create_index("ix_notices_state", "notices", ["state"])
