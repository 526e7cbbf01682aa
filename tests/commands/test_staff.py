"""An account is ended: nobody is signed in with it any more, nobody can sign in, and its visit is over."""

from datetime import UTC, datetime

from flask import Flask

from portal.signin import accounts
from portal.storage.engine.database import Database
from portal.web.parts import parts_of
from tests.commands.conftest import Operator
from tests.people import PASSWORD, a_counsellor, a_helper, a_person, signed_in
from tests.visitor import Visitor


def test_an_account_is_ended_with_everything_it_opened(operator: Operator, served: Flask, database: Database) -> None:
    parts, now = parts_of(served), datetime.now(UTC)
    with database.transaction(writes=True) as connection:
        nour = a_counsellor(connection, parts.ring)
        person = a_person(connection, parts.ring, nour)
        helper = a_helper(connection, parts.ring, person.actor.agency_id)
    desk = signed_in_over_https(served, signed_in(served, nour))
    assert desk.client.get("/people", base_url=HTTPS).status_code == 200
    assert operator("staff", "end", "NOUR ").output == "The account “NOUR ” is ended.\n"
    assert desk.client.get("/people", base_url=HTTPS).status_code == 303
    assert operator("staff", "end", "nour").exit_code == 1
    assert operator("staff", "end", "nobody").output == "Error: No member of staff signs in as “nobody”.\n"
    assert operator("staff", "end", helper).exit_code == 0
    with database.transaction(writes=True) as connection:
        found = accounts.helper(connection, parts.ring, helper, PASSWORD, now)
    assert found is accounts.Refusal.WRONG


HTTPS = "https://portal.example"


def signed_in_over_https(app: Flask, visitor: Visitor) -> Visitor:
    """Give a browser the same cookie under the name it has over https."""
    token = visitor.client.get_cookie("portal")
    assert token is not None
    other = Visitor(app, "en")
    other.client.set_cookie("__Host-portal", token.value, domain="portal.example", secure=True)
    return other
