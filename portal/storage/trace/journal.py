"""The journal: who did what with a person's data. Only added to, chained per person, read by the person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from cryptography.exceptions import InvalidTag
from sqlalchemy import ColumnElement, Connection, Row, RowMapping, bindparam, insert, select

from portal.core.actors import Actor, PortalItself, Standing
from portal.core.permissions import Role
from portal.core.uses import Purpose, Refused
from portal.storage.engine.many import Many
from portal.storage.engine.prepared import Prepared
from portal.storage.engine.seal import KeyRing, OwnerKey
from portal.storage.tables.people import journal, people
from portal.storage.trace.journal_names import names_of
from portal.storage.trace.journal_starts import start_of

_START = bytes(32)


class Deed(StrEnum):
    """What was done."""

    SIGNED_IN = "signed-in"
    READ = "read"
    SAW_IN_LIST = "saw-in-list"
    WROTE = "wrote"
    SPOKE = "spoke"
    HEARD_VOICE = "heard-voice"
    ERASED_VOICE = "erased-voice"
    SENT = "sent"
    TOLD_WEEK = "told-week"
    SENT_WEEK = "sent-week"
    READ_WEEKS = "read-weeks"
    OPENED_VISIT = "opened-visit"
    VISIT_BEGAN = "visit-began"
    VISIT_ENDED = "visit-ended"
    TOOK_COPY = "took-copy"
    ASKED_FOR_REMINDER = "asked-for-reminder"
    STOPPED_REMINDER = "stopped-reminder"
    REMINDED = "reminded"
    TOLD_OF_NEWS = "told-of-news"
    WROTE_ARGUMENTS = "wrote-arguments"
    SENT_ARGUMENTS = "sent-arguments"
    OPENED_ARGUMENTS = "opened-arguments"
    READ_ARGUMENTS = "read-arguments"
    ANSWERED_ARGUMENTS = "answered-arguments"
    CLOSED_ARGUMENTS = "closed-arguments"
    ASKED_AGENCY = "asked-agency"
    READ_REQUEST = "read-request"
    ANSWERED_REQUEST = "answered-request"
    TOOK_EVERYTHING = "took-everything"
    TOOK_BACK = "took-back"
    LIMITED = "limited"
    LIFTED = "lifted"
    WAS_STOPPED = "was-stopped"
    FORGOT = "forgot"
    ASKED_BACK = "asked-back"
    READ_ASKED = "read-asked"
    TOLD_ASKED = "told-asked"
    ANSWERED_ASKED = "answered-asked"
    WANTS_TO_TALK = "wants-to-talk"
    CLOSED_ASKED = "closed-asked"
    AGREED = "agreed"
    READ_AGREED = "read-agreed"
    SPOKE_OF_AGREED = "spoke-of-agreed"
    ANSWERED_AGREED = "answered-agreed"
    WROTE_NOTES = "wrote-notes"
    READ_NOTES = "read-notes"
    READ_INTERVIEWS = "read-interviews"
    COMPARED_INTERVIEWS = "compared-interviews"
    PLANNED_INTERVIEW = "planned-interview"
    TOOK_IN_INTERVIEW = "took-in-interview"
    MOVED_INTERVIEW = "moved-interview"
    CANCELLED_INTERVIEW = "cancelled-interview"
    HELD_INTERVIEW = "held-interview"
    NOT_HELD_INTERVIEW = "not-held-interview"
    SAW_INTERVIEW = "saw-interview"
    ASKED_FOR_CALL = "asked-for-call"
    NEEDS_NO_CALL = "needs-no-call"
    CALLED = "called"
    PREPARED_DAY = "prepared-day"
    OPENED_DOSSIER = "opened-dossier"
    ASKED_COLLEAGUE = "asked-colleague"
    CHANGED_COUNSELLOR = "changed-counsellor"
    READ_JOURNAL = "read-journal"
    TELLS_MORE = "tells-more"
    CARD_MADE = "card-made"
    CARD_ENDED = "card-ended"
    WRONG_PICTURES = "wrong-pictures"
    WAS_REFUSED = "was-refused"
    ALTERED = "altered"
    """Never written: what an entry is shown as that is no longer what the portal wrote."""


OF_DATES = (
    Deed.COMPARED_INTERVIEWS,
    Deed.TOOK_IN_INTERVIEW,
    Deed.MOVED_INTERVIEW,
    Deed.CANCELLED_INTERVIEW,
    Deed.HELD_INTERVIEW,
    Deed.NOT_HELD_INTERVIEW,
    Deed.CALLED,
)
SELDOM = frozenset({Deed.SAW_IN_LIST, Deed.WAS_STOPPED, Deed.WAS_REFUSED})
"""What is told once a day or once an hour, however often it was done."""
LISTED = SELDOM.union(OF_DATES)
"""What counts toward no ceiling, since it opens no dossier: many names are seen in a list, a calendar that is taken in
is of many people, and whoever stopped the reading is not read, nor who is out of reach."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Behalf:
    """On whose behalf somebody acted who is not the person's own counsellor, and how they came to the person."""

    standing: Standing
    counsellor_id: UUID
    """Who accompanied the person at that moment."""


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry of a person's chain: the next one counts on from it."""

    number: int = 0
    digest: bytes = _START


