"""Agreements and notes on both databases: only added to, sealed, read by the person, and nothing written over."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import Table as SqlTable
from sqlalchemy import select, update

from portal.agreements.promises import PROMISES
from portal.core.actors import Actor, Counsellor
from portal.core.agreements import Begun, Line, Who, Word
from portal.core.uses import Refused
from portal.storage.answers.vault import Vault
from portal.storage.dialogue import agreements, begun, interview_notes
from portal.storage.dialogue.agreements import Agreement, NewAgreement, Said
from portal.storage.dialogue.interview_notes import NewWriting, Note
from portal.storage.engine.database import Connection, Database, Trouble
from portal.storage.engine.seal import KeyRing
from portal.storage.tables.agreements import ONLY_ADDED_TO, agreement_words
from portal.storage.tables.agreements import interview_notes as notes_table
from portal.storage.tables.people import people
from portal.storage.trace.journal import Deed, broken, entries
from tests.people import ACounsellor, APerson, a_counsellor, a_person, count_of

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
LINES = (
    Line(phrase="send-cv", words="à la crèche", who=Who.PERSON, until=date(2026, 11, 30)),
    Line(words="Nous appelons l’école. نتصل بالمدرسة", who=Who.BOTH),
)


@dataclass
class Table:
    """A person and their counsellor, each acting in transactions of their own."""

    database: Database
    ring: KeyRing
    person: APerson

    @property
    def counsellor(self) -> Counsellor:
        return self.person.counsellor.actor

    def vault(self, connection: Connection, actor: Actor, after: timedelta = timedelta()) -> Vault:
        return Vault(connection, self.ring, PROMISES, actor, NOW + after)

    def sends(self, lines: Sequence[Line] = LINES, key: str | None = None, by: Counsellor | None = None) -> int:
        with self.database.transaction(writes=True) as connection:
            new = NewAgreement(lines=lines, language="fr", key=key)
            return agreements.send_agreement(self.vault(connection, by or self.counsellor), self.person.id, new)

    def says(self, new: Said, by: Actor | None = None, agreement: int = 1, shown: int | None = None) -> bool:
        with self.database.transaction(writes=True) as connection:
            vault = self.vault(connection, by or self.person.actor)
            return agreements.say_to_line(vault, self.person.id, agreement, new, shown)

    def reads(self, by: Actor | None = None) -> list[Agreement]:
        with self.database.transaction(writes=True) as connection:
            return agreements.agreements_with(self.vault(connection, by or self.person.actor), self.person.id)

    def waits(self) -> bool:
        with self.database.transaction(writes=False) as connection:
            return agreements.waiting_words(connection, [self.counsellor.id]) == {self.person.id}

    def writes(self, new: NewWriting, by: Counsellor | None = None) -> bool:
        with self.database.transaction(writes=True) as connection:
            return interview_notes.write_note(self.vault(connection, by or self.counsellor), self.person.id, new)

    def notes(self, by: Actor | None = None) -> list[Note]:
        with self.database.transaction(writes=True) as connection:
            return interview_notes.notes_about(self.vault(connection, by or self.person.actor), self.person.id)

    def deeds(self) -> list[Deed]:
        with self.database.transaction(writes=False) as connection:
            assert broken(connection, self.ring, self.person.id) == []
            return [entry.deed for entry in entries(connection, self.person.key)]


@pytest.fixture
def table(database: Database, ring: KeyRing) -> Table:
    with database.transaction(writes=True) as connection:
        return Table(database, ring, a_person(connection, ring, interviews=()))


def a_colleague(table: Table, *, who_follows: bool = False) -> ACounsellor:
    """Add another counsellor; with ``who_follows``, the person is theirs from now on."""
    with table.database.transaction(writes=True) as connection:
        colleague = a_counsellor(connection, table.ring, uuid4().hex, table.counsellor.agency_id)
        if who_follows:
            connection.execute(update(people), {"counsellor_id": colleague.actor.id})
        return colleague


def a_note(words: str, note: int = 0, shown: int = 0, key: str | None = None) -> NewWriting:
    return NewWriting(step=1, words=words, language="fr", note=note, shown=shown, key=key)


def test_what_was_agreed_comes_back_as_it_was_sent_the_newest_first(table: Table) -> None:
    assert [table.sends(), table.sends(LINES[:1])] == [1, 2]
    found = table.reads()
    assert [one.lines for one in found] == [LINES[:1], LINES]
    assert {one.by for one in found} == {table.person.counsellor.login.title()}
    assert table.reads(table.counsellor) == found


def test_a_new_agreement_replaces_none_and_a_form_sent_twice_is_one(table: Table) -> None:
    assert [table.sends(key="a"), table.sends(key="a"), table.sends(key="b")] == [1, 1, 2]
    assert len(table.reads()) == 2


@pytest.mark.parametrize("one", ONLY_ADDED_TO, ids=lambda one: one.name)
def test_the_database_itself_refuses_to_change_what_was_agreed_said_or_noted(table: Table, one: SqlTable) -> None:
    table.sends()
    table.says(Said(line=1, word=Word.NOT_AGREED))
    table.writes(a_note("mornings"))
    with pytest.raises(Trouble, match="only added to"), table.database.transaction(writes=True) as connection:
        connection.execute(update(one), {"key": "x"})


def test_a_thief_of_the_database_reads_no_word_and_no_mind(table: Table) -> None:
    table.sends()
    for number, word in enumerate((Word.NOT_AGREED, Word.NOT_UNDERSTOOD), start=1):
        table.says(Said(line=number, word=word, words="Zanzibar " * number))
    table.writes(a_note("Zanzibar"))
    with table.database.transaction(writes=False) as connection:
        sealed = [*connection.execute(select(agreement_words.c.sealed)).scalars()]
        noted = connection.execute(select(notes_table.c.sealed)).scalar_one()
    assert len({len(one) for one in (*sealed, noted)}) == 1
    assert not any(b"Zanzibar" in one for one in (*sealed, noted))


def test_what_the_person_says_waits_until_their_counsellor_answers_it(table: Table) -> None:
    table.sends()
    assert not table.waits()
    table.says(Said(line=1, word=Word.NOT_UNDERSTOOD))
    table.says(Said(line=2, word=Word.NOT_AGREED, words="I cannot."))
    assert [one.number for one in table.reads()[0].said] == [1, 2]
    table.says(Said(line=1, word=Word.ANSWERED, words="It means…", about=1), table.counsellor)
    assert table.waits(), "the other line waits still"
    table.says(Said(line=2, word=Word.HEARD, about=2), table.counsellor)
    assert not table.waits()
    first, second = (table.reads()[0].said_to(line) for line in (1, 2))
    assert [one.word for one in first] == [Word.NOT_UNDERSTOOD, Word.ANSWERED]
    assert [one.by for one in second] == ["", table.person.counsellor.login.title()]


def test_words_that_follow_a_tap_wait_in_its_place_and_fine_takes_it_back(table: Table) -> None:
    table.sends()
    table.says(Said(line=1, word=Word.NOT_AGREED))
    table.says(Said(line=1, word=Word.NOT_AGREED, words="I work on Monday.", about=1))
    waits = table.reads()[0].waits(1)
    assert waits is not None
    assert waits.words == "I work on Monday."
    table.says(Said(line=1, word=Word.FINE, about=2))
    assert not table.waits()
    assert table.reads()[0].stands(1) is None
    assert [one.word for one in table.reads()[0].said_to(1)] == [Word.NOT_AGREED, Word.NOT_AGREED, Word.FINE]


def test_one_form_sent_twice_says_it_once(table: Table) -> None:
    table.sends()
    word = Said(line=1, word=Word.NOT_AGREED, key="k")
    assert [table.says(word), table.says(word)] == [True, False]
    assert table.says(Said(line=2, word=Word.NOT_AGREED, key="k")), "another line is another word"


def test_an_answer_closes_no_words_that_its_page_did_not_show(table: Table) -> None:
    table.sends()
    table.says(Said(line=1, word=Word.NOT_AGREED))
    table.says(Said(line=2, word=Word.NOT_UNDERSTOOD))
    table.says(Said(line=1, word=Word.NOT_AGREED, words="I work on Monday.", about=1))
    answer = Said(line=1, word=Word.ANSWERED, words="It means…", about=1, key="k")
    with pytest.raises(agreements.SaidMeanwhile):
        table.says(answer, table.counsellor, shown=1)
    assert [one.word for one in table.reads()[0].said_to(1)] == [Word.NOT_AGREED, Word.NOT_AGREED]
    assert table.says(replace(answer, about=3), table.counsellor, shown=3), "what was said to another line is no matter"
    assert not table.says(replace(answer, about=3), table.counsellor, shown=3), "sent twice, it is said once"


@pytest.mark.parametrize("word", Word)
def test_each_says_what_is_theirs_to_say(table: Table, word: Word) -> None:
    table.sends()
    theirs = word in {Word.NOT_AGREED, Word.NOT_UNDERSTOOD, Word.FINE}
    with pytest.raises(Refused):
        table.says(Said(line=1, word=word, words="x"), table.counsellor if theirs else table.person.actor)


def test_nobody_else_reads_or_writes_any_of_it(table: Table) -> None:
    table.sends()
    table.writes(a_note("mornings"))
    with table.database.transaction(writes=True) as connection:
        stranger = a_person(connection, table.ring)
    for actor in (stranger.actor, stranger.counsellor.actor):
        for act in (table.reads, table.notes):
            with pytest.raises(Refused):
                act(actor)
    with pytest.raises(Refused):
        table.sends(by=stranger.counsellor.actor)
    with pytest.raises(Refused):
        table.writes(a_note("no"), stranger.counsellor.actor)


def test_the_person_reads_every_note_and_what_it_said_before(table: Table) -> None:
    table.writes(a_note("Prefers mornings."))
    note = table.notes()[0]
    table.writes(a_note("Prefers mornings, but not Monday.", note=note.id, shown=note.newest))
    (note,) = table.notes()
    assert note.now.words == "Prefers mornings, but not Monday."
    assert [one.words for one in note.before] == ["Prefers mornings."]
    assert note.by == table.person.counsellor.login.title()


def test_two_pages_of_one_counsellor_never_write_over_each_other(table: Table) -> None:
    table.writes(a_note("one"))
    note = table.notes()[0]
    assert not table.writes(a_note("two", note=note.id, shown=note.newest))
    assert table.writes(a_note("three", note=note.id, shown=note.newest)), "the page was old"
    assert {one.now.words for one in table.notes()} == {"two", "three"}


def test_two_counsellors_at_once_each_keep_a_note_of_their_own(table: Table) -> None:
    table.writes(a_note("by one"))
    note = table.notes()[0]
    colleague = a_colleague(table, who_follows=True)
    table.writes(a_note("by the other", note=note.id, shown=note.newest), colleague.actor)
    assert {(one.by, one.now.words) for one in table.notes()} == {
        (table.person.counsellor.login.title(), "by one"),
        (colleague.login.title(), "by the other"),
    }


@pytest.mark.parametrize("words", ["", "one"])
def test_a_note_that_says_nothing_new_is_no_row(table: Table, words: str) -> None:
    table.writes(a_note("one", key="a"))
    note = table.notes()[0]
    before = count_of(table.database, "interview_notes")
    table.writes(a_note("one", key="a"))
    table.writes(a_note(words, note=note.id if words else 0, shown=note.newest))
    assert count_of(table.database, "interview_notes") == before


def test_a_form_that_is_corrected_and_sent_once_more_loses_nothing(table: Table) -> None:
    table.writes(a_note("one", key="a"))
    table.writes(a_note("one and a half", key="a"))
    assert {one.now.words for one in table.notes()} == {"one", "one and a half"}


def test_what_is_begun_is_the_counsellor_s_own_and_the_person_reads_it(table: Table) -> None:
    with table.database.transaction(writes=True) as connection:
        vault = table.vault(connection, table.counsellor)
        begun.keep_begun(vault, table.person.id, Begun(lines=LINES, language="fr", mark="m"))
        begun.keep_begun(vault, table.person.id, Begun(lines=LINES[:1], language="fr", mark="n"))
        assert begun.begun_by(vault, table.person.id).mark == "n"
        mine = begun.drafts_about(table.vault(connection, table.person.actor), table.person.id)
        assert [one.begun.lines for one in mine] == [LINES[:1]]
        begun.forget_begun(vault, table.person.id)
        assert begun.begun_by(vault, table.person.id) == Begun()


def test_every_step_is_in_the_person_s_journal(table: Table) -> None:
    table.sends()
    table.says(Said(line=1, word=Word.NOT_AGREED))
    table.reads(table.counsellor)
    table.says(Said(line=1, word=Word.HEARD, about=1), table.counsellor)
    table.writes(a_note("x"))
    table.notes(table.counsellor)
    assert table.deeds() == [
        Deed.AGREED,
        Deed.SPOKE_OF_AGREED,
        Deed.READ_AGREED,
        Deed.ANSWERED_AGREED,
        Deed.WROTE_NOTES,
        Deed.READ_NOTES,
    ]
