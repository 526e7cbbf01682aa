"""A colleague replaces a counsellor for some days: the same people, the same rules, and each reading says for whom."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.core.calendar import today
from portal.core.stand_ins import LONGEST
from portal.storage.tables.reach import stand_ins
from portal.storage.trace.journal import LISTED, Deed, broken, entries
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.pages.samples import A_TEXT
from tests.pages.test_sending import sends, tells
from tests.people import ACounsellor, APerson, a_counsellor, a_manager, count_of, signed_in, somebody
from tests.visitor import Visitor

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
A_DAY = timedelta(days=1)


def a_colleague(app: Flask, person: APerson, login: str = "zoe") -> ACounsellor:
    """Add somebody who works where the person's counsellor works."""
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        return a_counsellor(connection, parts.ring, login, person.actor.agency_id)


def is_away(app: Flask, person: APerson, colleague: ACounsellor, first: int = 0, last: int = 0) -> Visitor:
    """Let the person's counsellor say who replaces them, from so many days to so many days from now."""
    day, visitor = today(datetime.now(UTC)), signed_in(app, person.counsellor)
    typed = {
        "colleague": str(colleague.actor.id),
        "first": (day + first * A_DAY).isoformat(),
        "last": (day + last * A_DAY).isoformat(),
    }
    return visitor.opens("/colleagues").presses("Keep it", typed)


def told(app: Flask) -> APerson:
    person = somebody(app)
    visitor = signed_in(app, person)
    tells(visitor, A_TEXT, "Awa")
    sends(visitor)
    return person


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_who_replaces_reads_for_the_counsellor_and_the_person_sees_it(app: Flask) -> None:
    person = told(app)
    colleague = a_colleague(app, person)
    stands_in = signed_in(app, colleague)
    stands_in.opens(f"/people/{person.id}", status=403)
    away = is_away(app, person, colleague)
    assert away.page.says("Zoe")
    assert stands_in.opens(f"/people/{person.id}").page.says("Awa")
    with parts_of(app).database.transaction(writes=False) as connection:
        read = [entry for entry in entries(connection, person.key) if entry.deed is Deed.READ]
    (behalf,) = [entry.behalf for entry in read]
    assert behalf is not None
    assert (read[0].actor_id, behalf.counsellor_id) == (colleague.actor.id, person.counsellor.actor.id)
    journal = signed_in(app, person).opens("/who-read").page
    assert journal.says("A colleague of your counsellor read your answers.")
    assert journal.says(f"Zoe, in place of {person.counsellor.login.title()}")
    assert not journal.says("Your counsellor read your answers, before the interview.")


def test_what_the_counsellor_reads_is_told_as_before(app: Flask) -> None:
    person = told(app)
    is_away(app, person, a_colleague(app, person))
    signed_in(app, person.counsellor).opens(f"/people/{person.id}")
    journal = signed_in(app, person).opens("/who-read").page
    assert journal.says("Your counsellor read your answers, before the interview.")
    assert not journal.says("in place of")


def test_it_begins_on_the_first_day_and_is_over_after_the_last(app: Flask) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        person = somebody(app)
        colleague = a_colleague(app, person)
        is_away(app, person, colleague, first=1, last=2)
        for day, status in ((0, 403), (1, 200), (2, 200), (3, 403)):
            clock.move_to(NOW + timedelta(days=day))
            signed_in(app, colleague).opens(f"/people/{person.id}", status=status)
            signed_in(app, colleague).opens(f"/people/{person.id}/interviews", status=status)


