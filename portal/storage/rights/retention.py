"""Times that are over: what is erased of a person, by every promise made about it, and told in their journal."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, Table, delete, func, insert, select, true, union, update

from portal.core.actors import PortalItself
from portal.core.receipts import Sending
from portal.core.uses import Purpose, Use
from portal.storage.answers import receipts
from portal.storage.engine.erasing import erase, owner_of
from portal.storage.engine.jobs import hold_key
from portal.storage.engine.seal import KeyRing, OwnerKey
from portal.storage.people.wish import Wish, take_wish_back, wish_of
from portal.storage.rights.promise_versions import Periods, periods_of
from portal.storage.rights.taking_back import bases_of, delete_answers
from portal.storage.rights.times_over import (
    TAGGED,
    by_name,
    is_over,
    may_be_over,
    promised_columns,
    row_is_over,
    settled_tables,
)
from portal.storage.tables.people import answers, interviews, people, sessions, staff_drafts
from portal.storage.tables.people import journal as entries
from portal.storage.tables.people import receipts as proofs
from portal.storage.tables.reach import stops
from portal.storage.tables.rights import rounds
from portal.storage.trace import journal, journal_starts

QUIET = frozenset({"sessions", "journal", "journal_names", "invitations", "notices", "interviews.call_me"})
"""What goes day by day: the page that shows it says so once, and no entry is written for it."""
HELD_BACK = "journals that do not hold"
"""The name under which a journal counts of which nothing is erased: that would hide what was changed in it."""
ERASED_WHOLE = "people"
"""The name under which somebody counts whose everything is over."""
Counts = Counter[str]
"""How many rows go, by the table they are in: never whose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """One run, as of one moment: it only counts, or erases too."""

    connection: Connection
    ring: KeyRing
    promised: Mapping[str, Periods]
    now: datetime
    erases: bool
    looked_at: datetime | None = None
    """When everybody was looked at last, under the same promises."""

    @classmethod
    def of(
        cls, connection: Connection, ring: KeyRing, promises: Mapping[str, Use], now: datetime, *, erases: bool
    ) -> Self:
        """Return a run over what ``promises`` say, now and before."""
        promised = periods_of(connection, ring, promises, now)
        looked_at = connection.execute(select(func.max(rounds.c.at)).where(rounds.c.at <= now)).scalar_one()
        newest = max((one.before for periods in promised.values() for one in periods if one.before), default=None)
        if looked_at is not None and newest is not None and newest >= looked_at:
            looked_at = None
        return cls(connection=connection, ring=ring, promised=promised, now=now, erases=erases, looked_at=looked_at)

    def to_look_at(self, batch: Sequence[UUID]) -> list[UUID]:
        """Return those of a batch of people of whom something may be over."""
        asked = [
            _of(table, batch, may_be_over(table, self.promised, self.now, self.looked_at)) for table in settled_tables()
        ]
        asked += [
            _of(people, batch, is_over(people, self.promised[str(column)], self.now, self.looked_at))
            for column in promised_columns(people)
        ]
        old = is_over(entries, self.promised["journal.what"], self.now)
        found = self.connection.execute(union(*asked, _of(entries, batch, old)))
        return sorted(set(found.scalars()))

    def settle(self, person_id: UUID) -> Counts:
        """Erase, or count, everything of one person whose time is over; their journal says what."""
        key = hold_key(self.connection, self.ring, person_id)
        if key is None:
            return Counts()
        its_own = people.c.id == person_id
        if self._count(people, its_own, is_over(people, self.promised["people.known"], self.now)):
            if self.erases:
                erase(self.connection, self.ring, person_id, self.now)
            return Counts({ERASED_WHOLE: 1})
        counts = Counts()
        for table in settled_tables():
            counts[table.name] += sum(self._settle_rows(table, key))
        counts["people.wish_to_talk"] += self._settle_wish(key)
        counts["interviews.call_me"] += self._settle_calls(key)
        told = self._tell(key, counts)
        counts += self._settle_journal(person_id, followed=told and not self.erases)
        return +counts

    def settle_what_is_nobody_s(self) -> Counts:
        """Erase, or count, what is left of people who are gone already, and what is kept of staff."""
        gone = ~select(people.c.id).where(people.c.id == entries.c.person_id).exists()
        staff = ~select(people.c.id).where(people.c.id == sessions.c.actor_id).exists()
        old_entries = is_over(entries, self.promised["journal.what"], self.now)
        old_sessions = is_over(sessions, self.promised["sessions.device"], self.now)
        old_words = is_over(stops, self.promised["stops.word"], self.now)
        counts = {
            "journal": (entries, (gone, old_entries)),
            "sessions": (sessions, (staff, old_sessions)),
            "staff_drafts": (staff_drafts, (is_over(staff_drafts, self.promised["staff_drafts.sealed"], self.now),)),
            "stops": (stops, (stops.c.opened_at.is_not(None), old_words)),
        }
        return +Counts({name: self._take(table, *which) for name, (table, which) in counts.items()})

    def _settle_rows(self, table: Table, key: OwnerKey) -> Iterator[int]:
        its = table.c[owner_of(table)] == key.owner
        if table.name not in TAGGED:
            yield self._take(table, its, row_is_over(table, self.promised, self.now))
            return
        tag, known = table.c[TAGGED[table.name]], self._by_periods()
        for periods, names in known.items():
            tagged = tag.in_([key.tag(name) for name in names])
            over = is_over(table, periods, self.now)
            yield self._take_answers(key, tagged, over) if table is answers else self._take(table, its, tagged, over)
            if table is answers and self.erases:
                spoken = is_over(proofs, periods, self.now)
                receipts.take_out(self.connection, self.ring, key, bases_of(names), spoken)
        unknown = tag.not_in([key.tag(name) for names in known.values() for name in names])
        over = row_is_over(table, self.promised, self.now)
        yield self._take_answers(key, unknown, over) if table is answers else self._take(table, its, unknown, over)

    def _by_periods(self) -> dict[Periods, list[str]]:
        """Return everything that has a promise by its name, sorted by what is promised."""
        found: dict[Periods, list[str]] = {}
        for name, periods in by_name(self.promised).items():
            found.setdefault(periods, []).append(name)
        return found

    def _settle_wish(self, key: OwnerKey) -> int:
        """Take back the wish to talk once the interview it was for is long past."""
        wish, periods = wish_of(self.connection, key.owner, key), self.promised["people.wish_to_talk"]
        if wish is Wish.NONE:
            return 0
        sent = select(func.max(proofs.c.number)).where(
            proofs.c.person_id == key.owner, proofs.c.about == Sending.DOSSIER
        )
        table, its = (proofs, proofs.c.number == sent.scalar_subquery()) if wish is Wish.SENT else (people, true())
        over = self._count(table, table.c[owner_of(table)] == key.owner, its, is_over(table, periods, self.now))
        if over and self.erases:
            take_wish_back(self.connection, key)
        return over

    def _settle_calls(self, key: OwnerKey) -> int:
        """Forget the wishes to be called once the interview is long past, but none that still waits for somebody.

        That the interview was goes in its own time.
        """
        wish, seen_to = interviews.c.call_me, interviews.c.call_since.is_(None)
        over = is_over(interviews, self.promised[str(wish)], self.now)
        which = (interviews.c.person_id == key.owner, wish.is_not(None), seen_to, over)
        if not self.erases:
            return self._count(interviews, *which)
        return self.connection.execute(update(interviews).where(*which), {"call_me": None}).rowcount

    def _settle_journal(self, person_id: UUID, *, followed: bool) -> Counts:
        """Erase, or count, a journal's oldest lines; none where they are not what the portal wrote."""
        old = is_over(entries, self.promised["journal.what"], self.now)
        upto = journal_starts.upto(self.connection, person_id, old, followed=followed)
        if journal.broken(self.connection, self.ring, person_id, upto):
            return Counts({HELD_BACK: 1})
        if self.erases:
            return Counts({"journal": journal_starts.erase_upto(self.connection, self.ring, person_id, upto)})
        return Counts({"journal": journal_starts.count_upto(self.connection, person_id, upto)})

    def _tell(self, key: OwnerKey, counts: Counts) -> bool:
        """Tell the person what goes, and return whether there is something to tell."""
        told = tuple(sorted(name.partition(".")[0] for name, count in counts.items() if count and name not in QUIET))
        if told and self.erases:
            pen = journal.Pen(self.connection, self.ring, PortalItself(), self.now)
            entry = journal.Entry(
                person_id=key.owner, deed=journal.Deed.FORGOT, purpose=Purpose.TRACE_READINGS, what=told
            )
            journal.add(pen, key, journal.head_of(self.connection, key.owner), entry)
        return bool(told)

    def _take_answers(self, key: OwnerKey, *which: ColumnElement[bool]) -> int:
        if not self.erases:
            return self._count(answers, answers.c.person_id == key.owner, *which)
        return delete_answers(self.connection, key, self.now, *which)

    def _take(self, table: Table, *which: ColumnElement[bool]) -> int:
        if not self.erases:
            return self._count(table, *which)
        return self.connection.execute(delete(table).where(*which)).rowcount

    def _count(self, table: Table, *which: ColumnElement[bool]) -> int:
        count: int = self.connection.execute(select(func.count()).select_from(table).where(*which)).scalar_one()
        return count


def note_round(connection: Connection, now: datetime) -> None:
    """Keep that everybody was looked at."""
    connection.execute(delete(rounds))
    connection.execute(insert(rounds), {"at": now})


def _of(table: Table, batch: Sequence[UUID], which: ColumnElement[bool]) -> Select[Any]:
    owner = table.c[owner_of(table)]
    return select(owner).where(owner.in_(batch), which)
