"""A calendar's file is read line by line: time zones, repetitions, broken lines; what is not sure is not guessed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from time import process_time
from uuid import uuid4

import pytest

from portal.caseload.calendar.file import MOST_LINES, is_ics, text_of
from portal.caseload.calendar.ics import lines_of_ics
from portal.caseload.calendar.line import Line
from portal.caseload.calendar.matching import Roll, Unmatched
from portal.caseload.calendar.table import lines_of_table
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
    ],
)
def test_a_rule_that_could_be_endless_is_refused_at_once(rule: str) -> None:
    began = process_time()
    found = read(ics(*(event("DTSTART:20261123T133000Z", f"RRULE:{rule}", uid=str(one)) for one in range(50))))
    assert {line.entry for line in found} == {None}
    assert process_time() - began < 2


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


TABLE = "Date;Heure;Nom;Prénom;Durée;Lieu;Statut;Réf\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("parted_by", [";", ",", "\t"])
def test_a_table_is_read_in_each_encoding_and_however_it_is_parted(encoding: str, parted_by: str) -> None:
    text = (TABLE + "23/11/2026;14h30;Diallo;Hélène;45;Bureau 12;;R1\r\n").replace(";", parted_by)
    [line] = lines_of_table(text_of(text.encode(encoding)))
    assert line.names == ("Hélène Diallo",)
    assert line.entry == Entry(plan=Plan(at=AT, lasts=45, place="Bureau 12"))
    assert (line.number, line.key) == (2, "R1")


@pytest.mark.parametrize(
    ("day", "hour"),
    [
        ("23/11/2026", "14:30"),
        ("23.11.26", "14 h 30"),
        ("2026-11-23", "14h30"),
        ("23/11/2026 14:30", ""),
        ("2026-11-23T14:30:00", ""),
        ("٢٣/١١/٢٠٢٦", "14:30"),
    ],
)
def test_days_and_hours_are_read_as_agencies_write_them(day: str, hour: str) -> None:
    [line] = lines_of_table(f"jour;heure;nom\n{day};{hour};Awa Diallo\n")
    assert line.entry is not None
    assert line.entry.plan.at == AT


def test_each_line_of_a_table_stands_for_itself() -> None:
    text = (
        "date;heure;nom\n"
        "31/11/2026;14:30;Awa\n"
        "\n"
        "23/11/2026;14:30;Awa;and more\n"
        "23/11/2026;half past two;Awa\n"
        ";14:30;Awa\n"
        "23/11/2026;;Awa\n"
        "28/03/2027;02:30;Awa\n"
        "23/11/2026;14:30;Awa\n"
    )
    found = list(lines_of_table(text))
    assert [(line.number, line.problem) for line in found] == [
        (2, "Write the day with numbers, like 23/11/2026."),
        (4, "This line is broken."),
        (5, "Write the hour like 14:30 or 14h30."),
        (6, "There is no day."),
        (7, "Write the hour like 14:30 or 14h30."),
        (8, "That hour does not exist on that day: the clocks change."),
        (9, None),
    ]


def test_an_export_of_outlook_is_a_table_too() -> None:
    text = (
        '"Objet","Début","Heure de début","Fin","Heure de fin","Emplacement"\r\n'
        '"RDV Awa Diallo","23/11/2026","14:30:00","23/11/2026","15:15:00","Téléphone"\r\n'
        '"RDV\r\nAwa Diallo","24/11/2026","14:30:00","","",""\r\n'
    )
    first, second = lines_of_table(text)
    assert first.entry == Entry(plan=Plan(at=AT, lasts=45, way=Way.PHONE, place="Téléphone"))
    assert (second.number, second.name) == (3, "RDV Awa Diallo")


def test_a_table_names_its_columns_and_a_line_says_that_it_is_cancelled() -> None:
    with pytest.raises(Unclear, match="The first line must name the columns"):
        list(lines_of_table("23/11/2026;14:30;Awa\n"))
    [line] = lines_of_table(TABLE + "23/11/2026;14h30;Diallo;Awa;;;Annulé;\n")
    assert line.entry is not None
    assert line.entry.cancelled


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


AWA, HELENE, ALI, OTHER_ALI = (uuid4() for _ in range(4))
ROLL = Roll([(AWA, "Awa DIALLO"), (HELENE, "Hélène Le Gœuff"), (ALI, "Ali Ben"), (OTHER_ALI, "BEN Ali")])


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("Awa Diallo", AWA),
        ("diallo, awa", AWA),
        ("Entretien – Mme DIALLO Awa", AWA),
        ("RDV téléphone avec Awa Diallo", AWA),
        ("Helene LE GOEUFF", HELENE),
        ("Awa", Unmatched.NOBODY),
        ("Awa Diallo Ndiaye", Unmatched.NOBODY),
        ("Entretien", Unmatched.NOBODY),
        ("", Unmatched.NOBODY),
        ("Ali Ben", Unmatched.SEVERAL),
    ],
)
def test_a_name_is_matched_whole_or_not_at_all(name: str, whose: object) -> None:
    assert ROLL.whose([name]) == whose


def test_who_is_invited_counts_where_the_title_names_nobody() -> None:
    [line] = read(
        ics('UID:a\nDTSTART:20261123T133000Z\nSUMMARY:Point\nATTENDEE;CN="Diallo, Awa":mailto:awa@example.fr')
    )
    assert ROLL.whose(line.names) == AWA


def many_entries() -> Iterator[str]:
    for one in range(900):
        yield event("DTSTART;TZID=Romance Standard Time:20261123T143000", "DTEND:20261123T140000Z", uid=str(one))


def test_5000_lines_are_read_in_a_few_seconds() -> None:
    text = ics(*many_entries())
    assert text.count("\n") > 5000
    began = process_time()
    assert len(read(text)) == 900
    assert process_time() - began < 5
