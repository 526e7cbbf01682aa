"""The one way in to a person's answers: checked against the promise, then journalled, and only then opened."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, insert, select

from portal.core.actors import Actor, Counsellor, Helper, Person, Reach, may_look_back, may_reach
from portal.core.calendar import midnight
from portal.core.permissions import Role
from portal.core.uses import HARD_TO_SAY, Forgotten, OutOfReach, Purpose, Refused, Use, purpose_named
from portal.core.weeks import Week
from portal.storage.answers import weeks
from portal.storage.answers.kept import Kept, Outcome, Page, Said, State, place
from portal.storage.answers.limits import is_closed, stop_where_limited
from portal.storage.answers.open_keys import OpenKeys
from portal.storage.answers.own_rows import LATEST, NEWEST_ROWS, OwnRows, kept_of, own_rows
from portal.storage.answers.scope import Scope
from portal.storage.answers.weeks import Declared
from portal.storage.engine.prepared import Prepared
from portal.storage.engine.seal import KeyRing, OwnerKey
from portal.storage.people.people import Course, Known, known_of
from portal.storage.people.wish import Wish, wish_of
from portal.storage.tables.people import answers
from portal.storage.tables.people import journal as entries
from portal.storage.tables.promises import KNOWN
from portal.storage.trace import journal
from portal.storage.trace.journal_names import named_apart

_ADD = Prepared(insert(answers))
ONE_LENGTH = 512
"""In bytes: what almost every answer is sealed to, so that a skipped question is as long as one that was answered."""


class Vault:
    """One actor's way to people's answers, for the time of one request."""

    def __init__(
        self, connection: Connection, ring: KeyRing, promises: Mapping[str, Use], actor: Actor, now: datetime
    ) -> None:
        self._connection = connection
        self._ring = ring
        self._promises = promises
        self._actor = actor
        self._now = now
        self._pen = journal.Pen(connection, ring, actor, now)
        self._keys = OpenKeys(connection, ring)
        self._mine: OwnRows | None = None
        self._shown = False
        self.scope = Scope(connection, actor, now)
        """How far the actor comes."""

    @property
    def pen(self) -> journal.Pen:
        """Who acts, when, and in which transaction: it opens nothing."""
        return self._pen

    def lend(self, key: OwnerKey) -> None:
        """Take a key that the session already opened, to spare a question to the database."""
        self._keys.lend(key)

    def key_of(self, owner_id: UUID) -> OwnerKey:
        """Return an owner's open key, its row locked until the transaction ends."""
        return self._keys.of(owner_id)

    def read(self, person_id: UUID, questions: Collection[str], purpose: Purpose, upto: int = LATEST) -> list[Kept]:
        """Return the newest rows (settled, and not) of ``questions`` written up to number ``upto``.

        The person's own readings are covered by the entry of their session. A helper reads what :meth:`show` noted.
        Everybody else reads only what was answered, within the promise, and leaves an entry before anything is opened.
        """
        if isinstance(self._actor, Helper):
            return self._beside(person_id, questions, purpose)
        return self.compare(person_id, questions, purpose, (upto,))[0]

    def show(self, person_id: UUID, questions: Collection[str]) -> None:
        """Note that a helper sees these questions with the person; whoever is alone leaves no entry by this."""
        if isinstance(self._actor, Helper):
            self._check(person_id, questions, Purpose.PREPARE_INTERVIEW)
            self.note(person_id, journal.Deed.READ, Purpose.PREPARE_INTERVIEW, questions)
            self._shown = True

    def _beside(self, person_id: UUID, questions: Collection[str], purpose: Purpose) -> list[Kept]:
        """Return what a helper needs for the page that was noted: of questions whose promise names helpers alone."""
        self._check(person_id, (), purpose)
        if not self._shown:
            message = "a helper reads nothing that is not in the journal: call show() first"
            raise Refused(message)
        allowed = {key for key in questions if self._promises[key].allows(Role.HELPER, purpose)}
        return [row for row in self._own(person_id).rows if row.question in allowed]

    def compare(
        self, person_id: UUID, questions: Collection[str], purpose: Purpose, uptos: Sequence[int]
    ) -> list[list[Kept]]:
        """Return the same questions as they stood at several moments: one reading, one entry."""
        own = isinstance(self._actor, Person)
        self._check(person_id, () if own else questions, purpose, may_look_back)
        questions = questions if own else self._not_hard(person_id, questions)
        versions = [self._rows(person_id, questions, upto) for upto in uptos]
        if own:
            return versions
        opened = {row.question for rows in versions for row in rows if row.settled}
        self.note(person_id, journal.Deed.READ, purpose, sorted(opened))
        return [[row for row in rows if row.settled and row.said().state is State.ANSWERED] for rows in versions]

    def _not_hard(self, person_id: UUID, questions: Collection[str]) -> Collection[str]:
        """Return what may be shown: nothing that is hard to say to who only opened the dossier with a reason."""
        spared = HARD_TO_SAY if self.scope.only_opened(person_id) else ()
        return [key for key in questions if self._promises[key].sensitivity not in spared]

    def _rows(self, person_id: UUID, questions: Collection[str], upto: int) -> list[Kept]:
        if isinstance(self._actor, Person) and upto == LATEST:
            return [row for row in self._own(person_id).rows if row.question in questions]
        found = self._connection.execute(NEWEST_ROWS, {"person_id": person_id, "upto": upto})
        rows = kept_of(self.key_of(person_id), self._promises, found.all())
        return [row for row in rows if row.question in questions]

    def course(self, person_id: UUID) -> Course:
        """Return which questions the actor, a person, is asked."""
        self._check(person_id, (), Purpose.PREPARE_INTERVIEW)
        return self._own(person_id).course

    def _own(self, person_id: UUID, form: str | None = None) -> OwnRows:
        """Return the actor's own dossier: asked of the database once a request, and again for another form."""
        if self._mine is None or form not in self._mine.forms:
            self._mine = own_rows(self._connection, self.key_of(person_id), self._promises, self._now, form)
        return self._mine

    def write(self, person_id: UUID, question: str, item: str, said: Said, page: Page) -> Outcome:
        """Keep what was said as a new row with its journal entry, in this transaction.

        Nothing is ever changed or lost: a row that came on an old page is set aside beside the other one.
        """
        if not isinstance(self._actor, Person | Helper):
            message = f"a {self._actor.role} may not write into a dossier"
            raise Refused(message)
        self._check(person_id, (question,), self._promises[question].purpose)
        mine, fingerprint = self._own(person_id, page.key), self._fingerprint(person_id, question, item, said)
        (before, newest), again = mine.of(question, item), mine.forms[page.key]
        no_change = before is not None and before is newest and before.fingerprint == fingerprint
        if said.state.settled and (fingerprint == again or no_change):
            return Outcome.ALREADY_KEPT
        old_page = again is not None or (before.number if before else 0) != page.shown
        state = State.ASIDE if old_page and said.state.settled else said.state
        said = replace(said, wording=page.wording, state=state)
        row = self._row(person_id, (question, item, mine.number + 1), said, fingerprint)
        self._add_row(person_id, row, page if again is None else replace(page, key=None))
        mine.add(row, page.key)
        mine.head = self._add(mine.head, person_id, journal.Deed.WROTE, Purpose.PREPARE_INTERVIEW, (question,))
        return Outcome.SET_ASIDE if said.state is State.ASIDE else Outcome.KEPT

    def _row(self, person_id: UUID, where: tuple[str, str, int], said: Said, fingerprint: bytes) -> Kept:
        """Return what was said as a row, sealed by the key of whose words they are."""
        key = self.key_of(person_id)
        question, item, number = where
        return Kept(
            question=question,
            item=item,
            number=number,
            settled=said.state.settled,
            sealed=key.seal(place(*where), said.packed(), ONE_LENGTH),
            fingerprint=fingerprint,
            at=self._now,
            typed_as=self._actor.role.value,
            key=key,
        )

    def _add_row(self, person_id: UUID, row: Kept, page: Page) -> None:
        told = {
            "person_id": person_id,
            "question": row.key.tag(row.question),
            "item": row.item,
            "number": row.number,
            "settled": row.settled,
            "sealed": row.sealed,
            "typed_by": self._actor.id,
            "typed_as": row.typed_as,
            "shown": page.shown,
            "key": page.key,
            "fingerprint": row.fingerprint,
            "at": row.at,
        }
        _ADD.run(self._connection, told)

    def _fingerprint(self, person_id: UUID, question: str, item: str, said: Said) -> bytes:
        told = json.dumps([str(person_id), question, item, *said.told])
        return self._ring.digest("lookup", told.encode())

    def note(self, person_id: UUID, deed: journal.Deed, purpose: Purpose, what: Iterable[str] = ()) -> None:
        """Write in the journal what the actor did, and on whose behalf."""
        self.scope.stay_below(person_id, deed)
        self.key_of(person_id)
        head = self._add(journal.head_of(self._connection, person_id), person_id, deed, purpose, tuple(what))
        if self._mine is not None:
            self._mine.head = head

    def _add(
        self, head: journal.Head, person_id: UUID, deed: journal.Deed, purpose: Purpose, what: tuple[str, ...]
    ) -> journal.Head:
        what = named_apart(self._connection, self.key_of(person_id), self._promises, what, self._now)
        behalf = self.scope.behalf(person_id)
        entry = journal.Entry(person_id=person_id, deed=deed, purpose=purpose, what=what, behalf=behalf)
        return journal.add(self._pen, self.key_of(person_id), head, entry)

    def allow(self, person_id: UUID, promise: str, purpose: Purpose, reach: Reach) -> journal.Pen:
        """Return the pen for what is kept beside the answers; refuse what its promise does not cover."""
        self._check(person_id, (promise,), purpose, reach)
        return self._pen

    def pen_for_list(self, promises: Iterable[Use | str], purpose: Purpose) -> journal.Pen:
        """Return the pen for a list of people; refuse what a promise does not cover.

        Whom the actor reaches, who stopped the reading, and each entry are for the list:
        :mod:`portal.storage.caseload.lists`.
        """
        for promise in promises:
            use = self._promises.get(promise) if isinstance(promise, str) else promise
            if use is None or not use.allows(self._actor.role, purpose_named(purpose)):
                message = f"no promise lets a {self._actor.role} list {promise} to {purpose}"
                raise Refused(message)
        return self._pen

    def _check(self, person_id: UUID, questions: Collection[str], purpose: Purpose, reach: Reach = may_reach) -> None:
        """Refuse what no promise covers, who is out of reach, and, to those who reach them alone, who stopped it."""
        purpose = purpose_named(purpose)
        for question in questions:
            promise = self._promises.get(question)
            if promise is None or not promise.allows(self._actor.role, purpose):
                message = f"no promise lets a {self._actor.role} use {question} to {purpose}"
                raise Refused(message)
        if not reach(self._actor, self.scope.followed(person_id)):
            raise OutOfReach(self._actor.role, person_id)
        if isinstance(self._actor, Counsellor) and is_closed(questions, purpose):
            stop_where_limited(self._connection, self._pen.ring, person_id)

    def names(self, persons: Collection[UUID], reach: Reach = may_reach) -> dict[UUID, Known]:
        """Return what the agency knows of some people the actor reaches, as for a list: who was erased is in none.

        A person sees once a day that their name was in somebody's list, however often it was opened.
        """
        seen, known = self._seen_today(), {}
        for person_id in sorted(persons):  # always in one order, so that two readers never wait for each other
            with suppress(Forgotten):
                known[person_id] = self._known(person_id, reach, seen)
        return known

    def name(self, person_id: UUID, reach: Reach = may_reach) -> str:
        """Return the name of somebody the actor reaches; raise :class:`Forgotten` if they were erased."""
        return self._known(person_id, reach, self._seen_today()).name

    def _known(self, person_id: UUID, reach: Reach, seen: Collection[UUID]) -> Known:
        if not KNOWN.allows(self._actor.role, Purpose.CONTACT):
            message = f"no promise lets a {self._actor.role} see names"
            raise Refused(message)
        self._check(person_id, (), Purpose.CONTACT, reach)
        if person_id not in seen:
            self.note(person_id, journal.Deed.SAW_IN_LIST, Purpose.CONTACT)
        return known_of(self._connection, person_id, self.key_of(person_id))

    def entries(self, person_id: UUID) -> list[journal.Noted]:
        """Return everything that was done with a person's data. Only the person reads it."""
        if not isinstance(self._actor, Person) or self._actor.id != person_id:
            message = f"a {self._actor.role} does not read the journal of a person"
            raise Refused(message)
        return journal.entries(self._connection, self.key_of(person_id))

    def weeks(self, person_id: UUID, last: Week) -> list[Declared]:
        """Return the weeks a person declared up to ``last``, the newest first: to others only what they may see.

        Others see as far back as the promise says, nothing of a week that was taken back, and leave an entry before
        anything is opened.
        """
        promise, purpose = self._promises[weeks.PROMISE], Purpose.TALK_ABOUT_WEEKS
        self._check(person_id, (weeks.PROMISE,), purpose, may_look_back)
        own = isinstance(self._actor, Person)
        kept = promise.kept if own or promise.others_see is None else promise.others_see
        first = Week.of(self._now - timedelta(days=kept.days))
        if own:
            return weeks.newest(self._connection, self.key_of(person_id), first, last)
        self.note(person_id, journal.Deed.READ_WEEKS, purpose)
        found = weeks.newest(self._connection, self.key_of(person_id), first, last)
        says_why = not self.scope.only_opened(person_id)
        return [declared.seen_by_others(says_why=says_why) for declared in found if declared.told]

    def wish_to_talk(self, person_id: UUID) -> bool:
        """Return whether the person sent the wish to talk face to face. Read with the dossier, never alone."""
        self._check(person_id, (), Purpose.PREPARE_INTERVIEW, may_look_back)
        wish = wish_of(self._connection, person_id, self.key_of(person_id))
        return wish is Wish.SENT and not self.scope.only_opened(person_id)

    def _seen_today(self) -> set[UUID]:
        log = entries.c
        asked = select(log.person_id).where(
            log.actor_id == self._actor.id, log.at >= midnight(self._now), log.deed == journal.Deed.SAW_IN_LIST.value
        )
        return set(self._connection.execute(asked).scalars())
