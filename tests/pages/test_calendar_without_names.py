"""Lines of a calendar without a name of their own, for one person on one day: what becomes of them, and again."""

import pytest
from flask import Flask
from sqlalchemy import update

from portal.core.calendar import PARIS
from portal.core.interviews import Status
from portal.storage.tables.people import interviews as rows
from portal.storage.tables.people import people
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.pages.taking_in import DAY, HEAD, line, looks_through, takes_in, theirs
from tests.people import APerson, a_person, signed_in
from tests.visitor import Visitor

both = pytest.mark.parametrize("app", BOTH, indirect=True)


def called(app: Flask, name: str, beside: APerson | None = None) -> APerson:
    """Add somebody by name, with the counsellor of somebody who is there."""
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        added = a_person(connection, parts.ring, beside.counsellor if beside else None, interviews=())
        known = added.key.seal("people|known", {"name": name, "address": ""})
        connection.execute(update(people).where(people.c.id == added.id), {"known": known})
    return added


@pytest.fixture
def awa(app: Flask) -> APerson:
    return called(app, "Awa Diallo")


@pytest.fixture
def helene(app: Flask, awa: APerson) -> APerson:
    return called(app, "Hélène Le Goff", awa)


@pytest.fixture
def counsellor(app: Flask, awa: APerson) -> Visitor:
    return signed_in(app, awa.counsellor)


KEEP = "Keep all of this"


def hours(app: Flask, person: APerson, status: Status = Status.PLANNED) -> list[str]:
    """Return the hours of somebody's interviews on the day, in Paris."""
    on_the_day = (one for one in theirs(app, person) if one.status is status)
    return [f"{one.at.astimezone(PARIS):%H:%M}" for one in on_the_day]


@both
def test_two_hours_of_one_day_are_two_interviews_and_the_same_line_again_is_one(
    app: Flask, awa: APerson, counsellor: Visitor
) -> None:
    text = HEAD + line("Awa Diallo", "10:00") + line("Awa Diallo", "14:00") + line("DIALLO Awa", "10h00")
    looks_through(counsellor, text)
    assert [counsellor.page.words.count(words) for words in ("· New", "Nothing changes.")] == [2, 1]
    takes_in(counsellor, text)
    assert hours(app, awa) == ["10:00", "14:00"]
    backwards = HEAD + line("Awa Diallo", "14:00") + line("Awa Diallo", "10:00")
    for again in (text, backwards):
        assert not looks_through(counsellor, again).page.says(KEEP)
        assert hours(app, awa) == ["10:00", "14:00"]


@both
@pytest.mark.parametrize(
    "hours_of_files",
    [
        (["10:00"], ["16:00"], ["16:00"]),
        (["10:00", "14:00"], ["10:00", "16:00"], ["10:00", "16:00"]),
        (["10:00"], ["10:00", "16:00"], ["10:00", "16:00"]),
        (["10:00"], ["14:00", "16:00"], ["10:00", "14:00", "16:00"]),
        (["10:00", "14:00"], ["16:00"], ["10:00", "14:00", "16:00"]),
        (["10:00", "14:00"], ["14:00"], ["10:00", "14:00"]),
    ],
    ids=str,
)
def test_another_hour_is_a_move_only_where_it_cannot_be_two(
    app: Flask, awa: APerson, counsellor: Visitor, hours_of_files: tuple[list[str], ...]
) -> None:
    before, then, planned = hours_of_files
    takes_in(counsellor, HEAD + "".join(line("Awa Diallo", hour) for hour in before))
    text = HEAD + "".join(line("Awa Diallo", hour) for hour in then)
    looks_through(counsellor, text)
    if counsellor.page.says(KEEP):
        counsellor.presses(KEEP)
    assert hours(app, awa) == planned
    assert not looks_through(counsellor, text).page.says(KEEP), "again: nothing is doubled"


@both
def test_a_cancelled_line_is_about_its_own_hour(app: Flask, awa: APerson, counsellor: Visitor) -> None:
    takes_in(counsellor, HEAD + line("Awa Diallo", "10:00"))
    looks_through(counsellor, HEAD + line("Awa Diallo", "15:00", "annulé"))
    assert hours(app, awa) == ["10:00"], "another hour was cancelled, not this one"
    both_lines = line("Awa Diallo", "10:00", "annulé") + line("Awa Diallo", "16:00")
    takes_in(counsellor, HEAD + both_lines)
    assert (hours(app, awa), hours(app, awa, Status.CANCELLED)) == (["16:00"], ["10:00"])
    standing = line("Awa Diallo", "16:00", "annulé") + line("Awa Diallo", "16:00")
    looks_through(counsellor, HEAD + standing)
    assert hours(app, awa) == ["16:00"], "what stands counts, in whatever order"


@both
def test_what_was_moved_by_hand_or_took_place_is_not_what_another_hour_is_about(
    app: Flask, awa: APerson, counsellor: Visitor
) -> None:
    text = HEAD + line("Awa Diallo", "10:00")
    takes_in(counsellor, text)
    plan = {"day": f"{DAY:%d/%m/%Y}", "hour": "11:00", "lasts": "45", "way": "on-site", "place": ""}
    counsellor.opens(f"/people/{awa.id}/interviews").follows("Move or cancel it").presses("Keep it", plan)
    for again in (text, text + line("Awa Diallo", "11:00")):
        assert not looks_through(counsellor, again).page.says(KEEP)
        assert hours(app, awa) == ["11:00"], "what was changed by hand stands"
    with parts_of(app).database.transaction(writes=True) as connection:
        connection.execute(update(rows), {"status": Status.NOT_HELD.value})
    takes_in(counsellor, HEAD + line("Awa Diallo", "16:00"))
    assert hours(app, awa) == ["16:00"]
    assert hours(app, awa, Status.NOT_HELD) == ["11:00"]


@both
def test_an_entry_that_names_two_of_ones_people_is_shown_by_its_title_and_taken_for_nobody(
    app: Flask, awa: APerson, helene: APerson, counsellor: Visitor
) -> None:
    begin = f"DTSTART:{DAY:%Y%m%d}T133000Z"
    entries = (
        f"UID:1\r\n{begin}\r\nSUMMARY:Awa Diallo + Hélène Le Goff",
        f"UID:2\r\n{begin}\r\nSUMMARY:Awa Diallo\r\nATTENDEE;CN=Hélène Le Goff:mailto:h@example.fr",
    )
    text = "".join(f"BEGIN:VEVENT\r\n{entry}\r\nEND:VEVENT\r\n" for entry in entries)
    calendar = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{text}END:VCALENDAR\r\n"
    looks_through(counsellor, calendar.encode())
    assert counsellor.page.says("Awa Diallo + Hélène Le Goff")
    assert counsellor.page.words.count("It can be two of your people: plan it by hand.") == 2
    assert theirs(app, awa) == theirs(app, helene) == []
