"""Before the next interview only what is worth asking again is asked: with its answer, and nothing is forced."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from portal.dossier.questions import QUESTIONS, SECTION_OF
from portal.storage.tables.people import interviews
from portal.web.parts import parts_of
from tests.people import APerson, signed_in, somebody
from tests.visitor import Visitor, hidden

AGAIN = next(one for one in QUESTIONS.values() if one.again and one.core and one.key == "next-priority")
SAME = next(key for key, one in QUESTIONS.items() if one.core and not one.again and key == "about-name")
NEWS = "Before your next interview: look at this again."


@pytest.fixture
def person(app: Flask) -> APerson:
    """Return somebody who met their counsellor yesterday and meets them next week."""
    return somebody(app, interviews=(timedelta(days=-1), timedelta(days=7)))


@pytest.fixture
def visitor(app: Flask, person: APerson) -> Visitor:
    return signed_in(app, person)


def answered_before_they_met(app: Flask) -> None:
    """Let the interview of yesterday be a moment ago, after what was answered."""
    with parts_of(app).database.transaction(writes=True) as connection:
        now = datetime.now(UTC)
        connection.execute(update(interviews).where(interviews.c.at < now), {"at": now})


def answers_all(visitor: Visitor, *keys: str) -> None:
    for key in keys:
        visitor.opens(f"/dossier/{key}").sends({"answer": choices(visitor)[0]}, do="answer")


def choices(visitor: Visitor) -> list[str]:
    return [one.get("value") or "" for one in visitor.page.all("input") if one.get("type") in {"radio", "checkbox"}]


def asked(visitor: Visitor) -> list[str]:
    visitor.opens("/dossier/again")
    return [one.get("aria-labelledby") or "" for one in visitor.page.all("section")]


def test_what_changes_between_two_interviews_is_asked_again_with_its_answer(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    assert person
    visitor.opens(f"/dossier/{SAME}").sends({"answer": "Awa"}, do="answer")
    answers_all(visitor, AGAIN.key)
    answered_before_they_met(app)
    shown = asked(visitor)
    assert AGAIN.key in shown
    assert SAME not in shown, "a name does not change between two interviews"
    assert visitor.opens("/home").page.says(NEWS)


def test_still_right_is_one_tap_and_is_not_asked_again(app: Flask, visitor: Visitor) -> None:
    answers_all(visitor, AGAIN.key)
    answered_before_they_met(app)
    visitor.opens("/dossier/again")
    [form] = [one for one in visitor.page.all("form") if hidden(one).get("question") == AGAIN.key]
    visitor.posts("/dossier/again", hidden(form))
    assert AGAIN.key not in asked(visitor)


def test_a_changed_answer_leads_back_to_the_list_and_is_not_asked_again(app: Flask, visitor: Visitor) -> None:
    answers_all(visitor, AGAIN.key)
    answered_before_they_met(app)
    visitor.opens(f"/dossier/{AGAIN.key}?then=again")
    visitor.sends({"answer": choices(visitor)[1]}, do="answer")
    assert visitor.page.title == "Before your next interview"
    assert AGAIN.key not in asked(visitor)


def test_what_somebody_skipped_is_not_asked_a_second_time(app: Flask, visitor: Visitor) -> None:
    visitor.opens(f"/dossier/{AGAIN.key}").sends(do="skip")
    answered_before_they_met(app)
    assert AGAIN.key not in asked(visitor)


def test_what_is_for_the_person_alone_is_never_on_the_list(visitor: Visitor) -> None:
    assert not any(SECTION_OF[key].protected for key in asked(visitor))
    assert not [key for key, one in QUESTIONS.items() if one.again and SECTION_OF[key].protected]


def test_before_the_first_interview_there_is_nothing_to_look_at_again(app: Flask) -> None:
    first = signed_in(app, somebody(app))
    assert asked(first) == []
    assert not first.opens("/home").page.says(NEWS)


def test_an_interview_that_did_not_take_place_asks_nothing_again(app: Flask, visitor: Visitor) -> None:
    with parts_of(app).database.transaction(writes=True) as connection:
        gone = interviews.c.at < datetime.now(UTC)
        connection.execute(update(interviews).where(gone), {"status": "not-held"})
    assert asked(visitor) == []
