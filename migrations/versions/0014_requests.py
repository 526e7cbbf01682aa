"""What people ask of their data, by when it is answered, and what is limited; on PostgreSQL a role that only erases."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ONLY_ADDED_TO = ("requests", "request_answers")
TABLES = (
    "contacts",
    "rounds",
    "promise_versions",
    "erasures",
    "journal_starts",
    "journal_names",
    "limits",
    "request_answers",
    "requests",
)
ROLE = """
DO $$
BEGIN
    CREATE ROLE portal_keeper NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation OR insufficient_privilege THEN
    NULL; -- there already, made by another database of this server at this moment, or for an administrator to make
END
$$
"""
MEMBER = """
DO $$
BEGIN
    GRANT portal_keeper TO CURRENT_USER;
EXCEPTION WHEN undefined_object OR insufficient_privilege OR unique_violation OR internal_error THEN
    NULL; -- no such role, not for this user to give, or given at this moment by another migration
END
$$
"""
RIGHTS = """
DO $$
BEGIN
    GRANT USAGE ON SCHEMA public TO portal_keeper;
    GRANT SELECT, DELETE ON ALL TABLES IN SCHEMA public TO portal_keeper;
    REVOKE DELETE ON agencies, staff, kiosks, concerns, added_helpers, attempts, stand_ins, tries, contacts,
        promise_versions, alembic_version FROM portal_keeper;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, DELETE ON TABLES TO portal_keeper;
    GRANT INSERT ON answers, receipts, journal, journal_starts, erasures, promise_versions, rounds TO portal_keeper;
    GRANT UPDATE (wish_to_talk) ON people TO portal_keeper;
    GRANT UPDATE (call_me) ON interviews TO portal_keeper;
    GRANT UPDATE (sealed, edited_at) ON drafts TO portal_keeper;
    GRANT EXECUTE ON FUNCTION hold_key(uuid) TO portal_keeper;
EXCEPTION WHEN undefined_object THEN
    NULL; -- no such role yet: “portal retention” tells what an administrator has to do
END
$$
"""
NO_RIGHTS = """
DO $$
BEGIN
    ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM portal_keeper;
    REVOKE ALL ON ALL TABLES IN SCHEMA public FROM portal_keeper;
    REVOKE ALL ON SCHEMA public FROM portal_keeper;
    REVOKE ALL ON FUNCTION hold_key(uuid) FROM portal_keeper;
EXCEPTION WHEN undefined_object THEN
    NULL;
END
$$
"""


def upgrade() -> None:
    """Make the tables, and the role."""
    _requests()
    _request_answers()
    _limits()
    _journal_names()
    _journal_starts()
    _erasures()
    _promise_versions()
    op.create_table("rounds", _moment("at"), sa.PrimaryKeyConstraint("at", name=op.f("pk_rounds")))
    _contacts()
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    ending = (
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        if is_postgresql
        else "BEGIN SELECT RAISE(ABORT, 'this table is only added to'); END"
    )
    for table in ONLY_ADDED_TO:
        op.execute(f"CREATE TRIGGER {table}_only_added_to BEFORE UPDATE ON {table} {ending}")
    if is_postgresql:
        for step in (ROLE, MEMBER, RIGHTS):
            op.execute(step)


def downgrade() -> None:
    """Take the tables away. The role stays, without a right: other databases of the server may use it."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(NO_RIGHTS)
    for table in TABLES:
        op.drop_table(table)


def _requests() -> None:
    op.create_table(
        "requests",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("receipt", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(40), nullable=True),
        _moment("at"),
        sa.Column("due", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_requests_person_id_people")),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_requests_agency_id_agencies")),
        sa.PrimaryKeyConstraint("person_id", "number", name=op.f("pk_requests")),
        sa.UniqueConstraint("person_id", "key", name=op.f("uq_requests_person_id_key")),
    )
    op.create_index("ix_requests_agency_id_at", "requests", ["agency_id", "at"])


def _request_answers() -> None:
    op.create_table(
        "request_answers",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("request", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("key", sa.String(40), nullable=True),
        _moment("at"),
        sa.ForeignKeyConstraint(
            ["person_id", "request"],
            ["requests.person_id", "requests.number"],
            name=op.f("fk_request_answers_person_id_request_requests"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_request_answers_staff_id_staff")),
        sa.PrimaryKeyConstraint("person_id", "request", "number", name=op.f("pk_request_answers")),
        sa.UniqueConstraint("person_id", "request", "key", name=op.f("uq_request_answers_person_id_request_key")),
    )


def _limits() -> None:
    op.create_table(
        "limits",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        _moment("since"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_limits_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_limits")),
    )


def _journal_names() -> None:
    op.create_table(
        "journal_names",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("alias", sa.String(16), nullable=False),
        sa.Column("tag", sa.String(32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _moment("at"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_journal_names_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", "alias", name=op.f("pk_journal_names")),
    )
    op.create_index("ix_journal_names_person_id_tag", "journal_names", ["person_id", "tag"])


def _journal_starts() -> None:
    op.create_table(
        "journal_starts",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("proof", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_journal_starts")),
    )


def _erasures() -> None:
    op.create_table(
        "erasures",
        sa.Column("code", sa.String(24), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("ring_key", sa.String(20), nullable=False),
        _moment("at"),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_erasures")),
        sa.UniqueConstraint("person_id", name=op.f("uq_erasures_person_id")),
    )


def _promise_versions() -> None:
    op.create_table(
        "promise_versions",
        sa.Column("name", sa.String(80), nullable=False),
        _moment("since"),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("after", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("name", "since", name=op.f("pk_promise_versions")),
    )


def _contacts() -> None:
    op.create_table(
        "contacts",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(10), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("address", sa.String(300), nullable=False),
        sa.Column("phone", sa.String(30), nullable=False),
        sa.Column("email", sa.String(120), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_contacts_agency_id_agencies")),
        sa.PrimaryKeyConstraint("agency_id", "part", name=op.f("pk_contacts")),
    )


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)
