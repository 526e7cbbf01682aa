"""A counsellor's people in one list: a few statements for however many, each with an entry in their journal first."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, insert

from portal.core.calendar import PARIS
from portal.core.uses import Purpose, Refused
from portal.storage.answers.vault import Vault
from portal.storage.caseload.lists import Listed, my_people, one_of_mine, tail_of
from portal.storage.engine.database import Connection, Database
from portal.storage.engine.seal import KeyRing, OwnerKey
from portal.storage.people import people
from portal.storage.tables.agency import keys
from portal.storage.tables.reach import stand_ins
from portal.storage.trace import journal
from portal.storage.trace.journal import Behalf, Deed, Noted, broken, entries
from tests.crowd import a_crowd, somebody_called, watched
from tests.people import TOMORROW, ACounsellor, APerson, a_counsellor

NOW = datetime.now(UTC)
NAMES = ("Samira", "Thierry", "Odile")
A_DAY = timedelta(days=1)


def lists(connection: Connection, ring: KeyRing, counsellor: ACounsellor, now: datetime = NOW) -> list[Listed]:
    return my_people(Vault(connection, ring, {}, counsellor.actor, now))


def seen_by(connection: Connection, person: APerson) -> list[Noted]:
    return [entry for entry in entries(connection, person.key) if entry.deed is Deed.SAW_IN_LIST]


def test_everybody_is_listed_with_their_name_and_their_next_interview(database: Database, ring: KeyRing) -> None:
    with database.transaction(writes=True) as connection:
        nour, zoe = (a_counsellor(connection, ring, login) for login in ("nour", "zoe"))
        a_crowd(connection, ring, nour, NAMES[:2])
        somebody_called(connection, ring, nour, "Odile", -A_DAY, 3 * A_DAY, 9 * A_DAY)
        somebody_called(connection, ring, zoe, "Somebody else's", A_DAY)
        found = {one.name: one.meets_at for one in lists(connection, ring, nour)}
    assert found.keys() == set(NAMES)
    assert (found["Samira"], found["Thierry"]) == (None, None)
    meets = found["Odile"]
    assert meets is not None
    assert abs(meets - NOW - 3 * A_DAY) < timedelta(hours=12)


def test_each_person_finds_one_entry_a_day_however_often_the_list_is_opened(database: Database, ring: KeyRing) -> None:
    with database.transaction(writes=True) as connection:
        nour = a_counsellor(connection, ring)
        crowd = a_crowd(connection, ring, nour, NAMES)
        for _ in range(3):
            lists(connection, ring, nour)
        crowd.append(somebody_called(connection, ring, nour, "Who came later"))
        lists(connection, ring, nour)
        assert [len(seen_by(connection, person)) for person in crowd] == [1, 1, 1, 1]
        lists(connection, ring, nour, NOW + A_DAY)
        assert [len(seen_by(connection, person)) for person in crowd] == [2, 2, 2, 2]
        assert [broken(connection, ring, person.id) for person in crowd] == [[], [], [], []]


def test_the_entry_is_there_before_a_name_is_opened(
    database: Database, ring: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = list[str]()
    with database.transaction(writes=True) as connection:
        nour = a_counsellor(connection, ring)
        a_crowd(connection, ring, nour, NAMES)
        watched(monkeypatch, order)
        lists(connection, ring, nour)
    assert order == ["noted", "opened", "opened", "opened"]


def test_a_list_and_a_person_who_writes_wait_for_each_other(database: Database, ring: KeyRing) -> None:
    with database.transaction(writes=True) as connection:
        nour = a_counsellor(connection, ring)
        samira, *_others = a_crowd(connection, ring, nour, NAMES)

    def writes() -> None:
        with database.transaction(writes=True) as connection:
            Vault(connection, ring, {}, samira.actor, NOW).note(samira.id, Deed.SIGNED_IN, Purpose.SIGN_IN)

    with ThreadPoolExecutor(1) as meanwhile:
        with database.transaction(writes=True) as connection:
            lists(connection, ring, nour)
            waits = meanwhile.submit(writes)
            with pytest.raises(TimeoutError):
                waits.result(0.5)
        waits.result(30)
    with database.transaction(writes=False) as connection:
        assert [entry.deed for entry in entries(connection, samira.key)] == [
            Deed.SIGNED_IN, Deed.SAW_IN_LIST, Deed.SIGNED_IN,
        ]  # fmt: skip
        assert broken(connection, ring, samira.id) == []


def test_when_the_entries_cannot_be_written_no_name_is_opened(
    database: Database, ring: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, trouble = list[object](), "the disk is full"

    def fails(*_anything: Any) -> None:
        raise OSError(trouble)

    with database.transaction(writes=True) as connection:
        nour = a_counsellor(connection, ring)
        a_crowd(connection, ring, nour, NAMES)
        monkeypatch.setattr(journal, "add_all", fails)
        monkeypatch.setattr(OwnerKey, "unseal", lambda *told: opened.append(told))
        with pytest.raises(OSError, match=trouble):
            lists(connection, ring, nour)
    assert opened == []


def test_whoever_was_forgotten_is_in_no_list(database: Database, ring: KeyRing) -> None:
    with database.transaction(writes=True) as connection:
        nour = a_counsellor(connection, ring)
        samira, *_others = a_crowd(connection, ring, nour, NAMES)
        connection.execute(delete(keys).where(keys.c.owner_id == samira.id))
        assert {one.name for one in lists(connection, ring, nour)} == {"Thierry", "Odile"}


def test_whoever_replaces_a_counsellor_lists_their_people_and_the_journal_says_for_whom(
    database: Database, ring: KeyRing
) -> None:
    with database.transaction(writes=True) as connection:
        nour = a_counsellor(connection, ring)
        zoe = a_counsellor(connection, ring, "zoe", nour.actor.agency_id)
        (samira,) = a_crowd(connection, ring, nour, NAMES[:1])
        a_crowd(connection, ring, zoe, NAMES[1:2])
        replaces(connection, zoe, nour)
        assert {one.name: one.counsellor_id for one in lists(connection, ring, zoe)} == {
            "Samira": nour.actor.id,
            "Thierry": zoe.actor.id,
        }
        (seen,) = seen_by(connection, samira)
    assert isinstance(seen.behalf, Behalf)
    assert (seen.actor_id, seen.behalf.counsellor_id) == (zoe.actor.id, nour.actor.id)


def test_the_tail_of_somebody_leads_to_one_s_own_people_alone(database: Database, ring: KeyRing) -> None:
    with database.transaction(writes=True) as connection:
        nour, zoe = (a_counsellor(connection, ring, login) for login in ("nour", "zoe"))
        samira, thierry, _odile = a_crowd(connection, ring, nour, NAMES)
        theirs = Vault(connection, ring, {}, nour.actor, NOW)
        assert one_of_mine(theirs, tail_of(samira.id)) == samira.id
        assert one_of_mine(theirs, tail_of(thierry.id)) == thierry.id
        assert one_of_mine(theirs, "") is None
        assert one_of_mine(theirs, "0" * 12) is None
        assert one_of_mine(Vault(connection, ring, {}, zoe.actor, NOW), tail_of(samira.id)) is None
        assert seen_by(connection, samira) == []


def test_a_tail_that_two_people_share_leads_to_neither(
    database: Database, ring: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.transaction(writes=True) as connection:
        nour = a_counsellor(connection, ring)
        for first in (1, 2):
            monkeypatch.setattr(people, "new_id", partial(UUID, f"{first}0000000-0000-7000-8000-0123456789ab"))
            somebody_called(connection, ring, nour, "Samira")
        assert one_of_mine(Vault(connection, ring, {}, nour.actor, NOW), "0123456789ab") is None


def test_nobody_but_a_counsellor_lists_people(database: Database, ring: KeyRing) -> None:
    with database.transaction(writes=True) as connection:
        nour = a_counsellor(connection, ring)
        somebody = somebody_called(connection, ring, nour, "Samira", TOMORROW)
        assert my_people(Vault(connection, ring, {}, somebody.actor, NOW)) == []
        with pytest.raises(Refused):
            Vault(connection, ring, {}, nour.actor, NOW).pen_for_list(("not promised",), Purpose.CONTACT)


def replaces(connection: Connection, colleague: ACounsellor, counsellor: ACounsellor) -> None:
    today = NOW.astimezone(PARIS).date()
    row = {
        "counsellor_id": counsellor.actor.id,
        "id": uuid4(),
        "colleague_id": colleague.actor.id,
        "first": today,
        "last": today,
        "set_by": counsellor.actor.id,
        "at": NOW,
    }
    connection.execute(insert(stand_ins), row)