def test_the_days_are_those_of_paris(app: Flask) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        person = somebody(app)
        colleague = a_colleague(app, person)
        is_away(app, person, colleague, first=1, last=1)
        clock.move_to(datetime(2026, 11, 23, 23, 5, tzinfo=UTC))
        signed_in(app, colleague).opens(f"/people/{person.id}")
        clock.move_to(datetime(2026, 11, 24, 23, 5, tzinfo=UTC))
        signed_in(app, colleague).opens(f"/people/{person.id}", status=403)


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_lists_say_whose_person_it_is_and_the_person_sees_for_whom_they_were_listed(app: Flask) -> None:
    person = somebody(app)
    colleague = a_colleague(app, person)
    stands_in = signed_in(app, colleague)
    for address in ("/day", "/people"):
        assert not stands_in.opens(address).page.says("Ali")
    is_away(app, person, colleague)
    for address in ("/day", "/people"):
        assert stands_in.opens(address).page.says("Ali")
        assert stands_in.page.says(f"For {person.counsellor.login.title()}")
        assert not signed_in(app, person.counsellor).opens(address).page.says("For ")
    with parts_of(app).database.transaction(writes=False) as connection:
        listed = [entry for entry in entries(connection, person.key) if entry.deed in {*LISTED, Deed.PREPARED_DAY}]
        assert broken(connection, parts_of(app).ring, person.id) == []
    behalves = {entry.deed: entry.behalf for entry in listed if entry.actor_id == colleague.actor.id}
    assert len(behalves) == 2
    for behalf in behalves.values():
        assert behalf is not None
        assert behalf.counsellor_id == person.counsellor.actor.id
    assert {entry.behalf for entry in listed if entry.actor_id == person.counsellor.actor.id} == {None}


def test_who_stands_in_does_what_the_counsellor_would(app: Flask) -> None:
    person = told(app)
    visitor = signed_in(app, person).opens("/arguments/new").sends({"about": "letter"})
    visitor.opens("/arguments/words").sends({"words": "I was there"}).presses("Send to my counsellor")
    colleague = a_colleague(app, person)
    is_away(app, person, colleague)
    stands_in = signed_in(app, colleague).opens(f"/people/{person.id}/arguments/1").presses("Open and read")
    stands_in.sends({"words": "I know."}, do="answer")
    journal = visitor.opens("/who-read").page
    assert journal.says("A colleague of your counsellor answered your arguments.")
    assert not journal.says("Your counsellor answered your arguments.")


def test_either_of_the_two_ends_it_at_once_and_nobody_else(app: Flask) -> None:
    person = somebody(app)
    for who in (0, 1):
        colleague = a_colleague(app, person, f"zoe{who}")
        is_away(app, person, colleague)
        third = signed_in(app, a_colleague(app, person, f"third{who}")).opens("/colleagues")
        assert "End it now" not in third.page.words
        ends = signed_in(app, (person.counsellor, colleague)[who]).opens("/colleagues")
        ends.presses("End it now")
        assert "End it now" not in ends.page.words
        signed_in(app, colleague).opens(f"/people/{person.id}", status=403)


def test_who_stands_in_reads_no_more_than_the_counsellor_could(app: Flask) -> None:
    person = somebody(app, interviews=(timedelta(days=31),))
    colleague = a_colleague(app, person)
    is_away(app, person, colleague)
    signed_in(app, colleague).opens(f"/people/{person.id}", status=403)


def test_nobody_stands_in_for_who_stands_in(app: Flask) -> None:
    person = somebody(app)
    first, second = a_colleague(app, person, "zoe"), a_colleague(app, person, "max")
    is_away(app, person, first)
    day = today(datetime.now(UTC)).isoformat()
    typed = {"colleague": str(second.actor.id), "first": day, "last": day}
    signed_in(app, first).opens("/colleagues").presses("Keep it", typed)
    signed_in(app, first).opens(f"/people/{person.id}")
    signed_in(app, second).opens(f"/people/{person.id}", status=403)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"colleague": ""}, "Choose a colleague."),
        ({"colleague": "me"}, "Choose a colleague."),
        ({"colleague": "elsewhere"}, "Choose a colleague."),
        ({"first": "soon"}, "Write the day with numbers, like 23/11/2026."),
        ({"last": "01/12/2001"}, "The last day comes after the first."),
        ({"first": "01/12/2001", "last": "02/12/2001"}, "These days have gone by."),
        ({"last": (NOW + LONGEST + 2 * A_DAY).strftime("%d/%m/%Y")}, "Three months at most."),
    ],
    ids=["nobody", "oneself", "elsewhere", "no day", "backwards", "gone by", "too long"],
)
def test_what_cannot_be_is_said_and_what_was_written_stays(app: Flask, typed: dict[str, str], says: str) -> None:
    with time_machine.travel(NOW, tick=False):
        person = somebody(app)
        colleague, stranger = a_colleague(app, person), somebody(app).counsellor
        ids = {"me": person.counsellor.actor.id, "elsewhere": stranger.actor.id}
        sent = {"colleague": str(colleague.actor.id), "first": "2026-11-23", "last": "2026-11-24", **typed}
        sent["colleague"] = str(ids.get(sent["colleague"], sent["colleague"]))
        visitor = signed_in(app, person.counsellor).opens("/colleagues").presses("Keep it", sent, status=422)
        assert visitor.page.says(says)
        assert f'value="{sent["first"]}"' in visitor.page.text
        assert count_of(parts_of(app).database, "stand_ins") == 0


