"""However often, late, together or broken off the runs are: a reminder goes once, or not at all, and never twice."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import event, func, select, update

from portal.core.notices import State
from portal.core.permissions import Role
from portal.core.uses import Purpose
from portal.storage.answers.vault import Vault
from portal.storage.engine.database import Database
from portal.storage.engine.seal import KeyRing
from portal.storage.people.notices import claim, reminder_of
from portal.storage.tables.people import notices, reminders
from portal.storage.trace.journal import Deed, Noted, broken, entries
from tests.notices.runs import HERE, MINUTE, MONDAY_AT_NINE, SUNDAY, WEEK, Runs
from tests.people import ACounsellor, APerson, a_person


def journal_of(database: Database, person: APerson) -> list[Noted]:
    with database.transaction(writes=False) as connection:
        return entries(connection, person.key)


def test_it_comes_at_its_hour_and_not_before(post: Runs, person: APerson) -> None:
    assert person
    assert post.runs(MONDAY_AT_NINE - MINUTE).sent == 0
    assert post.runs(MONDAY_AT_NINE).sent == 1
    assert post.tray.addresses == [HERE]


def test_a_run_every_few_minutes_sends_it_once_a_week(post: Runs, person: APerson) -> None:
    assert person
    for minutes in range(0, 3 * 7 * 24 * 60, 6 * 60):
        post.runs(MONDAY_AT_NINE + minutes * MINUTE)
    assert post.tray.addresses == [HERE] * 3


def test_asked_for_twice_it_comes_once(post: Runs, person: APerson) -> None:
    post.asks(person, SUNDAY)
    post.asks(person, SUNDAY + MINUTE, hour=12)
    post.asks(person, SUNDAY + MINUTE, hour=9)
    post.runs(MONDAY_AT_NINE)
    post.runs(MONDAY_AT_NINE)
    assert post.tray.addresses == [HERE]


def test_whoever_asked_for_nothing_gets_nothing(post: Runs, database: Database, ring: KeyRing) -> None:
    with database.transaction(writes=True) as connection:
        a_person(connection, ring)
    assert post.puts(MONDAY_AT_NINE + WEEK) == 0
    assert post.states == []


def test_runs_at_the_same_moment_share_the_work(post: Runs, counsellor: ACounsellor) -> None:
    everybody = post.many_ask(counsellor, 24)
    together = Barrier(4)

    def run(_which: int) -> int:
        together.wait()
        return post.runs(MONDAY_AT_NINE).sent

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(run, range(4))) == 24
    assert Counter(post.tray.addresses) == Counter(everybody)
    assert Counter(post.states) == {State.GONE: 24}


def test_two_runs_claim_different_notices_and_none_waits_for_the_other(
    post: Runs, database: Database, ring: KeyRing, counsellor: ACounsellor
) -> None:
    post.many_ask(counsellor, 2)
    post.puts(MONDAY_AT_NINE)
    if database.is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    with database.job() as one, database.job() as other:
        first, second = claim(one, ring, MONDAY_AT_NINE), claim(other, ring, MONDAY_AT_NINE)
        assert claim(one, ring, MONDAY_AT_NINE) is None
    assert first is not None
    assert second is not None
    assert first.person_id != second.person_id


@pytest.mark.parametrize("end", [KeyboardInterrupt, SystemExit, MemoryError])
def test_a_run_that_ends_before_it_sent_leaves_a_notice_that_is_never_sent_again(
    post: Runs, person: APerson, end: type[BaseException]
) -> None:
    def ends(_address: str) -> None:
        raise end

    post.tray.first = ends
    with pytest.raises(end):
        post.runs(MONDAY_AT_NINE)
    assert post.states == [State.GOING]
    post.tray.first = lambda _address: None
    for later in (MINUTE, timedelta(days=1), WEEK - MINUTE):
        assert post.runs(MONDAY_AT_NINE + later).sent == 0
    assert post.runs(MONDAY_AT_NINE + WEEK).sent == 1, "the next week is another week"
    assert post.tray.addresses == [HERE]
    assert person


def test_what_is_claimed_is_kept_before_anything_leaves(post: Runs, person: APerson) -> None:
    seen = list[str]()
    post.tray.first = lambda _address: seen.extend(post.states)
    post.runs(MONDAY_AT_NINE)
    assert seen == [State.GOING]
    assert post.states == [State.GONE]
    assert person


def test_a_run_cut_short_before_it_claimed_is_made_up_for_by_the_next(post: Runs, person: APerson) -> None:
    assert person
    assert post.puts(MONDAY_AT_NINE) == 1
    assert post.runs(MONDAY_AT_NINE + MINUTE).sent == 1
    assert post.tray.addresses == [HERE]


@pytest.mark.parametrize("put_before", [False, True])
def test_after_weeks_without_a_run_only_one_comes(post: Runs, person: APerson, *, put_before: bool) -> None:
    assert person
    if put_before:
        post.puts(MONDAY_AT_NINE)
    late = MONDAY_AT_NINE + 5 * WEEK + timedelta(days=2)
    assert post.runs(late).sent == 1
    assert post.runs(late + MINUTE).sent == 0
    assert post.runs(MONDAY_AT_NINE + 6 * WEEK).sent == 1, "and from then on as chosen"
    assert post.tray.addresses == [HERE] * 2


def test_a_clock_that_is_set_back_sends_nothing_again(post: Runs, database: Database, person: APerson) -> None:
    post.runs(MONDAY_AT_NINE)
    with database.transaction(writes=True) as connection:
        connection.execute(update(reminders).values(due_at=MONDAY_AT_NINE))
    assert post.runs(MONDAY_AT_NINE + MINUTE).sent == 0
    assert post.tray.addresses == [HERE]
    assert person


def test_turned_off_nothing_comes(post: Runs, person: APerson) -> None:
    post.stops(person)
    assert post.runs(MONDAY_AT_NINE).sent == 0


def test_turned_off_even_what_waits_already_does_not_leave(post: Runs, database: Database, person: APerson) -> None:
    post.puts(MONDAY_AT_NINE)
    post.stops(person)
    assert post.runs(MONDAY_AT_NINE + MINUTE).sent == 0
    with database.transaction(writes=False) as connection:
        assert reminder_of(connection, person.key) is None
        assert connection.execute(select(func.count()).select_from(notices)).scalar_one() == 0


def test_turning_it_off_does_not_wait_for_a_run(database: Database, ring: KeyRing, post: Runs, person: APerson) -> None:
    post.puts(MONDAY_AT_NINE)
    if database.is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    with database.job() as running:
        claimed = claim(running, ring, MONDAY_AT_NINE)
        post.stops(person)
    assert claimed is not None, "this one is leaving at this moment; it is the last"
    assert post.runs(MONDAY_AT_NINE + 2 * WEEK).sent == 0


def test_a_new_address_holds_at_once(post: Runs, person: APerson) -> None:
    post.puts(MONDAY_AT_NINE)
    post.asks(person, MONDAY_AT_NINE + MINUTE, address="new@example.fr")
    assert post.runs(MONDAY_AT_NINE + 2 * MINUTE).sent == 0, "nothing goes to the old one"
    post.runs(MONDAY_AT_NINE + WEEK)
    assert post.tray.addresses == ["new@example.fr"]


def test_once_it_is_claimed_the_outbox_forgets_the_address(post: Runs, database: Database, person: APerson) -> None:
    kept = list[bytes | None]()

    def looks(_address: str) -> None:
        with database.transaction(writes=False) as connection:
            kept.extend(connection.execute(select(notices.c.sealed)).scalars())

    post.tray.first = looks
    post.runs(MONDAY_AT_NINE)
    assert kept == [None]
    with database.transaction(writes=False) as connection:
        on = reminder_of(connection, person.key)
    assert on is not None
    assert on.address == HERE, "the reminder itself stays, for the next week"


def test_finding_what_is_due_opens_nothing(post: Runs, database: Database, person: APerson) -> None:
    asked = list[str]()
    assert person

    def notes(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", notes)
    post.puts(MONDAY_AT_NINE)
    event.remove(database.engine, "before_cursor_execute", notes)
    assert any("reminders" in one for one in asked)
    assert not any("keys" in one or "weeks" in one or "answers" in one or "receipts" in one for one in asked)


def test_no_run_looks_at_what_anybody_declares(post: Runs, database: Database, person: APerson) -> None:
    asked = list[str]()
    assert person

    def notes(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", notes)
    post.runs(MONDAY_AT_NINE)
    event.remove(database.engine, "before_cursor_execute", notes)
    told = " ".join(asked)
    for table in ("weeks", "drafts", "answers", "receipts", "replies", "sessions", "people", "interviews"):
        assert f" {table}" not in told, f"silence is not data: a run has nothing to do with {table}"


def test_each_one_is_in_the_journal_of_the_person_and_the_chain_holds(
    post: Runs, database: Database, ring: KeyRing, person: APerson
) -> None:
    post.runs(MONDAY_AT_NINE)
    post.runs(MONDAY_AT_NINE + WEEK)
    found = [(one.role, one.deed, one.at, one.what) for one in journal_of(database, person)]
    assert found == [
        (Role.PORTAL, Deed.REMINDED, MONDAY_AT_NINE, ()),
        (Role.PORTAL, Deed.REMINDED, MONDAY_AT_NINE + WEEK, ()),
    ]
    with database.transaction(writes=False) as connection:
        assert broken(connection, ring, person.id) == []


def test_a_run_and_the_person_can_write_in_the_journal_at_the_same_moment(
    post: Runs, database: Database, ring: KeyRing, person: APerson
) -> None:
    def signs_in(_time: int) -> None:
        with database.transaction(writes=True) as connection:
            Vault(connection, ring, {}, person.actor, SUNDAY).note(person.id, Deed.SIGNED_IN, Purpose.SIGN_IN)

    with ThreadPoolExecutor(3) as pool:
        runs = [pool.submit(post.runs, MONDAY_AT_NINE + week * WEEK) for week in range(5)]
        list(pool.map(signs_in, range(20)))
    assert sum(run.result().sent for run in runs) == len(post.tray.addresses)
    deeds = [entry.deed for entry in journal_of(database, person)]
    assert Counter(deeds) == {Deed.SIGNED_IN: 20, Deed.REMINDED: len(post.tray.addresses)}
    with database.transaction(writes=False) as connection:
        assert broken(connection, ring, person.id) == []
