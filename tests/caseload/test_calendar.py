"""A calendar's file is read line by line: time zones, repetitions, broken lines; what is not sure is not guessed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from time import process_time

import pytest

from portal.caseload.calendar.file import MOST_LINES, is_ics, text_of
from portal.caseload.calendar.ics import lines_of_ics
from portal.caseload.calendar.line import Line
from portal.core.interviews import Entry, Plan, Way
from portal.core.understanding import Unclear

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
AT = datetime(2026, 11, 23, 13, 30, tzinfo=UTC)


def ics(*events: str) -> str:
    inside = "".join(f"BEGIN:VEVENT\r\n{event.strip()}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{inside}END:VCALENDAR\r\n".replace("\r\n", "\n").replace("\n", "\r\n")


def event(start: str = "DTSTART;TZID=Europe/Paris:20261123T143000", *more: str, uid: str = "a") -> str:
    return "\n".join((f"UID:{uid}", start, "SUMMARY:Entretien Awa Diallo", *more))


def read(text: str) -> list[Line]:
    return list(lines_of_ics(text, NOW))


def moments(text: str) -> list[datetime]:
    return [line.entry.plan.at for line in read(text) if line.entry]


@pytest.mark.parametrize(
    "start",
    [
        "DTSTART:20261123T133000Z",
        "DTSTART:20261123T143000",
        "DTSTART;TZID=Europe/Paris:20261123T143000",
        "DTSTART;TZID=Romance Standard Time:20261123T143000",
        "DTSTART;TZID=/mozilla.org/20050126_1/Europe/Paris:20261123T143000",
        "DTSTART;TZID=America/New_York:20261123T083000",
        "dtstart;tzid=Europe/Paris:20261123T143000",
    ],
)
def test_a_moment_is_the_same_in_every_time_zone(start: str) -> None:
    assert moments(ics(event(start))) == [AT]


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("DTSTART;VALUE=DATE:20261123", "It is for the whole day: there is no hour."),
        ("DTSTART;TZID=Mars/Base:20261123T143000", "We do not know its time zone."),
        ("DTSTART:2026", "This line is broken."),
        ("X-NOTHING:1", "There is no day."),
        ("DTSTART:20261123T133000Z\nDTEND:20261123T120000Z", "It ends before it begins."),
        ("DTSTART:20261123T133000Z\nDURATION:P3D", "It lasts longer than 8 hours."),
        ("DTSTART:20261123T133000Z\nSEQUENCE:many", "This line is broken."),
        ("DTSTART:20261123T133000Z\nthis is no line of a calendar", "This line is broken."),
        ("DTSTART:20261123T133000Z\nSUMMARY:" + "x" * 3000, "This line is too long."),
        ("DTSTART:20261123T133000Z\nDTSTART:20261124T133000Z", "This line is broken."),
        ("DTSTART:20261123T133000Z\nSEQUENCE:1\nSEQUENCE:2", "This line is broken."),
        ("DTSTART:20261123T133000Z\nDURATION:P999999999D", "It lasts longer than 8 hours."),
        ("DTSTART:20261123T133000Z\nDURATION:-PT1H", "It ends before it begins."),
        ("DTSTART:99991231T235959Z", "This line is broken."),
        ("DTSTART;TZID=Pacific/Kiritimati:00010101T000000", "This line is broken."),
        ("DTSTART:20261123T133000Z\nRDATE:99991231T235959Z", "This line is broken."),
    ],
)
def test_an_entry_that_is_not_understood_says_why_and_spoils_no_other(start: str, said: str) -> None:
    broken, whole = read(ics(event(start), event(uid="b")))
    assert (broken.entry, broken.problem, broken.number) == (None, said, 3)
    assert whole.entry is not None
    assert whole.entry.plan.at == AT


def test_a_broken_line_is_named_by_its_number() -> None:
    [line] = read(ics(event("DTSTART:20261123T133000Z\nbroken")))
    assert (line.number, line.about) == (3, 6)


@pytest.mark.parametrize("end", ["", "END:VCALENDAR\r\n"])
def test_a_file_that_was_cut_off_is_read_up_to_there(end: str) -> None:
    text = ics(event()).replace("END:VCALENDAR\r\n", f"BEGIN:VEVENT\r\nUID:cut\r\nDTSTART:20261124T1{end}")
    whole, cut = sorted(read(text), key=lambda line: line.number)
    assert whole.entry is not None
    assert cut.problem == "This line is broken."


def test_lines_are_unfolded_and_alarms_inside_are_left_alone() -> None:
    folded = event(
        "DTSTART:20261123T133000Z", "LOCATION:Bureau\n  12\\, 1er étage", "BEGIN:VALARM", "SUMMARY:x", "END:VALARM"
    )
    [line] = read(ics(folded))
    assert line.entry is not None
    assert line.entry.plan.place == "Bureau 12, 1er étage"
    assert line.names == ("Entretien Awa Diallo",)


@pytest.mark.parametrize(
    ("place", "way"), [("Bureau 12", Way.ON_SITE), ("Téléphone", Way.PHONE), ("Visio (Teams)", Way.VIDEO)]
)
def test_how_people_meet_is_read_from_the_place(place: str, way: Way) -> None:
    [line] = read(ics(event("DTSTART:20261123T133000Z", f"LOCATION:{place}", "DTEND:20261123T141500Z")))
    assert line.entry == Entry(plan=Plan(at=AT, lasts=45, way=way, place=place))


def test_what_comes_again_is_read_for_the_next_weeks_at_the_same_hour_across_the_change_of_clocks() -> None:
    winter = "DTSTART;TZID=Europe/Paris:20260105T143000"
    found = moments(ics(event(winter, "RRULE:FREQ=WEEKLY;BYDAY=MO")))
    assert found[0] == AT
    assert len(found) == 13, "90 days"
    summer = "DTSTART;TZID=Europe/Paris:20260706T143000"
    assert moments(ics(event(summer, "RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20261201T000000Z"))) == [AT]


def test_a_moment_left_out_is_cancelled_and_one_that_was_moved_is_where_it_was_moved_to() -> None:
    start = "DTSTART;TZID=Europe/Paris:20261123T143000"
    series = event(start, "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;TZID=Europe/Paris:20261130T143000")
    moved = event("DTSTART:20261208T090000Z", "RECURRENCE-ID;TZID=Europe/Paris:20261207T143000")
    found = {line.entry.plan.at: line.entry.cancelled for line in read(ics(series, moved)) if line.entry}
    week = timedelta(days=7)
    assert found == {AT: False, AT + week: True, datetime(2026, 12, 8, 9, tzinfo=UTC): False}
    assert len({line.key for line in read(ics(series, moved))}) == 3


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYDAY=MO",
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
        "FREQ=MONTHLY;BYDAY=53MO",
        "FREQ=WEEKLY;BYHOUR=1,2,3",
        "FREQ=WEEKLY;COUNT=100000000",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=DAILY;COUNT=1000000000",
        "FREQ=DAILY;COUNT=5;UNTIL=20270101T000000Z",
        "FREQ=DAILY;UNTIL=20270101T000000Z,20270201T000000Z",
        "FREQ=DAILY;BYSECOND=0,1,2,3,4,5,6,7,8,9",
        "FREQ=DAILY;BYSETPOS=1",
        "FREQ=DAILY,WEEKLY",
        "",
    ],
)
def test_a_rule_that_could_be_endless_is_refused_at_once(rule: str) -> None:
    began = process_time()
    found = read(ics(*(event("DTSTART:20261123T133000Z", f"RRULE:{rule}", uid=str(one)) for one in range(50))))
    assert {line.entry for line in found} == {None}
    assert process_time() - began < 2


@pytest.mark.parametrize(
    ("until", "times"), [("99991231T235959Z", 89), ("20261124T120000", 1), ("20261124", 2), ("00010101T000000Z", 0)]
)
def test_a_rule_ends_when_it_says_however_far_that_is(until: str, times: int) -> None:
    start = "DTSTART;TZID=Europe/Paris:20261123T143000"
    assert len(moments(ics(event(start, f"RRULE:FREQ=DAILY;UNTIL={until}")))) == times


def test_a_rule_names_days_of_the_week_and_of_the_month() -> None:
    start = "DTSTART:20261102T133000Z"
    found = moments(ics(event(start, "RRULE:FREQ=MONTHLY;BYDAY=+2MO,-1FR;WKST=MO;INTERVAL=1")))
    assert [f"{at:%d/%m}" for at in found] == ["27/11", "14/12", "25/12", "11/01", "29/01", "08/02"]


@pytest.mark.parametrize("name", ["RDATE", "EXDATE"])
def test_an_entry_with_a_hundred_thousand_moments_says_that_it_comes_too_often_and_spoils_no_other(name: str) -> None:
    days = (f"{name}:" + ",".join(f"2026{1 + day:02}{1 + one:02}T{hour:02}{minute:02}00Z" for one in range(9))
            for day in range(12) for hour in range(24) for minute in range(39))  # fmt: skip
    endless = event("DTSTART:20261123T133000Z", "RRULE:FREQ=WEEKLY", *days)
    assert endless.count(",") > 89_000
    began = process_time()
    often, whole = sorted(read(ics(endless, event(uid="b"))), key=lambda line: line.number)
    assert (often.entry, often.problem) == (None, "It comes again too often. Plan these by hand.")
    assert whole.entry is not None
    assert process_time() - began < 10


def test_so_many_lines_come_of_entries_that_come_again_and_what_comes_once_is_read_all_the_same() -> None:
    start = "DTSTART:20261123T133000Z"
    daily = (event(start, "RRULE:FREQ=DAILY", uid=str(one)) for one in range(200))
    found = read(ics(*daily, *(event(start, uid=f"once-{one}") for one in range(100))))
    often = [line for line in found if line.problem]
    assert len(found) - len(often) <= MOST_LINES + 100
    assert {line.problem for line in often} == {"It comes again too often. Plan these by hand."}
    assert sum(line.key.startswith("once-") for line in found) == 100


def test_a_series_of_long_ago_is_refused_and_so_are_too_many() -> None:
    [line] = read(ics(event("DTSTART:19700101T000000Z", "RRULE:FREQ=DAILY")))
    assert line.problem == "It comes again since more than 3 years. Plan these by hand."
    many = ics(*(event("DTSTART:20261123T133000Z", "RRULE:FREQ=DAILY", uid=str(one)) for one in range(201)))
    with pytest.raises(Unclear, match="come again and again"):
        read(many)


def test_the_newest_word_about_an_entry_counts() -> None:
    old, new = event("DTSTART:20261123T133000Z", "SEQUENCE:1"), event("DTSTART:20261124T133000Z", "SEQUENCE:2")
    for text in (ics(old, new), ics(new, old)):
        assert moments(text) == [AT + timedelta(days=1)]


def test_an_entry_or_a_whole_file_can_be_cancelled() -> None:
    one, whole = ics(event("DTSTART:20261123T133000Z", "STATUS:CANCELLED")), ics(event("DTSTART:20261123T133000Z"))
    for text in (one, whole.replace("VERSION:2.0", "METHOD:CANCEL")):
        assert [line.entry.cancelled for line in read(text) if line.entry] == [True]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Choose a file first."),
        (b"  \r\n", "Choose a file first."),
        (b"PK\x03\x04" + bytes(100), "This is not a calendar."),
        (b"\x1f\x8b\x08\x00" + bytes(100), "This is not a calendar."),
        (b"a\n" * (MOST_LINES + 1), "This file has more than"),
    ],
)
def test_what_is_no_calendar_is_refused_in_plain_words(content: bytes, said: str) -> None:
    with pytest.raises(Unclear, match=said):
        text_of(content)


def test_a_calendar_is_known_by_its_first_line() -> None:
    assert [is_ics(text) for text in ("\r\nbegin:vcalendar", "Date;Heure;Nom")] == [True, False]


def many_entries() -> Iterator[str]:
    for one in range(900):
        yield event("DTSTART;TZID=Romance Standard Time:20261123T143000", "DTEND:20261123T140000Z", uid=str(one))


def test_5000_lines_are_read_in_a_few_seconds() -> None:
    text = ics(*many_entries())
    assert text.count("\n") > 5000
    began = process_time()
    assert len(read(text)) == 900
    assert process_time() - began < 5
