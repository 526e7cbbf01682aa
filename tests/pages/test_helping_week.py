"""A helper beside the person tells the week of today, and no other: nothing private, nothing sent, all taken back."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from portal.activities.listed import ACTIVITIES, REASONS, Activity
from portal.core.permissions import Role
from portal.core.visits import Ended
from portal.storage.helping import visits
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.pages.samples import left_beside
from tests.pages.tapping import LAST, SEND, begun, could_not, declared, sends_week, taps, told
from tests.pages.test_helping import begins
from tests.people import APerson, signed_in
from tests.visitor import Visitor, hidden, words_of
from tests.weeks import NOW, THIS

pytestmark = pytest.mark.usefixtures("calendar")
HERE = f"/week/{THIS.name}"
FAMILY = "the judge on Tuesday"
"""What only the person knows."""
PRIVATE = [activity for activity in ACTIVITIES if activity.private]


@pytest.fixture
def beside(app: Flask, person: APerson) -> Visitor:
    """Return the screen in front of both, in one language."""
    return begins(app, person, "fr")


def stops(app: Flask, person: APerson) -> None:
    with parts_of(app).database.transaction(writes=True) as connection:
        visits.end_all(connection, person.id, Ended.BY_PERSON, datetime.now(UTC))


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_what_a_helper_types_is_the_persons_draft_and_says_who_typed(app: Flask, person: APerson) -> None:
    screen = begins(app, person, "ar").opens("/visit").opens("/week")
    taps(screen, "search", words="avec Lina")
    draft = begun(app, person)
    assert draft is not None
    (entry,) = draft.told.entries
    assert (entry.words, entry.typed_as, bool(entry.visit)) == ("avec Lina", Role.HELPER, True)
    alone = signed_in(app, person).opens(HERE)
    assert alone.page.says("Typed with Lina")
    assert alone.opens("/who-read").page.says("The helper saw this week with you.")
    assert alone.page.says("The helper wrote in your week, beside you.")


def test_no_other_week_is_told_or_seen_in_a_visit(app: Flask, person: APerson) -> None:
    taps(signed_in(app, person), "search", week=LAST, words="last week’s word")
    sends_week(signed_in(app, person), LAST)
    screen = begins(app, person, "fr")
    before = f"/week/{LAST.name}"
    for address in (before, f"{before}/search", f"{before}/could-not", f"{before}/history", f"{HERE}/history",
                    "/weeks", "/weeks.csv", "/receipts/1"):  # fmt: skip
        response = screen.client.get(address)
        assert response.status_code in {303, 403}, address
        assert "last week’s word" not in response.get_data(as_text=True)
    page = screen.opens("/week").page
    for link in page.all("a"):
        assert LAST.name not in (link.get("href") or ""), "no link leads to another week"
    assert not page.says("La même chose")
    screen.posts(f"/week/{THIS.name}", {**_token(screen), "do": "same"})
    assert told(app, person) == []
    screen.posts(f"/week/{LAST.name}/search", {**_token(screen), "do": "hour"}, status=403)
    assert begun(app, person, LAST) is None


def _token(screen: Visitor) -> dict[str, str]:
    """Return the token of this screen's forms."""
    return {"csrf_token": hidden(screen.opens(f"{HERE}/could-not").page.form())["csrf_token"]}


def test_what_the_person_told_in_private_is_only_a_personal_step(app: Flask, person: APerson) -> None:
    alone = taps(signed_in(app, person), "family", "day", words=FAMILY, day=["1"])
    could_not(alone, "ill", shown=True)
    screen = begins(app, person, "fr").opens("/week")
    steps = [words_of(one) for one in screen.page.all("li") if "démarche personnelle" in words_of(one)]
    assert steps == ["Une démarche personnelle"], "not how long, not when, and no way to change it"
    for address in (HERE, f"{HERE}/family?entry=1", f"{HERE}/search?entry=1", f"{HERE}/could-not", "/visit/finish"):
        text = screen.opens(address).page.text
        assert FAMILY not in text
        assert "malade" not in text, address
    assert not any("family" in (link.get("href") or "") for link in screen.opens(HERE).page.all("a"))


