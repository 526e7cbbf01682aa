"""What a person and their counsellor agreed."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ONLY_ADDED_TO = ("agreements", "agreement_words", "interview_notes")


def upgrade() -> None:
    """Make the tables; what was agreed, said or written is only added to."""
    _agreements()
    _agreement_words()
    _interview_notes()
    _agreement_drafts()
    if op.get_bind().dialect.name == "postgresql":
        ending = "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    else:
        ending = "BEGIN SELECT RAISE(ABORT, 'this table is only added to'); END"
    for table in ONLY_ADDED_TO:
        op.execute(f"CREATE TRIGGER {table}_only_added_to BEFORE UPDATE ON {table} {ending}")


def downgrade() -> None:
    """Take the tables away."""
    for table in ("agreement_drafts", "interview_notes", "agreement_words", "agreements"):
        op.drop_table(table)


def _agreements() -> None:
    op.create_table(
        "agreements",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("key", sa.String(40), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_agreements_person_id_people")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_agreements_staff_id_staff")),
        sa.PrimaryKeyConstraint("person_id", "number", name=op.f("pk_agreements")),
        sa.UniqueConstraint("person_id", "key", name=op.f("uq_agreements_person_id_key")),
    )


def _agreement_words() -> None:
    op.create_table(
        "agreement_words",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("agreement", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("about", sa.Integer(), nullable=True),
        sa.Column("waits", sa.Boolean(), nullable=False),
        sa.Column("typed_by", sa.Uuid(), nullable=False),
        sa.Column("typed_as", sa.String(20), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("key", sa.String(40), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id", "agreement"],
            ["agreements.person_id", "agreements.number"],
            name=op.f("fk_agreement_words_person_id_agreement_agreements"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "agreement", "number", name=op.f("pk_agreement_words")),
        sa.UniqueConstraint("person_id", "agreement", "key", name=op.f("uq_agreement_words_person_id_agreement_key")),
    )


def _interview_notes() -> None:
    op.create_table(
        "interview_notes",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("note", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("key", sa.String(40), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_interview_notes_person_id_people")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_interview_notes_staff_id_staff")),
        sa.PrimaryKeyConstraint("person_id", "number", name=op.f("pk_interview_notes")),
        sa.UniqueConstraint("person_id", "key", name=op.f("uq_interview_notes_person_id_key")),
    )


def _agreement_drafts() -> None:
    op.create_table(
        "agreement_drafts",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_agreement_drafts_person_id_people")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_agreement_drafts_staff_id_staff")),
        sa.PrimaryKeyConstraint("person_id", "staff_id", name=op.f("pk_agreement_drafts")),
    )
