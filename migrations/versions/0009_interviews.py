"""Interviews that are moved, cancelled, held; where they were taken from; what counsellors have not taken in yet."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

NEW = ("status", "sealed", "call_me", "version", "seen", "source", "changed_at", "changed_by")
SOURCE = "uq_interviews_counsellor_id_source"


def upgrade() -> None:
    """Add what became of each interview: until now all of them were planned, and known to the person."""
    op.add_column("interviews", sa.Column("status", sa.String(10), nullable=False, server_default="planned"))
    op.add_column("interviews", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("interviews", sa.Column("seen", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("interviews") as interviews:
        for name in ("status", "version", "seen"):
            interviews.alter_column(name, server_default=None)
        interviews.add_column(sa.Column("sealed", sa.LargeBinary(), nullable=True))
        interviews.add_column(sa.Column("call_me", sa.LargeBinary(), nullable=True))
        interviews.add_column(sa.Column("source", sa.LargeBinary(), nullable=True))
        interviews.add_column(sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
        interviews.add_column(sa.Column("changed_by", sa.Uuid(), nullable=True))
        interviews.create_unique_constraint(SOURCE, ["counsellor_id", "source"])
    op.create_table(
        "staff_drafts",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_drafts_staff_id_staff")),
        sa.PrimaryKeyConstraint("staff_id", "what", name=op.f("pk_staff_drafts")),
    )


def downgrade() -> None:
    """Take it away, with the interviews that are none: a row was a meeting before."""
    op.drop_table("staff_drafts")
    op.execute("DELETE FROM interviews WHERE status IN ('cancelled', 'not-held')")
    with op.batch_alter_table("interviews") as interviews:
        interviews.drop_constraint(SOURCE, type_="unique")
        for name in NEW:
            interviews.drop_column(name)
