"""What goes wrong as a calendar is taken in: the file, the form, the people; and nothing of the file stays."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import update

from portal.storage.caseload import stand_ins
from portal.storage.caseload.stand_ins import NewStandIn
from portal.storage.people.people import Known, NewPerson, add_person
from portal.storage.tables.people import people, staff_drafts
from portal.web.parts import parts_of
from tests.pages.taking_in import DAY, HEAD, a_team, line, looks_through, takes_in, theirs
from tests.people import APerson, count_of, signed_in
from tests.visitor import Visitor


@pytest.fixture
def team(app: Flask) -> dict[str, APerson]:
    return a_team(app)


@pytest.fixture
def counsellor(app: Flask, team: Mapping[str, APerson]) -> Visitor:
    return signed_in(app, team["awa"].counsellor)


def test_nothing_of_the_file_stays_but_plans_of_people_who_were_found(
    app: Flask, team: dict[str, APerson], counsellor: Visitor
) -> None:
    assert team
    looks_through(counsellor, HEAD + line("Awa Diallo") + line("Secret Rendezvous"))
    with parts_of(app).database.transaction(writes=False) as connection:
        sealed = connection.execute(staff_drafts.select()).one().sealed
    key = team["awa"].counsellor.key
    assert "Awa" not in str(key.unseal("staff_drafts|calendar", sealed))
    assert "Secret" not in str(key.unseal("staff_drafts|calendar", sealed))
    counsellor.presses("Keep all of this")
    assert count_of(parts_of(app).database, "staff_drafts") == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Choose a file first."),
        (b"PK\x03\x04" + bytes(50), "This is not a calendar."),
        (b"hello", "The first line must name the columns"),
    ],
)
def test_what_is_no_calendar_is_said_in_plain_words(
    team: dict[str, APerson], counsellor: Visitor, content: bytes, said: str
) -> None:
    assert team
    assert looks_through(counsellor, content, status=422).page.says(said)


def test_a_file_that_is_too_big_is_refused_and_one_of_5000_lines_is_not(
    team: dict[str, APerson], counsellor: Visitor
) -> None:
    assert team
    whole = {"data": b"x" * 600_000, "content_type": "multipart/form-data; boundary=b"}
    assert counsellor.client.post("/day/import", **whole).status_code == 413
    looks_through(counsellor, HEAD + line("Nobody Here") * 5000)
    assert counsellor.page.says("Line 5001 · None of your people has this name.")


def test_a_form_that_comes_too_late_asks_for_the_file_again(team: dict[str, APerson], counsellor: Visitor) -> None:
    assert team
    counsellor.opens("/day/import").uploads(HEAD.encode(), 422, {"csrf_token": "old"})
    assert counsellor.page.says("This page was old. Choose the file again.")


def test_a_person_who_left_between_the_two_forms_is_left_out(
    app: Flask, team: dict[str, APerson], counsellor: Visitor
) -> None:
    looks_through(counsellor, HEAD + line("Awa Diallo") + line("Hélène Le Goff"))
    elsewhere = team["colleague's"].counsellor.actor.id
    with parts_of(app).database.transaction(writes=True) as connection:
        connection.execute(update(people).where(people.c.id == team["awa"].id), {"counsellor_id": elsewhere})
    counsellor.presses("Keep all of this")
    assert theirs(app, team["awa"]) == []
    assert len(theirs(app, team["helene"])) == 1


def test_whoever_replaces_a_colleague_takes_in_nothing_for_them(
    app: Flask, team: dict[str, APerson], counsellor: Visitor
) -> None:
    away, colleague = team["colleague's"].counsellor.actor, team["awa"].counsellor.actor
    today = datetime.now(UTC).date()
    new = NewStandIn(counsellor_id=away.id, colleague_id=colleague.id, first=today, last=DAY, set_by=away.id, key=None)
    with parts_of(app).database.transaction(writes=True) as connection:
        stand_ins.add(connection, new, datetime.now(UTC))
    assert counsellor.opens("/people").page.says("Zoé Petit"), "the colleague's people are in the list"
    looks_through(counsellor, HEAD + line("Zoé Petit"))
    assert counsellor.page.says("Line 2 · None of your people has this name.")


def test_a_calendar_of_more_people_than_one_opens_in_an_hour_stops_no_account(
    app: Flask, team: dict[str, APerson], counsellor: Visitor
) -> None:
    parts, nour, text = parts_of(app), team["awa"].counsellor.actor, HEAD
    with parts.database.transaction(writes=True) as connection:
        for number in range(parts.settings.most_people + 2):
            name = f"Personne {chr(97 + number // 26)}{chr(97 + number % 26)}"
            new = NewPerson(agency_id=nour.agency_id, counsellor_id=nour.id, known=Known(name=name))
            add_person(connection, parts.ring, new, datetime.now(UTC))
            text += line(name)
    assert takes_in(counsellor, text).page.says("Your calendar is taken in.")
    assert looks_through(counsellor, text).page.says("Nothing changes.")
