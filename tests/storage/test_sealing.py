"""A sealed value opens for its owner, in its place, with their key, and nowhere else."""

import base64
import json
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select

from portal.commands.ring import rewrap_all
from portal.core.receipts import Sending, Statement
from portal.core.uses import Purpose, Refused
from portal.storage.answers.receipts import add_receipt, genuine
from portal.storage.answers.vault import Vault
from portal.storage.engine.database import Database
from portal.storage.engine.seal import (
    KeyRing,
    OwnerKey,
    WrappedKey,
    add_ring_key,
    drop_ring_keys,
    make_ring,
    read_ring,
)
from portal.storage.people.people import known_of
from portal.storage.tables.agency import keys
from portal.storage.tables.people import answers
from tests.storage.telling import A_QUESTION, ANOTHER, NOW, PROMISES, Teller, a_teller

PLACES = st.text(max_size=30)
VALUES = st.recursive(st.none() | st.booleans() | st.text(max_size=200), lambda inner: st.lists(inner, max_size=4))


def an_owner(ring: KeyRing) -> OwnerKey:
    owner = uuid4()
    return ring.open_key(owner, ring.new_key(owner))


@given(VALUES, PLACES)
@settings(deadline=None)
def test_what_was_sealed_comes_back(value: object, place: str) -> None:
    key = OwnerKey(UUID(int=1), bytes(32))
    assert key.unseal(place, key.seal(place, value)) == value


@given(PLACES, PLACES)
@settings(deadline=None)
def test_a_sealed_value_does_not_open_elsewhere(place: str, other: str) -> None:
    key, stranger = OwnerKey(UUID(int=1), bytes(32)), OwnerKey(UUID(int=2), bytes(32))
    sealed = key.seal(place, "a secret")
    with pytest.raises(InvalidTag):
        stranger.unseal(place, sealed)
    if other != place:
        with pytest.raises(InvalidTag):
            key.unseal(other, sealed)


def test_the_same_words_are_sealed_differently_each_time_and_short_ones_have_one_length(ring: KeyRing) -> None:
    key = an_owner(ring)
    sealed = [key.seal("a place", value) for value in ("yes", "yes", "no", "I would rather not say")]
    assert len(set(sealed)) == 4
    assert len({len(one) for one in sealed}) == 1


def test_an_answer_cannot_be_moved_to_another_question_person_or_time(database: Database, ring: KeyRing) -> None:
    teller, other = a_teller(database, ring), a_teller(database, ring)
    teller.says("red")
    other.says("blue")
    with database.transaction(writes=True) as connection:
        row = connection.execute(select(answers).where(answers.c.person_id == teller.person.id)).mappings().one()
        moved = {**row, "key": None}
        theirs = {"person_id": other.person.id, "question": other.person.key.tag(A_QUESTION)}
        connection.execute(insert(answers), {**moved, "question": teller.person.key.tag(ANOTHER), "number": 2})
        connection.execute(insert(answers), {**moved, "number": 3})
        theirs = {"person_id": other.person.id, "question": other.person.key.tag(A_QUESTION), "number": 2}
        connection.execute(insert(answers), {**moved, **theirs})
    for whose, question in ((teller, ANOTHER), (teller, A_QUESTION), (other, A_QUESTION)):
        with pytest.raises(InvalidTag):
            whose.told(question)


def test_without_the_owner_s_key_nothing_can_be_read_again(database: Database, ring: KeyRing) -> None:
    teller = a_teller(database, ring)
    teller.says("red")
    with database.transaction(writes=True) as connection:
        kept = connection.execute(select(answers.c.sealed)).scalar_one()
        connection.execute(delete(keys).where(keys.c.owner_id == teller.person.id))
    with database.transaction(writes=True) as connection:
        vault = Vault(connection, ring, PROMISES, teller.person.actor, NOW)
        with pytest.raises(Refused, match="is erased"):
            vault.read(teller.person.id, [A_QUESTION], Purpose.PREPARE_INTERVIEW)
    stranger = ring.open_key(teller.person.id, ring.new_key(teller.person.id))
    with pytest.raises(InvalidTag):
        stranger.unseal(f"answers|{A_QUESTION}||1", kept)


def test_renewing_the_ring_leaves_every_answer_and_receipt_readable(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    make_ring(path)
    old = path.read_text()
    teller = a_teller(database, read_ring(path))
    teller.says("red")
    statement = Statement(about=Sending.DOSSIER, agency="Agence du Port", at=NOW, language="fr", parts=())
    with database.transaction(writes=True) as connection:
        code = add_receipt(connection, read_ring(path), teller.person.key, statement, 1).code

    def all_is_well() -> None:
        ring = read_ring(path)
        renewed = Teller(database, ring, teller.person)
        assert renewed.told() == "red"
        assert renewed.entries() >= 1
        with database.transaction(writes=False) as connection:
            assert known_of(connection, teller.person.id, teller.person.key).name == "Ali"
            receipt = genuine(connection, ring, code)
            assert receipt is not None
            assert receipt.statement == statement

    all_is_well()
    assert add_ring_key(path) == "2"
    all_is_well()
    a_teller(database, read_ring(path)).says("blue")
    list(rewrap_all(database, read_ring(path)))
    all_is_well()
    drop_ring_keys(path)
    all_is_well()
    assert json.loads(path.read_text())["newest"] == "2"
    _is_useless(database, json.loads(old)["sealing"]["1"])


def _is_useless(database: Database, dropped: str) -> None:
    """See that the key that was dropped opens nothing that is kept."""
    ring = KeyRing({"2": base64.b64decode(dropped)}, "2", {name: bytes(32) for name in ("web", "lookup")})
    with database.transaction(writes=False) as connection:
        for row in connection.execute(select(keys)):
            assert row.ring_key == "2"
            with pytest.raises(InvalidTag):
                ring.open_key(row.owner_id, WrappedKey(row.ring_key, row.wrapped))


@given(st.text(max_size=60))
@settings(deadline=None)
def test_a_note_that_is_not_ours_is_refused(note: str) -> None:
    ring = KeyRing({"1": bytes(32)}, "1", {"web": bytes(32)})
    with pytest.raises(ValueError, match="not a note"):
        ring.open_note(note)


def test_a_note_of_ours_opens_and_one_altered_does_not(ring: KeyRing) -> None:
    sealed = ring.seal_note({"card": "ab"})
    assert ring.open_note(sealed) == {"card": "ab"}
    with pytest.raises(ValueError, match="not a note"):
        ring.open_note(("A" if sealed[0] != "A" else "B") + sealed[1:])


def test_a_ring_that_is_not_there_is_said_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="keys make"):
        read_ring(tmp_path / "none.json")


def test_which_questions_somebody_settled_is_noise_without_their_key(database: Database, ring: KeyRing) -> None:
    tellers = a_teller(database, ring), a_teller(database, ring)
    for teller in tellers:
        teller.says("red")
    with database.transaction(writes=False) as connection:
        tags = connection.execute(select(answers.c.question)).scalars().all()
    assert len(set(tags)) == 2, "the same question has another tag for everybody"
    assert A_QUESTION not in tags
