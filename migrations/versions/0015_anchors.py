"""What proves that no journal was cut at its end, and which answers of an agency somebody has not seen yet."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

NO_DELETE = """
DO $$
BEGIN
    REVOKE DELETE ON anchors FROM portal_keeper;
EXCEPTION WHEN undefined_object THEN
    NULL; -- no such role: “portal retention” tells what an administrator has to do
END
$$
"""


def upgrade() -> None:
    """Make the tables."""
    _anchored_heads()
    _anchors()
    op.create_table(
        "unread_answers",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("request", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_unread_answers_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", "request", name=op.f("pk_unread_answers")),
    )


def downgrade() -> None:
    """Take the tables away."""
    for table in ("unread_answers", "anchors", "anchored_heads"):
        op.drop_table(table)


def _anchored_heads() -> None:
    op.create_table(
        "anchored_heads",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proof", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_anchored_heads")),
    )


def _anchors() -> None:
    op.create_table(
        "anchors",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heads", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_anchors")),
    )
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    ending = (
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        if is_postgresql
        else "BEGIN SELECT RAISE(ABORT, 'this table is only added to'); END"
    )
    op.execute(f"CREATE TRIGGER anchors_only_added_to BEFORE UPDATE ON anchors {ending}")
    if is_postgresql:
        op.execute(NO_DELETE)
