"""When a helper sat beside a person, by what act of the person, and how it ended."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "visits",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("helper_id", sa.Uuid(), nullable=False),
        sa.Column("kiosk_id", sa.Uuid(), nullable=False),
        sa.Column("session", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(20), nullable=True),
        sa.Column("alone", sa.LargeBinary(), nullable=True),
        sa.Column("taps", sa.Integer(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_visits_person_id_people")),
        sa.ForeignKeyConstraint(["kiosk_id"], ["kiosks.id"], name=op.f("fk_visits_kiosk_id_kiosks")),
        sa.PrimaryKeyConstraint("person_id", "id", name=op.f("pk_visits")),
    )
    op.create_index("ix_visits_session", "visits", ["session"])
    op.create_index("ix_visits_alone", "visits", ["alone"])
    op.create_index("ix_visits_helper_id", "visits", ["helper_id"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("visits")
