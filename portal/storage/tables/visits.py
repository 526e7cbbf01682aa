"""The tables of helping: a helper's visit beside a person, and the code by which somebody asks for one."""

from sqlalchemy import (
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Uuid,
)

from portal.storage.tables import reach
from portal.storage.tables.columns import Moment, promised, technical
from portal.storage.tables.promises import BESIDE

metadata = reach.metadata

visits = Table(
    "visits",
    metadata,
    technical("person_id", Uuid(), ForeignKey("people.id"), why="beside whom a helper sat"),
    technical("id", Uuid(), why="names a visit"),
    promised("helper_id", Uuid(), BESIDE),
    technical("kiosk_id", Uuid(), ForeignKey("kiosks.id"), why="at which screen: an ended one ends it"),
    technical("session", LargeBinary, why="digest of the helper's session: the visit is bound to that browser"),
    promised("sealed", LargeBinary(), BESIDE),
    promised("began_at", Moment(), BESIDE),
    technical("until", Moment(), why="a visit has a longest life"),
    technical("ended_at", Moment(), nullable=True, why="an ended visit is dead at once"),
    technical("ended_by", String(20), nullable=True, why="how it came to its end"),
    technical("alone", LargeBinary, nullable=True, why="digest of the person's own session while they are alone"),
    technical("taps", Integer, why="counts the taps of the person's gesture: each form of it is good once"),
    technical("wrong", Integer, why="wrong gestures in a row, against guessing"),
    PrimaryKeyConstraint("person_id", "id"),
    Index("ix_visits_session", "session"),
    Index("ix_visits_alone", "alone"),
    Index("ix_visits_helper_id", "helper_id"),
)

invitations = Table(
    "invitations",
    metadata,
    technical("person_id", Uuid(), ForeignKey("people.id"), primary_key=True, why="who waits for a helper"),
    technical("digest", LargeBinary, unique=True, why="keyed digest of the code that the helper types, once"),
    technical("agency_id", Uuid(), ForeignKey("agencies.id"), why="only a screen of this agency takes it"),
    promised("sealed", LargeBinary(), BESIDE),
    technical("until", Moment(), why="a code does not wait for long"),
    technical("used_at", Moment(), nullable=True, why="a code works once"),
    technical("taps", Integer, why="counts the taps of the person's gesture: each form of it is good once"),
    technical("wrong", Integer, why="wrong gestures in a row, against guessing"),
)
