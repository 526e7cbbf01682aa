"""The table of voice messages: what was said instead of written, in pieces, so that a part of it opens alone."""

from sqlalchemy import ForeignKey, Integer, LargeBinary, PrimaryKeyConstraint, String, Table, UniqueConstraint, Uuid

from portal.storage.tables.agency import metadata
from portal.storage.tables.columns import Moment, promised, technical
from portal.storage.tables.promises import VOICE

voice_messages = Table(
    "voice_messages",
    metadata,
    technical("person_id", Uuid(), ForeignKey("people.id"), why="whose voice it is"),
    technical("id", Uuid(), why="names a message: never used again, as an old answer may still name it"),
    technical("part", Integer, why="0 says what it is, the next are its bytes; -1 says it was erased"),
    technical("place", String(32), why="where it was said, as a tag that is noise without the person's key"),
    promised("sealed", LargeBinary(), VOICE),
    technical("key", String(40), nullable=True, why="a form sent twice is kept once"),
    technical("at", Moment(), why="the time of keeping counts from it"),
    PrimaryKeyConstraint("person_id", "id", "part"),
    UniqueConstraint("person_id", "key"),
)

ONLY_ADDED_TO = (voice_messages,)
"""Rows of this table are never changed: the database itself refuses. They are erased by the person, or by time."""
