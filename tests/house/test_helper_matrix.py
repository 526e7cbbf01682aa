"""As a helper: every address, for every person, before, during and after a visit; nothing protected is in any answer.

Two people told everything, with marks in their words that no page of the portal has. One sits with a helper, the other
with another helper at another screen.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from urllib.parse import unquote
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from portal.core.actors import Helper
from portal.core.permissions import Role
from portal.core.visits import Ended
from portal.storage.helping import visits
from portal.storage.people import people, sessions
from portal.transparency.deeds import OWN
from portal.web.parts import parts_of
from portal.web.published import Page
from tests.house.planted import HARD, Planted, mark, plant
from tests.pages.samples import A_TEXT
from tests.pages.tapping import LAST
from tests.pages.test_helping import begins
from tests.people import a_counsellor, a_person
from tests.visitor import Visitor
from tests.weeks import NOW, THIS

GAP = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")
ALSO = ("/week/{week}/family?entry=2", "/week/{week}/search?entry=2", "/weeks?from={last}", "/weeks.pdf?private=1",
        "/language?back=/who-read", "/week/{last}/search?entry=1", "/sign-in?back=/receipts/1",
        "/arguments/new?about={last}", "/dossier/{hard}?then=check", "/people/{id}/weeks",
        "/dossier/{hard}?then=asked")  # fmt: skip
"""Addresses with something behind them, for the same pages."""
FORMS: tuple[Mapping[str, str], ...] = (
    {"do": "hour", "entry": "2", "shown": "1", "answer": "x", "words": "x", "company": "with-someone"},
    {"do": "same", "back": "/who-read", "language": "fr"},
    {"do": "remove:2"},
)
SHOWN = ("text/html", "text/plain", "application/json")
NOBODYS = ("/built/", "/voices/", "/what-becomes")
"""Files that are the same for everybody, signed in or not."""


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as moved:
        yield moved


@pytest.fixture
def two(app: Flask, clock: time_machine.Traveller) -> tuple[Planted, Planted]:
    """Return two people of one agency, with one counsellor and the same two pictures the other way round."""
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        counsellor = a_counsellor(connection, parts.ring, login=uuid4().hex)
        awa = a_person(connection, parts.ring, counsellor, pictures=("cat", "rose"))
        bintou = a_person(connection, parts.ring, counsellor, pictures=("rose", "cat"))
    told = plant(app, awa, "awa"), plant(app, bintou, "bintou")
    clock.shift(timedelta(minutes=5))
    return told


def everything(app: Flask, planted: Planted, method: str) -> list[str]:
    """Return every address of the portal, filled with one person's examples."""
    pages: list[Page] = app.extensions["portal_pages"]
    found = []
    for page in pages:
        if page.method == method:
            names = GAP.findall(page.address)
            unknown = set(names) - planted.known.keys()
            assert unknown == set(), f"{page.address}: say in gaps() what fills {unknown}"
            for values in product(*(planted.known[name] for name in names)):
                address = page.address
                for value in values:
                    address = GAP.sub(value, address, count=1)
                found.append(address)
    also = {"week": THIS.name, "last": LAST.name, "hard": HARD[0].key, "id": str(planted.person.id)}
    return found + [address.format(**also) for address in ALSO]


@dataclass
class Beside:
    """A helper at a screen, sitting down again whenever something they sent ended the visit."""

    app: Flask
    planted: Planted
    screen: Visitor

    def sits(self) -> Visitor:
        if self.screen.client.get("/visit").status_code != 200:
            self.screen = begins(self.app, self.planted.person, "fr")
        return self.screen


def alone(app: Flask, agency_id: UUID) -> Visitor:
    """Return the browser of a helper who is signed in and sits beside nobody."""
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        nobody = {"name": "Lina", "login": uuid4().hex, "password": "", "second_factor": ""}
        new = people.NewAccount(agency_id=agency_id, role=Role.HELPER, **nobody)
        account = people.add_staff(connection, parts.ring, new)
        arrival = sessions.Arrival(token=sessions.new_token(), device="computer", at=datetime.now(UTC))
        sessions.begin(connection, Helper(id=account.id, agency_id=agency_id), account.key, arrival)
    visitor = Visitor(app, "fr")
    visitor.client.set_cookie("portal", arrival.token)
    return visitor


