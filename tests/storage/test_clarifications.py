"""Questions back on both databases: only added to, sealed, asked once, answered by sending, put away with a word."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Barrier
from typing import TypeVar
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text

from portal.core.actors import Actor, Counsellor, Helper
from portal.core.clarifications import Asked, Step
from portal.core.permissions import Role
from portal.core.uses import YEARS_2, Purpose, Refused, Use, readers
from portal.core.visits import CAP, Visit
from portal.storage.answers.vault import Vault
from portal.storage.dialogue.asked_back import Envelope, envelopes_of, waiting_for, waits
from portal.storage.dialogue.clarifications import (
    PROMISE,
    AskedAlready,
    Clarification,
    answered_by_sending,
    ask_back,
    own_clarifications,
    read_clarifications,
    take_step,
)
from portal.storage.dialogue.taken import Taken
from portal.storage.engine.database import Connection, Database, Trouble
from portal.storage.engine.seal import KeyRing
from portal.storage.tables.clarifications import clarification_events, clarifications
from portal.storage.tables.promises import ASKED_BACK
from portal.storage.trace.journal import Deed, broken, entries
from tests.people import APerson, a_counsellor, a_person, count_of

T = TypeVar("T")
NOW = datetime.now(UTC)
OPEN, HARD = "an-open-question", "a-hard-question"
OPEN_USE = Use(purpose=Purpose.PREPARE_INTERVIEW, readers=readers(Role.COUNSELLOR, Role.HELPER), kept=YEARS_2)
HARD_USE = Use(purpose=Purpose.PREPARE_INTERVIEW, readers=readers(Role.COUNSELLOR), kept=YEARS_2)
PROMISES = {PROMISE: ASKED_BACK, OPEN: OPEN_USE, HARD: HARD_USE}
WORDS = "Pouvez-vous m’en dire plus ? 🙂"


@dataclass
class Table:
    """A person and a counsellor, each writing in transactions of their own."""

    database: Database
    ring: KeyRing
    person: APerson
    now: datetime = NOW

    def vault(self, connection: Connection, actor: Actor) -> Vault:
        return Vault(connection, self.ring, PROMISES, actor, self.now)

    def helper(self) -> Helper:
        visit = Visit(id=uuid4(), person_id=self.person.id, helper_id=uuid4(), began_at=NOW, until=NOW + CAP)
        return Helper(id=uuid4(), agency_id=self.person.actor.agency_id, visit=visit)

    def asks(self, *questions: str, words: str = WORDS, key: str | None = None, actor: Actor | None = None) -> bool:
        wanted = [Asked(question=question, words=words, language="fr", upto=4) for question in questions]
        with self.database.transaction(writes=True) as connection:
            vault = self.vault(connection, actor or self.person.counsellor.actor)
            return ask_back(vault, self.person.id, wanted, key)

    def takes(self, step: Step, words: str = "", number: int = 1, actor: Actor | None = None) -> bool:
        actor = actor or (self.person.counsellor.actor if step is Step.CLOSED else self.person.actor)
        with self.database.transaction(writes=True) as connection:
            new = Taken(step=step, words=words, language="fr")
            return take_step(self.vault(connection, actor), self.person.id, number, new)

    def sends(self, **newest: int) -> None:
        numbers = {key.replace("_", "-"): number for key, number in newest.items()}
        self.uses(partial(answered_by_sending, newest=numbers), self.person.actor)

    def uses(self, what: Callable[[Vault, UUID], T], actor: Actor) -> T:
        """Do something with the person's questions back as somebody."""
        with self.database.transaction(writes=True) as connection:
            return what(self.vault(connection, actor), self.person.id)

    def seen_by(self, actor: Actor) -> list[Clarification]:
        return self.uses(read_clarifications if isinstance(actor, Counsellor) else own_clarifications, actor)

    def steps(self, number: int = 1) -> list[Step]:
        mine = self.seen_by(self.person.actor)
        return [taken.step for taken in mine[number - 1].taken]

    def waits(self) -> bool:
        with self.database.transaction(writes=False) as connection:
            return waits(connection, self.person.id)

    def waiting(self) -> list[Envelope]:
        with self.database.transaction(writes=False) as connection:
            return waiting_for(connection, [self.person.counsellor.actor.id])

    def deeds(self) -> list[tuple[Deed, tuple[str, ...]]]:
        with self.database.transaction(writes=False) as connection:
            assert broken(connection, self.ring, self.person.id) == []
            return [(entry.deed, entry.what) for entry in entries(connection, self.person.key)]


