"""Declared weeks, a part for each quarter on PostgreSQL, and what people began and have not sent."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

YEARS = range(2024, 2037)
"""Weeks outside of these years go to a part for all the rest."""


def upgrade() -> None:
    """Make both tables; declared weeks are only added to."""
    _drafts()
    _weeks()
    if op.get_bind().dialect.name == "postgresql":
        for name, first, end in _quarters():
            op.execute(f"CREATE TABLE {name} PARTITION OF weeks FOR VALUES FROM ('{first}') TO ('{end}')")
        op.execute("CREATE TABLE weeks_other PARTITION OF weeks DEFAULT")
        ending = "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    else:
        ending = "BEGIN SELECT RAISE(ABORT, 'this table is only added to'); END"
    op.execute(f"CREATE TRIGGER weeks_only_added_to BEFORE UPDATE ON weeks {ending}")


def downgrade() -> None:
    """Take both tables away, with every part."""
    op.drop_table("weeks")
    op.drop_table("drafts")


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_drafts_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", "what", name=op.f("pk_drafts")),
    )


def _weeks() -> None:
    op.create_table(
        "weeks",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("typed_by", sa.Uuid(), nullable=False),
        sa.Column("typed_as", sa.String(20), nullable=False),
        sa.Column("receipt", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_weeks_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", "week", "number", name=op.f("pk_weeks")),
        postgresql_partition_by="RANGE (week)",
    )


def _quarters() -> Iterator[tuple[str, date, date]]:
    firsts = [date(year, month, 1) for year in YEARS for month in (1, 4, 7, 10)]
    for first, end in zip(firsts, [*firsts[1:], date(YEARS.stop, 1, 1)], strict=True):
        yield f"weeks_{first.year}_{(first.month + 2) // 3}", first, end
