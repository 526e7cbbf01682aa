"""A calendar that is taken in: what would become of each entry, and then all of it in one transaction."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select, update

from portal.core.interviews import CHANGES, Entry, Outcome, Status, outcome_of
from portal.core.uses import Purpose
from portal.storage.answers.vault import Vault
from portal.storage.caseload.lists import Noting, hold_keys, listed, open_listed
from portal.storage.dialogue.interview_rows import Interview, Source, opened, row_of
from portal.storage.dialogue.interviews import PROMISE, named, people_of_sources
from portal.storage.engine.ids import new_id
from portal.storage.engine.many import Many
from portal.storage.engine.seal import OwnerKey
from portal.storage.people.notices import reached_among, tell_of_news
from portal.storage.tables.people import interviews, people
from portal.storage.trace import journal
from portal.storage.trace.journal import Deed

_COMPARED = Noting(deed=Deed.COMPARED_INTERVIEWS, purpose=Purpose.PREPARE_INTERVIEW, promises=(PROMISE,))
_ADD = Many(interviews)
_CHANGE = update(interviews).where(interviews.c.person_id == bindparam("whose"), interviews.c.id == bindparam("which"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """One entry of a calendar, and whose it is."""

    person_id: UUID
    digest: bytes
    """Keyed: names the entry."""
    entry: Entry

    @property
    def source(self) -> Source:
        """What an interview keeps of it."""
        return Source(digest=self.digest, said=self.entry)

    def said_before(self, known: Interview) -> Entry | None:
        """Return what this entry said when ``known`` was taken in from it; none where it came from elsewhere."""
        return known.source.said if known.source and known.source.digest == self.digest else None

    def is_newer(self, known: Interview) -> bool:
        """Tell whether the calendar says something of ``known`` that is not kept yet, and not older than what is."""
        said = self.said_before(known)
        return known.source != self.source and (said is None or self.entry.sequence >= said.sequence)


@dataclass(frozen=True, slots=True)
class _Theirs:
    """One person's interviews, found by what they came from or by their moment, however many there are."""

    key: OwnerKey
    all: dict[UUID, Interview] = field(default_factory=dict)
    by_source: dict[bytes, UUID] = field(default_factory=dict)
    planned_at: dict[datetime, dict[UUID, None]] = field(default_factory=dict)

    def put(self, one: Interview) -> None:
        """Put an interview in the place of what it was before."""
        before = self.all.get(one.id)
        if before is not None and before.source is not None:
            self.by_source.pop(before.source.digest, None)
        if before is not None:
            self.planned_at.get(before.at, {}).pop(before.id, None)
        if one.source is not None:
            self.by_source[one.source.digest] = one.id
        if one.status is Status.PLANNED:
            self.planned_at.setdefault(one.at, {})[one.id] = None
        self.all[one.id] = one

    def about(self, coming: Coming) -> Interview | None:
        """Return the interview that an entry is about: taken in before, or planned by hand for the same moment."""
        same = self.by_source.get(coming.digest) or next(iter(self.planned_at.get(coming.entry.plan.at, ())), None)
        return None if same is None else self.all[same]


