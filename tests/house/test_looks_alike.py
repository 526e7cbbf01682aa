"""Skipped, never asked, kept for the interview: the counsellor cannot tell them apart."""

import re
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select

from portal.dossier.questions import QUESTIONS, SECTIONS
from portal.storage.tables.people import answers, people
from portal.storage.tables.schema import metadata
from portal.web.parts import parts_of
from tests.people import APerson, signed_in, somebody
from tests.visitor import Visitor

ASKED_IN_PERSON = [
    question.key
    for question in QUESTIONS.values()
    if question.in_person and not question.depends_on and not question.from_second_interview
]
"""Questions that somebody new can open and that offer to talk instead."""
COUNTED = re.compile(r"\d+\s*(?:%|٪|/\s*\d|of \d|sur \d|questions?\b|answers?\b|réponses?\b)", re.IGNORECASE)
ONLY_OF_THIS_PERSON = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|name=\"csrf_token\" value=\"[^\"]*\"")
WISH = "Wishes to talk about something face to face."


def who_answered(app: Flask, **more: str) -> tuple[APerson, Visitor]:
    """Return somebody who answered one question, and did with others what ``more`` says: skip, talk, or an answer."""
    person = somebody(app)
    visitor = signed_in(app, person)
    visitor.opens("/dossier/about-name").sends({"answer": "Ali"}, do="answer")
    for key, do in more.items():
        visitor.opens(f"/dossier/{key.replace('_', '-')}")
        assert visitor.page.form("Skip") is not None
        visitor.sends({"answer": do}, do=do if do in {"skip", "talk"} else "answer")
    visitor.opens("/dossier/check").presses("Send to my counsellor")
    return person, visitor


def brief_of(app: Flask, person: APerson) -> str:
    page = signed_in(app, person.counsellor).opens(f"/people/{person.id}").page
    return ONLY_OF_THIS_PERSON.sub("…", page.text)


def line_in_list(app: Flask, person: APerson) -> str:
    return ONLY_OF_THIS_PERSON.sub("…", signed_in(app, person.counsellor).opens("/day").page.text)


def test_a_skipped_question_looks_like_one_that_was_never_asked(app: Flask) -> None:
    plain, _ = who_answered(app)
    skipping, _ = who_answered(app, about_phone="skip", wish_job="skip", situation_work="skip")
    assert brief_of(app, skipping) == brief_of(app, plain)
    assert re.sub(r"<time.*?</time>", "", line_in_list(app, skipping)) == re.sub(
        r"<time.*?</time>", "", line_in_list(app, plain)
    )


def test_what_is_kept_for_the_interview_looks_the_same_whatever_it_is_about(app: Flask) -> None:
    one, other = ASKED_IN_PERSON[0].replace("-", "_"), ASKED_IN_PERSON[-1].replace("-", "_")
    about_one, _ = who_answered(app, **{one: "talk"})
    about_other, _ = who_answered(app, **{other: "talk", one: "skip"})
    gate, _ = who_answered(app, more_1="at-the-interview")
    shown = brief_of(app, about_one)
    assert WISH in shown
    assert brief_of(app, about_other) == shown
    assert brief_of(app, gate) == shown


def test_whoever_closed_the_gate_looks_like_whoever_never_saw_it(app: Flask) -> None:
    plain, _ = who_answered(app)
    closed, _ = who_answered(app, more_1="no")
    assert brief_of(app, closed) == brief_of(app, plain)


def test_whoever_sent_nothing_leaves_no_hole_in_the_list(app: Flask) -> None:
    person = somebody(app)
    signed_in(app, person).opens("/dossier/about-name").sends({"answer": "Ali"}, do="answer")
    page = signed_in(app, person.counsellor).opens(f"/people/{person.id}").page
    assert page.says("Nothing to read before this interview.")
    assert "late" not in page.words.casefold()


def test_the_wish_to_talk_is_one_for_the_whole_dossier(app: Flask) -> None:
    holders = [table.name for table in metadata.tables.values() for column in table.columns
               if re.search("talk|wish|person_only|aloud", column.name)]  # fmt: skip
    assert holders == ["people"], "the wish is kept once, never beside a question: that would tell what it is about"
    person, _ = who_answered(app, **{ASKED_IN_PERSON[0].replace("-", "_"): "talk"})
    with parts_of(app).database.transaction(writes=False) as connection:
        rows = connection.execute(select(answers.c.sealed).where(answers.c.person_id == person.id)).scalars()
        sealed = connection.execute(select(people.c.wish_to_talk).where(people.c.id == person.id)).scalar_one()
        assert isinstance(sealed, bytes)
        assert len({len(row) for row in rows}) == 1, "every short answer has the same length, skipped or not"


@pytest.mark.parametrize("key", ASKED_IN_PERSON)
def test_what_was_typed_is_wiped_by_keeping_it_for_the_interview(app: Flask, key: str) -> None:
    person = somebody(app)
    visitor = signed_in(app, person).opens(f"/dossier/{key}")
    visitor.sends({"answer": "other", "consent": "yes", "more": "a secret"}, do="talk")
    assert visitor.page.status == 200
    visitor.opens(f"/dossier/{key}")
    assert "a secret" not in visitor.page.text
    assert " checked" not in visitor.page.text


def test_the_three_ways_are_side_by_side_without_a_default(app: Flask) -> None:
    visitor = signed_in(app, somebody(app))
    for key in ASKED_IN_PERSON:
        page = visitor.opens(f"/dossier/{key}").page
        ways = [button for button in page.form("Skip").iter() if button.get("name") == "do" and button.get("value")
                in {"answer", "skip", "talk"}]  # fmt: skip
        assert [way.get("value") for way in ways] == ["answer", "skip", "talk"], key
        assert all(way.get("autofocus") is None for way in ways)


def test_a_counsellor_sees_no_count_share_or_mark_of_anybody(app: Flask) -> None:
    person, _ = who_answered(app, about_phone="skip", wish_job="skip")
    for address in ("/people", "/day", f"/people/{person.id}"):
        page = signed_in(app, person.counsellor).opens(address).page
        assert not COUNTED.search(page.words), f"{address}: no number about a person, please"
        assert next(page.all("progress"), None) is None
        assert next(page.all("meter"), None) is None


def test_the_paper_says_nothing_that_the_screen_does_not(app: Flask) -> None:
    plain, _ = who_answered(app)
    skipping, _ = who_answered(app, about_phone="skip", wish_job="skip")
    sizes = []
    for person in (plain, skipping):
        response = signed_in(app, person.counsellor).client.get(f"/people/{person.id}/brief.pdf")
        sizes.append(len(BytesIO(response.data).getvalue()))
    assert abs(sizes[0] - sizes[1]) < 200


def test_only_the_gate_protects_what_is_hard_to_say() -> None:
    protected = [section for section in SECTIONS if section.protected]
    assert len(protected) == 1
    assert protected[0].gate == protected[0].questions[0].key


def test_a_wish_that_was_not_sent_is_the_person_s_alone(app: Flask) -> None:
    person = somebody(app)
    signed_in(app, person).opens("/dossier/wish-refusal").sends(do="talk")
    assert WISH not in brief_of(app, person)