_FIRST = Head()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What an entry says."""

    person_id: UUID
    deed: Deed
    purpose: Purpose
    what: tuple[str, ...] = ()
    """Questions or pages, never values."""
    behalf: Behalf | None = None
    """None where the person, or their own counsellor, acted."""


NEWEST = (
    select(journal.c.number, journal.c.digest)
    .where(journal.c.person_id == bindparam("person_id"))
    .order_by(journal.c.number.desc())
    .limit(1)
)
_ADD = Prepared(insert(journal))
_ADD_MANY = Many(journal)
_ALL = select(journal).where(journal.c.person_id == bindparam("person_id")).order_by(journal.c.number)


@dataclass(frozen=True, slots=True)
class Pen:
    """Who writes in the journal, and when."""

    connection: Connection
    ring: KeyRing
    by: Actor | PortalItself
    at: datetime

    def only_for(self, *who: type[Actor]) -> Self:
        """Return the pen if whoever holds it is one of ``who``; refuse everybody else."""
        if not isinstance(self.by, who):
            message = f"this is not for a {self.by.role}"
            raise Refused(message)
        return self


def head_of(connection: Connection, person_id: UUID) -> Head:
    """Return the newest entry of a person's chain. Hold the person's key row locked while adding to it."""
    row = connection.execute(NEWEST, {"person_id": person_id}).first()
    return Head(row.number, row.digest) if row else Head()


def heads_of(connection: Connection, whose: ColumnElement[bool]) -> dict[UUID, Head]:
    """Return the newest entry of each chain of many people, where there is one. Hold their key rows locked."""
    chain = select(journal).where(journal.c.person_id == people.c.id).correlate(people)
    newest = chain.order_by(journal.c.number.desc()).limit(1)
    number, digest = (newest.with_only_columns(one).scalar_subquery() for one in (journal.c.number, journal.c.digest))
    rows = connection.execute(select(people.c.id, number.label("number"), digest.label("digest")).where(whose))
    return {row.id: Head(row.number, row.digest) for row in rows if row.number is not None}


def add(pen: Pen, key: OwnerKey, head: Head, entry: Entry) -> Head:
    """Add ``entry`` after ``head``: one statement, in the transaction of what it tells about."""
    row = _row(pen, key, head, entry)
    _ADD.run(pen.connection, row)
    return Head(head.number + 1, row["digest"])


def add_all(pen: Pen, heads: Mapping[UUID, Head], noted: Iterable[tuple[OwnerKey, Entry]]) -> None:
    """Add entries of many people, each after the newest of its chain, all by one statement. Hold their key rows locked.

    ``heads`` are the newest before: somebody with several entries has them one after the other.
    """
    rows, newest = [], dict(heads)
    for key, entry in noted:
        row = _row(pen, key, newest.get(entry.person_id, _FIRST), entry)
        newest[entry.person_id] = Head(row["number"], row["digest"])
        rows.append(row)
    _ADD_MANY.add(pen.connection, rows)


def _row(pen: Pen, key: OwnerKey, head: Head, entry: Entry) -> dict[str, Any]:
    number = head.number + 1
    row = {
        "person_id": entry.person_id,
        "number": number,
        "at": pen.at,
        "actor_id": pen.by.id,
        "role": pen.by.role.value,
        "deed": entry.deed.value,
        "purpose": entry.purpose.value,
        "what": key.seal(f"journal|{number}", _packed(entry)),
    }
    return {**row, "digest": digest_of(pen.ring, head.digest, row)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """One entry as the person may read it."""

    number: int
    at: datetime
    actor_id: UUID
    role: Role
    deed: Deed
    purpose: Purpose
    what: tuple[str, ...]
    behalf: Behalf | None


def entries(connection: Connection, key: OwnerKey) -> list[Noted]:
    """Return a person's entries, oldest first."""
    return opened(connection, key, connection.execute(_ALL, {"person_id": key.owner}).all())