@pytest.mark.parametrize("activity", PRIVATE, ids=lambda one: one.key)
def test_private_things_wait_until_the_person_is_alone(
    app: Flask, person: APerson, beside: Visitor, activity: Activity
) -> None:
    here = f"{HERE}/{activity.key}"
    assert beside.opens(here).page.address == "/visit/alone"
    beside.posts(here, {**_token(beside), "do": "hour", "words": FAMILY})
    assert beside.page.address == "/visit/alone"
    assert told(app, person) == []


def test_what_a_helper_does_leaves_what_is_private_as_it_was(app: Flask, person: APerson) -> None:
    alone = taps(signed_in(app, person), "family", "day", words=FAMILY)
    could_not(alone, "ill")
    screen = taps(begins(app, person, "fr"), "search")
    token = _token(screen)
    screen.posts(HERE, {**token, "do": "remove:1"})
    screen.posts(f"{HERE}/search", {**token, "do": "hour", "entry": "1", "shown": "1"})
    could_not(screen, "found-nothing", shown=True)
    draft = begun(app, person)
    assert draft is not None
    assert draft.told.entries[0].words == FAMILY
    assert (draft.told.could_not, draft.told.reason, draft.told.reason_shown) == (True, "ill", False)


def test_why_one_could_not_is_not_asked_in_a_visit(app: Flask, person: APerson, beside: Visitor) -> None:
    page = beside.opens(f"{HERE}/could-not").page
    languages = parts_of(app).languages.offered
    assert not any(page.says(languages["fr"].say(reason.words)) for reason in REASONS)
    could_not(beside, "ill")
    draft = begun(app, person)
    assert draft is not None
    assert (draft.told.could_not, draft.told.reason, draft.told.could_not_typed_as) == (True, "", Role.HELPER)


def test_a_helper_cannot_send_the_week(app: Flask, person: APerson, beside: Visitor) -> None:
    taps(beside, "search")
    assert not any((form.get("action") or "").endswith("/send") for form in beside.page.all("form"))
    beside.posts(f"{HERE}/send", _token(beside), status=403)
    assert declared(app, person) == []


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_the_persons_two_pictures_send_the_week_too(app: Flask, person: APerson) -> None:
    screen = taps(begins(app, person, "ar"), "search")
    screen.opens("/visit/finish").sends({"picture": "cat"}, action="/visit/send")
    screen.sends({"picture": "rose"}, action="/visit/send")
    (sent,) = declared(app, person)
    assert (sent.language, [one.activity for one in sent.told.entries]) == ("ar", ["search"])
    alone = signed_in(app, person).opens("/receipts/1")
    assert alone.page.text.count('class="state"') == 1, "the receipt says that it was typed with a helper"
    assert "Lina" not in alone.page.text, "a name is not kept as long as a proof"
    assert alone.opens("/receipts").page.text.count('href="/receipts/') == 1


def test_each_thing_of_the_week_is_taken_back_by_a_tap(app: Flask, person: APerson) -> None:
    alone = taps(signed_in(app, person), "search", "hour")
    taps(alone, "learn", "hour")
    screen = begins(app, person, "fr").opens(f"{HERE}/search?entry=1").sends(do="day")
    screen.opens(HERE).posts(HERE, {**_token(screen), "do": "remove:2"})
    taps(screen, "meet")
    could_not(screen)
    assert told(app, person) == [("search", "day"), ("meet", "hour")]
    for thing in ("1", "2", "3", "could-not"):
        what = f"week|{THIS.name}|{thing}"
        assert f'value="{what}"' in screen.opens("/visit/finish").page.text
        screen.sends(do=what)
    assert sorted(told(app, person)) == [("learn", "hour"), ("search", "hour")]
    draft = begun(app, person)
    assert draft is not None
    assert not draft.told.could_not
    assert not any(entry.with_helper for entry in draft.told.entries)
    assert "week|" not in screen.opens("/visit/finish").page.text


