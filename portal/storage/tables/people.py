"""The tables of people. The person comes first in every personal key; every column is promised or technical."""

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    FromClause,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    or_,
    text,
)

from portal.core.interviews import MEETS
from portal.storage.tables.agency import metadata
from portal.storage.tables.columns import Moment, promised, technical
from portal.storage.tables.promises import (
    ARGUED,
    BEGUN,
    CALL_ME,
    DECLARED,
    KNOWN,
    MEETING,
    PLANNING,
    REACHED,
    SAID,
    SENT,
    SESSION,
    SIGNING_IN,
    TRACE,
    WISH_TO_TALK,
)

people = Table(
    "people",
    metadata,
    technical("id", Uuid(), primary_key=True, why="stands for a person without naming them"),
    technical("agency_id", Uuid(), ForeignKey("agencies.id"), why="which agency keeps the dossier"),
    technical("counsellor_id", Uuid(), ForeignKey("staff.id"), why="decides who may reach the dossier"),
    promised("known", LargeBinary(), KNOWN),
    technical("name_digest", LargeBinary, nullable=True, why="keyed digest of the whole name: nobody reads it back"),
    promised("wish_to_talk", LargeBinary(), WISH_TO_TALK),
    technical("longer", Boolean(), why="the longer path of questions was chosen"),
    technical("last_contact_at", Moment(), why="the time of keeping counts from it"),
    Index("ix_people_counsellor_id", "counsellor_id"),
    Index("ix_people_agency_id_name_digest", "agency_id", "name_digest"),
)

cards = Table(
    "cards",
    metadata,
    technical("digest", LargeBinary, primary_key=True, why="keyed digest of the card's secret: the secret is not kept"),
    technical("person_id", Uuid(), ForeignKey("people.id"), why="whose card it is"),
    promised("pictures", LargeBinary(), SIGNING_IN),
    technical("made_at", Moment(), why="a card that is never used stops working"),
    technical("ended_at", Moment(), nullable=True, why="a lost card is dead at once"),
    technical("failures", Integer, why="wrong pictures in a row, against guessing"),
    technical("locked_until", Moment(), nullable=True, why="against guessing"),
    Index("ix_cards_person_id", "person_id"),
)

sessions = Table(
    "sessions",
    metadata,
    technical("digest", LargeBinary, primary_key=True, why="digest of the cookie: the cookie is not kept"),
    technical("actor_id", Uuid(), ForeignKey("keys.owner_id"), why="who signed in"),
    technical("role", String(20), why="as what they signed in"),
    technical("agency_id", Uuid(), ForeignKey("agencies.id"), why="where the dossier or the work is"),
    promised("device", LargeBinary(), SESSION),
    technical("began_at", Moment(), why="a session has a longest life"),
    technical("seen_at", Moment(), why="a session ends when nothing happens"),
    technical("ended_at", Moment(), nullable=True, why="an ended session is dead at once"),
    Index("ix_sessions_actor_id", "actor_id"),
)

interviews = Table(
    "interviews",
    metadata,
    technical("person_id", Uuid(), ForeignKey("people.id"), why="whose interview it is"),
    technical("id", Uuid(), why="names an interview"),
    technical("counsellor_id", Uuid(), ForeignKey("staff.id"), why="with whom"),
    promised("at", Moment(), MEETING),
    promised("status", String(10), MEETING),
    promised("sealed", LargeBinary(), MEETING, nullable=True),
    promised("call_me", LargeBinary(), CALL_ME, nullable=True),
    technical("call_since", Moment(), nullable=True, why="the person waits to be called: found, nothing opened"),
    technical("version", Integer, why="counts the changes: a page that was old changes nothing"),
    technical("seen", Integer, why="the newest version the person said they saw"),
    technical("source", LargeBinary, nullable=True, why="keyed digest of where it came from: taken in once"),
    technical("changed_at", Moment(), nullable=True, why="when it was last changed"),
    technical("changed_by", Uuid(), nullable=True, why="which member of staff changed it last"),
    PrimaryKeyConstraint("person_id", "id"),
    UniqueConstraint("counsellor_id", "source"),
    Index("ix_interviews_counsellor_id_at", "counsellor_id", "at"),
    Index(
        "ix_interviews_person_id_call_since",
        "person_id",
        "call_since",
        sqlite_where=text("call_since IS NOT NULL"),
        postgresql_where=text("call_since IS NOT NULL"),
    ),
)
"""An interview from before its agency used these pages has nothing sealed: it is at the agency."""


def is_meeting(rows: FromClause) -> ColumnElement[bool]:
    """Return what holds for rows of ``interviews`` that count as meeting: what is planned, and what was held."""
    return or_(*(rows.c.status == status.value for status in sorted(MEETS)))


IS_MEETING = is_meeting(interviews)

answers = Table(
    "answers",
    metadata,
    technical("person_id", Uuid(), ForeignKey("people.id"), why="whose words they are"),
    technical("number", Integer, why="counts a person's writings: the newest settled one is the answer"),
    technical("question", String(32), why="which question, as a tag that is noise without the person's key"),
    technical("item", String(8), why="which of several repeated things, or empty"),
    technical("settled", Boolean, why="the question need not be asked again: answered or skipped, alike"),
    promised("sealed", LargeBinary(), SAID),
    technical("typed_by", Uuid(), why="who had the keyboard"),
    technical("typed_as", String(20), why="as what they had it"),
    technical("shown", Integer, why="which version of the answer the page showed: two tabs, two phones"),
    technical("key", String(40), nullable=True, why="a form sent twice is kept once"),
    technical("fingerprint", LargeBinary, why="keyed digest: tells a second sending from another answer"),
    technical("at", Moment(), why="when it was kept"),
    PrimaryKeyConstraint("person_id", "number"),
    UniqueConstraint("person_id", "key"),
    Index("ix_answers_person_id_question_item_number", "person_id", "question", "item", "number"),
)