def opened(connection: Connection, key: OwnerKey, rows: Sequence[Row[Any]]) -> list[Noted]:
    """Return some rows of a person's journal, opened."""
    names = names_of(connection, key) if rows else {}
    return [_noted(key, row, names) for row in rows]


def _noted(key: OwnerKey, row: Row[Any], names: Mapping[str, str]) -> Noted:
    """Return one entry, opened; one that no longer opens, or says what nobody can do, says that it was altered."""
    kept: dict[str, Any] = {"number": row.number, "at": row.at, "actor_id": row.actor_id}
    try:
        did: dict[str, Any] = {"role": Role(row.role), "deed": Deed(row.deed), "purpose": Purpose(row.purpose)}
        return Noted(**kept, **did, **_opened(key, row.number, row.what, names))
    except (InvalidTag, ValueError):
        did = {"role": Role.PORTAL, "deed": Deed.ALTERED, "purpose": Purpose.TRACE_READINGS}
        return Noted(**kept, **did, what=(), behalf=None)


def _packed(entry: Entry) -> object:
    """Return what is sealed of an entry: on whose behalf it was, too, for the row beside it says only who acted."""
    if entry.behalf is None:
        return list(entry.what)
    return {"what": list(entry.what), "as": entry.behalf.standing, "for": entry.behalf.counsellor_id.hex}


def _opened(key: OwnerKey, number: int, sealed: bytes, names: Mapping[str, str]) -> dict[str, Any]:
    told: Any = key.unseal(f"journal|{number}", sealed)
    plain = isinstance(told, list)
    behalf = None if plain else Behalf(standing=Standing(told["as"]), counsellor_id=UUID(told["for"]))
    return {"what": tuple(names.get(one, one) for one in (told if plain else told["what"])), "behalf": behalf}


def broken(connection: Connection, ring: KeyRing, person_id: UUID, upto: int | None = None) -> list[int]:
    """Return the numbers where the chain does not hold: an entry altered, or one missing before it."""
    wrong, head = [], Head(*start_of(connection, ring, person_id))
    asked = _ALL if upto is None else _ALL.where(journal.c.number <= upto)
    for row in connection.execute(asked, {"person_id": person_id}).mappings():
        if row["number"] != head.number + 1 or row["digest"] != digest_of(ring, head.digest, row):
            wrong.append(row["number"])
        head = Head(row["number"], row["digest"])
    return wrong


def digest_of(ring: KeyRing, before: bytes, row: RowMapping | dict[str, object]) -> bytes:
    """Return the digest of an entry. It is told as JSON tells it, put together here: none of its words has a quote."""
    at, what = row["at"], row["what"]
    if not isinstance(at, datetime) or not isinstance(what, bytes):
        raise TypeError(row)
    told = '", "'.join([str(row[name]) for name in ("person_id", "number", "actor_id", "role", "deed", "purpose")])
    return ring.digest("journal", before, f'["{told}", {at.timestamp()!r}]'.encode(), what)
