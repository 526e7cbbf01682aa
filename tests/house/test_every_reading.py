"""Every page, opened as everybody: whoever was shown something of a person stands in that person's journal.

The person told everything, with marks in their words that no page has. A page that shows one of them leaves a line, by
whoever opened it and of this very day; what a list shows once more on the same day needs no second one.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import unquote

import pytest
import time_machine
from flask import Flask
from sqlalchemy import ColumnElement, func, select
from werkzeug.test import TestResponse

from portal.core.calendar import midnight, today
from portal.core.permissions import Role
from portal.storage.caseload import stand_ins
from portal.storage.caseload.stand_ins import NewStandIn
from portal.storage.tables.people import journal
from portal.storage.trace.journal import LISTED, Deed
from portal.web.parts import parts_of
from tests.house.planted import Planted, mark, plant
from tests.house.test_helper_matrix import Beside, everything
from tests.pages.conftest import comes
from tests.pages.test_helping import begins
from tests.people import APerson, a_counsellor, a_manager, signed_in, somebody
from tests.visitor import Visitor
from tests.weeks import NOW

ASKED = mark("awa", "asked")
ONCE_A_DAY = frozenset(mark("awa", what) for what in ("known", "meets", "begun"))
"""What one line a day is enough for: whom one meets, when and where, and what one is writing oneself."""


@dataclass(frozen=True)
class Crawl:
    """A portal with somebody who told everything, and asked the agency something."""

    app: Flask
    planted: Planted
    marks: frozenset[str]

    @property
    def person(self) -> APerson:
        return self.planted.person

    def newest(self) -> int:
        """Return the number of the newest entry."""
        return self._asked(func.max(journal.c.number))

    def goes(self, visitor: Callable[[], Visitor], role: Role) -> tuple[set[str], list[str]]:
        """Open everything; return the addresses that showed something, and those that left no line."""
        showed, silent = set[str](), list[str]()
        for address in everything(self.app, self.planted, "GET"):
            screen, before = visitor(), self.newest()
            text = told(screen.client.get(address))
            shown = {one for one in self.marks if one in text}
            if shown:
                showed.add(address)
                if not self.has_a_line(role, before, shown):
                    silent.append(f"{address} showed {sorted(shown)}")
        return showed, silent

    def has_a_line(self, role: Role, before: int, shown: set[str]) -> bool:
        """Tell whether the page left a line; names in a list, and a person's own dossier, have theirs of today."""
        once = journal.c.deed.in_([*LISTED, Deed.READ_NOTES] if shown <= ONCE_A_DAY else [])
        if role is Role.PERSON:
            once = journal.c.deed.in_([Deed.SIGNED_IN])
        theirs = (journal.c.role == role, journal.c.at >= midnight(datetime.now(UTC)))
        return self._asked(func.count(), *theirs, (journal.c.number > before) | once) > 0

    def _asked(self, what: ColumnElement[int], *which: ColumnElement[bool]) -> int:
        its = journal.c.person_id == self.person.id
        with parts_of(self.app).database.transaction(writes=False) as connection:
            return connection.execute(select(what).select_from(journal).where(its, *which)).scalar_one()


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    """The week that was planted is this week."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def crawl(app: Flask) -> Crawl:
    person = somebody(app)
    planted = plant(app, person, "awa")
    signed_in(app, person).opens("/my-data/ask").sends({"kind": "question", "words": ASKED})
    words = {one for one in planted.protected | planted.open if one.startswith("zq")}
    return Crawl(app, planted, frozenset({ASKED, *words}))


def told(response: TestResponse) -> str:
    kind = response.mimetype or ""
    return unquote(response.get_data().decode(errors="replace")) if kind.startswith(("text", "audio")) else ""


def replacing(app: Flask, person: APerson) -> Visitor:
    """Return the browser of a colleague who replaces the person's counsellor today."""
    parts, now, counsellor = parts_of(app), datetime.now(UTC), person.counsellor.actor
    with parts.database.transaction(writes=True) as connection:
        colleague = a_counsellor(connection, parts.ring, "zoe", counsellor.agency_id)
        day = today(now)
        new = NewStandIn(
            counsellor_id=counsellor.id, colleague_id=colleague.actor.id, first=day, last=day, set_by=counsellor.id
        )
        stand_ins.add(connection, new, now)
    return signed_in(app, colleague)


def managing(app: Flask, person: APerson) -> Visitor:
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        manager = a_manager(connection, parts.ring, person.actor.agency_id)
    return signed_in(app, manager)


STAFF: Mapping[str, tuple[Callable[[Flask, APerson], Visitor], Role, tuple[str, ...]]] = {
    "counsellor": (
        lambda app, person: signed_in(app, person.counsellor),
        Role.COUNSELLOR,
        (
            "/people",
            "/day",
            "/people/{id}",
            "/people/{id}/weeks",
            "/people/{id}/arguments/1",
            "/people/{id}/interviews",
        ),
    ),
    "stand-in": (replacing, Role.COUNSELLOR, ("/people", "/people/{id}")),
    "manager": (managing, Role.MANAGER, ("/agency/requests/{id}/1",)),
}
"""Who comes, as what, and some pages that surely show something: the search finds what is there."""


@pytest.mark.parametrize("who", STAFF)
def test_every_page_that_showed_something_of_a_person_left_a_line(crawl: Crawl, who: str) -> None:
    comes_in, role, surely = STAFF[who]
    screen = comes_in(crawl.app, crawl.person)
    showed, silent = crawl.goes(lambda: screen, role)
    assert {address.format(id=crawl.person.id) for address in surely} <= showed
    assert who == "manager" or any("/voice-messages/" in address for address in showed), "voices are seen too"
    assert silent == [], "nothing is shown without a trace"


def test_beside_a_helper_too(crawl: Crawl) -> None:
    beside = Beside(crawl.app, crawl.planted, begins(crawl.app, crawl.person, "fr"))
    showed, silent = crawl.goes(beside.sits, Role.HELPER)
    assert "/week" in showed
    assert silent == []


def test_the_person_s_own_coming_in_is_a_line(crawl: Crawl) -> None:
    screen = comes(Visitor(crawl.app), crawl.person)
    showed, silent = crawl.goes(lambda: screen, Role.PERSON)
    assert "/my-data/all/answers" in showed
    assert silent == []


def test_whoever_does_not_reach_them_is_shown_nothing(crawl: Crawl) -> None:
    stranger = signed_in(crawl.app, somebody(crawl.app).counsellor)
    assert crawl.goes(lambda: stranger, Role.COUNSELLOR) == (set(), [])
