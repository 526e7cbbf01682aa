"""The tables of rights: what people ask of their data, what is limited or erased, and what was promised when."""

from sqlalchemy import (
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
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
from portal.storage.tables.promises import FOLLOWED, TRACE

requests = Table(
    "requests",
    metadata,
    technical("person_id", Uuid(), ForeignKey("people.id"), why="who asks"),
    technical("number", Integer, why="counts what a person asked"),
    technical("agency_id", Uuid(), ForeignKey("agencies.id"), why="which agency answers"),
    promised("kind", String(12), FOLLOWED),
    promised("sealed", LargeBinary(), FOLLOWED),
    technical("receipt", Integer, why="which receipt proves it"),
    technical("key", String(40), nullable=True, why="a form sent twice asks once"),
    technical("at", Moment(), why="when it was asked"),
    technical("due", Date(), nullable=True, why="the last day for an answer; none where it was done at once"),
    PrimaryKeyConstraint("person_id", "number"),
    UniqueConstraint("person_id", "key"),
    Index("ix_requests_agency_id_at", "agency_id", "at"),
)

request_answers = Table(
    "request_answers",
    metadata,
    technical("person_id", Uuid(), why="who asked"),
    technical("request", Integer, why="which of their requests"),
    technical("number", Integer, why="counts the answers to a request"),
    technical("staff_id", Uuid(), ForeignKey("staff.id"), why="which manager answered"),
    promised("sealed", LargeBinary(), FOLLOWED),
    technical("key", String(40), nullable=True, why="a form sent twice is kept once"),
    technical("at", Moment(), why="when it was answered"),
    PrimaryKeyConstraint("person_id", "request", "number"),
    ForeignKeyConstraint(["person_id", "request"], ["requests.person_id", "requests.number"], ondelete="CASCADE"),
    UniqueConstraint("person_id", "request", "key"),
)

unread_answers = Table(
    "unread_answers",
    metadata,
    technical("person_id", Uuid(), ForeignKey("people.id"), why="who asked"),
    technical("request", Integer, why="to which of their requests an answer came that they have not seen"),
    PrimaryKeyConstraint("person_id", "request"),
)

limits = Table(
    "limits",
    metadata,
    technical("person_id", Uuid(), ForeignKey("people.id"), primary_key=True, why="nobody else reads their dossier"),
    technical("since", Moment(), why="from when on"),
)

journal_names = Table(
    "journal_names",
    metadata,
    technical("person_id", Uuid(), ForeignKey("people.id"), why="in whose journal a question was named"),
    technical("alias", String(16), why="what stands for the question in the entry, drawn by chance"),
    technical("tag", String(32), why="which question, as a tag that is noise without the person's key"),
    promised("sealed", LargeBinary(), TRACE),
    technical("at", Moment(), why="when the entry was written"),
    PrimaryKeyConstraint("person_id", "alias"),
    Index("ix_journal_names_person_id_tag", "person_id", "tag"),
)
"""The chain keeps entries for ever as they are: what must be able to vanish from one stands here, and there a sign."""

journal_starts = Table(
    "journal_starts",
    metadata,
    technical("person_id", Uuid(), primary_key=True, why="whose journal it is; it outlives the person as the journal"),
    technical("number", Integer, why="the newest entry that was erased when its time was over"),
    technical("digest", LargeBinary, why="the digest of that entry: the chain goes on from it"),
    technical("proof", LargeBinary, why="keyed digest: only the portal itself can have erased"),
)

anchored_heads = Table(
    "anchored_heads",
    metadata,
    technical("person_id", Uuid(), primary_key=True, why="whose journal it is; it outlives the person as the journal"),
    technical("number", Integer, why="the newest entry on the day of the anchor: nobody cuts below it unseen"),
    technical("digest", LargeBinary, why="the digest of that entry"),
    technical("at", Moment(), why="when it was the newest"),
    technical("proof", LargeBinary, why="keyed digest: only the portal itself can have anchored"),
)

anchors = Table(
    "anchors",
    metadata,
    technical("number", Integer, primary_key=True, autoincrement=False, why="counts the anchors"),
    technical("at", Moment(), why="when it was made"),
    technical("heads", LargeBinary, why="keyed digest of every anchored head, in order"),
    technical("digest", LargeBinary, why="keyed digest of this anchor and the one before: what is published"),
)

erasures = Table(
    "erasures",
    metadata,
    technical("code", String(24), primary_key=True, why="what the person took along as a proof"),
    technical("person_id", Uuid(), unique=True, why="a copy that is brought back forgets them again; names nobody"),
    technical("ring_key", String(20), why="which key of the ring old copies would still open with"),
    technical("at", Moment(), why="when everything was erased"),
)

promise_versions = Table(
    "promise_versions",
    metadata,
    technical("name", String(80), why="names a promise, of a column or a question"),
    technical("since", Moment(), why="from when on it was so: what came before was promised otherwise"),
    technical("days", Integer, why="how long it promised to keep"),
    technical("after", String(20), why="after which event"),
    technical("proof", LargeBinary, nullable=True, why="keyed digest: only the portal itself can have promised"),
    PrimaryKeyConstraint("name", "since"),
)

rounds = Table(
    "rounds",
    metadata,
    technical("at", Moment(), primary_key=True, why="when everybody was looked at last for what is over"),
)

contacts = Table(
    "contacts",
    metadata,
    technical("agency_id", Uuid(), ForeignKey("agencies.id"), why="for the people of which agency"),
    technical("part", String(10), why="data protection officer or mediator"),
    technical("name", String(120), why="of an office, for everybody to see"),
    technical("address", String(300), why="of an office, for everybody to see"),
    technical("phone", String(30), why="of an office, for everybody to see"),
    technical("email", String(120), why="of an office, for everybody to see"),
    PrimaryKeyConstraint("agency_id", "part"),
)

ONLY_ADDED_TO = (requests, request_answers, anchors)
"""Rows of these tables are never changed: the database itself refuses."""
