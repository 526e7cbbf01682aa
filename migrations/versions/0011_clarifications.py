"""Questions that a counsellor asks back."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ONLY_ADDED_TO = ("clarifications", "clarification_events")


def upgrade() -> None:
    """Make both tables; they are only added to."""
    _clarifications()
    _clarification_events()
    if op.get_bind().dialect.name == "postgresql":
        ending = "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    else:
        ending = "BEGIN SELECT RAISE(ABORT, 'this table is only added to'); END"
    for table in ONLY_ADDED_TO:
        op.execute(f"CREATE TRIGGER {table}_only_added_to BEFORE UPDATE ON {table} {ending}")


def downgrade() -> None:
    """Take both tables away."""
    op.drop_table("clarification_events")
    op.drop_table("clarifications")


def _clarifications() -> None:
    op.create_table(
        "clarifications",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("key", sa.String(40), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_clarifications_person_id_people")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_clarifications_staff_id_staff")),
        sa.PrimaryKeyConstraint("person_id", "number", name=op.f("pk_clarifications")),
    )


def _clarification_events() -> None:
    op.create_table(
        "clarification_events",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("clarification", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("deed", sa.String(15), nullable=False),
        sa.Column("typed_by", sa.Uuid(), nullable=False),
        sa.Column("typed_as", sa.String(20), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("key", sa.String(40), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id", "clarification"],
            ["clarifications.person_id", "clarifications.number"],
            name=op.f("fk_clarification_events_person_id_clarification_clarifications"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "clarification", "number", name=op.f("pk_clarification_events")),
    )
