"""Colleagues who replace each other, people who move, and files opened with a reason."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables; let a person be found by their whole name, and something wait to be shown to them.

    People who are there already are found by name after ``./dev portal names``.
    """
    op.add_column("keys", sa.Column("waits", sa.Integer(), nullable=True))
    op.add_column("people", sa.Column("name_digest", sa.LargeBinary(), nullable=True))
    op.create_index("ix_people_agency_id_name_digest", "people", ["agency_id", "name_digest"])
    for make in (_stand_ins, _stops, _tries, _openings, _transfers):
        make()


def _stand_ins() -> None:
    op.create_table(
        "stand_ins",
        sa.Column("counsellor_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("colleague_id", sa.Uuid(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(40), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        _staff("stand_ins", "counsellor_id"),
        _staff("stand_ins", "colleague_id"),
        _staff("stand_ins", "set_by"),
        sa.PrimaryKeyConstraint("counsellor_id", "id", name=op.f("pk_stand_ins")),
        sa.UniqueConstraint("set_by", "key", name=op.f("uq_stand_ins_set_by_key")),
    )
    op.create_index("ix_stand_ins_colleague_id_last", "stand_ins", ["colleague_id", "last"])


def _stops() -> None:
    op.create_table(
        "stops",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=True),
        sa.Column("opened_at", MOMENT, nullable=True),
        sa.Column("word", sa.LargeBinary(), nullable=True),
        _staff("stops", "staff_id"),
        _staff("stops", "opened_by"),
        sa.PrimaryKeyConstraint("staff_id", "id", name=op.f("pk_stops")),
    )


def _tries() -> None:
    op.create_table(
        "tries",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("found", sa.Boolean(), nullable=False),
        sa.Column("key", sa.String(40), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_tries_agency_id_agencies")),
        _staff("tries", "staff_id"),
        sa.PrimaryKeyConstraint("agency_id", "id", name=op.f("pk_tries")),
        sa.UniqueConstraint("staff_id", "key", name=op.f("uq_tries_staff_id_key")),
    )
    op.create_index("ix_tries_staff_id_at", "tries", ["staff_id", "at"])


def _openings() -> None:
    op.create_table(
        "openings",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_openings_person_id_people")),
        _staff("openings", "staff_id"),
        sa.PrimaryKeyConstraint("person_id", "id", name=op.f("pk_openings")),
    )
    op.create_index("ix_openings_staff_id_until", "openings", ["staff_id", "until"])


def _transfers() -> None:
    op.create_table(
        "transfers",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("from_id", sa.Uuid(), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("answer", sa.String(10), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_transfers_person_id_people")),
        _staff("transfers", "from_id"),
        _staff("transfers", "to_id"),
        _staff("transfers", "asked_by"),
        sa.PrimaryKeyConstraint("person_id", "id", name=op.f("pk_transfers")),
    )
    op.create_index("ix_transfers_to_id_answer", "transfers", ["to_id", "answer"])


def _staff(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["staff.id"], name=op.f(f"fk_{table}_{column}_staff"))


def downgrade() -> None:
    """Take it away."""
    for table in ("transfers", "openings", "tries", "stops", "stand_ins"):
        op.drop_table(table)
    op.drop_index("ix_people_agency_id_name_digest", "people")
    op.drop_column("people", "name_digest")
    op.drop_column("keys", "waits")
