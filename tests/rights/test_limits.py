"""While somebody stopped the reading, their counsellor still knows whom to meet, and when; and nothing else of them."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from portal.app import PROMISES
from portal.core.agreements import Line
from portal.core.interviews import Plan
from portal.core.uses import Purpose
from portal.storage import agreements, interviews
from portal.storage.days import who_comes
from portal.storage.journal import Deed
from portal.storage.limits import Limited, limit
from portal.storage.vault import Vault
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.people import APerson, signed_in, somebody
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
    deeds = [entry.deed for entry in journal_of(parts.database, person)]
    assert Deed.PREPARED_DAY not in deeds
    assert deeds.count(Deed.SAW_IN_LIST) == 1


def test_the_papers_of_the_day_leave_them_out(app: Flask) -> None:
    person = stopped(app)
    answered = signed_in(app, person.counsellor).client.get("/day.pdf")
    assert (answered.status_code, answered.location) == (303, "/day")
    assert Deed.READ not in [entry.deed for entry in journal_of(parts_of(app).database, person)]


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
