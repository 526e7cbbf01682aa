"""Who read my dossier: everybody who came, each thing they did, however long ago, and nobody hidden behind oneself."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete, insert, select

from portal.core.openings import Reason, Stated
from portal.core.permissions import Role
from portal.core.uses import Purpose
from portal.signin.cards import hand_out_card, make_card
from portal.signin.throttle import WRONG_IN_A_ROW
from portal.storage.answers.limits import limit
from portal.storage.caseload.openings import open_dossier
from portal.storage.rights.journal_pages import ON_ONE_PAGE
from portal.storage.tables.people import journal
from portal.storage.tables.rights import anchored_heads
from portal.storage.trace.anchoring import anchor_all
from portal.storage.trace.journal import Deed, entries
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.pages.test_helping import begins
from tests.people import APerson, a_counsellor, signed_in, somebody, vault_of
from tests.visitor import HTML, Shown, Visitor, hidden, words_of

both = pytest.mark.parametrize("app", BOTH, indirect=True)
NOW = datetime(2026, 11, 18, 10, 30, tzinfo=UTC)
MANY = 2 * ON_ONE_PAGE + 50


def deeds(app: Flask, person: APerson) -> list[Deed]:
    with parts_of(app).database.transaction(writes=False) as connection:
        return [entry.deed for entry in entries(connection, person.key)]


def lived_long(app: Flask, person: APerson, many: int = MANY, a_day: int = 30) -> None:
    """Let their counsellor and the person take turns for many days before now."""
    with parts_of(app).database.transaction(writes=True) as connection:
        for number in range(many):
            at = NOW - timedelta(days=(many - number) // a_day, seconds=(many - number) % a_day)
            actor = person.counsellor.actor if number % 3 == 0 else person.actor
            deed = Deed.READ_WEEKS if number % 3 == 0 else Deed.TOOK_COPY
            vault_of(connection, app, actor, at).note(person.id, deed, Purpose.TALK_ABOUT_WEEKS)


def numbers_on(page: Shown) -> list[int]:
    """Return which entries a page has questions about: those of others."""
    return [int(one) for one in re.findall(r"reading=(\d+)", page.text)]


def days_on(page: Shown) -> list[str]:
    return [words for one in page.all("h2") if "2026" in (words := words_of(one))]


def folded(page: Shown) -> str:
    return " ".join(words_of(one) for one in page.all("details") if one.get("class") == "mine")


def test_who_came_is_on_top_with_the_day_and_leads_to_what_they_did(app: Flask) -> None:
    with time_machine.travel(NOW - timedelta(days=1)):
        person = somebody(app)
        signed_in(app, person.counsellor).opens(f"/people/{person.id}")
    with time_machine.travel(NOW):
        visitor = signed_in(app, person).opens("/who-read")
        name = person.counsellor.login.title()
        assert visitor.page.says(f"{name}Your counsellor · Yesterday")
        visitor.follows(name)
        assert visitor.page.title == name
        assert visitor.page.says("Your counsellor read your answers, before the interview.")
        assert visitor.page.says("Why? To prepare your interview.")
        assert not visitor.page.says("You looked at")


def test_nobody_else_came_is_said_too(app: Flask) -> None:
    visitor = signed_in(app, somebody(app)).opens("/who-read")
    assert visitor.page.says("Nobody else looked into your dossier.")
    visitor.opens(f"/who-read/by/{uuid4()}", status=404)


def test_one_s_own_writing_hides_nobody(app: Flask) -> None:
    person = somebody(app)
    visitor = signed_in(app, person).opens("/dossier/about-name")
    visitor.sends({"answer": "Ali"}, do="answer")
    signed_in(app, person.counsellor).opens(f"/people/{person.id}")
    visitor.opens("/who-read")
    assert "You answered or changed something." in folded(visitor.page)
    assert "Your counsellor read" not in folded(visitor.page)


@both
def test_older_pages_have_every_entry_once_however_far_back(app: Flask) -> None:
    person = somebody(app)
    lived_long(app, person)
    with time_machine.travel(NOW, tick=False):
        visitor = signed_in(app, person).opens("/who-read")
        seen, pages = numbers_on(visitor.page), [days_on(visitor.page)]
        while "Earlier days" in visitor.page.words:
            visitor.follows("Earlier days")
            seen += numbers_on(visitor.page)
            pages.append(days_on(visitor.page))
        days = [day for page in pages for day in page]
        assert len(days) == len(set(days)), "no day is cut in two"
        assert seen == [number for number in range(MANY, 0, -1) if number % 3 == 1]
        assert len(pages) > 2
        for _ in pages[1:]:
            visitor.follows("Later days")
        assert "Later days" not in visitor.page.words
        assert numbers_on(visitor.page) == seen[: len(numbers_on(visitor.page))]


def test_a_day_that_is_longer_than_a_page_goes_on_over_it(app: Flask) -> None:
    person = somebody(app)
    lived_long(app, person, a_day=MANY + 1)
    with time_machine.travel(NOW, tick=False):
        visitor = signed_in(app, person).opens("/who-read")
        seen = numbers_on(visitor.page)
        while "Earlier days" in visitor.page.words:
            seen += numbers_on(visitor.follows("Earlier days").page)
    assert seen == [number for number in range(MANY, 0, -1) if number % 3 == 1]


def test_the_pages_of_one_who_came_turn_too(app: Flask) -> None:
    person = somebody(app)
    lived_long(app, person, 3 * MANY)
    visitor = signed_in(app, person).opens(f"/who-read/by/{person.counsellor.actor.id}")
    seen = numbers_on(visitor.page)
    while "Earlier days" in visitor.page.words:
        seen += numbers_on(visitor.follows("Earlier days").page)
    assert seen == [number for number in range(3 * MANY, 0, -1) if number % 3 == 1]


@pytest.mark.parametrize("where", ["before=x", "before=-4", "after=999999999999", "before=0&after=0", "before=1"])
def test_an_address_that_was_changed_shows_a_page(app: Flask, where: str) -> None:
    signed_in(app, somebody(app)).opens(f"/who-read?{where}")


@both
def test_looking_is_told_once_a_day(app: Flask) -> None:
    person = somebody(app)
    with time_machine.travel(NOW) as clock:
        for _ in range(3):
            visitor = signed_in(app, person).opens("/who-read")
        assert deeds(app, person).count(Deed.READ_JOURNAL) == 1
        assert "You looked at who read your dossier." in folded(visitor.page)
        clock.shift(timedelta(days=1))
        signed_in(app, person).opens("/who-read")
        assert deeds(app, person).count(Deed.READ_JOURNAL) == 2


def test_nobody_else_opens_it(app: Flask) -> None:
    person = somebody(app)
    for other in (person.counsellor, somebody(app)):
        signed_in(app, other).opens("/who-read", status=200 if isinstance(other, APerson) else 403)
    assert deeds(app, person) == []


@both
def test_a_refused_try_is_told_once_an_hour_for_each_account(app: Flask) -> None:
    person, stranger = somebody(app), somebody(app).counsellor
    with time_machine.travel(NOW) as clock:
        for _ in range(5):
            for address in ("", "/weeks", "/arguments", "/visit", "/move", "/interviews"):
                signed_in(app, stranger).client.get(f"/people/{person.id}{address}")
        assert deeds(app, person) == [Deed.WAS_REFUSED]
        clock.shift(timedelta(hours=1))
        signed_in(app, stranger).opens(f"/people/{person.id}", status=403)
        assert deeds(app, person) == [Deed.WAS_REFUSED] * 2
        visitor = signed_in(app, person).opens("/who-read")
        assert visitor.page.says("Another counsellor wanted to open your dossier. Nothing was opened.")
        assert visitor.page.says(stranger.login.title())
    signed_in(app, stranger).opens(f"/people/{uuid4()}", status=403)


@both
@pytest.mark.parametrize("form", ["agree", "interview/1"])
def test_a_form_about_somebody_out_of_reach_is_told_and_gives_its_words_back(app: Flask, form: str) -> None:
    person, other = somebody(app), somebody(app)
    visitor = signed_in(app, other.counsellor).opens(f"/people/{other.id}/{form}")
    typed = {**hidden(visitor.page.form()), "words": "Prefers mornings.", "words-own-1": "Prefers mornings."}
    for _ in range(2):
        visitor.posts(f"/people/{person.id}/{form}", {**typed, "who-own-1": "both"}, status=422)
        assert visitor.page.says("Prefers mornings.")
    assert deeds(app, person) == [Deed.WAS_REFUSED]


@both
def test_a_form_about_somebody_who_stopped_the_reading_is_told_too(app: Flask) -> None:
    person = somebody(app)
    visitor = signed_in(app, person.counsellor).opens(f"/people/{person.id}/interview/1")
    with parts_of(app).database.transaction(writes=True) as connection:
        limit(connection, person.id, datetime.now(UTC))
    visitor.presses("Keep and go on", {"words": "Prefers mornings."}, status=422)
    assert visitor.page.says("Prefers mornings.")
    assert deeds(app, person)[-1] is Deed.WAS_STOPPED


def test_whoever_replaces_or_opens_is_told_with_name_and_way(app: Flask) -> None:
    person, parts = somebody(app), parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        colleague = a_counsellor(connection, parts.ring, "zoe", person.actor.agency_id)
        stated = Stated(by="Zoe", reason=Reason.ASKED, words="They asked.", language="en")
        open_dossier(vault_of(connection, app, colleague.actor), person.id, stated)
    visitor = signed_in(app, person).opens("/who-read")
    assert visitor.page.says("ZoeAnother counsellor · Today")
    assert visitor.page.says("Zoe, with a reason")
    assert visitor.page.says("You asked them to.")


@both
def test_a_card_that_is_made_or_ended_is_told(app: Flask) -> None:
    person, parts = somebody(app), parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        hand_out_card(connection, parts.ring, person.id, datetime.now(UTC))
        make_card(connection, parts.ring, person.id, datetime.now(UTC))
    assert deeds(app, person) == [Deed.CARD_ENDED, Deed.CARD_MADE, Deed.CARD_ENDED]
    visitor = signed_in(app, person).opens("/who-read")
    assert visitor.page.says("The agency made a card for you.")
    assert visitor.page.says("Your old card no longer works.")


def test_wrong_pictures_that_shut_a_card_are_told(app: Flask) -> None:
    person = somebody(app)
    for number in range(WRONG_IN_A_ROW):
        assert deeds(app, person) == [], number
        visitor = Visitor(app).opens(f"/c/{person.secret}")
        for picture in ("turtle", "horse"):
            visitor.client.post("/sign-in/pictures", data=_form(visitor, picture))
    assert deeds(app, person) == [Deed.WRONG_PICTURES]


def _form(visitor: Visitor, picture: str) -> dict[str, str]:
    form = visitor.opens("/sign-in/pictures").page.form()
    token = next(one.get("value") or "" for one in form.iter(f"{HTML}input") if one.get("name") == "csrf_token")
    return {"csrf_token": token, "picture": picture}


def test_more_questions_that_a_helper_opened_are_told(app: Flask) -> None:
    person = somebody(app)
    screen = begins(app, person, "en").opens("/dossier")
    token = next(one.get("value") or "" for one in screen.page.all("input") if one.get("name") == "csrf_token")
    screen.posts("/dossier/tell-more", {"csrf_token": token})
    visitor = signed_in(app, person).opens("/who-read")
    assert visitor.page.says("The helper opened more questions, beside you.")
    assert visitor.page.says("Lina")
    with parts_of(app).database.transaction(writes=False) as connection:
        told = [one for one in entries(connection, person.key) if one.deed is Deed.TELLS_MORE]
    assert [one.role for one in told] == [Role.HELPER]


@both
def test_one_checks_oneself_that_nothing_was_removed(app: Flask) -> None:
    person, parts = somebody(app), parts_of(app)
    lived_long(app, person, 9)
    visitor = signed_in(app, person).opens("/who-read").follows("Check that nothing was removed")
    assert visitor.page.title == "Nothing was removed."
    anchor_all(parts.database, parts.ring, datetime.now(UTC))
    with parts.database.transaction(writes=True) as connection:
        connection.execute(delete(journal).where(journal.c.person_id == person.id, journal.c.number > 7))
    visitor.opens("/who-read/check")
    assert visitor.page.title == "Something was changed or removed."
    assert visitor.follows("Complain").page.title == "Complain"


@both
def test_one_reads_until_which_day_it_is_proved_and_nothing_sure_while_an_alarm_stays(app: Flask) -> None:
    person, parts = somebody(app), parts_of(app)
    anchor_all(parts.database, parts.ring, datetime(2026, 11, 18, tzinfo=UTC))
    visitor = signed_in(app, person).opens("/who-read/check")
    assert visitor.page.says("This is proved until Wednesday 18 November 2026.")
    with parts.database.transaction(writes=True) as connection:
        connection.execute(delete(anchored_heads))
    anchor_all(parts.database, parts.ring, datetime.now(UTC))
    visitor.opens("/who-read/check")
    assert visitor.page.title == "We cannot say this for sure."
    assert not visitor.page.says("Nothing was removed.")


@both
@pytest.mark.parametrize("new", [{"deed": "zzz"}, {"what": b"1" * 200}, {"role": "zzz"}, {"role": "portal"}])
def test_a_line_that_was_changed_is_shown_as_one(app: Flask, new: dict[str, Any]) -> None:
    person, parts = somebody(app), parts_of(app)
    signed_in(app, person.counsellor).opens(f"/people/{person.id}")
    with parts.database.transaction(writes=True) as connection:
        which = (journal.c.person_id == person.id, journal.c.number == 1)
        row = dict(connection.execute(select(journal).where(*which)).mappings().one())
        connection.execute(delete(journal).where(*which))
        connection.execute(insert(journal), row | new)
    visitor = signed_in(app, person).opens("/who-read")
    assert visitor.page.says("This line was changed.")
    assert visitor.follows("Check that nothing was removed").page.title == "Something was changed or removed."
