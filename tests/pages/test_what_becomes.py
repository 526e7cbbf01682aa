"""“What becomes of what I say”: read by anybody, before signing in too, with what was checked and when."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from portal.storage.rights.checks import Outcome, keep_outcomes
from portal.transparency.becoming import STANDS
from portal.transparency.checks import Check
from portal.transparency.commitments import COMMITMENTS, OLD, Held, name_of
from portal.transparency.elsewhere import BOTH_SIDES
from portal.transparency.never import NEVER
from portal.transparency.short import IN_ONE_MINUTE
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.pages.conftest import comes
from tests.people import APerson, a_person, signed_in
from tests.visitor import Shown, Visitor, words_of

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
EVERY = [check for commitment in COMMITMENTS for check in commitment.checks]


@pytest.fixture
def clock() -> "object":
    with time_machine.travel(NOW, tick=False) as moved:
        yield moved


def checked_at(app: Flask, at: datetime, *amiss: Check, left_out: frozenset[Check] = frozenset()) -> None:
    """Let every check have been run at one moment; ``amiss`` did not hold."""
    outcomes = [
        Outcome(name=name_of(check), at=at, holds=check not in amiss, found="")
        for check in dict.fromkeys(EVERY)
        if check not in left_out
    ]
    with parts_of(app).database.transaction(writes=True) as connection:
        keep_outcomes(connection, outcomes, at)


def stands(app: Flask, language: str = "en") -> list[tuple[str, bool]]:
    """Return what the page says of each commitment, and whether in red."""
    page = Visitor(app, language).opens("/what-becomes").page
    return [
        (words_of(one), "amiss" in (one.get("class") or ""))
        for one in page.all("span")
        if "state" in (one.get("class") or "").split()
    ]


def words(held: Held, day: str = "") -> str:
    return STANDS[held] % {"day": day} if day else STANDS[held]


def test_anybody_reads_it_before_signing_in(app: Flask) -> None:
    visitor = Visitor(app).opens("/").follows("What becomes of what I say")
    assert visitor.page.title == "What becomes of what I say"
    for ban in NEVER.values():
        assert visitor.page.says(ban.words)
    for commitment in COMMITMENTS:
        assert visitor.page.says(commitment.words)
        for how in commitment.yourself:
            assert visitor.page.says(how), "everybody can see it themselves"


def test_the_first_page_of_a_person_leads_there(visitor: Visitor) -> None:
    visitor.opens("/home").follows("What becomes of what I say")
    visitor.follows("The job I want")
    assert visitor.page.says("Which job?")


def test_a_theme_that_is_not_there_is_said_so(app: Flask) -> None:
    Visitor(app).opens("/what-becomes/shoe-size", status=404)


def test_two_honest_columns_say_where_it_is_written(app: Flask) -> None:
    visitor = Visitor(app).opens("/what-becomes").follows("Everything the law allows elsewhere")
    for one in BOTH_SIDES:
        assert one.law
        for sentence in (*one.here, *one.elsewhere, one.law):
            assert visitor.page.says(sentence)


def test_nobody_who_never_checked_is_told_that_it_holds(app: Flask) -> None:
    assert stands(app) == [(words(Held.NEVER), True)] * len(COMMITMENTS)


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_each_commitment_says_the_day_of_its_check(app: Flask, clock: object) -> None:
    del clock
    checked_at(app, NOW - timedelta(days=3))
    checked_at(app, NOW - timedelta(days=1))
    assert stands(app) == [(words(Held.HOLDS, "Saturday 21 November 2026"), False)] * len(COMMITMENTS)


@pytest.mark.parametrize("app", BOTH, indirect=True)
@pytest.mark.parametrize("which", range(len(COMMITMENTS)))
def test_what_does_not_hold_is_said_in_red_words(app: Flask, clock: object, which: int) -> None:
    del clock
    wrong = COMMITMENTS[which].checks[-1]
    checked_at(app, NOW - timedelta(days=2))
    checked_at(app, NOW, wrong)
    red = [told for told in stands(app) if told[1]]
    assert red == [(words(Held.BROKEN, "Sunday 22 November 2026"), True)]
    checked_at(app, NOW + timedelta(hours=1))
    assert not any(amiss for _words, amiss in stands(app)), "it holds again"


def test_a_check_of_long_ago_proves_nothing_any_more(app: Flask, clock: time_machine.Traveller) -> None:
    checked_at(app, NOW)
    clock.shift(OLD)
    assert not any(amiss for _words, amiss in stands(app))
    clock.shift(timedelta(minutes=1))
    assert stands(app) == [(words(Held.OLD, "Sunday 22 November 2026"), True)] * len(COMMITMENTS)


def test_one_check_that_was_left_out_is_no_proof(app: Flask, clock: object) -> None:
    del clock
    first = COMMITMENTS[0]
    checked_at(app, NOW, left_out=frozenset(first.checks[:1]))
    assert stands(app)[0] == (words(Held.NEVER), True)


def test_the_same_in_one_minute_is_six_pictures_and_six_sentences(app: Flask) -> None:
    page = Visitor(app).opens("/what-becomes").follows("In one minute, in pictures").page
    assert len(IN_ONE_MINUTE) == 6
    for sight in IN_ONE_MINUTE:
        assert page.says(sight.words)
    assert pictures_in(page) == 6


def pictures_in(page: Shown) -> int:
    """Return how many lines of the short form have a picture."""
    lists = [one for one in page.all("ol") if one.get("class") == "sights"]
    return sum(any("svg" in inner.tag for inner in line.iter()) for line in lists[0])


def test_somebody_new_sees_it_once_after_choosing_their_pictures(app: Flask) -> None:
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        new = a_person(connection, parts.ring, pictures=None)
    visitor = Visitor(app).opens(f"/c/{new.secret}")
    for picture in ("cat", "rose"):
        visitor.sends({"picture": picture})
    visitor.presses("I will remember them")
    assert visitor.page.address.startswith("/what-becomes/short")
    assert visitor.follows("Go on").page.address == "/home"
    visitor = Visitor(app).opens(f"/c/{new.secret}")
    for picture in ("cat", "rose"):
        visitor.sends({"picture": picture})
    assert visitor.page.address == "/home"


def test_somebody_who_came_before_goes_straight_on(app: Flask, person: APerson) -> None:
    assert comes(Visitor(app), person).page.address == "/home"


def test_whoever_agrees_to_a_helper_can_read_it_first_and_comes_back(app: Flask, person: APerson) -> None:
    visitor = signed_in(app, person).opens("/with-a-helper/1").follows("What becomes of what I say")
    assert visitor.page.address.startswith("/what-becomes/short")
    assert visitor.follows("Go on").page.address == "/with-a-helper/1"


def test_the_way_on_leads_nowhere_else(app: Flask) -> None:
    page = Visitor(app).opens("/what-becomes/short?back=//elsewhere.example/").page
    assert page.link("Go on") == "/"


def test_at_a_kiosk_nothing_is_given_to_take_away(screen: Visitor) -> None:
    screen.opens("/what-becomes")
    assert not [link for link in screen.page.all("a") if "." in (link.get("href") or "")]
    assert screen.client.get("/what-becomes.jsonld").status_code == 303
