"""Who waits to be called is found whenever their interview is: since when they wait, beside the sealed wish."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

INDEX = "ix_interviews_person_id_call_since"
WAITING = sa.text("call_since IS NOT NULL")
FROM_THE_JOURNAL = """
UPDATE interviews SET call_since = (
    SELECT max(asked.at) FROM journal AS asked
    WHERE asked.person_id = interviews.person_id AND asked.deed = 'asked-for-call'
)
WHERE status = 'planned' AND call_me IS NOT NULL
AND NOT EXISTS (
    SELECT 1 FROM interviews AS other
    WHERE other.person_id = interviews.person_id AND other.id <> interviews.id
    AND other.status = 'planned' AND other.call_me IS NOT NULL
)
AND NOT EXISTS (
    SELECT 1 FROM journal AS after
    WHERE after.person_id = interviews.person_id
    AND after.deed IN ('needs-no-call', 'called', 'moved-interview', 'cancelled-interview')
    AND after.number > (
        SELECT max(asked.number) FROM journal AS asked
        WHERE asked.person_id = interviews.person_id AND asked.deed = 'asked-for-call'
    )
)
"""
"""Wishes are sealed: of those from before, the journal says who still waits, where it can only be one interview."""


def upgrade() -> None:
    """Add the column, filled for whoever waits already."""
    op.add_column("interviews", sa.Column("call_since", sa.DateTime(timezone=True), nullable=True))
    op.execute(FROM_THE_JOURNAL)
    columns = ["person_id", "call_since"]
    op.create_index(INDEX, "interviews", columns, sqlite_where=WAITING, postgresql_where=WAITING)


def downgrade() -> None:
    """Take it away."""
    op.drop_index(INDEX, "interviews")
    with op.batch_alter_table("interviews") as interviews:
        interviews.drop_column("call_since")
