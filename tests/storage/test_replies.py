"""Replies on both databases: only added to, sealed, in order, opened before anything else, and never twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select, text

from portal.core.actors import Actor, Counsellor
from portal.core.permissions import Role
from portal.core.replies import Argued, Step
from portal.core.uses import Refused
from portal.storage.answers.vault import Vault
from portal.storage.dialogue.replies import (
    PROMISE,
    Envelope,
    Reply,
    envelopes_of,
    own_replies,
    own_reply,
    read_reply,
    send_reply,
    take_step,
    waiting_for,
)
from portal.storage.dialogue.taken import Taken
from portal.storage.engine.database import Connection, Database, Trouble
from portal.storage.engine.seal import KeyRing
from portal.storage.tables.people import replies, reply_events
from portal.storage.tables.promises import ARGUED
from portal.storage.trace.journal import Deed, broken, entries
from tests.people import APerson, a_counsellor, a_person, count_of

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
WORDS = "J’étais chez le médecin.\nأنا كنت هناك 🙂"


@dataclass
class Table:
    """A person and a counsellor, each writing in transactions of their own."""

    database: Database
    ring: KeyRing
    person: APerson
    now: datetime = NOW

    def vault(self, connection: Connection, actor: Actor) -> Vault:
        return Vault(connection, self.ring, {PROMISE: ARGUED}, actor, self.now)

    def sends(self, words: str = WORDS, after: timedelta = timedelta()) -> int:
        self.now = NOW + after
        with self.database.transaction(writes=True) as connection:
            argued = Argued(about="letter", words=words, language="fr")
            return send_reply(self.vault(connection, self.person.actor), self.person.id, argued, 1)

    def takes(self, step: Step, words: str = "", key: str | None = None, number: int = 1) -> bool:
        new = Taken(step=step, words=words, language="fr", key=key)
        with self.database.transaction(writes=True) as connection:
            vault = self.vault(connection, self.person.counsellor.actor)
            return take_step(vault, self.person.id, number, new)

    def mine(self) -> list[Reply]:
        with self.database.transaction(writes=True) as connection:
            return own_replies(self.vault(connection, self.person.actor), self.person.id)

    def waiting(self, counsellor: Counsellor | None = None) -> list[Envelope]:
        with self.database.transaction(writes=False) as connection:
            return waiting_for(connection, [(counsellor or self.person.counsellor.actor).id])

    def deeds(self) -> list[Deed]:
        with self.database.transaction(writes=False) as connection:
            assert broken(connection, self.ring, self.person.id) == []
            return [entry.deed for entry in entries(connection, self.person.key)]


@pytest.fixture
def table(database: Database, ring: KeyRing) -> Table:
    with database.transaction(writes=True) as connection:
        return Table(database, ring, a_person(connection, ring, interviews=()))


def test_what_was_argued_comes_back_letter_for_letter_newest_first(table: Table) -> None:
    assert [table.sends("one  and\ta half\n"), table.sends(WORDS)] == [1, 2]
    mine = table.mine()
    assert [reply.argued.words for reply in mine] == [WORDS, "one  and\ta half\n"]
    with table.database.transaction(writes=True) as connection:
        vault = table.vault(connection, table.person.actor)
        assert own_reply(vault, table.person.id, 1) == mine[1]
        assert own_reply(vault, table.person.id, 3) is None


@pytest.mark.parametrize("statement", ["UPDATE replies SET receipt = 9", "UPDATE reply_events SET deed = 'closed'"])
def test_the_database_itself_refuses_to_change_what_was_argued_or_done(table: Table, statement: str) -> None:
    table.sends()
    table.takes(Step.OPENED)
    with pytest.raises(Trouble, match="only added to"), table.database.transaction(writes=True) as connection:
        connection.execute(text(statement))


def test_a_thief_of_the_database_learns_no_word_and_no_length(table: Table) -> None:
    for number, words in enumerate(("yes", "Zanzibar " * 20), start=1):
        table.sends(words)
        table.takes(Step.OPENED, number=number)
        table.takes(Step.ANSWERED, words, number=number)
    with table.database.transaction(writes=False) as connection:
        sealed = [*connection.execute(select(replies.c.sealed)).scalars()]
        sealed += connection.execute(select(reply_events.c.sealed)).scalars()
    assert len({len(one) for one in sealed}) == 1
    assert not any(b"Zanzibar" in one for one in sealed)


@pytest.mark.parametrize("step", [Step.ANSWERED, Step.CLOSED])
def test_nothing_is_answered_or_closed_before_it_was_opened(table: Table, step: Step) -> None:
    table.sends()
    with pytest.raises(Refused, match="opened before"):
        table.takes(step, "no")
    assert count_of(table.database, "reply_events") == 0
    assert table.takes(Step.OPENED)
    assert table.takes(step, "yes")


def test_nothing_is_read_before_it_was_opened_and_each_reading_leaves_an_entry(table: Table) -> None:
    table.sends()
    with table.database.transaction(writes=True) as connection:
        vault = table.vault(connection, table.person.counsellor.actor)
        assert read_reply(vault, table.person.id, 1) is None
        assert read_reply(vault, table.person.id, 2) is None
    table.takes(Step.OPENED)
    for _ in range(2):
        with table.database.transaction(writes=True) as connection:
            vault = table.vault(connection, table.person.counsellor.actor)
            found = read_reply(vault, table.person.id, 1)
            assert found is not None
            assert found.argued.words == WORDS
    assert table.deeds() == [Deed.SENT_ARGUMENTS, Deed.OPENED_ARGUMENTS, Deed.READ_ARGUMENTS, Deed.READ_ARGUMENTS]


def test_every_step_is_kept_in_order_and_opening_and_closing_count_once(table: Table) -> None:
    table.sends()
    taken = [table.takes(Step.OPENED), table.takes(Step.OPENED), table.takes(Step.ANSWERED, "one")]
    taken += [table.takes(Step.ANSWERED, "two"), table.takes(Step.CLOSED), table.takes(Step.CLOSED)]
    assert taken == [True, False, True, True, True, False]
    told = [(one.step, one.words) for one in table.mine()[0].taken]
    assert told == [(Step.OPENED, ""), (Step.ANSWERED, "one"), (Step.ANSWERED, "two"), (Step.CLOSED, "")]
    assert table.deeds()[1:] == [
        Deed.OPENED_ARGUMENTS, Deed.ANSWERED_ARGUMENTS, Deed.ANSWERED_ARGUMENTS, Deed.CLOSED_ARGUMENTS,
    ]  # fmt: skip


def test_one_form_sent_twice_is_one_answer_and_with_other_words_it_is_two(table: Table) -> None:
    table.sends()
    table.takes(Step.OPENED)
    assert table.takes(Step.ANSWERED, "one", key="form")
    assert not table.takes(Step.ANSWERED, "one", key="form")
    assert table.takes(Step.ANSWERED, "two", key="form")
    assert [one.words for one in table.mine()[0].taken] == ["", "one", "two"]


def test_two_answers_at_the_very_same_moment_are_both_kept(table: Table) -> None:
    table.sends()
    table.takes(Step.OPENED)
    begin = Barrier(4)

    def answer(words: str) -> bool:
        begin.wait()
        return table.takes(Step.ANSWERED, words, key=words)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(answer, ("one", "one", "two", "three"))) == [False, True, True, True]
    assert sorted(one.words for one in table.mine()[0].taken) == ["", "one", "three", "two"]


def test_what_waits_is_listed_by_the_date_of_sending_until_it_was_answered_or_closed(
    table: Table, database: Database, ring: KeyRing
) -> None:
    with database.transaction(writes=True) as connection:
        other = Table(database, ring, a_person(connection, ring, table.person.counsellor, interviews=()))
        stranger = a_counsellor(connection, ring, "zoe").actor
    other.sends(after=timedelta(hours=2))
    table.sends(after=timedelta(hours=1))
    table.sends(after=timedelta(hours=3))

    def listed() -> list[tuple[bool, int, bool]]:
        return [(one.person_id == other.person.id, one.number, Step.OPENED in one.steps) for one in table.waiting()]

    assert listed() == [(False, 1, False), (True, 1, False), (False, 2, False)]
    table.takes(Step.OPENED)
    other.takes(Step.OPENED)
    assert listed() == [(False, 1, True), (True, 1, True), (False, 2, False)]
    table.takes(Step.ANSWERED, "yes")
    other.takes(Step.CLOSED)
    assert listed() == [(False, 2, False)]
    assert table.waiting(stranger) == []


def _sends(vault: Vault, person: APerson) -> object:
    return send_reply(vault, person.id, Argued(words="forged"), 1)


def _reads_own(vault: Vault, person: APerson) -> object:
    return own_replies(vault, person.id), own_reply(vault, person.id, 1)


def _reads(vault: Vault, person: APerson) -> object:
    return read_reply(vault, person.id, 1)


def _looks(vault: Vault, person: APerson) -> object:
    return envelopes_of(vault, person.id)


def _opens(vault: Vault, person: APerson) -> object:
    return take_step(vault, person.id, 1, Taken(step=Step.OPENED))


@pytest.mark.parametrize("does", [_sends, _reads_own, _reads, _looks, _opens])
def test_everybody_keeps_to_their_own_part(
    table: Table, database: Database, ring: KeyRing, does: Callable[[Vault, APerson], object]
) -> None:
    """The person sends and reads, their counsellor looks, opens and reads; nobody else does any of it."""
    table.sends()
    table.takes(Step.OPENED)
    with database.transaction(writes=True) as connection:
        other = a_person(connection, ring)
    desk = Counsellor(id=table.person.counsellor.actor.id, agency_id=table.person.actor.agency_id, role=Role.RECEPTION)
    allowed = table.person.actor if does in {_sends, _reads_own} else table.person.counsellor.actor
    for actor in (table.person.actor, table.person.counsellor.actor, other.actor, other.counsellor.actor, desk):
        with database.transaction(writes=True) as connection:
            if actor is allowed:
                does(table.vault(connection, actor), table.person)
            else:
                with pytest.raises(Refused):
                    does(table.vault(connection, actor), table.person)
