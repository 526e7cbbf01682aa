"""What was promised when is proved by the portal's key: who writes a promise without it makes nothing go."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; rows from before have no proof, and what they promise is told again by the next erasing."""
    op.add_column("promise_versions", sa.Column("proof", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Take it away."""
    with op.batch_alter_table("promise_versions") as promise_versions:
        promise_versions.drop_column("proof")
