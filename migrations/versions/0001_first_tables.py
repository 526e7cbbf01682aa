"""First tables: agencies, people and staff with their keys, cards and sessions, answers, receipts, the journal."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ONLY_ADDED_TO = ("answers", "receipts", "journal")
"""Rows of these are never changed; they may only be deleted, when their time of keeping is over."""

REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is only added to', TG_TABLE_NAME;
END
$$
"""


def upgrade() -> None:
    """Make every table, and let the database itself refuse changes where rows are only added."""
    _agencies_and_keys()
    _staff()
    _people()
    _signing_in()
    _sessions()
    _meeting()
    _telling()
    _sending()
    _tracing()
    _refuse_changes()


def downgrade() -> None:
    """Take everything away: nothing of what was kept comes back."""
    for table in ("journal", "receipts", "answers", "interviews", "attempts", "sessions", "cards", "people", "staff"):
        op.drop_table(table)
    op.drop_table("keys")
    op.drop_table("agencies")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")


def _agencies_and_keys() -> None:
    op.create_table(
        "agencies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("address", sa.String(300), nullable=False),
        sa.Column("phone", sa.String(30), nullable=False),
        sa.Column("hours", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agencies")),
    )
    op.create_table(
        "keys",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("ring_key", sa.String(20), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("owner_id", name=op.f("pk_keys")),
    )


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("login", sa.LargeBinary(), nullable=False),
        sa.Column("known", sa.LargeBinary(), nullable=False),
        sa.Column("second_factor", sa.LargeBinary(), nullable=False),
        sa.Column("password", sa.String(200), nullable=False),
        sa.Column("last_code", sa.BigInteger(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        _moment("locked_until", nullable=True),
        _moment("ended_at", nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_staff_agency_id_agencies")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("login", name=op.f("uq_staff_login")),
    )


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("counsellor_id", sa.Uuid(), nullable=False),
        sa.Column("known", sa.LargeBinary(), nullable=False),
        sa.Column("wish_to_talk", sa.LargeBinary(), nullable=False),
        sa.Column("longer", sa.Boolean(), nullable=False),
        _moment("last_contact_at"),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_people_agency_id_agencies")),
        sa.ForeignKeyConstraint(["counsellor_id"], ["staff.id"], name=op.f("fk_people_counsellor_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    op.create_index("ix_people_counsellor_id", "people", ["counsellor_id"])


def _signing_in() -> None:
    op.create_table(
        "cards",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("pictures", sa.LargeBinary(), nullable=False),
        _moment("made_at"),
        _moment("ended_at", nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        _moment("locked_until", nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_cards_person_id_people")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_cards")),
    )
    op.create_index("ix_cards_person_id", "cards", ["person_id"])
    op.create_table(
        "attempts",
        sa.Column("network", sa.LargeBinary(), nullable=False),
        _moment("since"),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("network", name=op.f("pk_attempts")),
    )


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        _moment("began_at"),
        _moment("seen_at"),
        _moment("ended_at", nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["keys.owner_id"], name=op.f("fk_sessions_actor_id_keys")),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_sessions_agency_id_agencies")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sessions")),
    )
    op.create_index("ix_sessions_actor_id", "sessions", ["actor_id"])


def _meeting() -> None:
    op.create_table(
        "interviews",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("counsellor_id", sa.Uuid(), nullable=False),
        _moment("at"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_interviews_person_id_people")),
        sa.ForeignKeyConstraint(["counsellor_id"], ["staff.id"], name=op.f("fk_interviews_counsellor_id_staff")),
        sa.PrimaryKeyConstraint("person_id", "id", name=op.f("pk_interviews")),
    )
    op.create_index("ix_interviews_counsellor_id_at", "interviews", ["counsellor_id", "at"])


def _telling() -> None:
    op.create_table(
        "answers",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(32), nullable=False),
        sa.Column("item", sa.String(8), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("typed_by", sa.Uuid(), nullable=False),
        sa.Column("typed_as", sa.String(20), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(40), nullable=True),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        _moment("at"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_answers_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", "number", name=op.f("pk_answers")),
        sa.UniqueConstraint("person_id", "key", name=op.f("uq_answers_person_id_key")),
    )
    columns = ["person_id", "question", "item", "number"]
    op.create_index("ix_answers_person_id_question_item_number", "answers", columns)


def _sending() -> None:
    op.create_table(
        "receipts",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(10), nullable=False),
        sa.Column("upto", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(24), nullable=False),
        sa.Column("statement", sa.LargeBinary(), nullable=False),
        _moment("at"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_receipts_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", "number", name=op.f("pk_receipts")),
        sa.UniqueConstraint("code", name=op.f("uq_receipts_code")),
    )


def _tracing() -> None:
    op.create_table(
        "journal",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        _moment("at"),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("deed", sa.String(20), nullable=False),
        sa.Column("purpose", sa.String(30), nullable=False),
        sa.Column("what", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "number", name=op.f("pk_journal")),
    )
    op.create_index("ix_journal_actor_id_at", "journal", ["actor_id", "at"])


def _refuse_changes() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(REFUSE)
        ending = "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    else:
        ending = "BEGIN SELECT RAISE(ABORT, 'this table is only added to'); END"
    for table in ONLY_ADDED_TO:
        op.execute(f"CREATE TRIGGER {table}_only_added_to BEFORE UPDATE ON {table} {ending}")


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
