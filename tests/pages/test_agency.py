"""A manager sees to screens, helpers and concerns, and never to a person; a new helper takes two people."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from portal.core.actors import Manager
from portal.core.permissions import Role
from portal.core.visits import Ended
from portal.signin import accounts
from portal.storage.helping import kiosks, visits
from portal.storage.helping.concerns import say_concern
from portal.storage.tables.agency import concerns, staff
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.pages.test_helping import begins
from tests.people import PASSWORD, AManager, APerson, a_kiosk, a_manager, signed_in, somebody
from tests.visitor import Visitor

MORNING = datetime(2026, 3, 2, 9, 47, 31, tzinfo=UTC)


@pytest.fixture
def manager(app: Flask, person: APerson) -> AManager:
    """Return the manager of the person's agency."""
    return runs(app, person)


def runs(app: Flask, person: APerson) -> AManager:
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        return a_manager(connection, parts.ring, person.actor.agency_id)


def asks_for(app: Flask, manager: AManager, name: str) -> Visitor:
    return signed_in(app, manager).opens("/agency").presses("Ask for an account", {"first-name": name})


def proves(app: Flask, login: str, password: str) -> bool:
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        found = accounts.helper(connection, parts.ring, login, password, datetime.now(UTC))
    return isinstance(found, accounts.Volunteer)


def at_a_kiosk(app: Flask, person: APerson) -> Visitor:
    """Return the browser of a kiosk of the person's agency, nobody there."""
    parts, visitor = parts_of(app), Visitor(app, "en")
    with parts.database.transaction(writes=True) as connection:
        kiosk = a_kiosk(connection, parts.ring, person.actor.agency_id, "Salle 3")
    visitor.client.set_cookie("kiosk", kiosk.token)
    return visitor


def shown_once(visitor: Visitor) -> tuple[str, str]:
    login, password = ("".join(one.itertext()) for one in visitor.page.all("dd"))
    return login, password


def test_a_manager_signs_in_with_password_and_code(app: Flask, manager: AManager) -> None:
    visitor = Visitor(app).opens("/staff")
    visitor.sends({"login": manager.login, "password": PASSWORD, "code": "000000"}, status=422)
    visitor.sends({"login": manager.login, "password": PASSWORD, "code": manager.code})
    assert visitor.page.address == "/agency"


def test_a_manager_reaches_no_person(app: Flask, manager: AManager, person: APerson) -> None:
    visitor = signed_in(app, manager)
    for address in ("/people", f"/people/{person.id}", f"/people/{person.id}/weeks", "/dossier", "/home", "/visit"):
        visitor.opens(address, status=403)
    assert isinstance(manager.actor, Manager)


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_of_a_concern_only_the_screen_and_the_hour_are_kept(app: Flask) -> None:
    person = somebody(app)
    screen = begins(app, person, "en").opens("/visit/wrong").presses("Tell the manager")
    assert screen.page.address == "/visit", "nothing on the screen or in its history says that somebody told"
    with parts_of(app).database.transaction(writes=False) as connection:
        (kept,) = connection.execute(select(concerns)).all()
    assert set(kept._fields) == {"agency_id", "id", "kiosk_id", "at", "looked_at"}
    assert (kept.at.minute, kept.at.second, kept.at.microsecond) == (0, 0, 0)
    assert kept.id.version == 4, "an identifier that sorts by time would tell the second"
    visitor = signed_in(app, runs(app, person)).opens("/agency")
    assert "Accueil" in visitor.page.words
    for told in ("Ali", "Lina", str(person.id)):
        assert told not in visitor.page.text.replace("Lina</bdi>", ""), told
    assert "wrong" not in signed_in(app, person).opens("/who-read").page.words


def test_a_concern_is_looked_at_and_comes_again_when_it_is_said_again(
    app: Flask, manager: AManager, person: APerson
) -> None:
    agency_id, parts = person.actor.agency_id, parts_of(app)
    for minute in (1, 2):
        with parts.database.transaction(writes=True) as connection:
            say_concern(connection, agency_id, None, MORNING.replace(minute=minute))
    visitor = signed_in(app, manager).opens("/agency")
    assert visitor.page.words.count("I have looked at it") == 1
    visitor.presses("I have looked at it")
    assert "I have looked at it" not in visitor.page.words
    with parts.database.transaction(writes=True) as connection:
        say_concern(connection, agency_id, None, MORNING)
    assert "I have looked at it" in visitor.opens("/agency").page.words


