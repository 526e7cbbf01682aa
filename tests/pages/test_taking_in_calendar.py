"""A counsellor takes in the agency's calendar: first each line, then all of it at once; again it changes nothing."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from portal.core.interviews import Status
from portal.storage import stand_ins
from portal.storage.interview_rows import Interview
from portal.storage.interviews import add, of_person
from portal.storage.people import Known, NewPerson, add_person
from portal.storage.stand_ins import NewStandIn
from portal.storage.tables import people, staff_drafts
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.people import APerson, a_counsellor, a_person, count_of, signed_in, vault_of
from tests.visitor import Visitor, hidden

both = pytest.mark.parametrize("app", BOTH, indirect=True)
DAY = (datetime.now(UTC) + timedelta(days=10)).date()
HEAD = "Date;Heure;Nom;Durée;Statut;Réf\r\n"


def line(name: str, hour: str = "14h30", status: str = "", key: str = "", days: int = 0) -> str:
    return f"{DAY + timedelta(days=days):%d/%m/%Y};{hour};{name};45;{status};{key}\r\n"


@pytest.fixture
def team(app: Flask) -> dict[str, APerson]:
    """Return four people of one counsellor, two of the same name, and one of a colleague."""
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        nour = a_counsellor(connection, parts.ring, login=uuid4().hex)
        told = {
            "awa": (nour, "Awa Diallo"),
            "helene": (nour, "Hélène Le Goff"),
            "ali": (nour, "Ali Ben"),
            "other ali": (nour, "BEN Ali"),
            "colleague's": (None, "Zoé Petit"),
        }
        team = {key: a_person(connection, parts.ring, whose, interviews=()) for key, (whose, _) in told.items()}
        for key, person in team.items():
            known = person.key.seal("people|known", {"name": told[key][1], "address": ""})
            connection.execute(update(people).where(people.c.id == person.id), {"known": known})
    return team


@pytest.fixture
def counsellor(app: Flask, team: Mapping[str, APerson]) -> Visitor:
    return signed_in(app, team["awa"].counsellor)


def theirs(app: Flask, person: APerson) -> list[Interview]:
    with parts_of(app).database.transaction(writes=True) as connection:
        return of_person(vault_of(connection, app, person.actor), person.id)


def looks_through(counsellor: Visitor, content: str | bytes, status: int = 200) -> Visitor:
    file = content.encode("cp1252") if isinstance(content, str) else content
    return counsellor.opens("/day/import").uploads(file, status)


def takes_in(counsellor: Visitor, content: str | bytes) -> Visitor:
    return looks_through(counsellor, content).presses("Keep all of this")


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
        "Line 4 · Two of your people have this name: plan it by hand.",
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
def test_all_of_it_is_kept_or_nothing(
    app: Flask, team: dict[str, APerson], counsellor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks_through(counsellor, HEAD + line("Awa Diallo") + line("Hélène Le Goff"))
    added, really = list[object](), add

    def fails_the_second_time(*told: object) -> object:
        added.append(told)
        if len(added) > 1:
            raise IntegrityError("", None, Exception())
        return really(*told)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr("portal.storage.taking_in.add", fails_the_second_time)
    counsellor.presses("Keep all of this", status=503)
    assert theirs(app, team["awa"]) == theirs(app, team["helene"]) == []


@both
def test_the_button_pressed_twice_takes_it_in_once(app: Flask, team: dict[str, APerson], counsellor: Visitor) -> None:
    looks_through(counsellor, HEAD + line("Awa Diallo"))
    data = hidden(counsellor.page.form(button="Keep all of this"))
    counsellor.posts("/day/import/keep", data)
    counsellor.posts("/day/import/keep", data, status=422)
    assert counsellor.page.says("This file was taken in already")
    assert len(theirs(app, team["awa"])) == 1


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
