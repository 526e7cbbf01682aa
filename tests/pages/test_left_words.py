"""Words that stood in a form when their person went away from a kiosk: kept for them, and never taken as said."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from portal.activities.listed import ACTIVITIES
from portal.core.visits import Ended
from portal.core.weeks import Week
from portal.storage.answers.left import left_by
from portal.storage.helping import visits
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.pages.conftest import comes
from tests.pages.samples import A_NUMBER, A_TEXT, GATED, left_beside
from tests.pages.visiting import at_the_agency_of
from tests.people import APerson, count_of, signed_in
from tests.visitor import Visitor, hidden

QUESTION = f"/dossier/{A_TEXT}"
WORDS = "Zenobia of Palmyra"
DONE = next(activity for activity in ACTIVITIES if activity.offered)
HARD = GATED.questions[1].key
EARLIER = Week.of(datetime.now(UTC)).shifted(-1).name


def waits_for(app: Flask, person: APerson) -> list[str]:
    """Return the addresses of the forms that wait for a person."""
    with parts_of(app).database.transaction(writes=False) as connection:
        return [one.address for one in left_by(connection, person.key)]


def leaves(visitor: Visitor, address: str, typed: dict[str, str]) -> Visitor:
    """Go away from a page with something typed in it: the script keeps it, and ends everything."""
    visitor.opens(address)
    form, over = hidden(visitor.page.form()), hidden(visitor.page.form(action="/kiosk/over"))
    to = visitor.page.form().get("action") or visitor.page.address
    assert visitor.client.post("/kiosk/left", data={**form, **typed, "left": to}).status_code == 200
    visitor.client.post("/kiosk/over", data=over)
    return visitor


def takes_up(visitor: Visitor, do: str = "open") -> Visitor:
    """Go on with what was left: the browser sends the form on to its page."""
    found = visitor.opens("/left").page.form("Go on writing")
    form = {**hidden(found), "do": do}
    response = visitor.client.post(found.get("action") or "", data=form)
    if response.status_code == 307:
        return visitor.posts(response.headers["Location"], form, status=422)
    return visitor.opens(response.headers["Location"])


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_words_left_on_the_screen_are_kept_and_count_only_once_their_person_says(
    app: Flask, used: Visitor, person: APerson
) -> None:
    leaves(used, QUESTION, {"answer": WORDS})
    assert count_of(parts_of(app).database, "answers") == 0, "nothing was said: the person only stopped"
    phone = comes(Visitor(app), person)
    assert phone.page.says("Your words are kept")
    assert WORDS not in phone.page.words, "somebody may look over their shoulder"
    takes_up(phone)
    assert phone.page.address == QUESTION
    assert WORDS in phone.page.text
    assert count_of(parts_of(app).database, "answers") == 0
    phone.sends({"answer": WORDS}, do="answer")
    assert WORDS in phone.opens("/dossier/check").page.text
    assert waits_for(app, person) == []


@pytest.mark.parametrize(
    ("address", "field"),
    [
        (QUESTION, "answer"),
        (f"/week/{{week}}/{DONE.key}", "words"),
        ("/weeks", "hours"),
        ("/arguments/words", "words"),
    ],
)
def test_words_left_anywhere_stand_in_their_field_again(
    app: Flask, used: Visitor, person: APerson, address: str, field: str
) -> None:
    leaves(used, address.format(week=Week.of(datetime.now(UTC)).name), {field: WORDS})
    phone = takes_up(comes(Visitor(app), person))
    assert WORDS in phone.page.text
    assert waits_for(app, person) == []


def test_what_was_left_can_be_thrown_away(app: Flask, used: Visitor, person: APerson) -> None:
    leaves(used, QUESTION, {"answer": WORDS})
    phone = comes(Visitor(app), person)
    takes_up(phone, do="forget")
    assert phone.page.address == "/home"
    assert waits_for(app, person) == []
    assert comes(Visitor(app), person).page.address == "/home"


def test_words_are_kept_even_if_the_machine_slept(app: Flask, used: Visitor, person: APerson) -> None:
    used.opens(QUESTION)
    form = {**hidden(used.page.form()), "answer": WORDS, "left": QUESTION}
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=1)):
        assert used.client.post("/kiosk/left", data=form).status_code == 200
    assert waits_for(app, person) == [QUESTION]


@pytest.mark.parametrize(
    "address",
    ["/sign-in", "/language", "/kiosk/left", "/not-here", "https://elsewhere.example/dossier/x", "//x/y", "", "/staff"],
)
def test_nothing_is_kept_for_a_page_that_is_not_the_person_s(
    app: Flask, used: Visitor, person: APerson, address: str
) -> None:
    used.opens(QUESTION)
    used.client.post("/kiosk/left", data={**hidden(used.page.form()), "code": "x", "left": address})
    assert waits_for(app, person) == []


def test_nobody_leaves_words_in_somebody_else_s_name(app: Flask, screen: Visitor, person: APerson) -> None:
    screen.opens("/")
    token = hidden(screen.page.form())["csrf_token"]
    response = screen.client.post("/kiosk/left", data={"csrf_token": token, "answer": WORDS, "left": QUESTION})
    assert response.status_code == 303
    assert waits_for(app, person) == []


@pytest.mark.parametrize("app", BOTH, indirect=True)
@pytest.mark.parametrize("late", [False, True])
def test_words_left_on_the_screen_beside_a_helper_wait_for_the_person_alone(
    app: Flask, person: APerson, *, late: bool
) -> None:
    here = at_the_agency_of(app, person)
    screen = here.beside(person).opens(QUESTION)
    form = hidden(screen.page.form())
    if late:
        with parts_of(app).database.transaction(writes=True) as connection:
            visits.end_all(connection, person.id, Ended.BY_PERSON, datetime.now(UTC))
    screen.client.post("/kiosk/left", data={**form, "answer": WORDS, "left": QUESTION})
    assert left_beside(app, person) == [(QUESTION, [WORDS], "Lina")]
    assert count_of(parts_of(app).database, "answers") == 0
    assert WORDS not in screen.opens(QUESTION).page.text
    phone = comes(Visitor(app), person)
    assert "Lina typed this beside you. Look if it is right." in phone.page.words
    assert "Nobody saw your words" not in phone.page.words
    takes_up(phone)
    assert phone.page.address == QUESTION


@pytest.mark.parametrize("page", [f"/dossier/{HARD}", f"/week/{EARLIER}/{DONE.key}", f"/dossier/{A_NUMBER}"])
def test_a_helper_leaves_no_words_where_only_the_person_writes(app: Flask, person: APerson, page: str) -> None:
    screen = at_the_agency_of(app, person).beside(person).opens(QUESTION)
    form = hidden(screen.page.form())
    screen.client.post("/kiosk/left", data={**form, "answer": WORDS, "words": WORDS, "left": page})
    assert waits_for(app, person) == []


def test_what_a_helper_leaves_takes_nothing_away_that_the_person_left(app: Flask, person: APerson) -> None:
    here = at_the_agency_of(app, person)
    leaves(signed_in(app, person, kiosk=here.kiosk), QUESTION, {"answer": "mine"})
    screen = here.beside(person).opens(QUESTION)
    screen.client.post("/kiosk/left", data={**hidden(screen.page.form()), "answer": WORDS, "left": QUESTION})
    assert waits_for(app, person) == [QUESTION, QUESTION]
