"""Whom a counsellor is about to meet counts toward no ceiling; planning interviews with everybody is no way round."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from portal.core.ceilings import HOUR, MOST_A_DAY, Meeting, expected
from portal.core.interviews import Plan
from portal.storage.dialogue.interviews import add
from portal.storage.engine.ids import new_id
from portal.storage.people.people import Known
from portal.storage.tables.people import people as rows
from portal.storage.trace.journal import Deed, entries
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.people import ACounsellor, APerson, a_counsellor, a_person, signed_in, vault_of
from tests.visitor import Visitor, hidden

MOST = 3
A_DAY, THREE_WEEKS = timedelta(days=1), timedelta(days=21)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CLOSED = "New since yesterday: open it to see what is ready."
both = pytest.mark.parametrize("app", BOTH, indirect=True)


@pytest.fixture(autouse=True)
def clock(app: Flask) -> Iterator[time_machine.Traveller]:
    """Let an account open three people an hour, on a Monday morning."""
    parts = parts_of(app)
    app.extensions["portal"] = replace(parts, settings=replace(parts.settings, most_people=MOST))
    with time_machine.travel(NOW, tick=False) as travelled:
        yield travelled


@pytest.fixture
def nour(app: Flask) -> ACounsellor:
    with parts_of(app).database.transaction(writes=True) as connection:
        return a_counsellor(connection, parts_of(app).ring)


def people(app: Flask, nour: ACounsellor, *meets: timedelta) -> list[APerson]:
    """Add somebody for each of some interviews; they stand since before anything here."""
    ring = parts_of(app).ring
    with parts_of(app).database.transaction(writes=True) as connection:
        return [a_person(connection, ring, nour, interviews=(after,)) for after in meets]


def crawls(visitor: Visitor, all_of_them: list[APerson]) -> list[int]:
    return [visitor.client.get(f"/people/{one.id}").status_code for one in all_of_them]


def deeds(app: Flask, person: APerson) -> list[Deed]:
    with parts_of(app).database.transaction(writes=False) as connection:
        return [entry.deed for entry in entries(connection, person.key)]


def plans(app: Flask, nour: ACounsellor, mine: list[APerson], after: timedelta) -> None:
    """Let somebody plan interviews with everybody, however they do it, one after the other on one day."""
    with parts_of(app).database.transaction(writes=True) as connection:
        vault = vault_of(connection, app, nour.actor)
        for number, person in enumerate(mine):
            add(vault, person.id, Plan(at=NOW + after + timedelta(minutes=5 * number), lasts=5))


@both
def test_a_counsellor_prints_their_whole_week_and_opens_as_many_others_as_ever(app: Flask, nour: ACounsellor) -> None:
    others = people(app, nour, *[THREE_WEEKS] * (MOST + 1))
    for days in range(5):
        people(app, nour, *(timedelta(days=days, hours=hours) for hours in range(1, MOST + 2)))
    visitor = signed_in(app, nour)
    assert not visitor.opens("/day").page.says(CLOSED)
    for days in range(5):
        paper = visitor.client.get(f"/day.pdf?on={NOW + timedelta(days=days):%Y-%m-%d}")
        assert (paper.status_code, paper.mimetype) == (200, "application/pdf")
    assert crawls(visitor, others) == [200] * MOST + [403]


@both
def test_planning_by_hand_counts_like_opening(app: Flask, nour: ACounsellor) -> None:
    mine = people(app, nour, *[THREE_WEEKS] * (MOST + 1))
    visitor = signed_in(app, nour).opens("/day/import")
    told = {"day": "24/11/2026", "hour": "10:00", "lasts": "30", "way": "on-site", "place": ""}
    data = {**told, "csrf_token": hidden(visitor.page.form())["csrf_token"]}
    sent = [visitor.client.post(f"/people/{one.id}/interviews/new", data=data).status_code for one in mine]
    assert sent == [303] * MOST + [403]
    assert [Deed.PLANNED_INTERVIEW in deeds(app, one) for one in mine] == [True] * MOST + [False]
    assert visitor.opens("/people").page.address.startswith("/staff")


@both
def test_whoever_plans_interviews_with_everybody_prints_none_of_them(
    app: Flask, nour: ACounsellor, clock: time_machine.Traveller
) -> None:
    mine = people(app, nour, *[THREE_WEEKS] * (MOST + 1))
    plans(app, nour, mine, A_DAY)
    clock.move_to(NOW + 2 * HOUR)
    assert signed_in(app, mine[0]).opens("/home").page.says("A new interview is planned."), "each is told at once"
    visitor = signed_in(app, nour).opens("/day")
    assert visitor.page.words.count(CLOSED) == len(mine) - MOST // 2
    assert [one for one in mine if Deed.PREPARED_DAY in deeds(app, one)] == mine[: MOST // 2]
    assert visitor.client.get("/day.pdf").status_code == 403
    assert not any(Deed.READ in deeds(app, one) for one in mine)


@both
def test_whoever_waits_a_day_prints_no_more_people_than_a_day_holds(
    app: Flask, nour: ACounsellor, clock: time_machine.Traveller
) -> None:
    mine = people(app, nour, *[THREE_WEEKS] * (MOST_A_DAY + MOST + 1))
    plans(app, nour, mine, 3 * A_DAY)
    clock.move_to(NOW + A_DAY)
    visitor = signed_in(app, nour)
    assert crawls(visitor, mine) == [200] * (MOST_A_DAY + MOST) + [403]


@both
def test_a_calendar_that_was_just_taken_in_frees_nobody_and_stops_nobody(
    app: Flask, nour: ACounsellor, clock: time_machine.Traveller
) -> None:
    mine = people(app, nour, *[THREE_WEEKS] * (2 * MOST))
    text = "Date;Heure;Nom\r\n"
    with parts_of(app).database.transaction(writes=True) as connection:
        for number, person in enumerate(mine):
            name = f"Personne {chr(97 + number)}"
            known = person.key.seal("people|known", {"name": Known(name=name).name, "address": ""})
            connection.execute(rows.update().where(rows.c.id == person.id), {"known": known})
            text += f"24/11/2026;{10 + number}:00;{name}\r\n"
    visitor = signed_in(app, nour).opens("/day/import").uploads(text.encode()).presses("Keep all of this")
    assert all(Deed.TOOK_IN_INTERVIEW in deeds(app, one) for one in mine)
    assert crawls(visitor, mine[:MOST]) == [200] * MOST
    assert visitor.opens("/day").page.says(CLOSED)
    clock.move_to(NOW + A_DAY)
    later = signed_in(app, nour)
    assert not later.opens("/day").page.says(CLOSED)
    assert later.client.get("/day.pdf").status_code == 200


def test_a_list_never_takes_more_than_half_so_that_somebody_can_still_be_opened(
    app: Flask, nour: ACounsellor, clock: time_machine.Traveller
) -> None:
    mine, others = (people(app, nour, *[THREE_WEEKS] * MOST) for _ in range(2))
    plans(app, nour, mine, A_DAY)
    clock.move_to(NOW + 2 * HOUR)
    visitor = signed_in(app, nour)
    for _ in range(3):
        visitor.opens("/day")
    assert crawls(visitor, others[: MOST - MOST // 2]) == [200] * (MOST - MOST // 2)


@pytest.mark.parametrize("hours", [0, 1, 23])
def test_an_interview_that_is_new_lets_nobody_be_expected(hours: int) -> None:
    new, old, unknown = (new_id() for _ in range(3))
    counsellor, at = new_id(), NOW + 2 * A_DAY
    changed = {new: NOW - timedelta(hours=hours), old: NOW - A_DAY, unknown: None}
    meetings = [
        Meeting(person_id=one, counsellor_id=counsellor, at=at, changed_at=when) for one, when in changed.items()
    ]
    assert expected(meetings, NOW) == {old, unknown}


def test_each_counsellor_s_day_holds_as_many_for_whoever_replaces_one() -> None:
    away, colleague = new_id(), new_id()
    meetings = [
        Meeting(person_id=new_id(), counsellor_id=one, at=NOW + A_DAY, changed_at=None)
        for one in (away, colleague)
        for _ in range(MOST_A_DAY + 2)
    ]
    assert len(expected(meetings, NOW)) == 2 * MOST_A_DAY
