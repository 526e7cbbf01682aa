"""Voice messages as they are kept: in sealed pieces of one length, whole or not at all, opened by nobody else."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from portal.app import PROMISES
from portal.core.uses import Refused
from portal.core.voice_messages import LARGEST_TOGETHER, MOST_A_DAY, Recording, SoundType, Voice
from portal.storage.answers.limits import limit
from portal.storage.answers.vault import Vault
from portal.storage.dialogue.voice_messages import (
    ERASED,
    PIECE,
    Message,
    Spoken,
    all_messages,
    came,
    content_of,
    erase_message,
    is_full,
    keep_message,
    message_of,
    messages_at,
    still_there,
)
from portal.storage.engine.database import Connection, Database
from portal.storage.engine.seal import KeyRing
from portal.storage.rights.taking_back import take_back
from portal.storage.tables.speaking import voice_messages
from portal.storage.trace.journal import Deed, entries
from tests.people import APerson, a_person

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SOUND = bytes(range(256)) * 1000


@pytest.fixture
def person(database: Database, ring: KeyRing) -> APerson:
    with database.transaction(writes=True) as connection:
        return a_person(connection, ring)


def spoken(place: str = "next-goal", form: str | None = "a form") -> Spoken:
    recording = Recording(content=SOUND, type=SoundType.WEBM, seconds=42)
    return Spoken(recording=recording, place=place, language="fr", form=form)


def keeps(
    connection: Connection, ring: KeyRing, person: APerson, place: str = "next-goal", form: str | None = "a form"
) -> None:
    keep_message(Vault(connection, ring, PROMISES, person.actor, NOW), person.id, spoken(place, form))


def only(connection: Connection, person: APerson) -> Message:
    (found,) = all_messages(connection, person.key)
    return found


def test_it_is_kept_in_pieces_that_tell_nothing_and_opened_as_it_was(
    database: Database, ring: KeyRing, person: APerson
) -> None:
    with database.transaction(writes=True) as connection:
        keeps(connection, ring, person)
        rows = connection.execute(select(voice_messages).order_by(voice_messages.c.part)).all()
        assert {len(row.sealed) for row in rows[1:]} == {PIECE + 28}, "from outside, every piece is as long"
        assert len(rows) == 1 + 4
        assert not any(SOUND[:20] in row.sealed for row in rows)
        assert {row.place for row in rows} == {person.key.tag("next-goal")}
        one = only(connection, person)
        assert (one.type, one.seconds, one.size, one.place) == (SoundType.WEBM, 42, len(SOUND), "next-goal")
        assert content_of(connection, person.key, one, 0, one.size) == SOUND
        assert [entry.deed for entry in entries(connection, person.key)] == [Deed.SPOKE]


@pytest.mark.parametrize(("first", "end"), [(0, 1), (PIECE - 1, PIECE + 1), (PIECE, 2 * PIECE), (255_999, 256_000)])
def test_any_part_is_what_it_was(database: Database, ring: KeyRing, person: APerson, first: int, end: int) -> None:
    with database.transaction(writes=True) as connection:
        keeps(connection, ring, person)
        assert content_of(connection, person.key, only(connection, person), first, end) == SOUND[first:end]


def test_the_same_form_is_kept_once_and_forms_without_a_number_each_time(
    database: Database, ring: KeyRing, person: APerson
) -> None:
    with database.transaction(writes=True) as connection:
        assert not came(connection, person.id, "a form")
        keeps(connection, ring, person)
        assert came(connection, person.id, "a form")
        with pytest.raises(IntegrityError), connection.begin_nested():
            keeps(connection, ring, person)
        for _twice in range(2):
            keeps(connection, ring, person, form=None)
        assert len(all_messages(connection, person.key)) == 3
        assert len({one.id for one in all_messages(connection, person.key)}) == 3


def test_each_place_has_its_own(database: Database, ring: KeyRing, person: APerson) -> None:
    with database.transaction(writes=True) as connection:
        keeps(connection, ring, person)
        keeps(connection, ring, person, place="reply 1", form="another")
        assert [one.place for one in messages_at(connection, person.key, "reply 1")] == ["reply 1"]
        assert messages_at(connection, person.key, "reply 2") == ()


def test_a_piece_that_was_moved_or_put_in_the_place_of_another_does_not_open(
    database: Database, ring: KeyRing, person: APerson
) -> None:
    with database.transaction(writes=True) as connection:
        keeps(connection, ring, person)
        one = only(connection, person)
        rows = connection.execute(select(voice_messages).order_by(voice_messages.c.part)).mappings().all()
        connection.execute(delete(voice_messages).where(voice_messages.c.part.in_((1, 2))))
        for row, part in ((rows[1], 2), (rows[2], 1)):
            connection.execute(voice_messages.insert(), {**row, "part": part})
        with pytest.raises(InvalidTag):
            content_of(connection, person.key, one, 0, one.size)


def test_nobody_opens_it_with_another_key(database: Database, ring: KeyRing, person: APerson) -> None:
    with database.transaction(writes=True) as connection:
        keeps(connection, ring, person)
        other = a_person(connection, ring)
        assert message_of(connection, other.key, only(connection, person).id) is None
        with pytest.raises(Refused):
            keep_message(Vault(connection, ring, PROMISES, other.actor, NOW), person.id, spoken())


def test_a_counsellor_keeps_and_erases_none(database: Database, ring: KeyRing, person: APerson) -> None:
    with database.transaction(writes=True) as connection:
        keeps(connection, ring, person)
        vault = Vault(connection, ring, PROMISES, person.counsellor.actor, NOW)
        with pytest.raises(Refused):
            erase_message(vault, person.id, only(connection, person))
        limit(connection, person.id, NOW)
        erase_message(Vault(connection, ring, PROMISES, person.actor, NOW), person.id, only(connection, person))
        (left,) = connection.execute(select(voice_messages)).all()
        assert (left.part, left.place, left.sealed) == (ERASED, "", b""), "nothing but that its form came"
        assert entries(connection, person.key)[-1].deed is Deed.ERASED_VOICE


def test_the_form_of_what_was_erased_does_not_bring_it_back(database: Database, ring: KeyRing, person: APerson) -> None:
    with database.transaction(writes=True) as connection:
        keeps(connection, ring, person)
        erase_message(Vault(connection, ring, PROMISES, person.actor, NOW), person.id, only(connection, person))
        assert came(connection, person.id, "a form")
        with pytest.raises(IntegrityError), connection.begin_nested():
            keeps(connection, ring, person)
        assert all_messages(connection, person.key) == ()
        keeps(connection, ring, person, form="another form")
        assert len(messages_at(connection, person.key, "next-goal")) == 1


def test_nobody_says_more_in_a_day_or_altogether_than_is_kept_of_one(
    database: Database, ring: KeyRing, person: APerson
) -> None:
    with database.transaction(writes=True) as connection:
        for number in range(MOST_A_DAY):
            assert not is_full(connection, person.id, NOW)
            keeps(connection, ring, person, place=f"reply {number}", form=None)
        assert is_full(connection, person.id, NOW)
        assert not is_full(connection, a_person(connection, ring).id, NOW)
        tomorrow = NOW + timedelta(days=1)
        assert not is_full(connection, person.id, tomorrow)
        piece = {"person_id": person.id, "id": uuid4(), "place": "", "sealed": b"", "key": None, "at": NOW}
        pieces = range(1, LARGEST_TOGETHER // PIECE + 1)
        connection.execute(insert(voice_messages), [{**piece, "part": part} for part in pieces])
        assert is_full(connection, person.id, tomorrow)


def test_an_answer_names_what_is_there_and_nothing_that_was_erased(
    database: Database, ring: KeyRing, person: APerson
) -> None:
    with database.transaction(writes=True) as connection:
        keeps(connection, ring, person)
        there, gone = only(connection, person).voice, Voice(str(uuid4()), 9)
        assert still_there(connection, person.id, (gone, there)) == (there,)
        assert still_there(connection, a_person(connection, ring).id, (there,)) == ()


def test_what_is_taken_back_with_an_answer_takes_the_voice_along(
    database: Database, ring: KeyRing, person: APerson
) -> None:
    with database.transaction(writes=True) as connection:
        keeps(connection, ring, person)
        keeps(connection, ring, person, place="other", form="another")
        take_back(connection, ring, person.key, ("next-goal",), NOW + timedelta(days=1))
        assert [one.place for one in all_messages(connection, person.key)] == ["other"]
