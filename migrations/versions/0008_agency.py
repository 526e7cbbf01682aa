"""What an agency sees to: that somebody is being pushed, and accounts of helpers that two people make."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "concerns",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kiosk_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_concerns_agency_id_agencies")),
        sa.ForeignKeyConstraint(["kiosk_id"], ["kiosks.id"], name=op.f("fk_concerns_kiosk_id_kiosks")),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_concerns")),
    )
    op.create_table(
        "added_helpers",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_added_helpers_staff_id_staff")),
        sa.ForeignKeyConstraint(["added_by"], ["staff.id"], name=op.f("fk_added_helpers_added_by_staff")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["staff.id"], name=op.f("fk_added_helpers_confirmed_by_staff")),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_added_helpers")),
    )


def downgrade() -> None:
    """Take the tables away."""
    op.drop_table("added_helpers")
    op.drop_table("concerns")