def test_another_agency_s_manager_sees_and_ends_nothing_here(app: Flask, person: APerson) -> None:
    begins(app, person, "en").opens("/visit/wrong").presses("Tell the manager")
    other = signed_in(app, runs(app, somebody(app))).opens("/agency")
    assert "Nobody said so." in other.page.words
    with parts_of(app).database.transaction(writes=False) as connection:
        helper_id = connection.execute(select(staff.c.id).where(staff.c.role == Role.HELPER.value)).scalar_one()
        (concern_id,) = connection.execute(select(concerns.c.id)).scalars()
    token = {"csrf_token": other.page.text.split('name="csrf_token" value="')[1].split('"')[0]}
    other.posts("/agency/helpers/end", {**token, "do": str(helper_id)})
    other.posts("/agency/concerns", {**token, "do": str(concern_id)})
    other.posts("/agency/kiosks/end", {**token, "do": "Accueil"})
    with parts_of(app).database.transaction(writes=False) as connection:
        assert connection.execute(select(staff.c.ended_at).where(staff.c.id == helper_id)).scalar_one() is None
        assert connection.execute(select(concerns.c.looked_at)).scalar_one() is None
        assert [one.name for one in kiosks.known(connection, person.actor.agency_id)] == ["Accueil"]


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_a_new_helper_takes_two_people_and_is_shown_once(app: Flask) -> None:
    person = somebody(app)
    manager = runs(app, person)
    first = asks_for(app, manager, "Zoé")
    assert "Waits for the yes of somebody else" in first.page.words
    assert "No helper waits for your yes." in first.opens("/agency/new-helpers").page.words
    second = signed_in(app, person.counsellor).opens("/agency/new-helpers").presses("Yes, they may help")
    login, password = shown_once(second)
    assert login.startswith("zoe-")
    assert not proves(app, login, password), "it only lets the helper choose a password of their own"
    here = at_a_kiosk(app, person)
    here.opens("/helping/first-time").sends({"login": login, "password": password, "chosen": "too short"}, status=422)
    here.sends({"login": login, "password": password, "chosen": password}, status=422)
    here.sends({"login": login, "password": password, "chosen": "a boat on the lake"})
    assert here.page.address == "/helping"
    assert proves(app, login, "a boat on the lake")
    again = {"login": login, "password": password, "chosen": "of the counsellor"}
    here.opens("/helping/first-time").sends(again, status=422)
    assert not proves(app, login, "of the counsellor"), "whoever said yes knows nothing that opens anything"
    assert password not in second.opens("/agency/new-helpers").page.text
    assert "Can help" in first.opens("/agency").page.words


def test_who_asked_for_a_helper_cannot_say_yes_by_hand(app: Flask, manager: AManager, person: APerson) -> None:
    visitor = asks_for(app, manager, "Zoé")
    with parts_of(app).database.transaction(writes=False) as connection:
        helper_id = connection.execute(select(staff.c.id).where(staff.c.role == Role.HELPER.value)).scalar_one()
    token = visitor.page.text.split('name="csrf_token" value="')[1].split('"')[0]
    visitor.posts("/agency/new-helpers", {"csrf_token": token, "do": str(helper_id)})
    assert "Waits for the yes of somebody else" in visitor.opens("/agency").page.words
    stranger = signed_in(app, somebody(app).counsellor).opens("/agency/new-helpers")
    assert "Zoé" not in stranger.page.words
    assert person


def test_an_ended_helper_is_out_at_once_and_so_is_their_visit(app: Flask, person: APerson) -> None:
    screen = begins(app, person, "en")
    signed_in(app, runs(app, person)).opens("/agency").presses("End it now")
    assert screen.opens("/visit").page.address == "/"
    with parts_of(app).database.transaction(writes=False) as connection:
        (told,) = visits.told(connection, person.key)
    assert told.ended is Ended.BY_STAFF


def test_a_kiosk_gets_its_address_once_and_ends(app: Flask, manager: AManager) -> None:
    visitor = signed_in(app, manager).opens("/agency").presses("Make its address", {"name": ""}, status=422)
    assert "Say in a few words where it stands." in visitor.page.words
    visitor.presses("Make its address", {"name": "  Salle  2 "})
    address = next("".join(one.itertext()) for one in visitor.page.all("p") if one.get("class") == "code")
    browser = Visitor(app).opens(address.removeprefix("http://localhost")).sends()
    assert browser.client.get_cookie("kiosk") is not None
    visitor.opens("/agency")
    assert "Salle 2" in visitor.page.words
    assert address not in visitor.page.text
    visitor.presses("End it")
    assert "Salle 2" not in visitor.page.words
