"""Every promise is kept to the day: what is over goes, what is not stays, and the person's journal says it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Table, select

from portal.app import PROMISES
from portal.commands.retention import Round, steps
from portal.core.weeks import Week
from portal.storage.answers.receipts import receipts_of
from portal.storage.answers.vault import Vault
from portal.storage.engine.database import Database
from portal.storage.engine.seal import KeyRing
from portal.storage.people.people import note_contact
from portal.storage.people.wish import Wish, send_wish, wish_of, wish_to_talk
from portal.storage.rights.retention import Counts, Retention
from portal.storage.rights.times_over import kept_since, promised_columns, settled_tables
from portal.storage.tables.people import answers
from portal.storage.tables.people import journal as journal_rows
from portal.storage.tables.rights import journal_starts
from portal.storage.trace import journal
from portal.storage.trace.journal import Deed
from tests.people import APerson
from tests.rights.lives import (
    HARD,
    HEALTH,
    NOW,
    PLAIN,
    add_meeting,
    journal_of,
    live,
    rows_of,
    says,
    sends,
    settled,
    vault_at,
)

DAY = timedelta(days=1)
YEARS = timedelta(days=731)
SOON = {"drafts", "agreement_drafts", "voice_messages"}
TRACES = {"visits", "sessions", "journal", "invitations", "journal_names", "openings"}
TALKS = {"replies", "requests", "agreements", "interview_notes"}


@pytest.fixture
def person(database: Database, ring: KeyRing) -> APerson:
    with database.transaction(writes=True) as connection:
        return live(connection, ring)


def told_in(database: Database, person: APerson) -> set[str]:
    """Return the questions with an answer."""
    asked = select(answers.c.question).where(answers.c.person_id == person.id)
    with database.transaction(writes=False) as connection:
        return set(person.key.named(list(connection.execute(asked).scalars()), tuple(PROMISES)))


def stays(database: Database, person: APerson, now: datetime) -> None:
    """Let the person be here again, so that nothing goes because they stay away."""
    with database.transaction(writes=True) as connection:
        note_contact(connection, person.id, now)


@pytest.mark.parametrize("table", settled_tables(), ids=str)
def test_every_table_says_since_when_its_rows_are_kept(table: Table) -> None:
    assert kept_since(table).name in table.c, "say in KEPT_SINCE which column tells since when a row is kept"
    assert promised_columns(table)


def test_nothing_goes_before_its_time(database: Database, ring: KeyRing, person: APerson) -> None:
    before = rows_of(database, person.id)
    assert settled(database, ring, person.id, NOW + timedelta(days=89)) == Counts()
    assert rows_of(database, person.id) == before


def test_what_is_hard_to_say_goes_three_months_after_the_interview(
    database: Database, ring: KeyRing, person: APerson
) -> None:
    interview = NOW + timedelta(days=3)
    assert not settled(database, ring, person.id, interview + 89 * DAY)["answers"]
    assert settled(database, ring, person.id, interview + 91 * DAY)["answers"] == 2
    assert {HARD, HEALTH}.isdisjoint(told_in(database, person))
    assert PLAIN in told_in(database, person)
    with database.transaction(writes=False) as connection:
        lines = [
            line.question for one in receipts_of(connection, person.key, person.id) for line in one.statement.lines
        ]
    assert PLAIN in lines
    assert {HARD, HEALTH}.isdisjoint(lines), "the receipt says it no longer either"


def test_what_is_told_for_the_next_interview_waits_for_that_one(
    database: Database, ring: KeyRing, person: APerson
) -> None:
    later = NOW + timedelta(days=80)
    with database.transaction(writes=True) as connection:
        says(vault_at(connection, ring, person, later), person, HARD, "said again", shown=2)
        add_meeting(connection, person, later + 10 * DAY)
        note_contact(connection, person.id, later)
    assert settled(database, ring, person.id, later + 20 * DAY)["answers"] == 2
    assert HARD in told_in(database, person), "only what was told before the first interview is over"
    assert settled(database, ring, person.id, later + 101 * DAY)["answers"] == 1


def test_everything_that_was_begun_goes_three_months_after_its_last_change(
    database: Database, ring: KeyRing, person: APerson
) -> None:
    assert rows_of(database, person.id)["drafts"] == 2
    assert settled(database, ring, person.id, NOW + 91 * DAY)["drafts"] == 2


def test_without_an_interview_it_waits_for_as_long_as_everything(database: Database, ring: KeyRing) -> None:
    with database.transaction(writes=True) as connection:
        person = live(connection, ring, met=-10 * DAY)
    assert not settled(database, ring, person.id, NOW + 400 * DAY)["answers"]


def test_a_number_is_never_given_twice(database: Database, ring: KeyRing, person: APerson) -> None:
    settled(database, ring, person.id, NOW + 100 * DAY)
    with database.transaction(writes=True) as connection:
        says(vault_at(connection, ring, person, NOW + 100 * DAY), person, PLAIN, "said later", shown=1)
        numbers = connection.execute(select(answers.c.number).where(answers.c.person_id == person.id)).scalars().all()
    assert max(numbers) == 4, "what was sent up to number 3 never covers a later writing"


@pytest.mark.parametrize(
    ("days", "gone"),
    [
        (91, SOON),
        (183, SOON | TRACES),
        (731, SOON | TRACES | TALKS),
        (738, SOON | TRACES | TALKS | {"weeks"}),
    ],
)
def test_each_thing_goes_when_its_own_time_is_over(
    database: Database, ring: KeyRing, person: APerson, days: int, gone: set[str]
) -> None:
    now = NOW + timedelta(days=days)
    stays(database, person, now)
    counted = settled(database, ring, person.id, now, erases=False)
    with_others = {"answers", "people.wish_to_talk", "reply_events", "request_answers", "agreement_words", "receipts"}
    assert set(counted) - with_others == gone
    before = rows_of(database, person.id)
    assert settled(database, ring, person.id, now) == counted, "what is shown first is what is done"
    after = rows_of(database, person.id)
    assert {name for name in before if after[name] < before[name]} - with_others == gone - {"journal"}
    assert settled(database, ring, person.id, now) == Counts(), "a second run finds nothing"


def test_weeks_go_two_years_after_their_sunday_and_not_a_day_before(
    database: Database, ring: KeyRing, person: APerson
) -> None:
    sunday = datetime.combine(Week.of(NOW).sunday, datetime.min.time(), NOW.tzinfo)
    for days, gone in ((730, 0), (732, 1)):
        stays(database, person, sunday + timedelta(days=days))
        assert settled(database, ring, person.id, sunday + timedelta(days=days))["weeks"] == gone


def test_two_years_after_the_last_contact_everything_goes_with_the_key(
    database: Database, ring: KeyRing, person: APerson
) -> None:
    assert settled(database, ring, person.id, NOW + YEARS) == {"people": 1}
    assert set(rows_of(database, person.id).values()) == {0}


def test_the_wish_to_talk_dies_a_month_after_the_interview(database: Database, ring: KeyRing, person: APerson) -> None:
    with database.transaction(writes=True) as connection:
        wish_to_talk(connection, person.key)
        send_wish(connection, person.key)
    assert not settled(database, ring, person.id, NOW + 32 * DAY)
    assert settled(database, ring, person.id, NOW + 34 * DAY) == {"people.wish_to_talk": 1}
    with database.transaction(writes=False) as connection:
        assert wish_of(connection, person.id, person.key) is Wish.NONE


def test_the_journal_says_what_went_and_its_chain_goes_on(database: Database, ring: KeyRing, person: APerson) -> None:
    now = NOW + 190 * DAY
    stays(database, person, now)
    with database.transaction(writes=True) as connection:
        vault_at(connection, ring, person, now - DAY).note(person.id, Deed.SIGNED_IN, PROMISES[PLAIN].purpose)
    settled(database, ring, person.id, now)
    left = journal_of(database, person)
    assert [entry.deed for entry in left] == [Deed.SIGNED_IN, Deed.FORGOT]
    assert "answers" in left[-1].what
    assert "journal" not in left[-1].what
    with database.transaction(writes=False) as connection:
        assert journal.broken(connection, ring, person.id) == []


def test_a_journal_that_somebody_else_cut_does_not_hold(database: Database, ring: KeyRing, person: APerson) -> None:
    with database.transaction(writes=True) as connection:
        head = connection.execute(
            select(journal_rows.c.digest).where(journal_rows.c.person_id == person.id, journal_rows.c.number == 2)
        ).scalar_one()
        row = {"person_id": person.id, "number": 2, "digest": head, "proof": bytes(32)}
        connection.exec_driver_sql("DELETE FROM journal WHERE number <= 2")
        connection.execute(journal_starts.insert(), row)
        assert journal.broken(connection, ring, person.id) == [3]


def test_a_clock_that_ran_backwards_erases_nothing_early(database: Database, ring: KeyRing, person: APerson) -> None:
    with database.transaction(writes=True) as connection:
        vault_at(connection, ring, person, NOW - 400 * DAY).note(person.id, Deed.SIGNED_IN, PROMISES[PLAIN].purpose)
    assert not settled(database, ring, person.id, NOW + DAY)["journal"]


def test_a_run_that_is_cut_short_goes_on_where_it_was(database: Database, ring: KeyRing) -> None:
    with database.transaction(writes=True) as connection:
        people = [live(connection, ring) for _ in range(3)]
    now = NOW + YEARS
    round_ = Round(database=database, ring=ring, promises=PROMISES, now=now, erases=True)
    running = steps(round_)
    erased = 0
    while not erased:
        _looked_at, counts = next(running)
        erased += counts["people"]
    del running
    assert sum(any(rows_of(database, one.id).values()) for one in people) == 2
    again = Counts()
    for _looked_at, counts in steps(round_):
        again += counts
    assert again["people"] == 2
    assert not any(any(rows_of(database, one.id).values()) for one in people)


def test_a_step_that_fails_leaves_the_person_whole(
    database: Database, ring: KeyRing, person: APerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows_of(database, person.id)

    def breaks(*_anything: object) -> None:
        raise InterruptedError

    monkeypatch.setattr(Retention, "_tell", breaks)
    with pytest.raises(InterruptedError):
        settled(database, ring, person.id, NOW + 100 * DAY)
    assert rows_of(database, person.id) == before


def test_what_is_left_of_people_who_are_gone_goes_in_its_time(
    database: Database, ring: KeyRing, person: APerson
) -> None:
    settled(database, ring, person.id, NOW + YEARS)
    with database.keeper() as connection:
        run = Retention.of(connection, ring, PROMISES, NOW + YEARS, erases=True)
        assert run.settle_what_is_nobody_s()["journal"] > 0
    with database.transaction(writes=False) as connection:
        assert connection.execute(select(journal_rows)).first() is None


def test_nothing_of_anybody_else_goes(database: Database, ring: KeyRing, person: APerson) -> None:
    with database.transaction(writes=True) as connection:
        other = live(connection, ring)
    before = rows_of(database, other.id)
    settled(database, ring, person.id, NOW + YEARS)
    assert rows_of(database, other.id) == before
    with database.transaction(writes=True) as connection:
        assert Vault(connection, ring, PROMISES, other.actor, NOW).read(other.id, [PLAIN], PROMISES[PLAIN].purpose)
        sends(connection, ring, other, PLAIN)
