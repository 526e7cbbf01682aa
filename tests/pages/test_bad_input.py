"""Whatever comes in, twice, late, old, strange or too long: a plain sentence, nothing lost, nothing doubled."""

from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.storage.answers.kept import State
from portal.storage.tables.people import answers, sessions
from portal.web.parts import parts_of
from tests.pages.samples import (
    A_CHOICE,
    A_GRID,
    A_LONG_TEXT,
    A_NUMBER,
    A_TEXT,
    AN_ADDRESS,
    AN_AMOUNT,
    PAST_JOBS,
    SOME_CHOICES,
    SOME_PLACES,
    kept,
)
from tests.people import APerson, count_of, signed_in
from tests.visitor import Visitor


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        (A_NUMBER, {"answer": "my sister's"}),
        (AN_AMOUNT, {"answer": "a lot", "per": "month"}),
        (A_TEXT, {"answer": "é" * 10_000}),
        (A_CHOICE, {"answer": "something else entirely"}),
        (SOME_CHOICES, {}),
        (A_GRID, {}),
        (AN_ADDRESS, {}),
        (SOME_PLACES, {"search": "Xyzzy-les-Bains"}),
    ],
)
def test_what_is_not_understood_is_kept_shown_and_explained(
    app: Flask, person: APerson, visitor: Visitor, question: str, typed: dict[str, str]
) -> None:
    visitor.opens(f"/dossier/{question}").sends(typed, do="answer", status=422)
    assert visitor.page.says("One more look, please")
    for words in typed.values():
        assert words in unescape(visitor.page.text) or question == A_CHOICE
    assert kept(app, person, question) == [(State.UNCLEAR, {name: [words] for name, words in typed.items()})]
    assert visitor.opens("/dossier").follows("Go on").page.address != "/dossier/check"


@pytest.mark.parametrize(
    "typed",
    [
        "\x00",
        "\u202etxet",
        "🙂🙃",
        "a\u0301",
        "<script>alert(1)</script>",
        "{{ 7*7 }}",
        "100 %d %s",
        "'; DROP TABLE answers",
    ],
)
def test_strange_text_is_kept_as_text(visitor: Visitor, typed: str) -> None:
    visitor.opens(f"/dossier/{A_LONG_TEXT}")
    visitor.sends({"answer": f"before {typed} after"}, do="answer")
    visitor.opens("/dossier/check")
    assert "<script>alert" not in visitor.page.text
    assert visitor.page.says("before") or visitor.page.says("after")


def test_bytes_that_are_no_text_break_nothing(visitor: Visitor) -> None:
    visitor.opens(f"/dossier/{A_LONG_TEXT}")
    token = visitor.page.form().find(".//{http://www.w3.org/1999/xhtml}input[@name='csrf_token']")
    assert token is not None
    body = b"answer=%ff%fe%00caf%e9&do=answer&csrf_token=" + str(token.get("value")).encode()
    told = visitor.client.post(f"/dossier/{A_LONG_TEXT}", data=body, content_type="application/x-www-form-urlencoded")
    assert told.status_code == 303


def test_a_form_of_ten_megabytes_gets_a_plain_sentence(visitor: Visitor) -> None:
    visitor.opens(f"/dossier/{A_LONG_TEXT}").sends({"answer": "x" * 10_000_000}, do="answer", status=413)
    assert visitor.page.says("This is too big.")


def test_a_form_sent_twice_is_kept_once(app: Flask, person: APerson, visitor: Visitor) -> None:
    visitor.opens(f"/dossier/{A_TEXT}")
    form = {"answer": "Awa", "do": "answer", **_hidden(visitor)}
    for _ in range(3):
        visitor.posts(f"/dossier/{A_TEXT}", form)
    assert count_of(parts_of(app).database, "answers") == 1
    assert kept(app, person, A_TEXT) == [(State.ANSWERED, "Awa")]


def test_two_telephones_do_not_overwrite_each_other(app: Flask, person: APerson) -> None:
    one, other = signed_in(app, person), signed_in(app, person)
    one.opens(f"/dossier/{A_TEXT}")
    other.opens(f"/dossier/{A_TEXT}").sends({"answer": "Awa"}, do="answer")
    one.sends({"answer": "Aïssa"}, do="answer", status=409)
    assert one.page.title == "Which answer is right?"
    assert one.page.says("Awa")
    assert one.page.says("Aïssa")
    assert kept(app, person, A_TEXT) == [(State.ANSWERED, "Awa"), (State.ASIDE, "Aïssa")]


