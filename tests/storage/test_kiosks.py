"""A browser becomes a kiosk once, by an address that does not wait for long, and is one until its agency ends it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import select, update

from portal.core.permissions import Role
from portal.storage.answers.left import MOST, Left, forget_left, keep_left, left_by
from portal.storage.engine.database import Database
from portal.storage.engine.seal import KeyRing
from portal.storage.helping import kiosks
from portal.storage.helping.kiosks import ENROLLING, Kiosk, Place
from portal.storage.people import sessions
from portal.storage.people.sessions import IDLE_AT_KIOSK, Arrival
from portal.storage.tables.agency import kiosks as rows
from portal.storage.tables.people import drafts
from portal.storage.tables.people import sessions as session_rows
from tests.people import a_kiosk, a_person, an_agency

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
SECRET, TOKEN, OTHER = "an address that is printed once", "the cookie of a browser", "another cookie"
IDLE = IDLE_AT_KIOSK[Role.PERSON]


@pytest.fixture
def place(database: Database, ring: KeyRing) -> Place:
    """Return where a kiosk is to stand: its address is made, and nobody opened it yet."""
    with database.transaction(writes=True) as connection:
        place = Place(an_agency(connection), "Accueil")
        kiosks.invite(connection, ring, place, SECRET, NOW)
        return place


def enrols(
    database: Database, ring: KeyRing, secret: str = SECRET, token: str = TOKEN, at: datetime = NOW
) -> Kiosk | None:
    with database.transaction(writes=True) as connection:
        return kiosks.enrol(connection, ring, secret, token, at)


def finds(database: Database, ring: KeyRing, token: str = TOKEN) -> Kiosk | None:
    with database.transaction(writes=False) as connection:
        return kiosks.find(connection, ring, token)


def test_an_address_makes_a_browser_a_kiosk_once(database: Database, ring: KeyRing, place: Place) -> None:
    kiosk = enrols(database, ring)
    assert kiosk is not None
    assert (kiosk.agency_id, kiosk.name) == (place.agency_id, place.name)
    assert finds(database, ring) == kiosk
    assert enrols(database, ring, token=OTHER) is None
    assert finds(database, ring, OTHER) is None


def test_of_two_browsers_at_once_one_becomes_the_kiosk(database: Database, ring: KeyRing, place: Place) -> None:
    assert place
    ready = Barrier(2)

    def try_it(token: str) -> bool:
        ready.wait(10)
        return enrols(database, ring, token=token) is not None

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(try_it, ("one", "other"))) == [False, True]


def test_an_address_waits_half_an_hour(database: Database, ring: KeyRing, place: Place) -> None:
    assert place
    assert enrols(database, ring, at=NOW + ENROLLING) is None
    assert enrols(database, ring, at=NOW + ENROLLING - SECOND) is not None


def test_a_new_address_kills_the_one_before_and_the_browser_that_takes_over_replaces_the_old_one(
    database: Database, ring: KeyRing, place: Place
) -> None:
    first = enrols(database, ring)
    for secret in ("second address", "third address"):
        with database.transaction(writes=True) as connection:
            kiosks.invite(connection, ring, place, secret, NOW)
    assert finds(database, ring) == first, "it stays the kiosk until another browser comes"
    assert enrols(database, ring, "second address", "new browser") is None
    second = enrols(database, ring, "third address", "new browser")
    assert first is not None
    assert second is not None
    assert second.id == first.id
    assert finds(database, ring) is None


def test_an_ended_kiosk_is_none_and_no_address_brings_it_back(database: Database, ring: KeyRing, place: Place) -> None:
    enrols(database, ring)
    with database.transaction(writes=True) as connection:
        kiosks.invite(connection, ring, place, "made before it ended", NOW)
        assert not kiosks.end(connection, ring, Place(place.agency_id, "another place"), NOW)
        assert kiosks.end(connection, ring, place, NOW)
        assert not kiosks.end(connection, ring, place, NOW)
    assert finds(database, ring) is None
    assert enrols(database, ring, "made before it ended", "new browser") is None


def test_neither_cookie_nor_address_is_kept(database: Database, ring: KeyRing, place: Place) -> None:
    enrols(database, ring)
    with database.transaction(writes=True) as connection:
        kiosks.invite(connection, ring, place, "the next address", NOW)
        kept = [str(value) for row in connection.execute(rows.select()) for value in row]
    assert not any(secret in value for value in kept for secret in (SECRET, TOKEN, "the next address"))


def test_the_agency_sees_when_each_was_last_used(database: Database, ring: KeyRing, place: Place) -> None:
    with database.transaction(writes=True) as connection:
        waiting = kiosks.known(connection)
    kiosk = enrols(database, ring)
    assert kiosk is not None
    assert not kiosk.is_due(NOW + timedelta(seconds=59))
    assert kiosk.is_due(NOW + timedelta(seconds=61))
    with database.transaction(writes=True) as connection:
        kiosks.touch(connection, kiosk, NOW + timedelta(hours=14))
        seen = kiosks.known(connection)
        kiosks.end(connection, ring, place, NOW + timedelta(hours=15))
        ended = kiosks.known(connection)
    assert [(one.name, one.waits_until, one.seen_at) for one in waiting] == [("Accueil", NOW + ENROLLING, None)]
    assert [(one.waits_until, one.seen_at) for one in seen] == [(None, NOW + timedelta(hours=14))]
    assert [one.ended_at for one in ended] == [NOW + timedelta(hours=15)]


def begun_at_a_kiosk(database: Database, ring: KeyRing) -> UUID:
    with database.transaction(writes=True) as connection:
        person = a_person(connection, ring)
        kiosk = a_kiosk(connection, ring, person.actor.agency_id)
        arrival = Arrival(token=TOKEN, device=sessions.at_kiosk(kiosk.id), at=NOW)
        sessions.begin(connection, person.actor, person.key, arrival)
        return kiosk.id


def test_at_a_kiosk_a_session_ends_after_a_minute_and_a_half(database: Database, ring: KeyRing) -> None:
    kiosk_id = begun_at_a_kiosk(database, ring)
    with database.transaction(writes=True) as connection:
        alive, over = (
            sessions.find(connection, ring, TOKEN, at, writes=False) for at in (NOW + IDLE, NOW + IDLE + SECOND)
        )
    assert timedelta(seconds=90) == IDLE
    assert alive is not None
    assert alive.live
    assert alive.kiosk_id == kiosk_id
    assert alive.is_due(NOW + timedelta(seconds=6)), "what is used is noted soon, for it ends soon"
    assert over is not None
    assert not over.live
    assert over.late, "words that were on their way are still the person's"


def test_where_a_session_began_cannot_be_changed_in_the_database(database: Database, ring: KeyRing) -> None:
    begun_at_a_kiosk(database, ring)
    with database.transaction(writes=True) as connection:
        other = a_person(connection, ring)
        sessions.begin(connection, other.actor, other.key, Arrival(token=OTHER, device="phone", at=NOW))
        phone = connection.execute(
            select(session_rows.c.device).where(session_rows.c.actor_id == other.id)
        ).scalar_one()
        kiosk = select(session_rows.c.device).where(session_rows.c.actor_id != other.id)
        assert len(phone) == len(connection.execute(kiosk).scalar_one()), "its length tells where somebody is"
        connection.execute(update(session_rows).where(session_rows.c.actor_id != other.id), {"device": phone})
        assert sessions.find(connection, ring, TOKEN, NOW, writes=True) is None


def test_a_person_sees_the_screen_where_they_are_and_no_longer_once_it_is_over(
    database: Database, ring: KeyRing
) -> None:
    with database.transaction(writes=True) as connection:
        person = a_person(connection, ring)
        kiosk = a_kiosk(connection, ring, person.actor.agency_id)
        for token, device in (("phone", "phone"), ("kiosk", sessions.at_kiosk(kiosk.id))):
            sessions.begin(connection, person.actor, person.key, Arrival(token=token, device=device, at=NOW))
        there, gone = (
            {one.name for one in sessions.devices(connection, person.actor, person.key, at)}
            for at in (NOW + IDLE, NOW + IDLE + SECOND)
        )
    assert there == {"phone", "kiosk"}
    assert gone == {"phone"}


def test_what_somebody_left_is_sealed_and_waits_until_they_say(database: Database, ring: KeyRing) -> None:
    with database.transaction(writes=True) as connection:
        person, other = a_person(connection, ring), a_person(connection, ring)
        for address, words in (("/a", "first"), ("/b", "second"), ("/a", "first, again")):
            keep_left(connection, person.key, Left(address=address, typed={"words": [words]}), NOW)
        kept = [str(value) for row in connection.execute(drafts.select()) for value in row]
        assert not any("first" in value or "/a" in value for value in kept)
        assert left_by(connection, other.key) == []
        assert left_by(connection, person.key) == [
            Left(address="/b", typed={"words": ["second"]}),
            Left(address="/a", typed={"words": ["first, again"]}),
        ]
        for one in left_by(connection, person.key):
            forget_left(connection, person.key, one, NOW)
        assert connection.execute(drafts.select()).first() is None


def test_of_very_many_left_forms_the_newest_are_kept(database: Database, ring: KeyRing) -> None:
    with database.transaction(writes=True) as connection:
        person = a_person(connection, ring)
        for number in range(MOST + 2):
            keep_left(connection, person.key, Left(address=f"/{number}", typed={}), NOW)
        visit = Left(address="/beside", typed={}, visit="one", helper="Lina")
        for address in ("/beside", "/also"):
            keep_left(connection, person.key, replace(visit, address=address), NOW)
        *own, beside = left_by(connection, person.key)
        assert [one.address for one in own] == [f"/{n}" for n in range(2, MOST + 2)]
        assert beside.address == "/also", "of one visit one form, beside the person's own"
