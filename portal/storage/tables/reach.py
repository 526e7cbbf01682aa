"""The tables of who reaches whom: colleagues who replace each other, people who move, dossiers opened with a reason."""

from sqlalchemy import Boolean, Date, ForeignKey, Index, LargeBinary, PrimaryKeyConstraint, String, Table, Uuid
from sqlalchemy import UniqueConstraint as Unique

from portal.storage.tables import agency
from portal.storage.tables.columns import Moment, promised, technical
from portal.storage.tables.promises import LOOKED_INTO, OPENED

metadata = agency.metadata

stand_ins = Table(
    "stand_ins",
    metadata,
    technical("counsellor_id", Uuid(), ForeignKey("staff.id"), why="who is away"),
    technical("id", Uuid(), why="names a time of standing in"),
    technical("colleague_id", Uuid(), ForeignKey("staff.id"), why="who replaces them"),
    technical("first", Date(), why="the first day of it"),
    technical("last", Date(), why="the last day of it"),
    technical("set_by", Uuid(), ForeignKey("staff.id"), why="who said so: the counsellor or a manager"),
    technical("key", String(40), nullable=True, why="a form sent twice is said once"),
    technical("at", Moment(), why="when it was said"),
    technical("ended_at", Moment(), nullable=True, why="one that was ended lets nobody read any more"),
    PrimaryKeyConstraint("counsellor_id", "id"),
    Unique("set_by", "key"),
    Index("ix_stand_ins_colleague_id_last", "colleague_id", "last"),
)

stops = Table(
    "stops",
    metadata,
    technical("staff_id", Uuid(), ForeignKey("staff.id"), why="whose account is stopped"),
    technical("id", Uuid(), why="names a stop"),
    technical("at", Moment(), why="when it was stopped"),
    technical("opened_by", Uuid(), ForeignKey("staff.id"), nullable=True, why="which manager opened it again"),
    technical("opened_at", Moment(), nullable=True, why="when: until then nobody signs in with it"),
    promised("word", LargeBinary(), LOOKED_INTO, nullable=True),
    PrimaryKeyConstraint("staff_id", "id"),
)
"""An account that read more than a person can, and what its manager said when they opened it again."""

tries = Table(
    "tries",
    metadata,
    technical("agency_id", Uuid(), ForeignKey("agencies.id"), why="whose manager sees it"),
    technical("id", Uuid(), why="names a try"),
    technical("staff_id", Uuid(), ForeignKey("staff.id"), why="who asked for the dossier of somebody else’s person"),
    technical("reason", String(20), why="which reason of the list they gave"),
    technical("found", Boolean(), why="whether a dossier was opened; whose is not kept here"),
    technical("key", String(40), nullable=True, why="a form sent twice is one try"),
    technical("at", Moment(), why="when they asked"),
    PrimaryKeyConstraint("agency_id", "id"),
    Unique("staff_id", "key"),
    Index("ix_tries_staff_id_at", "staff_id", "at"),
)
"""What a manager sees of dossiers that were opened with a reason: by whom, when and why, never whose."""

openings = Table(
    "openings",
    metadata,
    technical("person_id", Uuid(), ForeignKey("people.id"), why="whose dossier was opened"),
    technical("id", Uuid(), why="names an opening"),
    technical("staff_id", Uuid(), ForeignKey("staff.id"), why="who may read until midnight"),
    promised("sealed", LargeBinary(), OPENED),
    technical("at", Moment(), why="when it was opened"),
    technical("until", Moment(), why="an opening lasts until midnight"),
    technical("seen_at", Moment(), nullable=True, why="the person said that they saw it: it is news no more"),
    PrimaryKeyConstraint("person_id", "id"),
    Index("ix_openings_staff_id_until", "staff_id", "until"),
)

transfers = Table(
    "transfers",
    metadata,
    technical("person_id", Uuid(), ForeignKey("people.id"), why="who moves to another counsellor"),
    technical("id", Uuid(), why="names a move"),
    technical("from_id", Uuid(), ForeignKey("staff.id"), why="who accompanied them until then"),
    technical("to_id", Uuid(), ForeignKey("staff.id"), why="who accompanies them from then on"),
    technical("asked_by", Uuid(), ForeignKey("staff.id"), why="who asked for it: the counsellor or a manager"),
    technical("at", Moment(), why="when it was asked for"),
    technical("answer", String(10), nullable=True, why="taken, declined or withdrawn; none while it waits"),
    technical("answered_at", Moment(), nullable=True, why="when it was answered"),
    technical("seen_at", Moment(), nullable=True, why="the person said that they saw it: it is news no more"),
    PrimaryKeyConstraint("person_id", "id"),
    Index("ix_transfers_to_id_answer", "to_id", "answer"),
)
