"""A counsellor's day: who comes when, with what they sent for it, and an entry in each journal before it is opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete

from portal.core.answers import Value
from portal.core.receipts import Sending, Statement
from portal.core.uses import Purpose, Refused
from portal.storage.answers.kept import Page, Said, State
from portal.storage.answers.receipts import add_receipt
from portal.storage.answers.vault import Vault
from portal.storage.caseload.days import Comes, who_comes
from portal.storage.engine.database import Connection, Database
from portal.storage.engine.seal import KeyRing
from portal.storage.people.wish import send_wish, take_wish_back, wish_to_talk
from portal.storage.tables.agency import keys
from portal.storage.tables.promises import SAID
from portal.storage.trace.journal import Deed, broken, entries
from tests.crowd import a_crowd, somebody_called, watched
from tests.people import ACounsellor, APerson, a_counsellor

NOW = datetime.now(UTC)
AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)
ASKED = ("a-question", "another-question")
PROMISES = dict.fromkeys((*ASKED, "not-asked-for"), SAID)


@dataclass
class Day:
    """A counsellor, and the people who come to them."""

    connection: Connection
    ring: KeyRing
    counsellor: ACounsellor

    def comes(self, now: datetime = NOW) -> list[Comes]:
        """Return who comes in the next two weeks."""
        vault = Vault(self.connection, self.ring, PROMISES, self.counsellor.actor, now)
        return who_comes(vault, ASKED, now - AN_HOUR, now + 14 * A_DAY)

    def tells(self, person: APerson, answers: Mapping[str, Value]) -> None:
        """Let a person answer."""
        vault = Vault(self.connection, self.ring, PROMISES, person.actor, NOW)
        for question, value in answers.items():
            before = {row.question: row.number for row in vault.read(person.id, [question], Purpose.PREPARE_INTERVIEW)}
            said = Said(state=State.ANSWERED, typed={"answer": [str(value)]}, value=value)
            vault.write(person.id, question, "", said, Page(wording="1", shown=before.get(question, 0)))

    def sends(self, person: APerson, at: datetime = NOW, about: Sending = Sending.DOSSIER) -> None:
        """Let a person send what they answered so far."""
        numbers = [
            row.number
            for row in Vault(self.connection, self.ring, PROMISES, person.actor, NOW).read(
                person.id, PROMISES, Purpose.PREPARE_INTERVIEW
            )
        ]
        statement = Statement(about=about, agency="Agence du Port", at=at, language="fr", parts=())
        add_receipt(self.connection, self.ring, person.key, statement, max(numbers, default=0))


def a_day(connection: Connection, ring: KeyRing) -> Day:
    return Day(connection, ring, a_counsellor(connection, ring))


def test_who_comes_is_shown_by_time_and_nobody_else(database: Database, ring: KeyRing) -> None:
    with database.transaction(writes=True) as connection:
        day = a_day(connection, ring)
        somebody_called(connection, ring, day.counsellor, "Third", 2 * A_DAY)
        somebody_called(connection, ring, day.counsellor, "First and second", AN_HOUR, A_DAY)
        somebody_called(connection, ring, day.counsellor, "In a month", 30 * A_DAY)
        somebody_called(connection, ring, day.counsellor, "Last week", -7 * A_DAY)
        somebody_called(connection, ring, a_counsellor(connection, ring, "zoe"), "Somebody else's", A_DAY)
        assert [one.name for one in day.comes()] == ["First and second", "First and second", "Third"]


def test_only_what_was_sent_is_read_as_it_was_sent(database: Database, ring: KeyRing) -> None:
    with database.transaction(writes=True) as connection:
        day = a_day(connection, ring)
        person = somebody_called(connection, ring, day.counsellor, "Samira", A_DAY)
        day.tells(person, {"a-question": "as it was sent", "not-asked-for": "a secret"})
        (before,) = day.comes()
        assert (before.has_sent, dict(before.said)) == (False, {})
        day.sends(person)
        day.tells(person, {"a-question": "changed, not sent", "another-question": "new, not sent"})
        (after,) = day.comes()
        assert (after.has_sent, dict(after.said)) == (True, {"a-question": "as it was sent"})


@pytest.mark.parametrize("about", list(Sending))
def test_a_week_or_arguments_alone_are_nothing_to_read(database: Database, ring: KeyRing, about: Sending) -> None:
    with database.transaction(writes=True) as connection:
        day = a_day(connection, ring)
        day.sends(somebody_called(connection, ring, day.counsellor, "Samira", A_DAY), about=about)
        (comes,) = day.comes()
    assert comes.has_sent == (about is Sending.DOSSIER)
    assert not comes.has_corrected


def test_what_was_sent_since_they_last_met_is_a_correction(database: Database, ring: KeyRing) -> None:
    with database.transaction(writes=True) as connection:
        day = a_day(connection, ring)
        new, known = (
            somebody_called(connection, ring, day.counsellor, name, *met, A_DAY)
            for name, met in (("New", ()), ("Known", (-2 * A_DAY,)))
        )
        for person in (new, known):
            day.tells(person, {"a-question": "one"})
            day.sends(person, NOW - 5 * A_DAY)
            day.tells(person, {"a-question": "two"})
            day.sends(person, NOW - 3 * A_DAY)
        assert {one.name: one.has_corrected for one in day.comes()} == {"New": True, "Known": False}
        day.tells(known, {"a-question": "three"})
        day.sends(known, NOW - A_DAY)
        assert {one.name: one.has_corrected for one in day.comes()} == {"New": True, "Known": True}


def test_the_wish_to_talk_is_there_once_it_was_sent_and_gone_when_taken_back(database: Database, ring: KeyRing) -> None:
    with database.transaction(writes=True) as connection:
        day = a_day(connection, ring)
        person = somebody_called(connection, ring, day.counsellor, "Samira", A_DAY)
        found = []
        for change in (wish_to_talk, send_wish, take_wish_back):
            change(connection, person.key)
            found += [one.wishes_to_talk for one in day.comes()]
    assert found == [False, True, False]


def test_each_person_finds_one_entry_a_day_whatever_they_sent(database: Database, ring: KeyRing) -> None:
    with database.transaction(writes=True) as connection:
        day = a_day(connection, ring)
        crowd = a_crowd(connection, ring, day.counsellor, ("Samira", "Thierry"), A_DAY, 3 * A_DAY)
        day.tells(crowd[0], {"a-question": "yes"})
        day.sends(crowd[0])
        for now in (NOW, NOW, NOW + A_DAY):
            day.comes(now)
        for person in crowd:
            told = [entry for entry in entries(connection, person.key) if entry.deed is Deed.PREPARED_DAY]
            assert [entry.what for entry in told] == [ASKED, ASKED], "which questions, never who answered"
            assert broken(connection, ring, person.id) == []


def test_the_entry_is_there_before_anything_is_opened(
    database: Database, ring: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = list[str]()
    with database.transaction(writes=True) as connection:
        day = a_day(connection, ring)
        person = somebody_called(connection, ring, day.counsellor, "Samira", A_DAY)
        day.tells(person, {"a-question": "yes"})
        day.sends(person)
        watched(monkeypatch, order)
        day.comes()
    assert order[0] == "noted"
    assert order.count("noted") == 1
    assert "opened" in order


def test_a_question_that_no_promise_covers_is_not_read_for_a_day(database: Database, ring: KeyRing) -> None:
    with database.transaction(writes=True) as connection:
        day = a_day(connection, ring)
        vault = Vault(connection, ring, {}, day.counsellor.actor, NOW)
        with pytest.raises(Refused):
            who_comes(vault, ASKED, NOW, NOW + A_DAY)


def test_whoever_was_forgotten_comes_no_more(database: Database, ring: KeyRing) -> None:
    with database.transaction(writes=True) as connection:
        day = a_day(connection, ring)
        samira, _thierry = a_crowd(connection, ring, day.counsellor, ("Samira", "Thierry"), A_DAY)
        connection.execute(delete(keys).where(keys.c.owner_id == samira.id))
        assert [one.name for one in day.comes()] == ["Thierry"]


def test_a_day_without_interviews_is_empty(database: Database, ring: KeyRing) -> None:
    with database.transaction(writes=True) as connection:
        assert a_day(connection, ring).comes() == []
