"""The counsellor reads one page: what was answered and sent, nothing about the rest, and never unseen."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from portal.storage.people.people import add_interview
from portal.storage.tables.people import interviews, receipts
from portal.web.parts import parts_of
from tests.pages.samples import A_CHOICE, A_HARD_ONE, A_LONG_TEXT, A_TEXT, GATED
from tests.pages.test_sending import sends, tells
from tests.people import ACounsellor, APerson, a_counsellor, a_person, signed_in, somebody
from tests.visitor import Visitor


@pytest.fixture
def counsellor(app: Flask, person: APerson) -> Visitor:
    return signed_in(app, person.counsellor)


def reads(counsellor: Visitor, person: APerson, status: int = 200) -> str:
    counsellor.opens(f"/people/{person.id}", status)
    return counsellor.page.words


def test_the_people_who_come_soon_are_shown_by_time_and_name(counsellor: Visitor) -> None:
    counsellor.opens("/people")
    assert counsellor.page.says("Ali")
    assert not counsellor.page.says("Something to read")


def test_what_was_sent_is_read_and_what_was_only_saved_is_not(
    visitor: Visitor, counsellor: Visitor, person: APerson
) -> None:
    tells(visitor, A_TEXT, "Awa")
    assert "Awa" not in reads(counsellor, person)
    sends(visitor)
    tells(visitor, A_LONG_TEXT, "not sent yet")
    assert "Awa" in reads(counsellor, person)
    assert "not sent yet" not in reads(counsellor, person)


def test_the_persons_words_are_shown_as_they_were_said_in_their_language(
    app: Flask, counsellor: Visitor, person: APerson
) -> None:
    arabic = signed_in(app, person, language="ar")
    arabic.opens(f"/dossier/{A_LONG_TEXT}").sends({"answer": "أريد أن أعمل في مطبخ"}, do="answer")
    arabic.opens("/dossier/check").sends(action="/dossier/send")
    reads(counsellor, person)
    assert any(one.get("lang") == "ar" and "مطبخ" in "".join(one.itertext()) for one in counsellor.page.all("dd"))


def test_skipped_not_asked_and_kept_for_the_interview_look_the_same(app: Flask) -> None:
    pages = []
    for does in ("skip", "nothing"):
        person = somebody(app)
        visitor = signed_in(app, person)
        tells(visitor, A_TEXT, "Awa")
        if does == "skip":
            visitor.opens(f"/dossier/{A_CHOICE}").sends(do="skip")
            visitor.opens(f"/dossier/{GATED.questions[1].key}").sends(do="skip")
            visitor.opens(f"/dossier/{A_HARD_ONE}").sends(do="skip")
        sends(visitor)
        counsellor = signed_in(app, person.counsellor)
        reads(counsellor, person)
        pages.append(_without_what_differs_anyway(counsellor.page.text, person))
    assert pages[0] == pages[1]


def test_the_wish_to_talk_is_one_line_and_does_not_say_about_what(app: Flask) -> None:
    pages = []
    for question in (A_HARD_ONE, GATED.questions[2].key):
        person = somebody(app)
        visitor = signed_in(app, person)
        tells(visitor, A_TEXT, "Awa")
        visitor.opens(f"/dossier/{question}").sends(do="talk")
        sends(visitor)
        counsellor = signed_in(app, person.counsellor)
        assert "Wishes to talk about something face to face." in reads(counsellor, person)
        pages.append(_without_what_differs_anyway(counsellor.page.text, person))
    assert pages[0] == pages[1]


def test_the_page_says_what_changed_since_they_last_met(
    app: Flask, visitor: Visitor, counsellor: Visitor, person: APerson
) -> None:
    tells(visitor, A_TEXT, "Awa")
    sends(visitor)
    they_met(app, person)
    tells(visitor, A_TEXT, "Aïssa")
    tells(visitor, A_LONG_TEXT, "I can weld")
    sends(visitor)
    words = reads(counsellor, person)
    changed = words.split("Changed since the last time")[1]
    assert "Awa → Aïssa" in changed
    assert "I can weld" in changed


def test_an_answer_taken_back_leaves_no_mark(
    app: Flask, visitor: Visitor, counsellor: Visitor, person: APerson
) -> None:
    tells(visitor, A_TEXT, "Awa")
    tells(visitor, A_LONG_TEXT, "I can weld")
    sends(visitor)
    they_met(app, person)
    visitor.opens(f"/dossier/{A_LONG_TEXT}").sends(do="skip")
    tells(visitor, A_TEXT, "Aïssa")
    sends(visitor)
    assert "weld" not in reads(counsellor, person)


def test_each_reading_is_on_the_persons_own_page(visitor: Visitor, counsellor: Visitor, person: APerson) -> None:
    tells(visitor, A_TEXT, "Awa")
    sends(visitor)
    reads(counsellor, person)
    counsellor.client.get(f"/people/{person.id}/brief.pdf")
    visitor.opens("/who-read")
    assert visitor.page.words.count("Your counsellor read your answers, before the interview.") == 2


def test_a_name_in_a_list_is_noted_once_a_day(visitor: Visitor, counsellor: Visitor) -> None:
    for _ in range(3):
        counsellor.opens("/people")
    visitor.opens("/who-read")
    assert visitor.page.words.count("Your counsellor saw your name in a list.") == 1


def test_a_counsellor_reaches_only_the_people_they_accompany(app: Flask, person: APerson) -> None:
    stranger = _colleague(app, person)
    reads(signed_in(app, stranger), person, status=403)
    signed_in(app, stranger).opens(f"/people/{person.id}/brief.pdf", status=403)


def test_a_counsellor_reads_only_around_an_interview(app: Flask) -> None:
    person = somebody(app, interviews=(timedelta(days=31),))
    reads(signed_in(app, person.counsellor), person, status=403)


def test_a_person_never_opens_a_counsellors_page(visitor: Visitor, person: APerson) -> None:
    visitor.opens("/people", status=403)
    assert visitor.page.says("This page is not for you.")
    visitor.opens(f"/people/{person.id}", status=403)


def test_the_brief_on_paper_is_one_pdf(visitor: Visitor, counsellor: Visitor, person: APerson) -> None:
    tells(visitor, A_TEXT, "Awa")
    sends(visitor)
    paper = counsellor.client.get(f"/people/{person.id}/brief.pdf")
    assert paper.data.startswith(b"%PDF-")
    assert "Awa" not in paper.headers["Content-Disposition"]


def _colleague(app: Flask, person: APerson) -> ACounsellor:
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        colleague = a_counsellor(connection, parts.ring, "zoe", person.actor.agency_id)
        a_person(connection, parts.ring, colleague)
        return colleague


def they_met(app: Flask, person: APerson) -> None:
    """Let the interview be yesterday, after what was sent; they meet again next week."""
    now = datetime.now(UTC)
    with parts_of(app).database.transaction(writes=True) as connection:
        for trigger in connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'receipts'"
        ).scalars():
            connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
        connection.execute(update(receipts), {"at": now - timedelta(days=2)})
        connection.execute(
            update(interviews).where(interviews.c.person_id == person.id), {"at": now - timedelta(days=1)}
        )
        add_interview(connection, person.id, person.counsellor.actor.id, now + timedelta(days=7))


def _without_what_differs_anyway(text: str, person: APerson) -> str:
    return re.sub(r'name="csrf_token" value="[^"]*"', "", text).replace(str(person.id), "")
