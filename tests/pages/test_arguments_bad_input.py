"""Whatever comes in, twice, late, old, strange or too long: no word of an argument is lost, none is sent twice."""

from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import update

from portal.core.replies import LONGEST
from portal.storage.tables.people import sessions
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.pages.test_arguments import CHECK, NEW, SEND, WORDS, begins, box, sends, sent_by, writes
from tests.people import APerson, count_of, signed_in
from tests.visitor import Visitor, hidden


def lets_sessions_end(app: Flask) -> None:
    with parts_of(app).database.transaction(writes=True) as connection:
        connection.execute(update(sessions), {"seen_at": datetime.now(UTC) - timedelta(hours=2)})


def signs_in_again(visitor: Visitor, person: APerson) -> Visitor:
    return visitor.sends({"code": person.secret}).sends({"picture": "cat"}).sends({"picture": "rose"})


@pytest.mark.parametrize("words", ["é" * 10_000, "🙂" * (LONGEST + 1), "أ" * 10_000])
def test_what_is_too_long_is_kept_shown_and_explained(visitor: Visitor, words: str) -> None:
    begins(visitor)
    writes(visitor, words, status=422)
    assert visitor.page.says("This is very long. Keep what matters most: 5000 letters.")
    assert box(visitor.opens(WORDS)).strip() == words
    visitor.opens(CHECK).presses("Send to my counsellor", status=422)
    assert visitor.page.says("This is very long.")


@pytest.mark.parametrize(
    "words",
    [
        "before \x00 after",
        "before \u202etxet after",
        "before \u200f🙂👩‍🏭 after",
        "before a\u0301 after",
        "before <script>alert(1)</script> after",
        "before {{ 7*7 }} after",
        "before 100 %d %s after",
        "before '; DROP TABLE replies after",
        "before \ue000here\ue001 after",
        "x" * LONGEST,
    ],
)
def test_strange_text_is_kept_and_sent_as_text(app: Flask, person: APerson, visitor: Visitor, words: str) -> None:
    sends(visitor, words)
    assert visitor.page.title == "It is sent. Thank you."
    (sent,) = sent_by(app, person)
    assert sent.argued.words == words
    for address in ("/arguments/1", "/receipts/1"):
        text = visitor.opens(address).page.text
        assert "<script>alert" not in text
        assert sent.argued.readable in unescape(text)
    assert visitor.client.get("/receipts/1.pdf").data.startswith(b"%PDF-")


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_sending_twice_is_one_sending(app: Flask, person: APerson, visitor: Visitor) -> None:
    begins(visitor)
    check = writes(visitor, "Once.").page
    for _ in range(3):
        visitor.page = check
        visitor.presses("Send to my counsellor")
        assert visitor.page.address == "/receipts/1"
    assert len(sent_by(app, person)) == 1
    assert count_of(parts_of(app).database, "receipts") == 1
    assert count_of(parts_of(app).database, "drafts") == 0


def test_a_page_left_open_beside_the_one_that_sent_does_not_send_again(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    begins(visitor)
    writes(visitor, "Once.")
    beside = visitor.opens(WORDS).page
    visitor.opens(CHECK).presses("Send to my counsellor")
    visitor.page = beside
    visitor.sends({"words": "Once."})
    assert visitor.page.address == "/receipts/1"
    assert len(sent_by(app, person)) == 1


def test_a_second_reply_is_another_one_and_an_old_check_page_does_not_send_it(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    begins(visitor)
    old_check = writes(visitor, "One.").page
    visitor.presses("Send to my counsellor")
    writes(visitor, "Two, not finished")
    visitor.page = old_check
    visitor.presses("Send to my counsellor", status=422)
    assert visitor.page.says("Your words changed on another page. Look at them again.")
    assert visitor.page.says("Two, not finished")
    assert [reply.argued.words for reply in sent_by(app, person)] == ["One."]
    visitor.presses("Send to my counsellor")
    assert [reply.argued.words for reply in sent_by(app, person)] == ["Two, not finished", "One."]


@pytest.mark.parametrize(
    ("button", "kept"),
    [
        ("Keep this one What you wrote before", "Awa"),
        ("Keep this one What you wrote now", "Aïssa"),
        ("Keep both, one after the other", "Awa\n\nAïssa"),
    ],
)
def test_two_telephones_do_not_write_over_each_other(app: Flask, person: APerson, button: str, kept: str) -> None:
    one, other = signed_in(app, person), signed_in(app, person)
    one.opens(WORDS)
    writes(other, "Awa")
    one.sends({"words": "Aïssa"}, status=409)
    assert one.page.title == "Which words are right?"
    assert one.page.says("Awa")
    assert one.page.says("Aïssa")
    assert other.opens(CHECK).page.title == "Which words are right?", "nothing is sent before the person chose"
    stale = other.page
    one.presses(button)
    assert box(one).strip() == kept
    other.page = stale
    other.presses("Keep this one What you wrote before")
    assert box(other).strip() == kept, "a page that is old changes nothing"


def test_words_written_as_the_session_ended_wait_where_they_were_written(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    begins(visitor)
    lets_sessions_end(app)
    visitor.sends({"words": "I was there.", "company": "with-someone"})
    assert visitor.page.says("What you wrote is kept.")
    signs_in_again(visitor, person)
    assert visitor.page.address == WORDS
    assert box(visitor).strip() == "I was there."
    visitor.opens(CHECK)
    assert visitor.page.says("A letter I got")
    assert visitor.page.says("I wrote it with someone I chose")


@pytest.mark.parametrize(("address", "form"), [(NEW, {"about": "letter"}), (SEND, {})])
def test_what_was_chosen_as_the_session_ended_is_kept_and_nothing_is_sent(
    app: Flask, person: APerson, visitor: Visitor, address: str, form: dict[str, str]
) -> None:
    writes(visitor, "I was there.")
    visitor.opens(NEW if address == NEW else CHECK)
    lets_sessions_end(app)
    visitor.sends(form)
    signs_in_again(visitor, person)
    assert sent_by(app, person) == []
    visitor.opens(CHECK)
    assert visitor.page.says("I was there.")
    assert visitor.page.says("A letter I got") is (address == NEW)


@pytest.mark.parametrize("token", ["", "stale"])
def test_an_old_form_token_costs_one_more_tap_and_nothing_else(app: Flask, visitor: Visitor, token: str) -> None:
    begins(visitor).sends({"words": "I was there.", "csrf_token": token}, status=422)
    assert visitor.page.says("This page was old. Your words are still here.")
    assert box(visitor).strip() == "I was there."
    visitor.sends({"words": "I was there."})
    visitor.sends({"csrf_token": token}, status=422)
    assert visitor.page.says("This page was old. Send once more.")
    assert count_of(parts_of(app).database, "replies") == 0
    visitor.presses("Send to my counsellor")
    assert count_of(parts_of(app).database, "replies") == 1


def test_words_of_nobody_known_are_shown_to_be_copied(app: Flask) -> None:
    visitor = Visitor(app).posts(WORDS, {"words": "I was there."}, status=422)
    assert visitor.page.title == "Keep your words"
    assert visitor.page.says("I was there.")


def test_a_form_that_another_site_sends_keeps_nothing(visitor: Visitor) -> None:
    form = {"words": "forged", **hidden(begins(visitor).page.form())}
    told = visitor.client.post(WORDS, data=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert told.status_code == 422
    assert box(visitor.opens(WORDS)).strip() == ""
