"""My arguments: in the person's own words, kept at each tap, sent once, with a receipt; nothing in it frightens."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from portal.core.replies import Argued
from portal.core.weeks import Week
from portal.storage.dialogue.replies import Reply, own_replies
from portal.storage.trace.journal import Deed, entries
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.people import APerson, count_of, signed_in, somebody, vault_of
from tests.visitor import Visitor, words_of

THIS_WEEK = Week.of(datetime.now(UTC))
NEW, WORDS, CHECK, SEND = "/arguments/new", "/arguments/words", "/arguments/check", "/arguments/send"


def begins(visitor: Visitor, about: str = "letter") -> Visitor:
    return visitor.opens(NEW).sends({"about": about})


def writes(visitor: Visitor, words: str, also: Mapping[str, str] | None = None, status: int = 200) -> Visitor:
    return visitor.opens(WORDS).sends({"words": words, **(also or {})}, status=status)


def sends(visitor: Visitor, words: str = "I was at the doctor’s.", also: Mapping[str, str] | None = None) -> Visitor:
    begins(visitor)
    return writes(visitor, words, also).presses("Send to my counsellor")


def sent_by(app: Flask, person: APerson) -> list[Reply]:
    with parts_of(app).database.transaction(writes=False) as connection:
        return own_replies(vault_of(connection, app, person.actor), person.id)


def deeds(app: Flask, person: APerson) -> list[Deed]:
    with parts_of(app).database.transaction(writes=False) as connection:
        return [entry.deed for entry in entries(connection, person.key)]


def box(visitor: Visitor) -> str:
    """Return what stands in the box to write in."""
    return "".join(next(visitor.page.all("textarea")).itertext())


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_a_person_writes_checks_sends_and_gets_a_dated_receipt(app: Flask, person: APerson, visitor: Visitor) -> None:
    begins(visitor, "letter")
    assert visitor.page.says("A letter I got")
    writes(visitor, "I was at the doctor’s.\r\nأنا كنت هناك", {"company": "with-someone", "heard": "yes"})
    assert visitor.page.says("Saved is not sent. Your counsellor sees nothing yet.")
    assert visitor.page.says("I wrote it with someone I chose")
    assert sent_by(app, person) == []
    visitor.presses("Send to my counsellor")
    assert visitor.page.title == "It is sent. Thank you."
    for words in ("A letter I got", "I was at the doctor’s.", "أنا كنت هناك", "I also want to say it face to face"):
        assert visitor.page.says(words)
    (sent,) = sent_by(app, person)
    assert sent.argued == Argued(
        about="letter",
        words="I was at the doctor’s.\nأنا كنت هناك",
        language="en",
        with_company=True,
        wants_to_be_heard=True,
    )
    assert deeds(app, person)[-1] is Deed.SENT_ARGUMENTS


def test_the_receipt_can_be_checked_by_anyone_and_tells_nothing(app: Flask, visitor: Visitor) -> None:
    sends(visitor)
    code = re.search(r"(?:[0-9A-Z]{4} ){4}[0-9A-Z]{4}", visitor.page.words)
    assert code
    anyone = Visitor(app).opens("/receipt").sends({"code": code.group()})
    assert anyone.page.title == "This receipt is genuine."
    assert not anyone.page.says("doctor")
    assert visitor.client.get("/receipts/1.pdf").data.startswith(b"%PDF-")


def test_what_was_sent_is_listed_with_its_day_and_what_became_of_it(visitor: Visitor) -> None:
    sends(visitor)
    visitor.opens("/arguments")
    assert visitor.page.says("A letter I got")
    assert visitor.page.says("Sent")
    visitor.follows("A letter I got")
    assert visitor.page.says("I was at the doctor’s.")
    assert visitor.page.says("You see here when your counsellor opens it.")
    assert visitor.follows("My receipt").page.title == "It is sent. Thank you."


def test_whoever_comes_from_a_week_writes_at_once_and_it_stays_with_that_week(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    week = THIS_WEEK.shifted(-30)
    visitor.opens(f"{NEW}?about={week.name}")
    assert visitor.page.address.startswith(WORDS)
    visitor.sends({"words": "I was ill."}).presses("Send to my counsellor")
    assert [reply.argued.about for reply in sent_by(app, person)] == [week.name]


def test_what_was_begun_about_something_else_is_not_lost_on_the_way_from_a_week(visitor: Visitor) -> None:
    begins(visitor, "letter")
    writes(visitor, "I was at the doctor’s.")
    visitor.opens(f"{NEW}?about={THIS_WEEK.name}")
    assert visitor.page.says("You began to write something.")
    visitor.sends({"about": THIS_WEEK.name})
    assert box(visitor).strip() == "I was at the doctor’s."


@pytest.mark.parametrize("about", ["", "2026-W99", "1999-W01", "<script>", "../people", THIS_WEEK.shifted(1).name])
def test_what_it_is_about_is_one_of_what_is_offered(app: Flask, visitor: Visitor, about: str) -> None:
    visitor.opens(NEW).sends({"about": about}, status=422)
    assert visitor.page.says("Choose one of the answers on this page.")
    assert visitor.opens(f"{NEW}?about={about}").page.title == "What is it about?"
    assert count_of(parts_of(app).database, "drafts") == 0


def test_it_can_be_about_nothing_in_particular(app: Flask, person: APerson, visitor: Visitor) -> None:
    begins(visitor, "something")
    writes(visitor, "I want to say this.").presses("Send to my counsellor")
    assert [reply.argued.about for reply in sent_by(app, person)] == [""]


def test_whoever_cannot_write_asks_to_be_heard_without_a_word(app: Flask, person: APerson, visitor: Visitor) -> None:
    begins(visitor)
    writes(visitor, "", {"heard": "yes"}).presses("Send to my counsellor")
    assert [reply.argued.wants_to_be_heard for reply in sent_by(app, person)] == [True]
    visitor.opens("/arguments/1")
    assert visitor.page.says("I also want to say it face to face")


def test_nothing_at_all_is_not_sent_and_the_page_says_what_to_do(visitor: Visitor) -> None:
    begins(visitor)
    writes(visitor, " \x00 ", status=422)
    assert visitor.page.says("Write something, or say it face to face.")


def test_what_somebody_else_argued_is_not_there(app: Flask, visitor: Visitor) -> None:
    sends(visitor)
    stranger = signed_in(app, somebody(app))
    stranger.opens("/arguments/1", status=404)
    assert not stranger.opens("/arguments").page.says("A letter I got")


def test_each_writing_and_sending_is_on_the_page_of_who_read(visitor: Visitor) -> None:
    sends(visitor)
    visitor.opens("/who-read")
    assert visitor.page.says("You wrote arguments.")
    assert visitor.page.says("You sent your arguments.")


def test_the_rights_are_told_in_plain_words_with_their_source(visitor: Visitor) -> None:
    visitor.opens("/arguments")
    for words in (
        "You have 10 days to answer.",
        "A person you choose can help you.",
        "First write to the regional mediator.",
        "R5412-7, R5412-7-1, R5312-47, R5312-48",
        "The letter tells you until when.",
        "L262-37",
        "Answer there too.",
    ):
        assert visitor.page.says(words), words


def test_no_page_of_it_counts_days_or_names_a_day_to_come(visitor: Visitor) -> None:
    sends(visitor)
    to_come = [Week.of(datetime.now(UTC)).sunday + timedelta(days=days) for days in range(1, 30)]
    for address in ("/arguments", "/arguments/1", WORDS):
        text = visitor.opens(address).page.text
        assert not any(f"{day.day} {day:%B %Y}" in text for day in to_come), address
        assert visitor.page.words.count("10 days") <= 1


def test_my_arguments_are_two_taps_away_from_every_page(app: Flask, visitor: Visitor) -> None:
    sends(visitor)
    pages = [page for page in app.extensions["portal_pages"] if page.method == "GET" and "<" not in page.address]
    opened = 0
    for page in pages:
        response = visitor.client.get(page.address)
        if response.status_code != 200 or response.mimetype != "text/html":
            continue
        opened += 1
        visitor.opens(page.address)
        first = {link.get("href") or "" for link in visitor.page.all("a")}
        if "/arguments" in first:
            continue
        place = next(link.get("href") or "" for link in visitor.page.all("a") if words_of(link) == "My place")
        visitor.opens(place)
        assert "/arguments" in {link.get("href") for link in visitor.page.all("a")}, page.address
    assert opened > 8
