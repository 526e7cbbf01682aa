"""What people said instead of writing, in sealed pieces."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; it is only added to."""
    op.create_table(
        "voice_messages",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_voice_messages_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", "id", "part", name=op.f("pk_voice_messages")),
        sa.UniqueConstraint("person_id", "key", name=op.f("uq_voice_messages_person_id_key")),
    )
    if op.get_bind().dialect.name == "postgresql":
        ending = "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    else:
        ending = "BEGIN SELECT RAISE(ABORT, 'this table is only added to'); END"
    op.execute(f"CREATE TRIGGER voice_messages_only_added_to BEFORE UPDATE ON voice_messages {ending}")


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("voice_messages")
