"""My day: what waits, and who comes by time, each with the same few signs. Nothing is a sign of what was not done."""

from datetime import UTC, datetime, timedelta
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from sqlalchemy import update

from portal.storage.tables.people import interviews
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.crowd import somebody_called
from tests.pages.samples import A_HARD_ONE, A_TEXT
from tests.pages.test_sending import sends, tells
from tests.people import TOMORROW, APerson, a_counsellor, signed_in, somebody
from tests.visitor import HTML, Visitor, words_of

QUESTION, COMPANY, INTERPRETER = "next-question", "next-company", "about-interpreter"
SIGNS = {
    "Something to read",
    "Sent again since then",
    "Has a question for you",
    "Wishes to talk face to face",
    "Comes with someone",
    "Needs an interpreter",
}


@pytest.fixture
def counsellor(app: Flask, person: APerson) -> Visitor:
    return signed_in(app, person.counsellor)


def line_of(counsellor: Visitor, name: str) -> Element:
    """Return the line of somebody under the interviews of the day."""
    counsellor.opens("/day")
    lines = [one for one in counsellor.page.all("li") if "step" in (one.get("class") or "")]
    return next(one for one in lines if name in words_of(one) and next(one.iter(f"{HTML}time"), None) is not None)


def signs_of(counsellor: Visitor, name: str = "Ali") -> list[str]:
    """Return the signs beside somebody's interview, in their order."""
    return [words_of(one) for signs in line_of(counsellor, name).iter(f"{HTML}ul") for one in signs.iter(f"{HTML}li")]


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_a_counsellor_begins_on_their_day_and_goes_from_person_to_person(app: Flask) -> None:
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        nour = a_counsellor(connection, parts.ring)
        for hours, name in ((30, "Third"), (26, "First"), (28, "Second")):
            somebody_called(connection, parts.ring, nour, name, timedelta(hours=hours))
    counsellor = signed_in(app, nour).opens("/")
    assert counsellor.page.address == "/day"
    words = counsellor.page.words
    assert words.index("First") < words.index("Second") < words.index("Third")
    seen = [counsellor.follows("First").page.title]
    while any(link.get("rel") == "next" for link in counsellor.page.all("a")):
        seen.append(counsellor.follows("Next person").page.title)
    assert seen == ["First", "Second", "Third"]
    assert counsellor.follows("My day").page.address == "/day"


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_what_was_sent_gives_its_signs_in_one_order(visitor: Visitor, counsellor: Visitor) -> None:
    assert signs_of(counsellor) == []
    tells(visitor, INTERPRETER, "yes")
    tells(visitor, COMPANY, "yes")
    tells(visitor, QUESTION, "Is my diploma worth something?")
    assert signs_of(counsellor) == [], "saved is not sent"
    sends(visitor)
    sent = ["Something to read", "Has a question for you", "Comes with someone", "Needs an interpreter"]
    assert signs_of(counsellor) == sent
    tells(visitor, INTERPRETER, "no")
    tells(visitor, COMPANY, "no")
    visitor.opens(f"/dossier/{QUESTION}").sends(do="skip")
    visitor.opens(f"/dossier/{A_HARD_ONE}").sends(do="talk")
    sends(visitor)
    assert signs_of(counsellor) == ["Something to read", "Sent again since then", "Wishes to talk face to face"]


def test_coming_with_somebody_who_translates_is_coming_with_somebody(visitor: Visitor, counsellor: Visitor) -> None:
    tells(visitor, INTERPRETER, "with-someone")
    sends(visitor)
    assert signs_of(counsellor) == ["Something to read", "Comes with someone"]


def test_whoever_sent_nothing_looks_like_whoever_was_never_asked(app: Flask) -> None:
    pages = []
    for tells_something in (False, True):
        person = somebody(app)
        if tells_something:
            tells(signed_in(app, person), A_TEXT, "not sent")
        counsellor = signed_in(app, person.counsellor)
        line = line_of(counsellor, "Ali")
        pages.append(words_of(line)[-3:])
        assert not SIGNS & {words_of(one) for one in line.iter()}
    assert pages[0] == pages[1]


@pytest.mark.parametrize("after", [timedelta(days=-3), timedelta(days=90)], ids=str)
@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_whoever_asked_to_be_called_waits_in_my_day_whatever_the_date_of_the_interview(
    app: Flask, after: timedelta
) -> None:
    person = somebody(app, interviews=(timedelta(hours=36),))
    phone, counsellor = signed_in(app, person), signed_in(app, person.counsellor)
    phone.opens("/interview").follows("I cannot come, call me").presses("Yes, call me")
    with parts_of(app).database.transaction(writes=True) as connection:
        connection.execute(update(interviews), {"at": datetime.now(UTC) + after})
    assert counsellor.opens("/day").page.says("People who wait for your call")
    counsellor.follows("Ali").presses("I called")
    assert not counsellor.page.says("Asks to be called")
    assert not counsellor.opens("/day").page.says("People who wait for your call")


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_a_person_takes_the_wish_to_be_called_back_after_the_day_too(app: Flask) -> None:
    person = somebody(app)
    phone, counsellor = signed_in(app, person), signed_in(app, person.counsellor)
    phone.opens("/interview").follows("I cannot come, call me").presses("Yes, call me")
    with parts_of(app).database.transaction(writes=True) as connection:
        connection.execute(update(interviews), {"at": datetime.now(UTC) - timedelta(days=5)})
    counsellor.opens(f"/people/{person.id}/interviews").presses("It did not take place")
    assert counsellor.opens("/day").page.says("People who wait for your call")
    phone.opens("/interview").presses("I need no call any more")
    assert not phone.page.says("Your counsellor will call you.")
    assert not counsellor.opens("/day").page.says("People who wait for your call")


def test_the_words_of_a_question_are_not_in_the_list(visitor: Visitor, counsellor: Visitor) -> None:
    tells(visitor, QUESTION, "Is my diploma worth something?")
    sends(visitor)
    assert "diploma" not in counsellor.opens("/day").page.text


def test_the_person_sees_once_a_day_that_their_interview_was_prepared(visitor: Visitor, counsellor: Visitor) -> None:
    for _ in range(3):
        counsellor.opens("/day")
    visitor.opens("/who-read")
    told = "Your counsellor prepared your interview, in the list of the day."
    assert visitor.page.words.count(told) == 1
    assert not visitor.page.says("Your counsellor saw your name in a list.")


def test_many_people_on_one_day_do_not_stop_an_account(app: Flask) -> None:
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        nour = a_counsellor(connection, parts.ring)
        for number in range(80):
            somebody_called(connection, parts.ring, nour, f"Person {number}", TOMORROW)
        somebody_called(connection, parts.ring, nour, "Comes in three weeks", timedelta(days=21))
    counsellor = signed_in(app, nour)
    counsellor.opens("/day").opens("/people").follows("Comes in three weeks")
    assert counsellor.page.title == "Comes in three weeks"


def test_nobody_else_opens_the_day(app: Flask, visitor: Visitor) -> None:
    visitor.opens("/day", status=403)
    assert Visitor(app).opens("/day").page.address.startswith("/staff")