class Shelf:
    """The interviews of the people a calendar names: read at once, changed here, and kept at once."""

    def __init__(self, vault: Vault, now: datetime) -> None:
        self._pen = vault.pen_for_list((PROMISE,), _COMPARED.purpose)
        self._now = now
        self._theirs: dict[UUID, _Theirs] = {}
        self._whose = people_of_sources(self._pen.connection, self._pen.by.id)
        self._new: dict[UUID, UUID] = {}
        self._changed: dict[UUID, UUID] = {}
        self._came_from_elsewhere: set[UUID] = set()
        self._noted: list[journal.Entry] = []

    def read(self, persons: Collection[UUID]) -> None:
        """Read what some of the actor's own people have, their keys held; each finds so once a day in their journal."""
        pen = self._pen
        whose = people.c.id.in_(persons) & (people.c.counsellor_id == pen.by.id)
        hold_keys(pen, whose)
        keys = open_listed(pen, whose, pen.connection.execute(listed(pen, whose, _COMPARED)).all(), _COMPARED)
        self._theirs = {person_id: _Theirs(key) for person_id, key in keys.items()}
        found = select(interviews).where(interviews.c.person_id.in_(keys)).order_by(interviews.c.at)
        for row in pen.connection.execute(found):
            self._theirs[row.person_id].put(opened(keys[row.person_id], row))

    def holds(self, person_id: UUID) -> bool:
        """Tell whether somebody was read: who left, or was forgotten meanwhile, was not."""
        return person_id in self._theirs

    def of(self, person_id: UUID) -> Collection[Interview]:
        """Return the interviews of somebody who was read."""
        return self._theirs[person_id].all.values()

    def is_somebody_elses(self, coming: Coming) -> bool:
        """Tell whether an entry became the interview of somebody else before."""
        return self._whose.get(coming.digest, coming.person_id) != coming.person_id

    def look(self, coming: Coming) -> Outcome:
        """Return what would become of an entry; nothing is changed."""
        return self._outcome(coming, self._theirs[coming.person_id].about(coming))

    def take_in(self, coming: Coming) -> Outcome:
        """Change here what an entry says, and return what becomes of it. The same entry again changes nothing."""
        if self.is_somebody_elses(coming):
            return Outcome.SAME
        known = self._theirs[coming.person_id].about(coming)
        outcome = self._outcome(coming, known)
        if known is None and outcome is Outcome.NEW:
            self._plan(coming)
        elif known is not None and (outcome in CHANGES or coming.is_newer(known)):
            self._change(coming, known, outcome)
        return outcome

    def keep(self) -> None:
        """Write what was taken in: the interviews, what each journal says of them, and who is to be told."""
        connection, noted = self._pen.connection, {entry.person_id for entry in self._noted}
        if self._changed:
            self._let_go_of_sources()
            connection.execute(_CHANGE, [_by_name(row) for row in self._rows(self._changed)])
        if self._new:
            _ADD.add(connection, self._rows(self._new))
        if noted:
            heads = journal.heads_of(connection, people.c.id.in_(noted))
            journal.add_all(self._pen, heads, ((self._theirs[one.person_id].key, one) for one in self._noted))
        for person_id in reached_among(connection, noted):
            tell_of_news(connection, person_id, self._now)

    def _plan(self, coming: Coming) -> None:
        pen, plan = self._pen, coming.entry.plan
        new = Interview(
            id=new_id(),
            person_id=coming.person_id,
            counsellor_id=pen.by.id,
            plan=plan,
            status=Status.PLANNED,
            changed_at=pen.at,
            changed_by=pen.by.id,
            source=coming.source,
        )
        self._new[new.id] = new.person_id
        self._put(new, Deed.TOOK_IN_INTERVIEW, plan.at)

    def _change(self, coming: Coming, known: Interview, outcome: Outcome) -> None:
        by, plan = self._pen.by.id, coming.entry.plan
        if known.id not in self._new:
            self._changed[known.id] = known.person_id
        if known.source is not None and known.source.digest != coming.digest:
            self._came_from_elsewhere.add(known.id)
        told = replace(known, source=coming.source)
        match outcome:
            case Outcome.MOVED:
                self._put(told.moved_to(plan, by, self._now), Deed.MOVED_INTERVIEW, known.at, plan.at)
            case Outcome.CANCELLED:
                self._put(told.became(Status.CANCELLED, by, self._now), Deed.CANCELLED_INTERVIEW, known.at)
            case _:
                self._put(told)

    def _put(self, one: Interview, deed: Deed | None = None, *moments: datetime) -> None:
        """Put an interview in its place, with what its person's journal says of it."""
        self._theirs[one.person_id].put(one)
        if one.source is not None:
            self._whose[one.source.digest] = one.person_id
        if deed is not None:
            what = tuple(map(named, moments))
            entry = journal.Entry(person_id=one.person_id, deed=deed, purpose=_COMPARED.purpose, what=what)
            self._noted.append(entry)

    def _outcome(self, coming: Coming, known: Interview | None) -> Outcome:
        if known is None:
            return outcome_of(coming.entry, None, Status.PLANNED, None, self._now)
        return outcome_of(coming.entry, known.plan, known.status, coming.said_before(known), self._now)

    def _rows(self, written: Mapping[UUID, UUID]) -> list[dict[str, Any]]:
        found = ((self._theirs[whose], one) for one, whose in written.items())
        return [row_of(theirs.key, theirs.all[one]) for theirs, one in found]

    def _let_go_of_sources(self) -> None:
        """Free the entries that interviews came from and do not any more: another interview may come from them now."""
        its = (interviews.c.person_id.in_(self._theirs), interviews.c.id.in_(self._came_from_elsewhere))
        self._pen.connection.execute(update(interviews).where(*its), {"source": None})


def _by_name(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row for :data:`_CHANGE`: what it is found by has names of its own."""
    return {"whose": row.pop("person_id"), "which": row.pop("id"), **row}