@pytest.fixture
def table(database: Database, ring: KeyRing) -> Table:
    with database.transaction(writes=True) as connection:
        return Table(database, ring, a_person(connection, ring))


def test_what_is_asked_comes_back_letter_for_letter_with_its_entry(table: Table) -> None:
    assert table.asks(OPEN, HARD)
    mine = table.seen_by(table.person.actor)
    assert [(one.number, one.asked.question, one.asked.words, one.is_open) for one in mine] == [
        (1, OPEN, WORDS, True), (2, HARD, WORDS, True),
    ]  # fmt: skip
    assert table.deeds() == [(Deed.ASKED_BACK, (OPEN, HARD))]
    assert table.waits()


@pytest.mark.parametrize("told", ["UPDATE clarifications SET number = 9", "UPDATE clarification_events SET deed = 'x'"])
def test_the_database_itself_refuses_to_change_what_was_asked_or_done(table: Table, told: str) -> None:
    table.asks(OPEN)
    table.takes(Step.TOLD)
    with pytest.raises(Trouble, match="only added to"), table.database.transaction(writes=True) as connection:
        connection.execute(text(told))


def test_a_thief_of_the_database_learns_no_word_and_no_length(table: Table) -> None:
    for number, words in enumerate(("yes", "Zanzibar " * 20), start=1):
        table.asks((OPEN, HARD)[number - 1], words=words)
        table.takes(Step.CLOSED, words, number)
    with table.database.transaction(writes=False) as connection:
        sealed = [*connection.execute(select(clarifications.c.sealed)).scalars()]
        sealed += connection.execute(select(clarification_events.c.sealed)).scalars()
    assert len({len(one) for one in sealed}) == 1
    assert not any(b"Zanzibar" in one or OPEN.encode() in one for one in sealed)


def test_one_form_sent_twice_asks_once_also_after_the_answer(table: Table) -> None:
    assert table.asks(OPEN, key="form")
    assert not table.asks(OPEN, key="form")
    assert not table.asks(OPEN, key="another form")
    table.sends(an_open_question=5)
    assert not table.asks(OPEN, key="form")
    assert table.asks(OPEN, key="a new form")
    assert count_of(table.database, "clarifications") == 2


def test_what_waits_is_not_asked_again_in_other_words_and_nothing_of_that_form_is_asked(table: Table) -> None:
    table.asks(OPEN)
    with pytest.raises(AskedAlready) as raised:
        table.asks(HARD, OPEN, words="other words")
    assert raised.value.questions == {OPEN}
    assert count_of(table.database, "clarifications") == 1


def test_two_counsellors_at_the_very_same_moment_ask_once(table: Table) -> None:
    begin = Barrier(4)

    def ask(words: str) -> str:
        begin.wait()
        try:
            return "asked" if table.asks(OPEN, words=words, key=words) else "again"
        except AskedAlready:
            return "other words"

    with ThreadPoolExecutor(4) as pool:
        became = sorted(pool.map(ask, ("one", "one", "two", "two")))
    assert became == ["again", "asked", "other words", "other words"]
    assert len(table.seen_by(table.person.actor)) == 1


def test_an_answer_that_was_sent_later_closes_it_and_an_older_one_does_not(table: Table) -> None:
    table.asks(OPEN, HARD)
    table.sends(an_open_question=4)
    assert table.steps(1) == []
    table.sends(an_open_question=5)
    assert (table.steps(1), table.steps(2)) == ([Step.ANSWERED], [])
    table.sends(an_open_question=6)
    assert table.steps(1) == [Step.ANSWERED], "it is closed once"
    assert [deed for deed, _ in table.deeds()].count(Deed.ANSWERED_ASKED) == 1


def test_what_was_answered_without_a_change_is_closed_by_sending_too(table: Table) -> None:
    table.asks(OPEN)
    assert table.takes(Step.TOLD)
    assert not table.takes(Step.TOLD)
    assert table.waits(), "nothing is sent yet"
    table.sends()
    assert table.steps() == [Step.TOLD, Step.ANSWERED]
    assert not table.waits()


def test_the_counsellor_sees_nothing_of_what_is_not_sent(table: Table) -> None:
    table.asks(OPEN)
    table.takes(Step.TOLD)
    (seen,) = table.seen_by(table.person.counsellor.actor)
    assert (seen.taken, seen.is_open) == ((), True)
    assert table.waiting() == []
    assert table.deeds()[-1] == (Deed.READ_ASKED, ())