def test_what_was_sent_with_a_helper_can_still_be_taken_back_and_sent_again(app: Flask, person: APerson) -> None:
    screen = taps(begins(app, person, "fr"), "search")
    for _ in range(2):
        screen.opens("/visit/finish").sends({"picture": "cat"}, action="/visit/send")
        screen.sends({"picture": "rose"}, action="/visit/send")
    assert len(declared(app, person)) == 1, "twice the same is sent once"
    screen.opens("/visit/finish").sends(do=f"week|{THIS.name}|1")
    assert told(app, person) == []
    assert signed_in(app, person).opens(HERE).page.says(SEND)


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_late_words_of_an_ended_visit_wait_for_the_person(app: Flask, person: APerson) -> None:
    screen = begins(app, person, "fr").opens(f"{HERE}/search")
    stops(app, person)
    screen.sends({"words": "too late"}, do="hour")
    assert screen.page.address == "/visit/over?kept=1"
    assert "too late" not in screen.page.text
    assert left_beside(app, person) == [(f"{HERE}/search", ["too late"], "Lina")]
    assert begun(app, person) is None, "nothing counts before the person looked at it"
    screen.opens("/week")
    assert screen.page.address == "/visit/over", "nothing of the week opens any more"


def test_late_words_that_are_unclear_wait_for_the_person_alone(app: Flask, person: APerson) -> None:
    screen = begins(app, person, "fr").opens(f"{HERE}/search")
    stops(app, person)
    screen.sends({"words": "too late", "hours": "many"}, do="in-numbers")
    assert screen.page.address == "/visit/over?kept=1"
    assert begun(app, person) is None
    assert left_beside(app, person) == [(f"{HERE}/search", ["too late"], "Lina")]


def test_late_words_are_kept_when_the_helpers_session_ran_out_too(
    app: Flask, person: APerson, calendar: time_machine.Traveller
) -> None:
    screen = begins(app, person, "fr").opens(f"{HERE}/search")
    calendar.move_to(NOW + timedelta(minutes=3))
    screen.sends({"words": "too late"}, do="hour")
    assert "too late" not in screen.page.text
    assert left_beside(app, person) == [(f"{HERE}/search", ["too late"], "Lina")]
    calendar.move_to(NOW + timedelta(minutes=9))
    screen.sends({"words": "much too late"}, do="hour")
    assert [words for _address, words, _name in left_beside(app, person)] == [["too late"]], (
        "nobody writes on for hours"
    )


def test_a_visit_that_lasts_into_the_next_week_is_at_no_week_that_is_over(
    app: Flask, person: APerson, calendar: time_machine.Traveller
) -> None:
    sunday = datetime(2026, 11, 22, 22, 59, 30, tzinfo=UTC)
    calendar.move_to(sunday)
    screen = taps(begins(app, person, "fr"), "search")
    calendar.move_to(sunday + timedelta(minutes=1))
    screen.opens(HERE, status=403)
    screen.opens("/week")
    assert THIS.name not in screen.page.text


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_days_later_the_person_takes_back_what_was_told_of_the_week_with_a_helper(
    app: Flask, person: APerson, calendar: time_machine.Traveller
) -> None:
    taps(signed_in(app, person), "learn", "hour")
    screen = taps(begins(app, person, "fr"), "search")
    stops(app, person)
    calendar.shift(timedelta(days=8))
    phone = signed_in(app, person).opens("/visits").follows("Lina")
    assert f'value="week|{THIS.name}|2"' in phone.page.text
    phone.sends(do=f"week|{THIS.name}|2")
    assert told(app, person) == [("learn", "hour")]
    assert "week|" not in phone.page.text
    assert "Lina" not in screen.opens("/visit/finish").page.text