def told(response: TestResponse, asked: str) -> str:
    """Return everything an answer says: its page and its headers, without what the address said already."""
    assert response.status_code < 500, asked
    if response.status_code == 200 and not any(place in asked for place in NOBODYS):
        assert response.mimetype in SHOWN, f"{asked}: a helper takes no file away"
    text = f"{response.get_data(as_text=True) if response.mimetype in SHOWN else ''}\n{response.headers}"
    return unquote(text)


def leaks(response: TestResponse, asked: str, hidden: frozenset[str]) -> list[str]:
    """Return what an answer shows that it may not."""
    text = told(response, asked)
    return [f"{asked}: {one}" for one in hidden if one in text and compact(one) not in compact(asked)]


def compact(text: str) -> str:
    return re.sub("[ -]", "", text)


def token_of(visitor: Visitor) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', visitor.client.get("/language").get_data(as_text=True))
    assert found
    return found[1]


def sent_everywhere(app: Flask, planted: Planted, visitor: Beside | Visitor, hidden: frozenset[str]) -> Iterator[str]:
    """Send every form there is to every address, and go through what may not be in the answers."""
    for address in everything(app, planted, "POST"):
        for form in FORMS:
            screen = visitor.sits() if isinstance(visitor, Beside) else visitor
            response = screen.client.post(address, data={**form, "csrf_token": token_of(screen)})
            yield from leaks(response, f"POST {address} {form}", hidden)


def opened_everywhere(app: Flask, planted: Planted, visitor: Beside | Visitor, hidden: frozenset[str]) -> Iterator[str]:
    for address in everything(app, planted, "GET"):
        screen = visitor.sits() if isinstance(visitor, Beside) else visitor
        yield from leaks(screen.client.get(address), f"GET {address}", hidden)


def hidden_in_visit(beside: Planted, other: Planted) -> frozenset[str]:
    """Return what no answer may show to the helper of one person: what is protected, and all of the other."""
    return beside.protected | other.protected | other.open


def test_beside_a_person_a_helper_gets_nothing_protected_and_nothing_of_anybody_else(
    app: Flask, two: tuple[Planted, Planted]
) -> None:
    awa, bintou = two
    begins(app, bintou.person, "fr")
    beside, hidden = Beside(app, awa, begins(app, awa.person, "fr")), hidden_in_visit(awa, bintou)
    seen = "".join(told(beside.sits().client.get(one), one) for one in (f"/dossier/{A_TEXT}", "/week", "/asked"))
    assert mark("awa", "text") in seen, "what is open is seen: the search finds what is there"
    assert mark("awa", "thisweek") in seen
    assert mark("awa", "askedback") in seen
    own = [parts_of(app).languages.offered["fr"].say(words) for words in OWN.values()]  # lines of the journal
    for planted in two:
        assert list(opened_everywhere(app, planted, beside, hidden | frozenset(own))) == []
        assert list(sent_everywhere(app, planted, beside, hidden)) == []


@pytest.mark.parametrize("when", ["before", "after", "too late"])
def test_without_a_visit_a_helper_gets_nothing_of_anybody(
    app: Flask, two: tuple[Planted, Planted], clock: time_machine.Traveller, when: str
) -> None:
    awa, bintou = two
    hidden = hidden_in_visit(awa, bintou) | awa.open
    screen = alone(app, awa.person.actor.agency_id) if when == "before" else begins(app, awa.person, "fr")
    if when == "after":
        with parts_of(app).database.transaction(writes=True) as connection:
            visits.end_all(connection, awa.person.id, Ended.BY_PERSON, datetime.now(UTC))
    if when == "too late":
        clock.move_to(NOW + timedelta(minutes=46))
    for planted in two:
        assert list(opened_everywhere(app, planted, screen, hidden)) == []
        assert list(sent_everywhere(app, planted, screen, hidden)) == []


def test_no_protected_question_is_even_asked_beside_a_helper(app: Flask, two: tuple[Planted, Planted]) -> None:
    screen = begins(app, two[0].person, "fr")
    for question in HARD:
        response = screen.client.get(f"/dossier/{question.key}")
        assert (response.status_code, response.headers.get("Location")) == (303, "/dossier"), question.key


def test_the_two_pictures_of_nobody_are_shown(app: Flask, two: tuple[Planted, Planted]) -> None:
    pages = [begins(app, one.person, "fr").opens("/visit/alone").page for one in two]
    tiles = [[button.attrib for button in page.all("button") if button.get("name") == "picture"] for page in pages]
    assert tiles[0] == tiles[1], "whoever sits there, the sixteen pictures are the same"