def test_who_prefers_to_talk_has_answered(table: Table) -> None:
    table.asks(OPEN)
    assert table.takes(Step.FACE_TO_FACE)
    assert not table.takes(Step.FACE_TO_FACE)
    assert not table.waits()
    assert [one.steps for one in table.waiting()] == [{Step.FACE_TO_FACE}]


def test_what_was_sent_back_waits_for_the_counsellor_until_it_is_put_away(table: Table) -> None:
    table.asks(OPEN)
    assert table.waiting() == []
    table.sends(an_open_question=5)
    assert [(one.number, one.steps) for one in table.waiting()] == [(1, frozenset({Step.ANSWERED}))]
    assert table.takes(Step.CLOSED)
    assert table.waiting() == []


def test_a_question_is_closed_with_a_word_and_two_words_are_both_kept(table: Table) -> None:
    table.asks(OPEN)
    assert table.takes(Step.CLOSED, "I know it now.")
    assert not table.takes(Step.CLOSED, "I know it now.")
    assert table.takes(Step.CLOSED, "And thank you.")
    told = [(one.step, one.words) for one in table.seen_by(table.person.actor)[0].taken]
    assert told == [(Step.CLOSED, "I know it now."), (Step.CLOSED, "And thank you.")]
    assert not table.takes(Step.FACE_TO_FACE), "it waits no more"


def test_what_is_from_outside_says_when_something_was_last_done(table: Table) -> None:
    table.asks(OPEN)
    table.now = NOW + timedelta(hours=1)
    table.takes(Step.TOLD)
    with table.database.transaction(writes=False) as connection:
        (found,) = envelopes_of(connection, table.person.id)
    assert (found.changed_at - found.at, found.steps) == (timedelta(hours=1), frozenset({Step.TOLD}))


def test_a_helper_sees_what_their_promise_covers_after_an_entry_and_nothing_else(table: Table) -> None:
    table.asks(OPEN, HARD)
    assert [one.asked.question for one in table.seen_by(table.helper())] == [OPEN]
    assert table.deeds()[-1] == (Deed.READ_ASKED, ())
    assert table.takes(Step.TOLD, number=1, actor=table.helper())
    with pytest.raises(LookupError):
        table.takes(Step.TOLD, number=2, actor=table.helper())
    assert (table.steps(1), table.steps(2)) == ([Step.TOLD], [])


DOES: dict[str, Callable[[Table, Actor], object]] = {
    "asks": lambda table, actor: table.asks(HARD, actor=actor),
    "reads": lambda table, actor: table.uses(read_clarifications, actor),
    "reads own": lambda table, actor: table.uses(own_clarifications, actor),
    "sends": lambda table, actor: table.uses(partial(answered_by_sending, newest={OPEN: 9}), actor),
    "would talk": lambda table, actor: table.takes(Step.FACE_TO_FACE, actor=actor),
    "answers": lambda table, actor: table.takes(Step.ANSWERED, actor=actor),
    "closes": lambda table, actor: table.takes(Step.CLOSED, "why", actor=actor),
}


@pytest.mark.parametrize("what", DOES)
def test_everybody_keeps_to_their_own_part(table: Table, ring: KeyRing, what: str) -> None:
    """The counsellor asks, reads and closes; the person reads, sends and says that they would rather talk."""
    table.asks(OPEN)
    with table.database.transaction(writes=True) as connection:
        other = a_person(connection, ring)
        colleague = a_counsellor(connection, ring, "zoe", table.person.actor.agency_id).actor
    mine, theirs, helper = table.person.actor, table.person.counsellor.actor, table.helper()
    desk = Counsellor(id=theirs.id, agency_id=mine.agency_id, role=Role.RECEPTION)
    allowed = {theirs} if what in {"asks", "reads", "closes"} else {mine, helper} if what == "reads own" else {mine}
    for actor in (mine, theirs, other.actor, other.counsellor.actor, colleague, desk, helper):
        if actor in allowed:
            DOES[what](table, actor)
        else:
            with pytest.raises(Refused):
                DOES[what](table, actor)


def test_without_an_interview_near_nothing_is_asked_but_what_was_asked_can_be_closed(
    database: Database, ring: KeyRing
) -> None:
    with database.transaction(writes=True) as connection:
        table = Table(database, ring, a_person(connection, ring))
    table.asks(OPEN)
    table.now = NOW + timedelta(days=200)
    with pytest.raises(Refused):
        table.asks(HARD)
    assert len(table.seen_by(table.person.counsellor.actor)) == 1
    assert table.takes(Step.CLOSED, "It is long ago.")