def test_a_form_sent_twice_is_said_once(app: Flask) -> None:
    person = somebody(app)
    colleague, day = a_colleague(app, person), today(datetime.now(UTC)).isoformat()
    visitor = signed_in(app, person.counsellor).opens("/colleagues")
    form = visitor.page
    for _ in range(2):
        visitor.page = form
        visitor.presses("Keep it", {"colleague": str(colleague.actor.id), "first": day, "last": day})
    assert count_of(parts_of(app).database, "stand_ins") == 1


def test_a_form_that_comes_too_late_loses_nothing(app: Flask) -> None:
    person = somebody(app)
    a_colleague(app, person)
    sent = {"colleague": "", "first": "2026-12-01", "last": "2026-12-02", "csrf_token": "old"}
    visitor = signed_in(app, person.counsellor).opens("/colleagues").posts("/colleagues", sent, status=422)
    assert "2026-12-01" in visitor.page.text
    assert Visitor(app).posts("/colleagues", sent, status=422).page.says("2026-12-02")


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_a_manager_says_who_replaces_somebody_who_is_ill(app: Flask) -> None:
    person = somebody(app)
    colleague, parts, day = a_colleague(app, person), parts_of(app), today(datetime.now(UTC)).isoformat()
    with parts.database.transaction(writes=True) as connection:
        manager = a_manager(connection, parts.ring, person.actor.agency_id)
    visitor = signed_in(app, manager).opens("/agency/counsellors")
    typed = {"away": str(person.counsellor.actor.id), "first": day, "last": day}
    visitor.presses("Keep it", {**typed, "colleague": typed["away"]}, status=422)
    visitor.presses("Keep it", {**typed, "colleague": str(colleague.actor.id)})
    assert visitor.page.says(f"Zoe for {person.counsellor.login.title()}")
    signed_in(app, colleague).opens(f"/people/{person.id}")
    visitor.presses("End it now")
    signed_in(app, colleague).opens(f"/people/{person.id}", status=403)
    with parts.database.transaction(writes=False) as connection:
        assert connection.execute(select(stand_ins.c.set_by)).scalar_one() == manager.actor.id


def test_another_agency_s_manager_neither_sees_nor_ends_it(app: Flask) -> None:
    person, other, parts = somebody(app), somebody(app), parts_of(app)
    is_away(app, person, a_colleague(app, person))
    with parts.database.transaction(writes=True) as connection:
        manager = a_manager(connection, parts.ring, other.actor.agency_id)
        named = connection.execute(select(stand_ins.c.id)).scalar_one()
    visitor = signed_in(app, manager).opens("/agency/counsellors")
    assert "Zoe" not in visitor.page.words
    token = visitor.page.text.split('name="csrf_token" value="')[1].split('"')[0]
    visitor.posts("/agency/counsellors/end", {"csrf_token": token, "do": str(named)})
    with parts.database.transaction(writes=False) as connection:
        assert connection.execute(select(stand_ins.c.ended_at)).scalar_one() is None
