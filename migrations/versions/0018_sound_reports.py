"""How often a sound was not understood, by text and day."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "sound_reports",
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("language", "name", "day", name=op.f("pk_sound_reports")),
    )


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("sound_reports")
