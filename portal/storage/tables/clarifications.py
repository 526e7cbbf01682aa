"""The tables of questions back: what a counsellor asks about an answer, and everything that is done with it."""

from sqlalchemy import (
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Uuid,
)

from portal.storage.tables.agency import metadata
from portal.storage.tables.columns import Moment, promised, technical
from portal.storage.tables.promises import ASKED_BACK

clarifications = Table(
    "clarifications",
    metadata,
    technical("person_id", Uuid(), ForeignKey("people.id"), why="who is asked"),
    technical("number", Integer, why="counts what a person was asked back"),
    technical("staff_id", Uuid(), ForeignKey("staff.id"), why="which counsellor asks"),
    promised("sealed", LargeBinary(), ASKED_BACK),
    technical("key", String(40), nullable=True, why="a form sent twice asks once"),
    technical("at", Moment(), why="when it was asked"),
    PrimaryKeyConstraint("person_id", "number"),
)

clarification_events = Table(
    "clarification_events",
    metadata,
    technical("person_id", Uuid(), why="who is asked"),
    technical("clarification", Integer, why="which of the questions back"),
    technical("number", Integer, why="counts what was done with a question back"),
    promised("deed", String(15), ASKED_BACK),
    technical("typed_by", Uuid(), why="who had the keyboard"),
    technical("typed_as", String(20), why="as what they had it"),
    promised("sealed", LargeBinary(), ASKED_BACK),
    technical("key", String(40), nullable=True, why="a form sent twice is kept once"),
    technical("at", Moment(), why="when it was done"),
    PrimaryKeyConstraint("person_id", "clarification", "number"),
    ForeignKeyConstraint(
        ["person_id", "clarification"], ["clarifications.person_id", "clarifications.number"], ondelete="CASCADE"
    ),
)

ONLY_ADDED_TO = (clarifications, clarification_events)
"""Rows of these tables are never changed: the database itself refuses."""
