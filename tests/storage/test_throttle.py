"""Guessing is slow, and the lock is no weapon: it shuts out a card or a network, never everybody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from portal.signin import throttle
from portal.signin.cards import Card, Try, digest_of, find_card, make_card, try_pictures
from portal.signin.throttle import MOST_PER_NETWORK, WINDOW, WRONG_BEFORE_DESK, WRONG_IN_A_ROW, Door, network_of
from portal.storage.engine.database import Connection, Database
from portal.storage.engine.seal import KeyRing
from tests.people import APerson, a_person

RIGHT, WRONG = ("cat", "rose"), ("rose", "cat")
SECOND = timedelta(seconds=1)
START = datetime.now(UTC)


@pytest.fixture
def person(database: Database, ring: KeyRing) -> APerson:
    with database.transaction(writes=True) as connection:
        return a_person(connection, ring)


def card_of(connection: Connection, ring: KeyRing, person: APerson, at: datetime) -> Card:
    card = find_card(connection, ring, digest_of(ring, person.secret), at)
    assert card is not None
    return card


def taps(database: Database, ring: KeyRing, person: APerson, pictures: tuple[str, str], at: datetime) -> Try:
    with database.transaction(writes=True) as connection:
        return try_pictures(connection, ring, card_of(connection, ring, person, at), pictures, at)


def test_after_a_few_wrong_tries_a_card_rests_and_then_opens_again(
    database: Database, ring: KeyRing, person: APerson
) -> None:
    tries = [taps(database, ring, person, WRONG, START) for _ in range(WRONG_IN_A_ROW)]
    assert tries == [Try.WRONG] * (WRONG_IN_A_ROW - 1) + [Try.RESTS]
    assert taps(database, ring, person, RIGHT, START + WINDOW - SECOND) is Try.RESTS, "even the right pictures wait"
    assert taps(database, ring, person, RIGHT, START + WINDOW) is Try.RIGHT


def test_a_right_try_forgives_the_wrong_ones(database: Database, ring: KeyRing, person: APerson) -> None:
    for _ in range(3):
        for _ in range(WRONG_IN_A_ROW - 1):
            assert taps(database, ring, person, WRONG, START) is Try.WRONG
        assert taps(database, ring, person, RIGHT, START) is Try.RIGHT


def test_after_ten_wrong_tries_only_the_desk_helps_with_a_new_card(
    database: Database, ring: KeyRing, person: APerson
) -> None:
    at, tried = START, 0
    while taps(database, ring, person, WRONG, at) is not Try.LOCKED:
        at, tried = at + WINDOW, tried + 1
        assert tried < WRONG_BEFORE_DESK
    assert taps(database, ring, person, RIGHT, at + timedelta(days=30)) is Try.LOCKED
    with database.transaction(writes=True) as connection:
        make_card(connection, ring, person.id, at)
        assert not card_of(connection, ring, person, at).usable, "the old card is dead at once"


def test_somebody_s_locked_card_locks_nobody_else(database: Database, ring: KeyRing, person: APerson) -> None:
    with database.transaction(writes=True) as connection:
        other = a_person(connection, ring, person.counsellor)
    for hour in range(WRONG_BEFORE_DESK):
        taps(database, ring, person, WRONG, START + hour * WINDOW)
    assert taps(database, ring, person, RIGHT, START + WRONG_BEFORE_DESK * WINDOW) is Try.LOCKED
    assert taps(database, ring, other, RIGHT, START) is Try.RIGHT


def test_too_many_wrong_tries_make_one_network_wait_and_no_other(database: Database, ring: KeyRing) -> None:
    here, there = network_of(ring, "192.0.2.1", Door.CARD), network_of(ring, "192.0.2.2", Door.CARD)
    with database.transaction(writes=True) as connection:
        for _ in range(MOST_PER_NETWORK):
            assert not throttle.must_wait(connection, here, START)
            throttle.count(connection, here, START)
        assert throttle.must_wait(connection, here, START)
        assert not throttle.must_wait(connection, there, START)
        assert not throttle.must_wait(connection, here, START + WINDOW)
        throttle.must_wait(connection, there, START + WINDOW + SECOND)
        throttle.count(connection, there, START + WINDOW + SECOND)
        assert not throttle.must_wait(connection, here, START + WINDOW + SECOND)


def test_tries_at_the_same_moment_are_all_counted(database: Database, ring: KeyRing) -> None:
    here = network_of(ring, "192.0.2.1", Door.CARD)

    def wrong(_try: int) -> None:
        with database.transaction(writes=True) as connection:
            throttle.must_wait(connection, here, START)
            throttle.count(connection, here, START)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(wrong, range(MOST_PER_NETWORK)))
    with database.transaction(writes=True) as connection:
        assert throttle.must_wait(connection, here, START)


def test_a_network_is_an_address_or_the_64_bits_that_a_home_is_given(ring: KeyRing) -> None:
    assert network_of(ring, "2001:db8::1", Door.CARD) == network_of(ring, "2001:db8::ffff", Door.CARD)
    assert network_of(ring, "2001:db8::1", Door.CARD) != network_of(ring, "2001:db8:0:1::1", Door.CARD)
    assert network_of(ring, "192.0.2.1", Door.CARD) != network_of(ring, "192.0.2.2", Door.CARD)
    assert network_of(ring, None, Door.CARD) == network_of(ring, "not an address", Door.CARD)
    assert b"192.0.2.1" not in network_of(ring, "192.0.2.1", Door.CARD)


def test_each_door_counts_alone(ring: KeyRing) -> None:
    """Whoever types cards that do not exist shuts no colleague and no other card out."""
    assert len({network_of(ring, "192.0.2.1", door) for door in Door}) == len(Door)
