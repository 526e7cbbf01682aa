"""While somebody stopped the reading, their counsellor still knows whom to meet, and when; and nothing else of them."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from portal.app import PROMISES
from portal.core.agreements import Line
from portal.core.interviews import Plan
from portal.core.uses import Purpose
from portal.storage.answers.limits import Limited, limit
from portal.storage.answers.vault import Vault
from portal.storage.caseload.days import who_comes
from portal.storage.dialogue import agreements, interviews
from portal.storage.trace.journal import Deed
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.people import APerson, signed_in, somebody, vault_of
from tests.rights.lives import PLAIN, journal_of, says, sends, vault_at

both = pytest.mark.parametrize("app", BOTH, indirect=True)


def stopped(app: Flask) -> APerson:
    """Return somebody who sent something, and then stopped the reading."""
    person, parts, now = somebody(app), parts_of(app), datetime.now(UTC)
    with parts.database.transaction(writes=True) as connection:
        says(vault_at(connection, parts.ring, person, now), person, PLAIN, "said name")
        sends(connection, parts.ring, person, PLAIN, now=now)
        limit(connection, person.id, now)
    return person


def deeds(app: Flask, person: APerson) -> list[Deed]:
    return [entry.deed for entry in journal_of(parts_of(app).database, person)]


@both
def test_the_day_says_whom_to_meet_and_when_and_opens_nothing(app: Flask) -> None:
    person, parts, now = stopped(app), parts_of(app), datetime.now(UTC)
    desk = signed_in(app, person.counsellor)
    for _ in range(2):
        desk.opens("/day")
    assert not desk.page.says("Something to read")
    with parts.database.transaction(writes=True) as connection:
        vault = Vault(connection, parts.ring, PROMISES, person.counsellor.actor, now)
        (comes,) = who_comes(vault, (PLAIN,), now, now + timedelta(days=3))
    assert comes.name
    assert not comes.has_sent
    assert not comes.said
    assert Deed.PREPARED_DAY not in deeds(app, person)
    assert deeds(app, person).count(Deed.SAW_IN_LIST) == 1


@both
def test_a_stranger_never_learns_of_it_and_the_person_reads_who_it_was(app: Flask) -> None:
    person, stranger = somebody(app), somebody(app).counsellor
    desk = signed_in(app, stranger)
    before = desk.opens(f"/people/{person.id}", status=403).page.words
    with parts_of(app).database.transaction(writes=True) as connection:
        limit(connection, person.id, datetime.now(UTC))
    for address in ("", "/weeks", "/interviews", "/agree"):
        assert desk.opens(f"/people/{person.id}{address}", status=403).page.words == before
    assert deeds(app, person) == [Deed.WAS_REFUSED]
    page = signed_in(app, person).opens("/who-read").page
    assert page.says("Another counsellor wanted to open your dossier. Nothing was opened.")
    assert not page.says("whom your counsellor asked")


def test_the_line_of_a_stranger_does_not_say_that_the_counsellor_asked_them(app: Flask) -> None:
    person, stranger = somebody(app), somebody(app).counsellor
    with parts_of(app).database.transaction(writes=True) as connection:
        vault_of(connection, app, stranger.actor).note(person.id, Deed.WAS_STOPPED, Purpose.TRACE_READINGS)
    page = signed_in(app, person).opens("/who-read").page
    assert page.says(stranger.login.title())
    assert not page.says("whom your counsellor asked")


@both
def test_whoever_tries_again_and_again_is_told_once_an_hour(app: Flask) -> None:
    with time_machine.travel(datetime.now(UTC)) as clock:
        person = stopped(app)
        for times in (1, 2):
            desk = signed_in(app, person.counsellor)
            for address in ("", "/weeks", "") * 2:
                desk.opens(f"/people/{person.id}{address}", status=403)
                assert desk.page.says("This person stopped the reading")
            assert deeds(app, person).count(Deed.WAS_STOPPED) == times
            clock.shift(timedelta(hours=1))


def test_the_papers_of_the_day_leave_them_out(app: Flask) -> None:
    person = stopped(app)
    answered = signed_in(app, person.counsellor).client.get("/day.pdf")
    assert (answered.status_code, answered.location) == (303, "/day")
    assert Deed.READ not in deeds(app, person)


@both
def test_their_interviews_are_still_planned_and_nothing_is_written_about_them(app: Flask) -> None:
    person, parts, now = stopped(app), parts_of(app), datetime.now(UTC)
    signed_in(app, person.counsellor).opens(f"/people/{person.id}/interviews")
    with parts.database.transaction(writes=True) as connection:
        vault = Vault(connection, parts.ring, PROMISES, person.counsellor.actor, now)
        one = interviews.add(vault, person.id, Plan(at=now + timedelta(days=9)))
        assert interviews.cancel(vault, person.id, one, 1)
        for asked in (
            lambda: agreements.send_agreement(
                vault, person.id, agreements.NewAgreement(lines=(Line(words="x"),), language="en")
            ),
            lambda: vault.read(person.id, [PLAIN], Purpose.PREPARE_INTERVIEW),
            lambda: vault.wish_to_talk(person.id),
        ):
            with pytest.raises(Limited):
                asked()