@pytest.mark.parametrize(("choice", "answer"), [("The answer before", "Awa"), ("The answer now", "Aïssa")])
def test_the_person_says_which_of_two_answers_counts(app: Flask, person: APerson, choice: str, answer: str) -> None:
    one, other = signed_in(app, person), signed_in(app, person)
    one.opens(f"/dossier/{A_TEXT}")
    other.opens(f"/dossier/{A_TEXT}").sends({"answer": "Awa"}, do="answer")
    one.sends({"answer": "Aïssa"}, do="answer", status=409).presses(f"Keep this one {choice}")
    assert kept(app, person, A_TEXT) == [(State.ANSWERED, answer)]
    assert f'value="{answer}"' in one.opens(f"/dossier/{A_TEXT}").page.text


def test_words_typed_as_the_session_ended_wait_at_their_question(app: Flask, person: APerson, visitor: Visitor) -> None:
    visitor.opens(f"/dossier/{A_LONG_TEXT}")
    _ends_sessions(app)
    visitor.sends({"answer": "I can weld"}, do="answer")
    assert visitor.page.says("What you wrote is kept.")
    visitor.sends({"code": person.secret}).sends({"picture": "cat"}).sends({"picture": "rose"})
    assert visitor.page.address == f"/dossier/{A_LONG_TEXT}"
    assert visitor.page.says("You wrote this before. Look at it, then tap Answer.")
    assert "I can weld" in visitor.page.text
    visitor.sends({"answer": "I can weld"}, do="answer")
    assert kept(app, person, A_LONG_TEXT) == [(State.ANSWERED, "I can weld")]


@pytest.mark.parametrize("button", ["skip", "talk"])
def test_going_past_a_question_wipes_its_words_even_as_the_session_ends(
    app: Flask, person: APerson, visitor: Visitor, button: str
) -> None:
    visitor.opens(f"/dossier/{A_LONG_TEXT}")
    _ends_sessions(app)
    visitor.sends({"answer": "I would rather say it"}, do=button)
    assert visitor.page.address.startswith("/sign-in")
    assert kept(app, person, A_LONG_TEXT) == []


@pytest.mark.parametrize("token", ["", "stale"])
def test_an_old_form_token_costs_one_more_tap_and_nothing_else(visitor: Visitor, token: str) -> None:
    visitor.opens(f"/dossier/{A_TEXT}").sends({"answer": "Awa", "csrf_token": token}, do="answer", status=422)
    assert visitor.page.says("This page was old. Your answer is still here: tap Answer again.")
    assert 'value="Awa"' in visitor.page.text
    visitor.sends({"answer": "Awa"}, do="answer")
    assert 'value="Awa"' in visitor.opens(f"/dossier/{A_TEXT}").page.text


def test_words_of_nobody_known_are_shown_to_be_copied(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.posts(f"/dossier/{A_LONG_TEXT}", {"answer": "I can weld", "do": "answer"}, status=422)
    assert "I can weld" in visitor.page.text


def test_a_form_that_another_site_sends_is_not_taken(app: Flask, person: APerson, visitor: Visitor) -> None:
    visitor.opens(f"/dossier/{A_TEXT}")
    form = {"answer": "forged", "do": "answer", **_hidden(visitor)}
    told = visitor.client.post(f"/dossier/{A_TEXT}", data=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert told.status_code == 422
    assert kept(app, person, A_TEXT) == []


def _hidden(visitor: Visitor) -> dict[str, str]:
    fields = visitor.page.form().iter("{http://www.w3.org/1999/xhtml}input")
    return {str(one.get("name")): str(one.get("value")) for one in fields if one.get("type") == "hidden"}


def _ends_sessions(app: Flask) -> None:
    with parts_of(app).database.transaction(writes=True) as connection:
        connection.execute(update(sessions), {"seen_at": datetime.now(UTC) - timedelta(hours=2)})
        assert connection.execute(select(answers.c.number)).first() is None


@pytest.mark.parametrize("typed", [{"do": "skip"}, {"do": "answer"}], ids=["skipped", "empty"])
def test_a_repeated_thing_with_nothing_said_of_it_can_still_be_changed_or_taken_away(
    visitor: Visitor, typed: dict[str, str]
) -> None:
    visitor.opens(f"/dossier/{PAST_JOBS}").follows("Add one").sends(
        typed, status=422 if typed["do"] == "answer" else 200
    )
    visitor.opens(f"/dossier/{PAST_JOBS}")
    assert visitor.page.says("No answer. That is fine.")
    visitor.presses("Take away")
    assert not visitor.page.says("Take away")
