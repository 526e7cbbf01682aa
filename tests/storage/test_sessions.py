"""A session lives while it is used, never longer than a day's work, and is dead the moment it is ended."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, update

from portal.core.actors import actor_of
from portal.core.permissions import Role
from portal.storage.engine.database import Database
from portal.storage.engine.seal import KeyRing
from portal.storage.people import sessions
from portal.storage.people.sessions import IDLE, LONGEST, Arrival
from portal.storage.tables.agency import keys
from portal.storage.tables.people import sessions as rows
from tests.people import ACounsellor, APerson, a_person

NOW = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
"""The night the clocks go forward in Paris."""
SECOND = timedelta(seconds=1)
TOKEN = "a token of 256 bits, in these tests"  # noqa: S105 - invented


@pytest.fixture
def person(database: Database, ring: KeyRing) -> APerson:
    with database.transaction(writes=True) as connection:
        return a_person(connection, ring)


def begins(database: Database, who: APerson | ACounsellor, token: str = TOKEN, at: datetime = NOW) -> None:
    with database.transaction(writes=True) as connection:
        sessions.begin(connection, who.actor, who.key, Arrival(token=token, device="phone", at=at))


def begins_as(role: Role, database: Database, who: APerson) -> None:
    """Begin a session of somebody who has this part."""
    actor = actor_of(role, who.actor.id, who.actor.agency_id)
    with database.transaction(writes=True) as connection:
        sessions.begin(connection, actor, who.key, Arrival(token=TOKEN, device="phone", at=NOW))


def is_live(database: Database, ring: KeyRing, at: datetime, token: str = TOKEN) -> bool:
    with database.transaction(writes=False) as connection:
        found = sessions.find(connection, ring, token, at, writes=False)
    return found is not None and found.live


def uses(database: Database, at: datetime, token: str = TOKEN) -> None:
    with database.transaction(writes=True) as connection:
        sessions.touch(connection, sessions.digest_of(token), at)


def test_a_session_says_who_is_there(database: Database, ring: KeyRing, person: APerson) -> None:
    begins(database, person)
    with database.transaction(writes=True) as connection:
        found = sessions.find(connection, ring, TOKEN, NOW, writes=True)
        assert found is not None
        assert found.actor == person.actor
        assert sessions.find(connection, ring, "another token", NOW, writes=True) is None


def test_the_cookie_itself_is_not_kept(database: Database, person: APerson) -> None:
    begins(database, person)
    with database.transaction(writes=False) as connection:
        kept = [str(value) for row in connection.execute(rows.select()) for value in row]
    assert not any(TOKEN in value for value in kept)


@pytest.mark.parametrize("role", IDLE)
def test_a_session_that_nobody_uses_ends(database: Database, ring: KeyRing, person: APerson, role: Role) -> None:
    begins_as(role, database, person)
    assert is_live(database, ring, NOW + IDLE[role])
    assert not is_live(database, ring, NOW + IDLE[role] + SECOND)


@pytest.mark.parametrize("role", LONGEST)
def test_a_session_ends_after_a_day_however_much_it_is_used(
    database: Database, ring: KeyRing, person: APerson, role: Role
) -> None:
    begins_as(role, database, person)
    at = NOW
    while at < NOW + LONGEST[role] - IDLE[role]:
        at += IDLE[role]
        assert is_live(database, ring, at), f"it was used {at - NOW} after its begin"
        uses(database, at)
    uses(database, NOW + LONGEST[role])
    assert is_live(database, ring, NOW + LONGEST[role])
    assert not is_live(database, ring, NOW + LONGEST[role] + SECOND)


def test_a_session_is_dead_the_moment_it_is_ended(database: Database, ring: KeyRing, person: APerson) -> None:
    begins(database, person)
    begins(database, person, "on the other telephone")
    with database.transaction(writes=True) as connection:
        sessions.end(connection, person.id, NOW, sessions.digest_of(TOKEN))
    assert not is_live(database, ring, NOW)
    assert is_live(database, ring, NOW, "on the other telephone")
    uses(database, NOW + SECOND)
    assert not is_live(database, ring, NOW + SECOND), "using it does not wake it"


def test_all_sessions_of_somebody_end_at_once_and_nobody_else_s(database: Database, ring: KeyRing) -> None:
    with database.transaction(writes=True) as connection:
        one = a_person(connection, ring)
        other = a_person(connection, ring, one.counsellor)
    begins(database, one, "first")
    begins(database, one, "second")
    begins(database, other, "theirs")
    with database.transaction(writes=True) as connection:
        sessions.end(connection, one.id, NOW)
    assert [is_live(database, ring, NOW, token) for token in ("first", "second", "theirs")] == [False, False, True]


def test_nobody_can_end_a_stranger_s_session(database: Database, ring: KeyRing, person: APerson) -> None:
    begins(database, person)
    with database.transaction(writes=True) as connection:
        stranger = a_person(connection, ring, person.counsellor)
        sessions.end(connection, stranger.id, NOW, sessions.digest_of(TOKEN))
    assert is_live(database, ring, NOW)


def test_a_clock_that_goes_back_gives_no_session_a_longer_life(
    database: Database, ring: KeyRing, person: APerson
) -> None:
    begins(database, person)
    uses(database, NOW + timedelta(minutes=10))
    assert is_live(database, ring, NOW + timedelta(minutes=10))
    assert not is_live(database, ring, NOW - timedelta(hours=1)), "a session from the future is not believed"


def test_the_change_of_the_clocks_in_paris_changes_nothing(database: Database, ring: KeyRing, person: APerson) -> None:
    for at in (NOW, datetime(2026, 10, 25, 0, 45, tzinfo=UTC)):
        token = at.isoformat()
        begins(database, person, token, at)
        assert is_live(database, ring, at + IDLE[Role.PERSON], token)
        assert not is_live(database, ring, at + IDLE[Role.PERSON] + SECOND, token)


def test_a_person_who_was_forgotten_is_signed_out(database: Database, ring: KeyRing, person: APerson) -> None:
    begins(database, person)
    with database.transaction(writes=True) as connection:
        connection.execute(delete(rows).where(rows.c.actor_id == person.id))
        connection.execute(delete(keys).where(keys.c.owner_id == person.id))
    assert not is_live(database, ring, NOW)


def test_somebody_sees_where_they_are_signed_in_now(database: Database, person: APerson) -> None:
    begins(database, person, "old", NOW - timedelta(hours=2))
    begins(database, person, "here")
    begins(database, person.counsellor, "theirs")
    with database.transaction(writes=False) as connection:
        seen = sessions.devices(connection, person.actor, person.key, NOW)
    assert [(device.name, device.began_at) for device in seen] == [("phone", NOW)]


def test_every_role_that_signs_in_has_both_limits() -> None:
    assert set(IDLE) == set(LONGEST)
    assert all(IDLE[role] <= timedelta(minutes=30) < LONGEST[role] <= timedelta(hours=12) for role in IDLE)


def test_a_token_has_256_bits_and_is_never_the_same() -> None:
    tokens = {sessions.new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(token) == 43 for token in tokens)


@pytest.mark.parametrize("changed", [{"role": "counsellor"}, {"device": b"0" * 92}])
def test_a_session_that_somebody_changed_in_the_database_is_nobody_s(
    database: Database, ring: KeyRing, person: APerson, changed: dict[str, object]
) -> None:
    begins(database, person)
    with database.transaction(writes=True) as connection:
        connection.execute(update(rows), changed)
        assert sessions.find(connection, ring, TOKEN, NOW, writes=True) is None


def test_a_session_moved_to_somebody_else_is_nobody_s(database: Database, ring: KeyRing, person: APerson) -> None:
    begins(database, person)
    with database.transaction(writes=True) as connection:
        connection.execute(update(rows), {"actor_id": a_person(connection, ring, person.counsellor).id})
        assert sessions.find(connection, ring, TOKEN, NOW, writes=True) is None
