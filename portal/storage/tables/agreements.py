"""The tables of what is agreed: what was sent, what was said to each line, notes, and what is not sent yet."""

from sqlalchemy import (
    Boolean,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    Uuid,
)

from portal.storage.tables.agency import metadata
from portal.storage.tables.columns import Moment, promised, technical
from portal.storage.tables.promises import AGREED, AGREEING, NOTED

agreements = Table(
    "agreements",
    metadata,
    technical("person_id", Uuid(), ForeignKey("people.id"), why="with whom something was agreed"),
    technical("number", Integer, why="counts what was agreed with a person: a new one never replaces another"),
    technical("staff_id", Uuid(), ForeignKey("staff.id"), why="which counsellor sent it"),
    promised("sealed", LargeBinary(), AGREED),
    technical("key", String(40), nullable=True, why="a form sent twice is kept once"),
    technical("at", Moment(), why="when it was sent"),
    PrimaryKeyConstraint("person_id", "number"),
    UniqueConstraint("person_id", "key"),
)

agreement_words = Table(
    "agreement_words",
    metadata,
    technical("person_id", Uuid(), why="with whom something was agreed"),
    technical("agreement", Integer, why="to which agreement something was said"),
    technical("number", Integer, why="counts what was said to an agreement"),
    technical("about", Integer, nullable=True, why="which word this one answers or takes back: it waits no more"),
    technical("waits", Boolean(), why="the person waits for a word of their counsellor"),
    technical("typed_by", Uuid(), why="who had the keyboard"),
    technical("typed_as", String(20), why="as what they had it"),
    promised("sealed", LargeBinary(), AGREED),
    technical("key", String(40), nullable=True, why="a form sent twice is kept once"),
    technical("at", Moment(), why="when it was said"),
    PrimaryKeyConstraint("person_id", "agreement", "number"),
    ForeignKeyConstraint(["person_id", "agreement"], ["agreements.person_id", "agreements.number"], ondelete="CASCADE"),
    UniqueConstraint("person_id", "agreement", "key"),
)

interview_notes = Table(
    "interview_notes",
    metadata,
    technical("person_id", Uuid(), ForeignKey("people.id"), why="about whom somebody wrote"),
    technical("number", Integer, why="counts what was written: a correction is a row of its own"),
    technical("note", Integer, why="which note it corrects: the number of its first writing"),
    technical("staff_id", Uuid(), ForeignKey("staff.id"), why="which counsellor wrote it"),
    promised("sealed", LargeBinary(), NOTED),
    technical("key", String(40), nullable=True, why="a form sent twice is kept once"),
    technical("at", Moment(), why="when it was written"),
    PrimaryKeyConstraint("person_id", "number"),
    UniqueConstraint("person_id", "key"),
)

agreement_drafts = Table(
    "agreement_drafts",
    metadata,
    technical("person_id", Uuid(), ForeignKey("people.id"), why="with whom something is being agreed"),
    technical("staff_id", Uuid(), ForeignKey("staff.id"), why="who writes it: two counsellors never share a draft"),
    promised("sealed", LargeBinary(), AGREEING),
    technical("edited_at", Moment(), why="the time of keeping counts from it"),
    PrimaryKeyConstraint("person_id", "staff_id"),
)

ONLY_ADDED_TO = (agreements, agreement_words, interview_notes)
"""Rows of these tables are never changed: the database itself refuses."""
