"""Whoever writes in the database without the keys lifts no limit, and lets no other agency read a request."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import delete, insert, select

from portal.core.requests import Ask
from portal.storage.rights.requests import Asked, ask
from portal.storage.tables.people import journal
from portal.storage.tables.rights import limits, requests
from portal.storage.trace.journal import Deed
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.people import APerson, a_manager, an_agency, signed_in, somebody, vault_of
from tests.visitor import Visitor

both = pytest.mark.parametrize("app", BOTH, indirect=True)


def stops(app: Flask, person: APerson) -> Visitor:
    """Let somebody stop the reading; then take away that they did, but not what their journal says."""
    visitor = signed_in(app, person).opens("/my-data").follows("Stop the reading").presses("I stop the reading")
    with parts_of(app).database.transaction(writes=True) as connection:
        assert connection.execute(delete(limits)).rowcount == 1
    return visitor


@both
def test_a_limit_that_was_taken_away_still_holds_until_the_person_lifts_it(app: Flask) -> None:
    person, parts = somebody(app), parts_of(app)
    visitor = stops(app, person)
    desk = signed_in(app, person.counsellor).opens(f"/people/{person.id}", status=403)
    with parts.database.transaction(writes=True) as connection:
        connection.execute(insert(limits), {"person_id": person.id, "since": datetime.now(UTC)})
    visitor.opens("/my-data/reading").sends({"do": "go-on"})
    desk.opens(f"/people/{person.id}")


@both
def test_a_line_that_somebody_else_wrote_lifts_nothing(app: Flask) -> None:
    person, parts = somebody(app), parts_of(app)
    stops(app, person)
    with parts.database.transaction(writes=True) as connection:
        newest = select(journal).where(journal.c.person_id == person.id).order_by(journal.c.number.desc()).limit(1)
        row = dict(connection.execute(newest).mappings().one())
        forged = {"number": row["number"] + 1, "deed": Deed.LIFTED.value}
        connection.execute(insert(journal), {**row, **forged})
    signed_in(app, person.counsellor).opens(f"/people/{person.id}", status=403)


@both
def test_a_request_that_was_moved_to_another_agency_is_not_read_there(app: Flask) -> None:
    person, parts = somebody(app), parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        elsewhere = an_agency(connection, "Autre")
        manager = a_manager(connection, parts.ring, elsewhere)
        asked = Asked(kind=Ask.QUESTION, words="secret words", language="en")
        ask(vault_of(connection, app, person.actor), person.actor, asked, 1)
        row = dict(connection.execute(select(requests)).mappings().one())
        connection.execute(delete(requests))
        connection.execute(insert(requests), row | {"agency_id": elsewhere})
    desk = signed_in(app, manager).opens(f"/agency/requests/{person.id}/1", status=403)
    assert not desk.page.says("secret words")
