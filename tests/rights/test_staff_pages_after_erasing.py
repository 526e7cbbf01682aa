"""Somebody is erased while staff have pages about them open: no page breaks, and each says plainly what happened."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete, select

from portal.core.actors import Counsellor
from portal.core.permissions import Permission
from portal.storage.answers.limits import lift
from portal.storage.caseload.lists import tail_of
from portal.storage.dialogue.interviews import of_person
from portal.storage.dialogue.voice_messages import all_messages
from portal.storage.engine.database import Connection
from portal.storage.engine.erasing import erase
from portal.storage.tables.agency import keys
from portal.storage.tables.people import sessions
from portal.storage.tables.reach import openings
from portal.web.parts import parts_of
from portal.web.published import Page
from tests.conftest import BOTH
from tests.people import ACounsellor, AManager, APerson, a_manager, signed_in, vault_of
from tests.rights.lives import NOW, PLAIN, live
from tests.visitor import HTML, Shown, Visitor, hidden

GONE = "Everything of this person is erased"
NAME = "Ali"
Sent = tuple[str, dict[str, str]]


@dataclass(frozen=True)
class Office:
    """An agency, with somebody who told everything, and everybody of the staff who has to do with them."""

    app: Flask
    person: APerson
    staff: tuple[ACounsellor | AManager, ...]
    gaps: dict[str, str]

    def pages(self, who: ACounsellor | AManager) -> Iterator[str]:
        """Go through the addresses of the pages that are for somebody of the staff, about the person where they can."""
        pages: list[Page] = self.app.extensions["portal_pages"]
        for one in pages:
            is_theirs = who.actor.role.value in one.roles and one.permission is not Permission.VISIT
            if one.method == "GET" and is_theirs:
                yield filled(one.address, self.gaps)


def filled(address: str, gaps: dict[str, str]) -> str:
    """Return an address with its gaps filled; one that nobody knows here fails the test."""
    parts = []
    for part in address.split("/"):
        gap = part.startswith("<")
        parts.append(gaps[part.strip("<>").rpartition(":")[2]] if gap else part)
    return "/".join(parts)


@pytest.fixture
def office(app: Flask) -> Iterator[Office]:
    parts = parts_of(app)
    with (
        time_machine.travel(NOW + timedelta(hours=1), tick=False),
        parts.database.transaction(writes=True) as connection,
    ):
        person = live(connection, parts.ring)
        lift(connection, person.id)
        opened_by = connection.execute(select(openings.c.staff_id)).scalar_one()
        agency_id = person.actor.agency_id
        key = vault_of(connection, app, person.counsellor.actor).key_of(opened_by)
        colleague = ACounsellor(actor=Counsellor(id=opened_by, agency_id=agency_id), key=key, login="", totp="")
        manager = a_manager(connection, parts.ring, agency_id)
        (meeting,) = of_person(vault_of(connection, app, person.actor), person.id)
        (voice,) = all_messages(connection, person.key)
    gaps = {
        "person_id": str(person.id),
        "interview_id": str(meeting.id),
        "message_id": str(voice.id),
        "tail": tail_of(person.id),
        "staff_id": str(person.counsellor.actor.id),
        "key": PLAIN,
        **dict.fromkeys(("reply", "clarification", "agreement", "line", "step", "asked", "number", "note"), "1"),
        **dict.fromkeys(("kiosk_id", "helper_id", "concern_id"), str(uuid4())),
    }
    with time_machine.travel(NOW + timedelta(hours=2), tick=True):
        yield Office(app, person, (person.counsellor, colleague, manager), gaps)


def everything_goes(connection: Connection, app: Flask, person_id: UUID) -> None:
    assert erase(connection, parts_of(app).ring, person_id, NOW + timedelta(hours=2)) is not None


def the_key_goes(connection: Connection, _app: Flask, person_id: UUID) -> None:
    """Let the key be gone while every row is still there, as one statement of a page may find it."""
    connection.execute(delete(sessions).where(sessions.c.actor_id == person_id))
    connection.execute(delete(keys).where(keys.c.owner_id == person_id))


def forms_of(shown: Shown) -> Iterator[Sent]:
    """Go through what every button of a page would send, with words in every field."""
    for form in shown.all("form"):
        action = form.get("action") or shown.address
        if (form.get("method") or "get").lower() != "post" or form.get("enctype") or action == "/language":
            continue
        fields = [one for tag in ("textarea", "input") for one in form.iter(HTML + tag)]
        typed = {one.get("name") or "": "Words" for one in fields if one.get("type") in {None, "text"}}
        for button in form.iter(HTML + "button"):
            named = {button.get("name") or "": button.get("value") or ""}
            yield action, {**typed, **hidden(form), **named}


@pytest.mark.parametrize("goes", [everything_goes, the_key_goes])
@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_no_page_of_the_staff_breaks_when_somebody_is_erased_in_the_middle(
    office: Office, goes: Callable[[Connection, Flask, UUID], None]
) -> None:
    visitors = {who: signed_in(office.app, who) for who in office.staff}
    sent = {who: [*forms_shown(visitors[who], [*office.pages(who)])] for who in office.staff}
    assert all(sent.values())
    with parts_of(office.app).database.transaction(writes=True) as connection:
        goes(connection, office.app, office.person.id)
    for who, visitor in visitors.items():
        for address in office.pages(who):
            response = visitor.client.get(address, follow_redirects=True)
            assert response.status_code < 500, address
            shown = visitor.opens(address, response.status_code).page
            assert NAME not in shown.words.split() if shown.root is not None else True, address
    for who, visitor in visitors.items():
        for address, data in sent[who]:
            response = visitor.client.post(address, data=data, follow_redirects=True)
            assert response.status_code < 500, f"{address}: {data}"


def forms_shown(visitor: Visitor, addresses: list[str]) -> Iterator[Sent]:
    for address in addresses:
        response = visitor.client.get(address, follow_redirects=True)
        assert response.status_code < 500, address
        if response.status_code == 200 and response.mimetype == "text/html":
            yield from forms_of(visitor.opens(address).page)


@pytest.mark.parametrize("goes", [everything_goes, the_key_goes])
def test_a_page_about_somebody_who_was_erased_says_so(
    office: Office, goes: Callable[[Connection, Flask, UUID], None]
) -> None:
    counsellor, manager = signed_in(office.app, office.person.counsellor), signed_in(office.app, office.staff[-1])
    about = [one for one in office.pages(office.person.counsellor) if str(office.person.id) in one]
    open_to_them = [one for one in about if counsellor.client.get(one).status_code == 200]
    counsellor.opens(f"/people/{office.person.id}/agree")
    begun = counsellor.page.form()
    data = {**hidden(begun), "words-own-1": "what we said"}
    with parts_of(office.app).database.transaction(writes=True) as connection:
        goes(connection, office.app, office.person.id)
    assert len(open_to_them) > 8
    for address in open_to_them:
        assert counsellor.opens(address, 410).page.says(GONE), address
    counsellor.posts(begun.get("action") or "", data, 410)
    assert counsellor.page.says("what we said"), "what was typed can be copied"
    if goes is everything_goes:
        assert counsellor.opens(f"/people/at/{tail_of(office.person.id)}", 410).page.says(GONE)
        assert manager.opens(f"/agency/requests/{office.person.id}/1", 410).page.says(GONE)
    counsellor.opens("/people/at/000000000000", 404)


def test_the_others_of_the_day_are_still_there(office: Office) -> None:
    visitor = signed_in(office.app, office.person.counsellor)
    with parts_of(office.app).database.transaction(writes=True) as connection:
        the_key_goes(connection, office.app, office.person.id)
    assert visitor.opens("/day").page.title == "My day"
    assert visitor.opens("/people").page.title == "My people"
    assert visitor.client.get("/day.pdf").status_code == 303, "nobody is left to print"
