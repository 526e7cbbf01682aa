"""What people ask of their data: dated, with a receipt, answered by their own agency; nothing typed is ever lost."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from portal.core.requests import MOST_OPEN, Ask, answer_by
from portal.storage.rights.requests import ON_ONE_PAGE, Asked, ask, own_requests
from portal.storage.trace.journal import Deed, entries
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.house.planted import a_colleague_opens
from tests.people import APerson, a_manager, count_of, signed_in, somebody, vault_of
from tests.visitor import HTML, Shown, Visitor, hidden, words_of

both = pytest.mark.parametrize("app", BOTH, indirect=True)


def manager_of(app: Flask, person: APerson) -> Visitor:
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        manager = a_manager(connection, parts.ring, person.actor.agency_id)
    return signed_in(app, manager)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 11, 22, 9, 30, tzinfo=UTC), tick=False) as moved:
        yield moved


@both
def test_a_question_is_dated_has_a_receipt_and_is_answered(app: Flask, clock: time_machine.Traveller) -> None:
    person = somebody(app)
    visitor = signed_in(app, person).opens("/my-data").follows("Ask or refuse something")
    visitor.sends({"kind": "objection", "words": "Why do you keep my phone?"})
    assert visitor.page.says("We answer before Tuesday 22 December 2026.")
    assert visitor.page.says("Why do you keep my phone?")
    assert visitor.opens("/receipts").page.says("I do not want my data used like this")
    desk = manager_of(app, person).opens("/agency").follows("Requests about data")
    assert "Why do you" not in desk.page.text
    assert "Ali" not in desk.page.text
    desk.follows("Asked on")
    assert desk.page.says("Why do you keep my phone?")
    clock.shift(timedelta(days=3))
    desk = manager_of(app, person).opens("/agency/requests").follows("Asked on")
    desk.sends({"words": "To call you. You can take it out."})
    assert desk.page.says("No request waits for an answer.")
    visitor = signed_in(app, person).opens("/my-data").follows("What I asked")
    assert visitor.page.says("To call you. You can take it out.")
    assert visitor.page.says("We answered on Wednesday 25 November 2026.")
    assert visitor.opens("/who-read").page.says("Whoever runs your agency read what you asked.")
    assert visitor.page.says("Whoever runs your agency answered you.")


def test_sent_twice_it_is_asked_once(app: Flask) -> None:
    person = somebody(app)
    visitor = signed_in(app, person).opens("/my-data/ask")
    sent = {**hidden(visitor.page.form()), "kind": "question", "words": "Why?"}
    addresses = {visitor.posts("/my-data/ask", sent).page.address for _ in range(2)}
    assert len(addresses) == 1
    assert count_of(parts_of(app).database, "requests") == 1


@both
def test_five_may_wait_and_the_sixth_keeps_its_words_on_the_page(app: Flask) -> None:
    person = somebody(app)
    visitor = signed_in(app, person)
    for number in range(MOST_OPEN):
        visitor.opens("/my-data/ask").sends({"kind": "question", "words": f"Why {number}?"})
    visitor.opens("/my-data/ask").sends({"kind": "objection", "words": "And this?"}, status=422)
    assert visitor.page.says("We answer these first.")
    assert "And this?" in visitor.page.text
    assert count_of(parts_of(app).database, "requests") == MOST_OPEN
    visitor.opens("/my-data/reading").presses("I stop the reading")
    assert visitor.page.says("I stopped the reading"), "what is done at once is never stopped"
    manager_of(app, person).opens(f"/agency/requests/{person.id}/1").sends({"words": "Because."})
    visitor.opens("/my-data/ask").sends({"kind": "objection", "words": "And this?"})
    assert visitor.page.says("And this?")
    assert count_of(parts_of(app).database, "requests") == MOST_OPEN + 2


def test_the_same_form_sent_again_shows_its_receipt_even_when_five_wait(app: Flask) -> None:
    visitor = signed_in(app, somebody(app))
    for number in range(MOST_OPEN):
        visitor.opens("/my-data/ask")
        sent = {**hidden(visitor.page.form()), "kind": "question", "words": f"Why {number}?"}
        visitor.posts("/my-data/ask", sent)
    first = visitor.page.address
    assert visitor.posts("/my-data/ask", sent).page.address == first


@pytest.mark.parametrize("key", [{}, {"key": ""}])
def test_a_form_without_its_number_is_shown_again_with_one(app: Flask, key: dict[str, str]) -> None:
    visitor = signed_in(app, somebody(app)).opens("/my-data/ask")
    sent = {name: value for name, value in hidden(visitor.page.form()).items() if name != "key"}
    for _ in range(2):
        visitor.posts("/my-data/ask", {**sent, **key, "kind": "question", "words": "Why?"}, status=422)
    assert count_of(parts_of(app).database, "requests") == 0
    visitor.sends({"kind": "question", "words": "Why?"})
    assert count_of(parts_of(app).database, "requests") == 1


@both
def test_many_requests_are_turned_by_the_day_they_were_asked(app: Flask, clock: time_machine.Traveller) -> None:
    person, parts = somebody(app), parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        for _ in range(ON_ONE_PAGE + 1):
            clock.shift(timedelta(days=1))
            vault = vault_of(connection, app, person.actor)
            ask(vault, person.actor, Asked(kind=Ask.QUESTION, words="Why?", language="en"), 1)
    desk = manager_of(app, person).opens("/agency/requests")
    assert desk.page.words.count("Asked on") == ON_ONE_PAGE
    assert desk.page.says("Asked on Monday 23 November 2026"), "what waits longest comes first"
    assert not desk.page.says("Earlier days")
    assert desk.follows("Later days").page.words.count("Asked on") == 1
    desk.follows("Asked on").sends({"words": "Because."})
    assert not desk.page.says("Later days")
    desk.follows("Answered").follows("Asked on")
    assert desk.page.says("Because.")


@pytest.mark.parametrize("turn", ["-1", "x", "999999999", "9" * 30])
def test_where_there_is_no_page_nothing_is_listed(app: Flask, turn: str) -> None:
    desk = manager_of(app, somebody(app)).opens(f"/agency/requests?turn={turn}")
    assert not desk.page.says("Asked on")


@pytest.mark.parametrize("words", ["", "  \u200b ", "a" * 2001])
def test_nothing_typed_is_lost(app: Flask, words: str) -> None:
    visitor = signed_in(app, somebody(app)).opens("/my-data/ask")
    visitor.sends({"kind": "correction", "words": words}, status=422)
    assert words.strip() in visitor.page.text
    assert count_of(parts_of(app).database, "requests") == 0


def test_words_that_come_too_late_are_shown_again(app: Flask) -> None:
    visitor = signed_in(app, somebody(app)).opens("/my-data/ask")
    visitor.posts("/my-data/ask", {"words": "Why is it so?", "csrf_token": "old"}, status=422)
    assert visitor.page.says("Why is it so?")
    visitor.client.delete_cookie("portal")
    visitor.posts("/my-data/ask", {"words": "Why is it so?", "csrf_token": "old"}, status=422)
    assert visitor.page.says("Why is it so?")


def test_a_reading_that_is_not_understood_is_asked_about(app: Flask) -> None:
    person = somebody(app)
    signed_in(app, person.counsellor).opens(f"/people/{person.id}")
    visitor = signed_in(app, person).opens("/who-read")
    visitor.opens(reading(visitor.page, "read your answers"))
    assert visitor.page.says("It is about one reading of your dossier.")
    assert visitor.page.says("Your counsellor read your answers, before the interview.")
    visitor.sends({"words": ""}, status=422)
    assert visitor.page.says("Your counsellor read your answers, before the interview."), "the line stays on the page"
    visitor.sends({"words": "Who was this?"})
    assert visitor.page.says("We answer before")
    with parts_of(app).database.transaction(writes=False) as connection:
        asked = own_requests(connection, person.key)[0].asked
        line = next(one for one in entries(connection, person.key) if one.number == asked.about)
    assert (asked.kind, line.deed) == (Ask.READING, Deed.READ)


def test_the_manager_sees_the_line_and_no_other_and_the_person_sees_that(app: Flask) -> None:
    person = somebody(app)
    signed_in(app, person.counsellor).opens(f"/people/{person.id}").opens("/people")
    visitor = signed_in(app, person).opens("/who-read")
    signed_in(app, person).opens(reading(visitor.page, "read your answers")).sends({"words": "Who was this?"})
    desk = manager_of(app, person).opens("/agency/requests").follows("Asked on")
    assert desk.page.says("Your counsellor read your answers, before the interview.")
    assert not desk.page.says("Your counsellor saw your name in a list.")
    desk.opens(desk.page.address)
    seen = visitor.opens("/who-read").page.words.count("read the line that you asked about")
    assert seen == 2, "each time"


@both
def test_an_answer_is_news_until_the_person_has_seen_it(app: Flask) -> None:
    person = somebody(app)
    visitor = signed_in(app, person).opens("/my-data/ask").sends({"kind": "question", "words": "Why?"})
    assert not visitor.opens("/home").page.says("Your agency answered you.")
    manager_of(app, person).opens("/agency/requests").follows("Asked on").sends({"words": "Because."})
    assert visitor.opens("/home").page.says("Your agency answered you.")
    visitor.follows("Your agency answered you.")
    assert visitor.page.says("Because.")
    assert visitor.opens("/home").page.says("Your agency answered you."), "a page that was opened keeps nothing"
    visitor.opens("/my-data/asked").presses("I have seen it")
    assert not visitor.opens("/home").page.says("Your agency answered you.")
    assert not visitor.opens("/my-data/asked").page.says("I have seen it")


def test_one_news_that_was_seen_hides_no_other(app: Flask) -> None:
    person = somebody(app)
    signed_in(app, person).opens("/my-data/ask").sends({"kind": "question", "words": "Why?"})
    manager_of(app, person).opens("/agency/requests").follows("Asked on").sends({"words": "Because."})
    a_colleague_opens(app, person, "They asked.")
    visitor = signed_in(app, person).opens("/news").presses("I have seen it")
    assert visitor.opens("/home").page.says("Your agency answered you.")
    visitor.opens("/my-data/asked").presses("I have seen it")
    assert not visitor.opens("/home").page.says("Your agency answered you.")


@both
@pytest.mark.parametrize("about", ["another question", "the same question"])
def test_an_answer_that_came_after_the_page_is_still_news(app: Flask, about: str) -> None:
    person = somebody(app)
    visitor = signed_in(app, person)
    for words in ("Why?", "Until when?"):
        visitor.opens("/my-data/ask").sends({"kind": "question", "words": words})
    desk = manager_of(app, person).opens(f"/agency/requests/{person.id}/1").sends({"words": "Because."})
    visitor.opens("/my-data/asked")
    number = 2 if about == "another question" else 1
    desk.opens(f"/agency/requests/{person.id}/{number}").sends({"words": "Until Monday."})
    visitor.presses("I have seen it")
    assert visitor.opens("/home").page.says("Your agency answered you."), "this one was never shown"
    assert visitor.opens("/my-data/asked").page.says("Until Monday.")
    visitor.presses("I have seen it")
    assert not visitor.opens("/home").page.says("Your agency answered you.")


@pytest.mark.parametrize("number", ["999", "0", "-1", "x", "1; drop"])
def test_a_line_that_is_not_theirs_makes_an_ordinary_question(app: Flask, number: str) -> None:
    person = somebody(app)
    visitor = signed_in(app, person).opens(f"/my-data/ask?reading={number}")
    assert not visitor.page.says("It is about one reading of your dossier.")
    visitor.sends({"kind": "question", "words": "Who was this?"})
    with parts_of(app).database.transaction(writes=False) as connection:
        assert own_requests(connection, person.key)[0].asked.about == 0


def reading(page: Shown, words: str) -> str:
    """Return where the question about a line leads, by words of that line."""
    line = next(
        one for one in page.all("li") if words in words_of(one) and next(one.iter(f"{HTML}a"), None) is not None
    )
    return next(line.iter(f"{HTML}a")).get("href") or ""


def test_another_agency_sees_and_answers_nothing(app: Flask) -> None:
    person, other = somebody(app), somebody(app)
    signed_in(app, person).opens("/my-data/ask").sends({"kind": "question", "words": "Why?"})
    desk = manager_of(app, other).opens("/agency/requests")
    assert desk.page.says("No request waits for an answer.")
    address = f"/agency/requests/{person.id}/1"
    desk.opens(address, status=403)
    desk.opens("/agency")
    token = hidden(desk.page.form())["csrf_token"]
    desk.posts(address, {"words": "Hello", "csrf_token": token}, status=403)
    for visitor in (signed_in(app, person), signed_in(app, person.counsellor)):
        visitor.opens(address, status=403)
    assert count_of(parts_of(app).database, "request_answers") == 0


def test_where_to_complain_is_told_for_the_agency(app: Flask) -> None:
    visitor = signed_in(app, somebody(app)).opens("/my-data").follows("Complain")
    assert visitor.page.says("3 place de Fontenoy")
    assert visitor.page.says("Write to your agency: “for the data protection officer”.")


@pytest.mark.parametrize(
    ("asked", "by"),
    [
        ((2026, 11, 22), (2026, 12, 22)),
        ((2026, 12, 31), (2027, 1, 31)),
        ((2027, 1, 31), (2027, 2, 28)),
        ((2028, 1, 30), (2028, 2, 29)),
        ((2026, 10, 1), (2026, 11, 1)),
    ],
)
def test_an_answer_comes_within_one_month(asked: tuple[int, int, int], by: tuple[int, int, int]) -> None:
    assert answer_by(datetime(*asked, tzinfo=UTC).date()) == datetime(*by, tzinfo=UTC).date()
