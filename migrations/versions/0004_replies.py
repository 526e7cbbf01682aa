"""What people argue in their own words, and what their counsellors did with it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ONLY_ADDED_TO = ("replies", "reply_events")


def upgrade() -> None:
    """Make both tables; they are only added to."""
    _replies()
    _reply_events()
    if op.get_bind().dialect.name == "postgresql":
        ending = "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    else:
        ending = "BEGIN SELECT RAISE(ABORT, 'this table is only added to'); END"
    for table in ONLY_ADDED_TO:
        op.execute(f"CREATE TRIGGER {table}_only_added_to BEFORE UPDATE ON {table} {ending}")


def downgrade() -> None:
    """Take both tables away."""
    op.drop_table("reply_events")
    op.drop_table("replies")


def _replies() -> None:
    op.create_table(
        "replies",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("typed_by", sa.Uuid(), nullable=False),
        sa.Column("typed_as", sa.String(20), nullable=False),
        sa.Column("receipt", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_replies_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", "number", name=op.f("pk_replies")),
    )


def _reply_events() -> None:
    op.create_table(
        "reply_events",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("reply", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("deed", sa.String(10), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("key", sa.String(40), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id", "reply"],
            ["replies.person_id", "replies.number"],
            name=op.f("fk_reply_events_person_id_reply_replies"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_reply_events_staff_id_staff")),
        sa.PrimaryKeyConstraint("person_id", "reply", "number", name=op.f("pk_reply_events")),
        sa.UniqueConstraint("person_id", "reply", "key", name=op.f("uq_reply_events_person_id_reply_key")),
    )
