"""A counsellor takes in the agency's calendar: first each line, then all of it at once; again it changes nothing."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from flask import Flask

from portal.core.calendar import PARIS
from portal.core.interviews import Status
from portal.storage.trace.journal import Deed
from portal.web.parts import parts_of
from tests.bench.statements import counting
from tests.conftest import BOTH
from tests.pages.taking_in import DAY, HEAD, a_team, deeds, line, looks_through, takes_in, theirs
from tests.people import APerson, signed_in
from tests.visitor import Visitor, hidden

both = pytest.mark.parametrize("app", BOTH, indirect=True)


@pytest.fixture
def team(app: Flask) -> dict[str, APerson]:
    return a_team(app)


@pytest.fixture
def counsellor(app: Flask, team: Mapping[str, APerson]) -> Visitor:
    return signed_in(app, team["awa"].counsellor)


@both
def test_each_line_is_shown_with_what_becomes_of_it_and_nothing_is_kept_before(
    app: Flask, team: dict[str, APerson], counsellor: Visitor
) -> None:
    bad = f"31/02/{DAY.year + 1};14:30;Awa Diallo;45;;\r\n"
    text = HEAD + line("Diallo Awa") + line("HELENE LE GOFF", days=1) + line("Ali Ben") + line("Zoé Petit") + bad
    looks_through(counsellor, text)
    for words in (
        "Awa Diallo",
        "Line 2 · New",
        "Line 3 · New",
        "Line 4 · It can be two of your people: plan it by hand.",
        "Line 5 · None of your people has this name.",
        "Line 6 · Write the day with numbers, like 23/11/2026.",
        "Nothing is kept yet.",
    ):
        assert counsellor.page.says(words), words
    assert [theirs(app, person) for person in team.values()] == [[]] * 5
    counsellor.presses("Keep all of this")
    assert counsellor.page.says("Your calendar is taken in.")
    [one] = theirs(app, team["awa"])
    assert (one.plan.lasts, one.status, one.is_news) == (45, Status.PLANNED, True)
    assert [bool(theirs(app, person)) for person in team.values()] == [True, True, False, False, False]
    assert signed_in(app, team["awa"]).opens("/home").page.says("A new interview is planned.")


@both
def test_the_same_file_again_changes_nothing_and_doubles_nobody(
    app: Flask, team: dict[str, APerson], counsellor: Visitor
) -> None:
    text = HEAD + line("Awa Diallo") + line("Hélène Le Goff", key="R7")
    takes_in(counsellor, text)
    before = theirs(app, team["awa"]) + theirs(app, team["helene"])
    looks_through(counsellor, text)
    assert counsellor.page.says("Nothing changes.")
    assert not counsellor.page.says("Keep all of this")
    assert theirs(app, team["awa"]) + theirs(app, team["helene"]) == before


@both
def test_what_was_moved_or_cancelled_in_the_calendar_is_moved_or_cancelled_here(
    app: Flask, team: dict[str, APerson], counsellor: Visitor
) -> None:
    takes_in(counsellor, HEAD + line("Awa Diallo", key="R1") + line("Hélène Le Goff"))
    text = HEAD + line("Awa Diallo", key="R1", days=3) + line("Hélène Le Goff", status="Annulé")
    looks_through(counsellor, text)
    assert counsellor.page.says("Line 2 · Moved")
    assert counsellor.page.says("Line 3 · Cancelled")
    counsellor.presses("Keep all of this")
    [moved], [cancelled] = theirs(app, team["awa"]), theirs(app, team["helene"])
    assert moved.at.date() == DAY + timedelta(days=3)
    assert moved.moved_from is not None
    assert cancelled.status is Status.CANCELLED
    takes_in_again = looks_through(counsellor, text).page
    assert takes_in_again.says("Nothing changes.")


@both
def test_what_was_changed_here_by_hand_stays_until_the_calendar_says_something_new(
    app: Flask, team: dict[str, APerson], counsellor: Visitor
) -> None:
    text = HEAD + line("Awa Diallo", key="R1")
    takes_in(counsellor, text)
    awa = team["awa"]
    by_hand = {"day": f"{DAY:%d/%m/%Y}", "hour": "17:00"}
    counsellor.opens(f"/people/{awa.id}/interviews").follows("Move or cancel it")
    fields = {one.get("name"): one.get("value") for one in counsellor.page.all("input") if one.get("type") != "radio"}
    counsellor.presses("Keep it", {"lasts": fields["lasts"] or "", "way": "on-site", **by_hand})
    assert looks_through(counsellor, text).page.says("Nothing changes.")
    takes_in(counsellor, HEAD + line("Awa Diallo", key="R1", hour="18:00"))
    [one] = theirs(app, awa)
    assert f"{one.at.astimezone():%M}" == "00"
    assert one.version == 3


@both
def test_an_interview_planned_by_hand_for_the_same_moment_is_not_doubled(
    app: Flask, team: dict[str, APerson], counsellor: Visitor
) -> None:
    awa = team["awa"]
    planned = {"day": f"{DAY:%d/%m/%Y}", "hour": "14:30", "lasts": "45", "way": "on-site", "place": ""}
    counsellor.opens(f"/people/{awa.id}/interviews/new").presses("Keep it", planned)
    looks_through(counsellor, HEAD + line("Awa Diallo", key="R1"))
    assert counsellor.page.says("Nothing changes.")
    assert len(theirs(app, awa)) == 1


def test_an_entry_that_was_somebody_else_s_before_is_left_to_people(
    app: Flask, team: dict[str, APerson], counsellor: Visitor
) -> None:
    takes_in(counsellor, HEAD + line("Awa Diallo", key="R1"))
    looks_through(counsellor, HEAD + line("Hélène Le Goff", key="R1"))
    assert counsellor.page.says("This entry was for somebody else before: plan it by hand.")
    assert theirs(app, team["helene"]) == []


@both
def test_all_of_it_is_kept_or_nothing(app: Flask, team: dict[str, APerson], counsellor: Visitor) -> None:
    looks_through(counsellor, HEAD + line("Awa Diallo") + line("Hélène Le Goff"))
    with parts_of(app).database.transaction(writes=True) as connection:
        connection.exec_driver_sql("CREATE UNIQUE INDEX one ON journal (deed) WHERE deed = 'took-in-interview'")
    counsellor.presses("Keep all of this", status=503)
    with parts_of(app).database.transaction(writes=True) as connection:
        connection.exec_driver_sql("DROP INDEX one")
    assert theirs(app, team["awa"]) == theirs(app, team["helene"]) == []
    assert Deed.TOOK_IN_INTERVIEW not in deeds(app, team["awa"])


@both
def test_each_person_finds_once_that_their_interviews_were_compared_and_then_each_change(
    app: Flask, team: dict[str, APerson], counsellor: Visitor
) -> None:
    takes_in(counsellor, HEAD + line("Awa Diallo", key="R1") + line("Awa Diallo", key="R2", days=1))
    takes_in(counsellor, HEAD + line("Awa Diallo", "16h00", key="R1") + line("Awa Diallo", "9h", "Annulé", "R2", 1))
    assert deeds(app, team["awa"]) == [
        Deed.SAW_IN_LIST, Deed.COMPARED_INTERVIEWS, Deed.TOOK_IN_INTERVIEW, Deed.TOOK_IN_INTERVIEW,
        Deed.MOVED_INTERVIEW, Deed.CANCELLED_INTERVIEW,
    ]  # fmt: skip
    assert Deed.COMPARED_INTERVIEWS not in deeds(app, team["helene"])
    assert [one.version for one in theirs(app, team["awa"])] == [2, 2]


@both
def test_entries_that_took_each_other_s_place_are_taken_in(
    app: Flask, team: dict[str, APerson], counsellor: Visitor
) -> None:
    takes_in(counsellor, HEAD + line("Awa Diallo", key="R1") + line("Awa Diallo", key="R2", days=1))
    longer = line("Awa Diallo", key="R2", days=1).replace(";45;", ";50;")
    text = HEAD + longer + line("Awa Diallo", key="R3") + line("Awa Diallo", key="R1", days=1)
    takes_in(counsellor, text)
    assert [one.plan.lasts for one in theirs(app, team["awa"])] == [45, 45]
    takes_in(counsellor, HEAD + line("Awa Diallo", "8h", key="R1", days=1) + line("Awa Diallo", "9h", key="R3"))
    assert [f"{one.at.astimezone(PARIS):%H:%M}" for one in theirs(app, team["awa"])] == ["09:00", "08:00"]


@both
def test_many_lines_ask_the_database_no_more_often_than_a_few(
    app: Flask, team: dict[str, APerson], counsellor: Visitor
) -> None:
    assert team
    asked = []
    for lines in (2, 60):
        text = "".join(line("Awa Diallo", key=f"{lines}-{one}", days=lines + one) for one in range(lines))
        looks_through(counsellor, HEAD + text + line("Hélène Le Goff", key=f"{lines}", days=lines))
        with counting(app) as counted:
            counsellor.presses("Keep all of this")
        asked.append(counted.statements)
    assert asked[0] == asked[1]


@both
def test_the_button_pressed_twice_takes_it_in_once(app: Flask, team: dict[str, APerson], counsellor: Visitor) -> None:
    looks_through(counsellor, HEAD + line("Awa Diallo"))
    data = hidden(counsellor.page.form(button="Keep all of this"))
    counsellor.posts("/day/import/keep", data)
    counsellor.posts("/day/import/keep", data, status=422)
    assert counsellor.page.says("This file was taken in already")
    assert len(theirs(app, team["awa"])) == 1


@both
def test_a_file_that_another_page_looked_through_is_shown_before_it_is_kept(
    app: Flask, team: dict[str, APerson], counsellor: Visitor
) -> None:
    looks_through(counsellor, HEAD + line("Awa Diallo"))
    old = counsellor.page
    looks_through(counsellor, HEAD + line("Hélène Le Goff", "16h00"))
    counsellor.page = old
    counsellor.presses("Keep all of this", status=409)
    assert counsellor.page.says("You looked at another file meanwhile.")
    assert counsellor.page.says("Hélène Le Goff")
    assert not counsellor.page.says("Awa Diallo")
    assert theirs(app, team["helene"]) == theirs(app, team["awa"]) == []
    counsellor.presses("Keep all of this")
    assert [len(theirs(app, team[name])) for name in ("helene", "awa")] == [1, 0]


def test_the_same_file_looked_through_on_two_pages_is_kept_from_either(
    app: Flask, team: dict[str, APerson], counsellor: Visitor
) -> None:
    looks_through(counsellor, HEAD + line("Awa Diallo"))
    old = counsellor.page
    looks_through(counsellor, HEAD + line("Awa Diallo"))
    counsellor.page = old
    counsellor.presses("Keep all of this")
    assert len(theirs(app, team["awa"])) == 1
