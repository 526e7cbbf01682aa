"""Something new: told to whoever asked for reminders, without a word of what it is, once a day at most."""

from datetime import timedelta

from portal.core.notices import QUIET, State
from portal.notices.letters import NEWS_SENTENCE, NEWS_SUBJECT
from portal.storage.engine.database import Database
from portal.storage.engine.seal import KeyRing
from portal.storage.people.notices import tell_of_news
from portal.storage.trace.journal import Deed, entries
from tests.notices.runs import HERE, MINUTE, MONDAY_AT_NINE, SUNDAY, Runs
from tests.people import APerson, a_person

AT_TWENTY_PAST = SUNDAY + 20 * MINUTE
"""An hour at which no reminder goes."""


def is_told(database: Database, person: APerson, at: timedelta = timedelta()) -> bool:
    with database.transaction(writes=True) as connection:
        return tell_of_news(connection, person.id, AT_TWENTY_PAST + at)


def test_it_goes_with_the_next_run_and_says_nothing_of_what_is_new(
    post: Runs, database: Database, person: APerson
) -> None:
    assert is_told(database, person)
    assert post.runs(AT_TWENTY_PAST).sent == 1
    ((address, letter),) = post.tray.taken
    french = post.languages.offered.get("fr", post.languages.offered["en"])
    assert (address, letter.subject) == (HERE, french.say(NEWS_SUBJECT))
    assert letter.words.startswith(french.say(NEWS_SENTENCE))
    assert letter.stop in letter.words
    with database.transaction(writes=False) as connection:
        assert [entry.deed for entry in entries(connection, person.key)] == [Deed.TOLD_OF_NEWS]


def test_whoever_did_not_ask_for_reminders_gets_no_message(post: Runs, database: Database, ring: KeyRing) -> None:
    with database.transaction(writes=True) as connection:
        silent = a_person(connection, ring)
    assert not is_told(database, silent)
    assert post.runs(AT_TWENTY_PAST).sent == 0


def test_however_much_is_new_it_is_told_once_a_day(post: Runs, database: Database, person: APerson) -> None:
    assert is_told(database, person)
    assert not is_told(database, person, MINUTE)
    post.runs(AT_TWENTY_PAST + MINUTE)
    assert not is_told(database, person, 2 * MINUTE)
    assert is_told(database, person, QUIET)


def test_the_weekly_reminder_comes_all_the_same(post: Runs, database: Database, person: APerson) -> None:
    assert is_told(database, person)
    assert post.runs(MONDAY_AT_NINE).sent == 2
    assert len({letter.words for _address, letter in post.tray.taken}) == 2


def test_whoever_stops_the_reminder_is_told_nothing_more(post: Runs, database: Database, person: APerson) -> None:
    is_told(database, person)
    post.stops(person)
    assert post.runs(AT_TWENTY_PAST).sent == 0
    assert not is_told(database, person, QUIET)
    assert State.WAITING not in post.states
