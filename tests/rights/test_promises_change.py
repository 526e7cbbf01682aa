"""A promise that is made shorter holds for everything at once; one that is made longer, only for what comes after."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from portal.app import PROMISES
from portal.core.uses import Event, Keeping, Use
from portal.storage.engine.database import Database
from portal.storage.engine.seal import KeyRing
from portal.storage.rights.promise_versions import note_changes
from portal.storage.rights.retention import Retention, note_round
from tests.people import APerson
from tests.rights.lives import HARD, NOW, live

DAY = timedelta(days=1)


@pytest.fixture
def person(database: Database, ring: KeyRing) -> APerson:
    with database.transaction(writes=True) as connection:
        return live(connection, ring)


def otherwise(days: int, name: str = HARD) -> Mapping[str, Use]:
    return {**PROMISES, name: replace(PROMISES[name], kept=Keeping(days, Event.INTERVIEW))}


@pytest.mark.parametrize(("days", "gone_after"), [(10, 14), (400, 94)])
def test_a_shorter_promise_holds_for_all_and_a_longer_one_only_for_what_comes(
    database: Database, ring: KeyRing, person: APerson, days: int, gone_after: int
) -> None:
    changed = otherwise(days)
    with database.keeper() as connection:
        assert note_changes(connection, ring, PROMISES, NOW) == []
    with database.keeper() as connection:
        assert note_changes(connection, ring, changed, NOW + DAY) == [HARD]
        assert note_changes(connection, ring, changed, NOW + DAY) == []

    def over(day: int) -> bool:
        with database.keeper() as connection:
            run = Retention.of(connection, ring, changed, NOW + day * DAY, erases=False)
            return run.settle(person.id)["answers"] > (1 if day > 93 else 0)

    assert not over(gone_after - 1)
    assert over(gone_after)


def test_what_was_told_under_the_longer_promise_is_kept_so_long(database: Database, ring: KeyRing) -> None:
    changed, start = otherwise(400), NOW - 2 * DAY
    with database.keeper() as connection:
        note_changes(connection, ring, PROMISES, start)
        note_changes(connection, ring, changed, start + DAY)
    with database.transaction(writes=True) as connection:
        person = live(connection, ring)
    with database.keeper() as connection:
        run = Retention.of(connection, ring, changed, NOW + 200 * DAY, erases=False)
        assert run.settle(person.id)["answers"] == 1, "health goes; what was promised for longer stays"


def test_a_question_that_is_asked_no_more_keeps_its_promise(database: Database, ring: KeyRing, person: APerson) -> None:
    with database.keeper() as connection:
        note_changes(connection, ring, PROMISES, NOW)
    fewer = {name: use for name, use in PROMISES.items() if name != HARD}
    with database.keeper() as connection:
        run = Retention.of(connection, ring, fewer, NOW + 100 * DAY, erases=True)
        assert run.settle(person.id)["answers"] == 2


def test_after_a_round_only_what_came_to_its_end_since_is_looked_at(
    database: Database, ring: KeyRing, person: APerson
) -> None:
    def looked_at(day: int, promises: Mapping[str, Use] = PROMISES) -> bool:
        with database.keeper() as connection:
            run = Retention.of(connection, ring, promises, NOW + day * DAY, erases=True)
            found = run.to_look_at([person.id])
            for one in found:
                run.settle(one)
            note_changes(connection, ring, promises, NOW + day * DAY)
            note_round(connection, NOW + day * DAY)
            return bool(found)

    assert looked_at(80)
    assert not looked_at(85)
    assert looked_at(100)
    assert looked_at(105), "for a week longer: an interview may be written down after its day"
    assert not looked_at(120)
    assert looked_at(121, otherwise(20)), "where a promise changed, everybody is looked at again"
