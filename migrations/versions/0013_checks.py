"""When each commitment was last checked, and what came of it."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "checks",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("found", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("name", "at", name=op.f("pk_checks")),
    )


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("checks")
