"""A person and their counsellor see the same interviews: planned, moved, cancelled, held or not. No page overwrites."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import update

from portal.core.interviews import Status
from portal.storage.dialogue.interview_rows import Interview
from portal.storage.dialogue.interviews import of_person
from portal.storage.tables.people import interviews, sessions
from portal.storage.trace.journal import Deed, entries
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.people import APerson, signed_in, somebody, vault_of
from tests.visitor import Visitor, hidden

PLANNED = {"day": "23/11/2030", "hour": "14h30", "lasts": "45", "way": "on-site", "place": "Bureau 12"}
WHEN = "Saturday 23 November 2030 at 14:30"
both = pytest.mark.parametrize("app", BOTH, indirect=True)


@pytest.fixture
def somebody_new(app: Flask) -> APerson:
    """Return somebody without any interview."""
    return somebody(app, interviews=())


@pytest.fixture
def counsellor(app: Flask, somebody_new: APerson) -> Visitor:
    return signed_in(app, somebody_new.counsellor)


@pytest.fixture
def visitor(app: Flask, somebody_new: APerson) -> Visitor:
    return signed_in(app, somebody_new)


def theirs(app: Flask, person: APerson) -> list[Interview]:
    with parts_of(app).database.transaction(writes=True) as connection:
        return of_person(vault_of(connection, app, person.actor), person.id)


def deeds(app: Flask, person: APerson) -> list[Deed]:
    with parts_of(app).database.transaction(writes=False) as connection:
        return [entry.deed for entry in entries(connection, person.key)]


def plans(counsellor: Visitor, person: APerson, status: int = 200, **changed: str) -> None:
    counsellor.opens(f"/people/{person.id}/interviews/new").presses("Keep it", {**PLANNED, **changed}, status)


def has_gone_by(app: Flask, person: APerson) -> None:
    with parts_of(app).database.transaction(writes=True) as connection:
        yesterday = {"at": datetime.now(UTC) - timedelta(days=1)}
        connection.execute(update(interviews).where(interviews.c.person_id == person.id), yesterday)


@both
def test_a_counsellor_plans_and_the_person_sees_it_until_they_say_so(
    somebody_new: APerson, counsellor: Visitor, visitor: Visitor
) -> None:
    plans(counsellor, somebody_new)
    assert counsellor.page.says(WHEN)
    assert visitor.opens("/home").page.says("A new interview is planned.")
    visitor.opens("/interview")
    for words in (WHEN, "Bureau 12", "45 minutes", "You meet face to face.", "With "):
        assert visitor.page.says(words), words
    assert visitor.opens("/home").page.says("A new interview is planned."), "opening a page keeps nothing"
    visitor.opens("/interview").presses("I have seen it").opens("/home")
    assert not visitor.page.says("A new interview is planned.")


@both
def test_a_moved_and_a_cancelled_interview_are_told(
    app: Flask, somebody_new: APerson, counsellor: Visitor, visitor: Visitor
) -> None:
    plans(counsellor, somebody_new)
    visitor.opens("/interview").presses("I have seen it")
    counsellor.follows("Move or cancel it").presses("Keep it", {**PLANNED, "hour": "16:00"})
    assert visitor.opens("/home").page.says("Your interview was moved.")
    visitor.opens("/interview")
    assert visitor.page.says("It was before: " + WHEN)
    assert visitor.page.says("Saturday 23 November 2030 at 16:00")
    visitor.presses("I have seen it")
    counsellor.follows("Move or cancel it").presses("Cancel this interview")
    assert counsellor.page.says("Cancelled")
    assert visitor.opens("/home").page.says("Your interview is cancelled.")
    assert visitor.opens("/interview").page.says("No interview is planned.")
    told = [Deed.PLANNED_INTERVIEW, Deed.MOVED_INTERVIEW, Deed.CANCELLED_INTERVIEW]
    assert [deed for deed in deeds(app, somebody_new) if deed in told] == told
    visitor.opens("/who-read")
    assert visitor.page.says("Your counsellor moved an interview.")
    assert visitor.page.says("Saturday 23 November 2030 at 16:00")


@both
def test_two_counsellors_at_once_overwrite_nothing_and_see_both(app: Flask, somebody_new: APerson) -> None:
    first, second = (signed_in(app, somebody_new.counsellor) for _ in range(2))
    plans(first, somebody_new)
    address = first.page.link("Move or cancel it")
    first.opens(address)
    second.opens(address)
    first.presses("Keep it", {**PLANNED, "hour": "15:00"})
    second.presses("Keep it", {**PLANNED, "hour": "17:00", "place": "Bureau 9"}, status=409)
    assert second.page.says("Saturday 23 November 2030 at 15:00")
    fields = {one.get("name"): one.get("value") for one in second.page.all("input")}
    assert (fields["hour"], fields["place"]) == ("17:00", "Bureau 9")
    assert [one.plan.place for one in theirs(app, somebody_new)] == ["Bureau 12"]
    second.presses("Keep it", {**PLANNED, "hour": "17:00", "place": "Bureau 9"})
    assert [one.plan.place for one in theirs(app, somebody_new)] == ["Bureau 9"]


def test_an_old_page_cancels_nothing(app: Flask, somebody_new: APerson) -> None:
    first, second = (signed_in(app, somebody_new.counsellor) for _ in range(2))
    plans(first, somebody_new)
    address = first.page.link("Move or cancel it")
    second.opens(address)
    first.opens(address).presses("Keep it", {**PLANNED, "hour": "15:00"})
    second.presses("Cancel this interview", status=409)
    assert [one.status for one in theirs(app, somebody_new)] == [Status.PLANNED]


def test_what_a_counsellor_wrote_about_a_place_is_hidden_nowhere(somebody_new: APerson, counsellor: Visitor) -> None:
    plans(counsellor, somebody_new, place="the blue door")
    counsellor.follows("Move or cancel it").presses("Cancel this interview")
    phone = signed_in(counsellor.app, somebody_new).opens("/interview")
    assert phone.page.says("the blue door")
    assert phone.presses("I have seen it").opens("/interview").page.says("the blue door")


@both
def test_a_form_sent_twice_plans_one(app: Flask, somebody_new: APerson, counsellor: Visitor) -> None:
    counsellor.opens(f"/people/{somebody_new.id}/interviews/new")
    data = {**hidden(counsellor.page.form(button="Keep it")), **PLANNED}
    for _ in range(2):
        counsellor.posts(f"/people/{somebody_new.id}/interviews/new", data)
    assert len(theirs(app, somebody_new)) == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"day": "31/11/2030"}, "Write the day with numbers, like 23/11/2026."),
        ({"day": ""}, "Write the day with numbers"),
        ({"hour": "half past two"}, "Write the hour like 14:30 or 14h30."),
        ({"hour": "25:00"}, "Write the hour"),
        ({"day": "31/03/2030", "hour": "02:30"}, "That hour does not exist on that day"),
        ({"day": "1/1/2020"}, "Choose a day and an hour to come."),
        ({"lasts": "0"}, "Write how many minutes it lasts"),
        ({"lasts": "9999999999"}, "Write how many minutes it lasts"),
        ({"way": "by pigeon"}, "Choose how you meet."),
        ({"place": "x" * 121}, "Keep what matters most: 120 letters."),
    ],
)
def test_what_is_unclear_is_shown_again_with_what_was_typed(
    app: Flask, somebody_new: APerson, counsellor: Visitor, changed: dict[str, str], said: str
) -> None:
    plans(counsellor, somebody_new, status=422, **changed)
    assert counsellor.page.says(said)
    shown = {one.get("name"): one.get("value") for one in counsellor.page.all("input")}
    typed = {**PLANNED, **changed}
    assert {name: shown[name] for name in ("day", "hour", "lasts", "place")} == {
        name: typed[name] for name in ("day", "hour", "lasts", "place")
    }
    assert theirs(app, somebody_new) == []


def test_what_comes_too_late_is_not_lost(app: Flask, somebody_new: APerson, counsellor: Visitor) -> None:
    counsellor.opens(f"/people/{somebody_new.id}/interviews/new")
    data = {**hidden(counsellor.page.form(button="Keep it")), **PLANNED}
    with parts_of(app).database.transaction(writes=True) as connection:
        connection.execute(update(sessions), {"seen_at": datetime.now(UTC) - timedelta(hours=20)})
    counsellor.posts(f"/people/{somebody_new.id}/interviews/new", data, status=422)
    for words in ("23/11/2030", "14h30", "Bureau 12"):
        assert words in counsellor.page.text


@both
def test_the_person_asks_to_be_called_in_two_taps_and_takes_it_back(
    app: Flask, somebody_new: APerson, counsellor: Visitor, visitor: Visitor
) -> None:
    plans(counsellor, somebody_new)
    visitor.opens("/interview").follows("I cannot come, call me").presses("Yes, call me")
    assert visitor.page.says("Your counsellor will call you.")
    counsellor.opens(f"/people/{somebody_new.id}/interviews")
    assert counsellor.page.says("Cannot come. Asks to be called")
    assert theirs(app, somebody_new)[0].status is Status.PLANNED, "the date stands until they spoke"
    visitor.presses("I can come after all")
    assert not counsellor.opens(f"/people/{somebody_new.id}/interviews").page.says("Asks to be called")
    visitor.follows("I cannot come, call me").presses("Yes, call me")
    counsellor.opens(f"/people/{somebody_new.id}/interviews").presses("I called")
    assert not counsellor.page.says("Asks to be called")
    assert visitor.opens("/interview").page.says("I cannot come, call me")
    asked = {Deed.ASKED_FOR_CALL, Deed.NEEDS_NO_CALL, Deed.CALLED}
    assert [deed for deed in deeds(app, somebody_new) if deed in asked] == [
        Deed.ASKED_FOR_CALL,
        Deed.NEEDS_NO_CALL,
        Deed.ASKED_FOR_CALL,
        Deed.CALLED,
    ]


@both
def test_what_took_place_is_said_without_any_reason(
    app: Flask, somebody_new: APerson, counsellor: Visitor, visitor: Visitor
) -> None:
    plans(counsellor, somebody_new)
    has_gone_by(app, somebody_new)
    page = counsellor.opens(f"/people/{somebody_new.id}/interviews").presses("It did not take place").page
    assert page.says("It did not take place.")
    assert not list(page.all("textarea")), "no room for a reason"
    assert visitor.opens("/interview").page.says("It did not take place.")
    counsellor.presses("It took place")
    assert visitor.opens("/interview").page.says("It took place.")


def test_nobody_can_say_that_an_interview_took_place_before_it_began(
    app: Flask, somebody_new: APerson, counsellor: Visitor
) -> None:
    plans(counsellor, somebody_new)
    [one] = theirs(app, somebody_new)
    token = hidden(counsellor.opens("/language").page.form())["csrf_token"]
    address = f"/people/{somebody_new.id}/interviews/{one.id}/said"
    counsellor.posts(address, {"csrf_token": token, "shown": "1", "do": "held"}, status=409)
    assert theirs(app, somebody_new)[0].status is Status.PLANNED


@both
def test_the_file_for_the_calendar_says_nothing_of_the_person(
    somebody_new: APerson, counsellor: Visitor, visitor: Visitor
) -> None:
    plans(counsellor, somebody_new, place="")
    response = visitor.client.get(visitor.opens("/interview").page.link("Put it in my calendar"))
    assert response.mimetype == "text/calendar"
    assert "interview.ics" in response.headers["Content-Disposition"]
    calendar = Calendar.from_ical(response.get_data())
    assert "METHOD" not in calendar
    [event] = calendar.walk("VEVENT")
    assert event["DTSTART"].to_ical() == b"20301123T133000Z"
    assert str(event["SUMMARY"]) == "Interview"
    assert "1 quai du Port" in str(event["LOCATION"])
    assert set(event) == {"UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION"}
    assert "Ali" not in response.get_data(as_text=True)


def test_nobody_reaches_the_interviews_of_somebody_else(app: Flask, somebody_new: APerson, counsellor: Visitor) -> None:
    plans(counsellor, somebody_new)
    [one] = theirs(app, somebody_new)
    other = somebody(app)
    signed_in(app, other.counsellor).opens(f"/people/{somebody_new.id}/interviews", status=403)
    stranger = signed_in(app, other)
    for address in ("my-calendar", "cannot-come"):
        assert stranger.client.get(f"/interview/{one.id}/{address}").status_code == 404
    token = hidden(stranger.opens("/language").page.form())["csrf_token"]
    stranger.posts(f"/interview/{one.id}/cannot-come", {"csrf_token": token, "do": "call"}, status=403)
    assert not theirs(app, somebody_new)[0].wish.waits
