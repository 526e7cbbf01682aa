"""A counsellor reads what was declared: could-not first, private steps closed, nothing counted, and never unseen."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from portal.activities.listed import ACTIVITIES
from portal.core.weeks import Week
from portal.storage.answers import weeks
from portal.storage.trace import journal
from portal.storage.trace.journal import Deed, entries
from portal.web.parts import parts_of
from tests.pages.tapping import LAST, could_not, sends_week, taps
from tests.people import APerson, a_counsellor, a_person, signed_in, somebody
from tests.visitor import Visitor, words_of
from tests.weeks import NOW, THIS

pytestmark = pytest.mark.usefixtures("calendar")


@pytest.fixture
def counsellor(app: Flask, person: APerson) -> Visitor:
    return signed_in(app, person.counsellor)


def reads(counsellor: Visitor, person: APerson, status: int = 200) -> str:
    return counsellor.opens(f"/people/{person.id}/weeks", status).page.words


def test_only_what_was_sent_is_read_and_as_it_was_said(visitor: Visitor, counsellor: Visitor, person: APerson) -> None:
    taps(visitor, "search", "two-hours", day=["0", "4"], words="dix entreprises")
    assert "Nothing to read here." in reads(counsellor, person)
    sends_week(visitor)
    taps(visitor, "learn")
    words = reads(counsellor, person)
    assert "Look for work 2 hours · Monday, Friday dix entreprises" in words
    assert "Follow a course" not in words


def test_a_private_step_is_a_personal_step_and_how_long(
    app: Flask, visitor: Visitor, counsellor: Visitor, person: APerson
) -> None:
    private = [activity for activity in ACTIVITIES if activity.private]
    assert len(private) == 3
    for activity in private:
        taps(visitor, activity.key, "two-hours", day=["2"], words=f"secret {activity.key}")
    sends_week(visitor)
    words = reads(counsellor, person)
    assert words.count("A personal step 2 hours") == 3
    for telling in ("secret", "Wednesday", *(word for one in private for word in (one.words, one.short))):
        assert telling not in words.replace("on Wednesday 18 November", ""), telling
    pictures = (
        {use.get("href") for use in counsellor.page.root.iter() if use.get("href")} if counsellor.page.root else set()
    )
    own = {one.picture for one in private} - {"padlock"}
    assert not {address for address in pictures if address and address.rpartition("#")[2] in own}
    assert signed_in(app, person).opens("/weeks").page.says("Find or keep a home")


def test_why_somebody_could_not_is_read_only_after_a_yes(
    visitor: Visitor, counsellor: Visitor, person: APerson
) -> None:
    could_not(visitor, "ill")
    sends_week(visitor)
    assert "I was ill" not in reads(counsellor, person)
    assert "Could not this week Sent on" in counsellor.page.words
    could_not(visitor, "ill", shown=True)
    sends_week(visitor)
    assert "Could not this week I was ill" in reads(counsellor, person)
    could_not(visitor, "tell-counsellor")
    sends_week(visitor)
    assert "I’d rather tell my counsellor" in reads(counsellor, person)


def test_the_newest_week_comes_first_and_things_in_the_order_they_were_told(
    visitor: Visitor, counsellor: Visitor, person: APerson
) -> None:
    for week, activities in ((LAST, ("work", "search", "learn")), (THIS, ("learn", "search", "search"))):
        for activity, duration in zip(activities, ("day", "half-hour", "hour"), strict=True):
            taps(visitor, activity, duration, week)
        sends_week(visitor, week)
    newest, before = reads(counsellor, person).split("Weeks they told")[1].split("From Monday 9")
    assert re.findall(r"Look for work|Follow a course|Work [A1-9]", newest) == [
        "Follow a course", "Look for work", "Look for work",
    ]  # fmt: skip
    assert re.findall(r"Look for work|Follow a course|Work [A1-9]", before) == [
        "Work A", "Look for work", "Follow a course",
    ]  # fmt: skip


def test_a_correction_is_the_week_as_it_is_now_with_its_date_and_no_scar(
    app: Flask, calendar: time_machine.Traveller, counsellor: Visitor, person: APerson
) -> None:
    other = somebody(app)
    for who, first in ((person, "day"), (other, None)):
        calendar.move_to(NOW)
        visitor = signed_in(app, who)
        if first:
            taps(visitor, "search", first)
            sends_week(visitor)
            calendar.move_to(NOW + timedelta(minutes=20))
            visitor.opens(f"/week/{THIS.name}").presses("Take away")
        calendar.move_to(NOW + timedelta(minutes=20))
        taps(visitor, "search", "hour")
        sends_week(visitor)
    pages = [reads(counsellor, person), reads(signed_in(app, other.counsellor), other)]
    assert pages[0] == pages[1], "corrected or not, it reads alike"
    assert "Sent on Wednesday 18 November 2026 at 10:50." in pages[0]
    assert "A whole day" not in pages[0]


def test_a_week_told_long_after_reads_like_one_told_at_once(
    app: Flask, visitor: Visitor, counsellor: Visitor, person: APerson
) -> None:
    other = somebody(app)
    for who, week in ((visitor, THIS), (signed_in(app, other), THIS.shifted(-20))):
        taps(who, "search", week=week)
        sends_week(who, week)
    pages = [reads(counsellor, person), reads(signed_in(app, other.counsellor), other)]
    dates = re.compile(r"From Monday \d+( \w+)? to Sunday \d+ \w+ \d+")
    assert dates.sub("", pages[0]) == dates.sub("", pages[1])


def test_six_months_are_read_and_the_person_keeps_the_rest(
    visitor: Visitor, counsellor: Visitor, person: APerson
) -> None:
    inside, outside = Week.of(NOW - timedelta(days=183)), Week.of(NOW - timedelta(days=183)).shifted(-1)
    for week in (inside, outside):
        taps(visitor, "search", week=week, words=week.name)
        sends_week(visitor, week)
    assert inside.name in reads(counsellor, person)
    assert outside.name not in counsellor.page.words
    shown = visitor.opens(f"/weeks?from={outside.name}").page
    assert shown.link("What I sent, and when").endswith(f"/week/{outside.name}/history")


def test_nothing_is_counted_whatever_was_told(visitor: Visitor, counsellor: Visitor, person: APerson) -> None:
    for duration, week in (("half-day", THIS), ("half-hour", THIS), ("two-hours", LAST)):
        taps(visitor, "search", duration, week)
    for week in (THIS, LAST):
        sends_week(visitor, week)
    words = reads(counsellor, person)
    said = ("Half a day", "30 minutes", "2 hours")
    for each in said:
        assert words.count(each) == 1
        words = words.replace(each, "")
    words = re.sub(r"From Monday \d+ to Sunday \d+ November \d+|Sent on [^.]*\.", "", words)
    assert not re.search(r"\d|%|total|in all", words.casefold()), words
    for tag in ("progress", "meter", "table"):
        assert not list(counsellor.page.all(tag)), tag


def test_weeks_that_nobody_declared_are_nowhere(visitor: Visitor, counsellor: Visitor, person: APerson) -> None:
    for week in (THIS, THIS.shifted(-4)):
        taps(visitor, "search", week=week)
        sends_week(visitor, week)
    reads(counsellor, person)
    assert [words_of(one) for one in counsellor.page.all("h2")] == [
        "From Monday 16 to Sunday 22 November 2026",
        "From Monday 19 to Sunday 25 October 2026",
    ]


def test_each_reading_is_noted_and_even_of_nothing(
    app: Flask, visitor: Visitor, counsellor: Visitor, person: APerson
) -> None:
    for times in (1, 2):
        reads(counsellor, person)
        with parts_of(app).database.transaction(writes=False) as connection:
            deeds = [entry.deed for entry in entries(connection, person.key)]
        assert deeds.count(Deed.READ_WEEKS) == times
    assert visitor.opens("/who-read").page.words.count("Your counsellor read the weeks you told.") == 2


def test_nothing_is_opened_before_the_reading_is_noted(
    monkeypatch: pytest.MonkeyPatch, visitor: Visitor, counsellor: Visitor, person: APerson
) -> None:
    taps(visitor, "search", words="dix entreprises")
    sends_week(visitor)

    def fails(*_anything: object) -> None:
        raise OSError

    monkeypatch.setattr(journal, "add", fails)
    monkeypatch.setattr(weeks, "newest", lambda *_anything: pytest.fail("opened before it was noted"))
    assert "dix entreprises" not in reads(counsellor, person, status=500)


def test_only_the_counsellor_of_a_person_reads_their_weeks(app: Flask, visitor: Visitor, person: APerson) -> None:
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        colleague = a_counsellor(connection, parts.ring, "zoe", person.actor.agency_id)
        a_person(connection, parts.ring, colleague)
    reads(signed_in(app, colleague), person, status=403)
    visitor.opens(f"/people/{person.id}/weeks", status=403)
    assert visitor.page.says("This page is not for you.")
    far = somebody(app, interviews=(timedelta(days=31),))
    reads(signed_in(app, far.counsellor), far, status=403)


def test_a_counsellor_tells_nobody_s_week(counsellor: Visitor) -> None:
    here = f"/week/{THIS.name}"
    token = {"csrf_token": str(next(one.get("value") for one in counsellor.opens("/people").page.all("input")))}
    for address in ("/week", here, f"{here}/search", f"{here}/could-not", f"{here}/history", "/weeks"):
        counsellor.opens(address, status=403)
    for address in (here, f"{here}/search", f"{here}/could-not", f"{here}/send", "/weeks"):
        counsellor.posts(address, {**token, "do": "hour"}, status=403)


def test_no_address_of_a_week_names_a_person_so_nobody_opens_another_s(
    app: Flask, visitor: Visitor, person: APerson
) -> None:
    taps(visitor, "search", words="only mine")
    sends_week(visitor)
    other = signed_in(app, somebody(app))
    for address in (f"/week/{THIS.name}", f"/week/{THIS.name}/history", "/weeks", f"/week/{THIS.name}/search?entry=1"):
        assert "only mine" not in other.opens(address).page.text
    own = [page.address for page in app.extensions["portal_pages"] if page.permission.value == "tell-week"]
    assert own
    assert not [address for address in own if "person" in address or "uuid" in address]
    assert person.id.hex not in visitor.opens("/weeks").page.text.replace("-", "")
