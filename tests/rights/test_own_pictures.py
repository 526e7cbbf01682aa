"""Whoever holds the phone for a minute, with a session that is open, destroys nothing and takes nothing away."""

from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask

from portal.signin.gesture import LASTS
from portal.storage.trace.journal import Deed
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.people import APerson, a_person, count_of, signed_in
from tests.rights.lives import HEALTH, journal_of, live
from tests.visitor import Visitor, hidden

both = pytest.mark.parametrize("app", BOTH, indirect=True)
FILES = ("/my-data/everything.zip", "/my-data/everything.pdf")


def full(app: Flask) -> APerson:
    """Return somebody with something in everything."""
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        return live(connection, parts.ring)


def deeds(app: Flask, person: APerson) -> list[Deed]:
    return [entry.deed for entry in journal_of(parts_of(app).database, person)]


def shows_it_is_them(visitor: Visitor) -> Visitor:
    return visitor.opens("/my-data/take").follows("I show that it is me").presses("cat").presses("rose")


@both
@pytest.mark.parametrize("address", FILES)
def test_whoever_holds_the_phone_for_a_minute_takes_nothing_away(app: Flask, address: str) -> None:
    person = full(app)
    visitor = signed_in(app, person)
    assert visitor.opens(address).page.says("Show that it is you.")
    assert visitor.opens(f"{address}?proof=x").page.says("Show that it is you.")
    visitor.presses("cat").presses("turtle", status=422)
    assert visitor.page.says("These are not your two pictures.")
    assert visitor.opens(address).page.says("Show that it is you.")
    assert Deed.TOOK_EVERYTHING not in deeds(app, person)


@pytest.mark.parametrize("words", ["For a computer", "On paper"])
def test_what_was_shown_holds_for_some_minutes_and_in_this_session_alone(app: Flask, words: str) -> None:
    person = full(app)
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        visitor = shows_it_is_them(signed_in(app, person))
        address = visitor.page.link(words)
        assert signed_in(app, person).opens(address).page.says("Show that it is you."), "not in another session"
        assert signed_in(app, full(app)).opens(address).page.says("Show that it is you."), "nor for somebody else"
        clock.shift(LASTS)
        assert visitor.opens(address).page.says("Show that it is you."), "nor later"
    assert Deed.TOOK_EVERYTHING not in deeds(app, person)


def test_without_the_two_pictures_no_health_answer_goes(app: Flask) -> None:
    person = full(app)
    visitor = signed_in(app, person).opens("/my-data/take-back").follows("I take them back")
    assert visitor.page.says("Show that it is you.")
    visitor.presses("cat").presses("turtle", status=422)
    assert visitor.page.says("These are not your two pictures.")
    visitor.posts("/my-data/take-back", hidden(visitor.page.form()), status=405)
    assert Deed.TOOK_BACK not in deeds(app, person)
    assert visitor.opens("/my-data/all/answers").page.says(f"said {HEALTH}")


WAYS = ("/my-data/take-back/pictures", "/my-data/take/pictures", "/my-data/erase/pictures")


@pytest.mark.parametrize("to", WAYS)
@pytest.mark.parametrize("begun", WAYS)
def test_a_first_picture_counts_only_for_what_it_was_tapped_for(app: Flask, begun: str, to: str) -> None:
    person = full(app)
    visitor = signed_in(app, person).opens(begun).presses("cat")
    visitor.posts(to, {**hidden(visitor.page.form()), "picture": "rose"})
    assert visitor.page.says("Tap your second picture") == (begun != to), "elsewhere it is a first one again"


def test_without_the_right_pictures_nothing_is_erased(app: Flask) -> None:
    person = full(app)
    visitor = signed_in(app, person).opens("/my-data/erase/pictures")
    visitor.presses("cat").presses("turtle", status=422)
    assert visitor.page.says("These are not your two pictures.")
    visitor.presses("rose").presses("cat", status=422)
    assert count_of(parts_of(app).database, "erasures") == 0
    visitor.opens("/my-data/all/answers")


def test_the_pictures_of_somebody_else_open_nothing(app: Flask) -> None:
    person, parts = full(app), parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        other = a_person(connection, parts.ring, pictures=("horse", "crown"))
    theirs = signed_in(app, other).opens("/my-data/erase/pictures").presses("horse")
    carried = hidden(theirs.page.form())["carried"]
    mine = signed_in(app, person).opens("/my-data/erase/pictures")
    sent = {**hidden(mine.page.form()), "carried": carried, "picture": "rose"}
    mine.posts("/my-data/erase/pictures", sent)
    assert count_of(parts.database, "erasures") == 0