receipts = Table(
    "receipts",
    metadata,
    technical("person_id", Uuid(), ForeignKey("people.id"), why="whose receipt it is"),
    technical("number", Integer, why="counts a person's sendings"),
    technical("about", String(10), why="what kind of sending it is"),
    technical("upto", Integer, why="the newest writing that was sent with a dossier"),
    technical("code", String(24), unique=True, why="what is printed: a keyed digest of the statement"),
    promised("statement", LargeBinary(), SENT),
    technical("at", Moment(), why="when it was sent"),
    PrimaryKeyConstraint("person_id", "number"),
)

drafts = Table(
    "drafts",
    metadata,
    technical("person_id", Uuid(), ForeignKey("people.id"), why="who began it"),
    technical("what", String(32), why="what was begun, as a tag that is noise without the person's key"),
    promised("sealed", LargeBinary(), BEGUN),
    technical("edited_at", Moment(), why="the time of keeping counts from it"),
    PrimaryKeyConstraint("person_id", "what"),
)

staff_drafts = Table(
    "staff_drafts",
    metadata,
    technical("staff_id", Uuid(), ForeignKey("staff.id"), why="who began it"),
    technical("what", String(32), why="what was begun, as a tag that is noise without its owner's key"),
    promised("sealed", LargeBinary(), PLANNING),
    technical("edited_at", Moment(), why="a draft that is forgotten goes with the day"),
    PrimaryKeyConstraint("staff_id", "what"),
)
"""Between two forms: it names people by what stands for them, never by their names."""

weeks = Table(
    "weeks",
    metadata,
    technical("person_id", Uuid(), ForeignKey("people.id"), why="whose week it is"),
    promised("week", Date(), DECLARED),
    technical("number", Integer, why="counts the sendings of this week: the newest is what was declared"),
    promised("sealed", LargeBinary(), DECLARED),
    technical("typed_by", Uuid(), why="who had the keyboard"),
    technical("typed_as", String(20), why="as what they had it"),
    technical("receipt", Integer, why="which receipt proves it"),
    technical("at", Moment(), why="when it was sent"),
    PrimaryKeyConstraint("person_id", "week", "number"),
    postgresql_partition_by="RANGE (week)",
)
"""A week nobody declared has no row. On PostgreSQL each quarter has its own part, dropped when its time is over."""

replies = Table(
    "replies",
    metadata,
    technical("person_id", Uuid(), ForeignKey("people.id"), why="who argues"),
    technical("number", Integer, why="counts what a person argued"),
    promised("sealed", LargeBinary(), ARGUED),
    technical("typed_by", Uuid(), why="who had the keyboard"),
    technical("typed_as", String(20), why="as what they had it"),
    technical("receipt", Integer, why="which receipt proves it"),
    technical("at", Moment(), why="when it was sent"),
    PrimaryKeyConstraint("person_id", "number"),
)

reply_events = Table(
    "reply_events",
    metadata,
    technical("person_id", Uuid(), why="who argued"),
    technical("reply", Integer, why="which of their replies"),
    technical("number", Integer, why="counts what was done with a reply"),
    promised("deed", String(10), ARGUED),
    technical("staff_id", Uuid(), ForeignKey("staff.id"), why="which counsellor did it"),
    promised("sealed", LargeBinary(), ARGUED),
    technical("key", String(40), nullable=True, why="a form sent twice is kept once"),
    technical("at", Moment(), why="when it was done"),
    PrimaryKeyConstraint("person_id", "reply", "number"),
    ForeignKeyConstraint(["person_id", "reply"], ["replies.person_id", "replies.number"], ondelete="CASCADE"),
    UniqueConstraint("person_id", "reply", "key"),
)

reminders = Table(
    "reminders",
    metadata,
    technical("person_id", Uuid(), ForeignKey("people.id"), primary_key=True, why="who asked for it"),
    promised("sealed", LargeBinary(), REACHED),
    technical("due_at", Moment(), why="when the next one is due, found without opening anything"),
    Index("ix_reminders_due_at", "due_at"),
)

notices = Table(
    "notices",
    metadata,
    technical("person_id", Uuid(), ForeignKey("people.id"), why="who gets it"),
    technical("id", Uuid(), why="names a notice"),
    technical("kind", String(20), why="what it is about: the same sentence for everybody"),
    technical("due_at", Moment(), why="for which moment: it exists once"),
    technical("state", String(10), why="waiting, going, gone or failed: what was claimed is never sent again"),
    promised("sealed", LargeBinary(), REACHED, nullable=True),
    PrimaryKeyConstraint("person_id", "id"),
    UniqueConstraint("person_id", "kind", "due_at"),
    Index("ix_notices_state", "state"),
)

journal = Table(
    "journal",
    metadata,
    technical("person_id", Uuid(), why="whose data it was; no foreign key, the trace outlives the row"),
    technical("number", Integer, why="counts without a gap"),
    promised("at", Moment(), TRACE),
    promised("actor_id", Uuid(), TRACE),
    promised("role", String(20), TRACE),
    promised("deed", String(20), TRACE),
    promised("purpose", String(30), TRACE),
    promised("what", LargeBinary(), TRACE),
    technical("digest", LargeBinary, why="keyed digest of this entry and the one before: a chain"),
    PrimaryKeyConstraint("person_id", "number"),
    Index("ix_journal_actor_id_at", "actor_id", "at"),
)
