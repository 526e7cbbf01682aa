"""Whatever comes in for a week, twice, long after, strange or too long: believed or asked back, never lost."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update

from portal.activities import listed, pages
from portal.core.calendar import PARIS
from portal.core.weeks import Week
from portal.storage.tables.people import sessions
from portal.web.parts import parts_of
from tests.pages.tapping import LAST, SEND, begun, declared, sends_week, taps, told
from tests.people import APerson, count_of, signed_in
from tests.visitor import Visitor, hidden
from tests.weeks import NOW, THIS

pytestmark = pytest.mark.usefixtures("calendar")
HERE = f"/week/{THIS.name}"
SEARCH = f"{HERE}/search"
NO_WEEKS = (
    *("2026-W48", "2027-W47", "2025-W53", "2026-W54", "2026-W00", "0000-W01", "9999-W52", "2024-W01"),
    *("today", "2026-w47", "%00", "..", "٢٠٢٦-W٤٧"),
)
"""Not begun, too long ago, or no week at all."""


@pytest.mark.parametrize(
    ("hours", "minutes", "words"),
    [
        ("25", "", "25 hours"),
        ("200", "", "200 hours"),
        ("9999", "", "9,999 hours"),
        ("", "9999", "166 hours and 39 minutes"),
        ("0", "", "0 minutes"),
        ("2h30", "", "2 hours and 30 minutes"),
        ("١٫٥", "", "1 hour and 30 minutes"),
    ],
)
def test_whatever_number_of_hours_is_said_is_believed(visitor: Visitor, hours: str, minutes: str, words: str) -> None:
    taps(visitor, "work", "in-numbers", hours=hours, minutes=minutes)
    assert visitor.page.says(f"Work {words} Change")
    sends_week(visitor)
    assert visitor.page.says(f"Work {words}")


@pytest.mark.parametrize("hours", ["", "-2", "🙂", "a lot", "1.30", "99999"])
def test_what_is_no_number_is_asked_again_with_everything_still_there(
    app: Flask, person: APerson, visitor: Visitor, hours: str
) -> None:
    visitor.opens(SEARCH).sends({"hours": hours, "words": "at the market", "day": "3"}, do="in-numbers", status=422)
    assert visitor.page.says("Write how long with numbers, like 3 hours and 20 minutes.")
    assert "at the market" in visitor.page.text
    assert hours in visitor.page.text
    assert told(app, person) == []
    visitor.sends({"hours": "2", "words": "at the market", "day": "3"}, do="in-numbers")
    assert visitor.page.says("2 hours Thursday at the market")


def test_ten_thousand_letters_are_shown_again_with_what_to_do_at_their_field(visitor: Visitor) -> None:
    visitor.opens(SEARCH).sends({"words": "é" * 10_000}, do="hour", status=422)
    assert visitor.page.says("This is very long. Keep what matters most: 1000 letters.")
    assert "é" * 10_000 in visitor.page.text
    fields = {
        one.get("name"): one.get("aria-invalid") for tag in ("input", "textarea") for one in visitor.page.all(tag)
    }
    assert (fields["words"], fields["hours"]) == ("true", None)
    visitor.sends({"words": "é" * 1000}, do="hour")
    assert visitor.page.address == HERE


@pytest.mark.parametrize("words", ["nul\x00byte", "\u202etxet", "<script>alert(1)</script>", "{{ 7*7 }}", "%d %s"])
def test_strange_words_are_kept_as_words(visitor: Visitor, words: str) -> None:
    visitor.opens(SEARCH).sends({"words": f"before {words} after"}, do="in-numbers", status=422)
    visitor.sends({"words": f"before {words} after"}, do="hour")
    assert visitor.page.says("before")
    assert "<script>alert" not in visitor.page.text
    sends_week(visitor)
    assert visitor.page.says("after")


def test_bytes_that_are_no_text_break_nothing(visitor: Visitor) -> None:
    visitor.opens(SEARCH)
    token = hidden(visitor.page.form())["csrf_token"].encode()
    body = b"words=%ff%fe%00soup%e9&day=%ff&do=hour&key=%ff&csrf_token=" + token
    sent = visitor.client.post(SEARCH, data=body, content_type="application/x-www-form-urlencoded")
    assert sent.status_code == 303
    assert visitor.opens(HERE).page.says("soup")


@pytest.mark.parametrize(
    "name",
    NO_WEEKS,
)
def test_a_week_that_is_not_there_is_not_shown_and_not_kept(app: Flask, visitor: Visitor, name: str) -> None:
    for address in (f"/week/{name}", f"/week/{name}/search", f"/week/{name}/could-not", f"/week/{name}/history"):
        visitor.opens(address, status=404)
    token = hidden(visitor.opens(HERE).page.form(action="/sign-out"))
    for address in (f"/week/{name}/search", f"/week/{name}/could-not", f"/week/{name}/send", f"/week/{name}"):
        visitor.posts(address, {**token, "do": "hour"}, status=404)
    assert count_of(parts_of(app).database, "drafts") == 0


def test_an_activity_nobody_made_is_not_there(app: Flask, visitor: Visitor) -> None:
    visitor.opens(f"{HERE}/fishing", status=404)
    visitor.opens(HERE)
    visitor.posts(f"{HERE}/fishing", {**hidden(visitor.page.form(action="/sign-out")), "do": "hour"}, status=404)
    assert count_of(parts_of(app).database, "drafts") == 0


def test_an_activity_that_is_asked_no_more_keeps_its_name_and_can_still_be_changed(
    monkeypatch: pytest.MonkeyPatch, app: Flask, person: APerson, visitor: Visitor
) -> None:
    taps(visitor, "go-out", words="the match")
    sends_week(visitor)
    fewer = tuple(activity for activity in listed.ACTIVITIES if activity.key != "go-out")
    monkeypatch.setattr(pages, "ACTIVITIES", fewer)
    visitor.opens(HERE)
    assert not visitor.page.says("I go out"), "it is offered no more"
    assert visitor.page.says("Sport, music, going out 1 hour the match")
    visitor.follows("Change").sends({"words": "the match"}, do="day")
    assert told(app, person) == [("go-out", "day")]
    sends_week(visitor)
    assert signed_in(app, person.counsellor).opens(f"/people/{person.id}/weeks").page.says("Sport, music, going out")


def test_a_week_before_the_person_came_can_be_told(app: Flask, person: APerson, visitor: Visitor) -> None:
    long_ago = Week.of(NOW - timedelta(days=700))
    taps(visitor, "work", "day", long_ago)
    sends_week(visitor, long_ago)
    assert len(declared(app, person, long_ago)) == 1


@pytest.mark.parametrize(
    ("at", "name"),
    [
        (datetime(2027, 1, 2, 12, tzinfo=PARIS), "2026-W53"),
        (datetime(2026, 10, 25, 23, 30, tzinfo=PARIS), "2026-W43"),
        (datetime(2026, 10, 26, 0, 30, tzinfo=PARIS), "2026-W44"),
        (datetime(2026, 3, 29, 23, 30, tzinfo=PARIS), "2026-W13"),
        (datetime(2026, 3, 30, 0, 30, tzinfo=PARIS), "2026-W14"),
    ],
)
def test_a_week_of_an_unusual_length_is_told_like_any_other(
    app: Flask, calendar: time_machine.Traveller, person: APerson, at: datetime, name: str
) -> None:
    calendar.move_to(at)
    visitor, week = signed_in(app, person), Week.named(name)
    assert visitor.opens("/week").page.link("I look for work") == f"/week/{name}/search"
    taps(visitor, "work", "day", week, day=["0", "6"])
    assert visitor.page.says("Work A whole day Monday, Sunday")
    sends_week(visitor, week)
    assert visitor.opens("/weeks").page.says("Work A whole day")


def test_a_form_sent_twice_is_kept_once(app: Flask, person: APerson, visitor: Visitor) -> None:
    visitor.opens(SEARCH)
    form = {**hidden(visitor.page.form()), "do": "hour"}
    for _ in range(3):
        visitor.posts(SEARCH, form)
    assert told(app, person) == [("search", "hour")]


def test_a_form_sent_again_after_the_week_was_sent_changes_nothing(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    visitor.opens(SEARCH)
    adding = {**hidden(visitor.page.form()), "do": "hour"}
    visitor.posts(SEARCH, adding).follows("Change")
    changing = {**hidden(visitor.page.form()), "do": "day"}
    visitor.posts(SEARCH, changing).presses(SEND)
    for form in (adding, changing):
        visitor.posts(SEARCH, form)
        assert visitor.page.says("You sent this week.")
    assert [len(sending.told.entries) for sending in declared(app, person)] == [1]


def test_that_s_all_sent_twice_or_again_after_a_lost_answer_is_one_sending(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    taps(visitor, "search")
    form = hidden(visitor.page.form(button=SEND))
    for _ in range(3):
        visitor.posts(f"{HERE}/send", form)
        assert visitor.page.address == "/receipts/1"
    assert len(declared(app, person)) == count_of(parts_of(app).database, "receipts") == 1


@pytest.mark.parametrize("do", ["same", "could", "remove:1", "remove:99", "remove:x", "remove:" + "9" * 400, "", "?"])
def test_any_button_pressed_twice_or_made_up_does_at_most_one_thing(
    app: Flask, person: APerson, visitor: Visitor, do: str
) -> None:
    taps(visitor, "search", week=LAST)
    sends_week(visitor, LAST)
    form = hidden(visitor.opens(HERE).page.form(button="The same"))
    taps(visitor, "learn")
    for _ in range(3):
        visitor.posts(HERE, {**form, "do": do})
    left = {"same": [("learn", "hour"), ("search", "hour")], "remove:1": []}
    assert told(app, person) == left.get(do, [("learn", "hour")])


@pytest.mark.parametrize("token", ["", "stale"])
def test_an_old_form_token_costs_one_more_tap_and_nothing_else(
    app: Flask, person: APerson, visitor: Visitor, token: str
) -> None:
    visitor.opens(SEARCH).sends({"words": "by phone", "day": "2", "csrf_token": token}, do="hour", status=422)
    assert visitor.page.says("This page was old. Your words are still here: tap again.")
    assert "by phone" in visitor.page.text
    assert told(app, person) == []
    visitor.sends({"words": "by phone", "day": "2"}, do="hour")
    assert visitor.page.says("Look for work 1 hour Wednesday by phone")


@pytest.mark.parametrize("address", [HERE, f"{HERE}/send", f"{HERE}/could-not"])
def test_a_tap_that_came_too_long_after_leads_back_to_the_week_with_nothing_lost(
    app: Flask, person: APerson, visitor: Visitor, address: str
) -> None:
    taps(visitor, "search")
    visitor.posts(address, {"csrf_token": "stale", "do": "could"}, status=422)
    assert visitor.page.says("This page was old.")
    assert visitor.page.says("Look for work 1 hour")
    form = hidden(visitor.page.form(button=SEND))
    ends_sessions(app)
    visitor.posts(address, {**form, "do": "remove:1"})
    visitor.sends({"code": person.secret}).sends({"picture": "cat"}).sends({"picture": "rose"})
    assert visitor.page.address == HERE
    assert visitor.page.says("Look for work 1 hour")
    visitor.presses(SEND)
    assert visitor.page.title == "It is sent. Thank you."


def test_words_told_as_the_session_ended_wait_in_the_draft(app: Flask, person: APerson, visitor: Visitor) -> None:
    visitor.opens(SEARCH)
    ends_sessions(app)
    visitor.sends({"words": "I called ten places"}, do="two-hours")
    assert visitor.page.says("What you wrote is kept.")
    visitor.sends({"code": person.secret}).sends({"picture": "cat"}).sends({"picture": "rose"})
    assert visitor.page.address == HERE
    assert visitor.page.says("Look for work 2 hours I called ten places")


@pytest.mark.parametrize(("typed", "do"), [({"hours": "many", "words": "ten places"}, "in-numbers"), ({}, "hour")])
def test_what_cannot_wait_is_shown_to_be_copied(
    app: Flask, visitor: Visitor, typed: dict[str, str | Sequence[str]], do: str
) -> None:
    if typed:
        visitor.opens(SEARCH)
        ends_sessions(app)
        visitor.sends(typed, do=do, status=422)
    else:
        visitor = Visitor(app)
        visitor.posts(SEARCH, {"words": "ten places", "do": do}, status=422)
    assert "ten places" in visitor.page.text
    assert count_of(parts_of(app).database, "drafts") == 0


def test_that_one_could_not_is_kept_even_as_the_session_ended(app: Flask, person: APerson, visitor: Visitor) -> None:
    visitor.opens(f"{HERE}/could-not")
    ends_sessions(app)
    visitor.sends({"show": "yes"}, do="ill")
    visitor.sends({"code": person.secret}).sends({"picture": "cat"}).sends({"picture": "rose"})
    assert visitor.page.address == HERE
    draft = begun(app, person)
    assert draft is not None
    assert (draft.told.could_not, draft.told.reason, draft.told.reason_shown) == (True, "ill", True)


def test_a_form_that_another_site_sends_is_not_taken(app: Flask, visitor: Visitor) -> None:
    visitor.opens(SEARCH)
    form = {**hidden(visitor.page.form()), "do": "hour"}
    for address in (SEARCH, HERE, f"{HERE}/send", f"{HERE}/could-not", "/weeks"):
        sent = visitor.client.post(address, data=form, headers={"Sec-Fetch-Site": "cross-site"})
        assert sent.status_code == 422
    assert count_of(parts_of(app).database, "drafts") == 0


def ends_sessions(app: Flask) -> None:
    with parts_of(app).database.transaction(writes=True) as connection:
        connection.execute(update(sessions), {"seen_at": datetime.now(UTC) - timedelta(hours=2)})
