"""The rules S1 to S14 as people meet them: what is said, in which order, to whom, and what silence leaves behind."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.activities.listed import REASONS
from portal.core.notices import NEWS, REMINDER
from portal.core.permissions import Permission
from portal.core.weeks import Week, first_open, is_open
from portal.core.words import Words, say
from portal.notices.letters import letter_of
from portal.storage.tables.schema import metadata
from portal.web.parts import parts_of
from tests.house.catalogues import LANGUAGES, sentences
from tests.house.conftest import Filled
from tests.house.test_no_judgement import MONEY_AND_LOSS
from tests.pages.tapping import SEND, could_not, sends_week, taps
from tests.people import APerson, signed_in, somebody
from tests.visitor import Shown, Visitor, words_of

HONEST = say(
    "Your counsellor can read this. The law lets the agency check what you agreed. This portal calculates nothing."
)
A_RIGHT = say("You can ask for a plan without hours, or with fewer.")
TO_ASK = say("I want to ask for that")
ARGUMENTS = "/arguments"
WITH_A_PERSON_IN_IT = ("weeks", "drafts", "receipts", "answers", "replies", "reminders", "notices")
PRESSING = re.compile(
    r"\d|%|\b(?:must|have to|before|until|hours?|obligation|devez|dev(?:oir|ra)|avant|heures?)\b|يجب|ساعات|قبل",
    re.IGNORECASE,
)
"""What a gentle reminder does without."""


def this_week() -> Week:
    return Week.of(datetime.now(UTC))


def links(page: Shown) -> list[str]:
    """Return the pages of the portal that a tap leads to."""
    found = (link.get("href") or "" for link in page.all("a"))
    return [address.partition("#")[0] for address in found if address.startswith("/") and "/built/" not in address]


@pytest.fixture
def person(app: Flask) -> APerson:
    return somebody(app)


@pytest.fixture
def visitor(app: Flask, person: APerson) -> Visitor:
    return signed_in(app, person)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reminder_threatens_nobody_and_tells_nothing(filled: Filled, language: str) -> None:
    """S6: one gentle sentence, with no word of money, loss or duty, the same for everybody."""
    own = [one for one in sentences(language) if all(file.startswith("portal/notices/") for file in one.files)]
    assert own
    assert [str(one) for one in own if MONEY_AND_LOSS.search(one.text)] == []
    offered = parts_of(filled.app).languages.offered[language]
    for kind in (REMINDER, NEWS):
        letters = [letter_of(offered, "https://portal.example", "a-token", datetime.now(UTC), kind) for _ in range(2)]
        words = re.sub(r"https://\S+", "", f"{letters[0].subject} {letters[0].words}")
        assert not PRESSING.search(words), words
        assert letters[0].words == letters[1].words, "it says the same to everybody"


def test_nobody_is_reminded_who_did_not_ask(app: Flask, person: APerson, visitor: Visitor) -> None:
    """S6: off until somebody turns it on, whatever they tell and however long they are silent."""
    taps(visitor, "search", week=this_week())
    sends_week(visitor, this_week())
    assert rows_of(app, person)["reminders"] == rows_of(app, person)["notices"] == 0


def test_that_somebody_could_not_is_read_before_what_they_did(app: Flask, person: APerson, visitor: Visitor) -> None:
    """S7: could-not is an answer like any other, and comes first even if it was said last."""
    taps(visitor, "search", week=this_week())
    assert visitor.page.link("I could not this week"), "it is on the same page as the activities"
    could_not(visitor, "tell-counsellor", this_week())
    sends_week(visitor, this_week())
    read = signed_in(app, person.counsellor).opens(f"/people/{person.id}/weeks").page
    things = [words_of(one) for one in read.all("li") if "Could not" in words_of(one) or "Look for" in words_of(one)]
    assert [thing.split(" ")[0] for thing in things] == ["Could", "Look"]
    assert read.says(next(reason.words for reason in REASONS if reason.for_counsellor))


def test_any_week_of_24_months_can_be_told_and_corrected_and_none_is_called_late(visitor: Visitor) -> None:
    """S8: accepted for 24 months, with the same words each time."""
    now = datetime.now(UTC)
    oldest, newest = first_open(now), this_week()
    pages = set()
    for week in (newest, newest.shifted(-1), newest.shifted(-30), oldest):
        assert is_open(week, now)
        for duration in ("hour", "day"):
            taps(visitor, "search", duration, week)
            sends_week(visitor, week)
            assert visitor.page.title == "It is sent. Thank you."
        said = visitor.opens(f"/week/{week.name}").page.words
        said = re.sub(r"From Monday .*? \d{4}|The week (?:before|after)|Tell last week too", "", said)
        pages.add(" ".join(said.split()))
    assert len(pages) == 1, "an old week looks like a new one"


def test_a_person_takes_away_a_dated_and_signed_proof(app: Flask, person: APerson, visitor: Visitor) -> None:
    """S9: a receipt with its date and its code, on the screen and on paper, that anybody can check."""
    taps(visitor, "search", week=this_week())
    sends_week(visitor, this_week())
    assert visitor.page.says("Sent on")
    code = re.search(r"(?:[0-9A-Z]{4} ){4}[0-9A-Z]{4}", visitor.page.words)
    assert code
    paper = visitor.client.get("/receipts/1.pdf")
    assert paper.data.startswith(b"%PDF-")
    assert Visitor(app).opens(f"/receipt/{code.group().replace(' ', '')}").page.says("Sent on")
    visitor.opens(f"/week/{this_week().name}").presses("Take away")
    sends_week(visitor, this_week())
    assert visitor.opens("/receipts/1").page.says("Look for work"), "a correction takes no proof away"
    assert person.id.hex not in code.group().casefold()


def pages_of_a_person(filled: Filled) -> Iterator[Shown]:
    """Go through every page that somebody who is signed in can be on, even one that is not there."""
    visitor = filled.visitor("person")
    yield visitor.opens("/not-here", status=404).page
    for page in filled.shown_pages():
        if page.permission == Permission.VISIT or "person" in page.roles:
            shown = visitor.client.get(page.address)
            if shown.status_code == 200 and shown.mimetype == "text/html":
                yield visitor.opens(page.address).page


def test_arguments_are_two_taps_from_every_page_of_a_person(filled: Filled) -> None:
    """S10: “Give my arguments” is near, wherever somebody is."""
    leads_to = {page.address: links(page) for page in pages_of_a_person(filled)}
    assert len(leads_to) > 20
    doors = {address for address, found in leads_to.items() if any(link.startswith(ARGUMENTS) for link in found)}
    assert {"/home", f"/week/{this_week().name}"} <= doors
    doors.add("/")  # leads home whoever is signed in
    far = [address for address, found in leads_to.items() if address not in doors and doors.isdisjoint(found)]
    assert far == [], "give the page a way home: the arguments have a door there"


def rows_of(app: Flask, person: APerson) -> dict[str, int]:
    """Return how many rows each table has about a person."""
    found = {}
    with parts_of(app).database.transaction(writes=False) as connection:
        for name in WITH_A_PERSON_IN_IT:
            table = metadata.tables[name]
            asked = select(func.count()).select_from(table).where(table.c.person_id == person.id)
            found[name] = connection.execute(asked).scalar_one()
    return found


def test_a_week_nobody_declared_is_nowhere(app: Flask, person: APerson, visitor: Visitor) -> None:
    """S12: silence is not data. Looking at one's weeks, or being looked at, makes no row."""
    other, week = somebody(app), this_week()
    taps(signed_in(app, other), "search", week=week)
    for address in ("/home", "/week", f"/week/{week.name}", f"/week/{week.name}/search", f"/week/{week.name}/could-not",
                    f"/week/{week.name}/history", "/weeks", f"/week/{week.shifted(-1).name}", "/who-read"):  # fmt: skip
        visitor.opens(address)
    counsellor = signed_in(app, person.counsellor)
    for address in ("/day", "/people", "/people/by-interview", f"/people/{person.id}", f"/people/{person.id}/weeks"):
        counsellor.opens(address)
    assert set(rows_of(app, person).values()) == {0}
    assert rows_of(app, other)["weeks"] == 0, "what was tapped and not sent is a draft"


def test_who_told_and_who_did_not_look_alike_in_every_list(app: Flask, person: APerson, visitor: Visitor) -> None:
    """S3 and S12: the list of a counsellor says nothing about weeks, neither in order nor in words."""
    counsellor = signed_in(app, person.counsellor)
    lists = ("/day", "/people", "/people/by-interview")
    before = [counsellor.opens(address).page.words for address in lists]
    for week in (this_week(), this_week().shifted(-1)):
        taps(visitor, "search", "day", week)
        sends_week(visitor, week)
    assert [counsellor.opens(address).page.words for address in lists] == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_right_to_a_plan_without_hours_is_said_before_hours_are_asked(
    app: Flask, person: APerson, language: str
) -> None:
    """S13: the right comes first, with the way to ask for it; only then the field."""
    page = signed_in(app, person, language).opens("/weeks").page
    right, ask = (translated(app, language, words) for words in (A_RIGHT, TO_ASK))
    assert page.says(right)
    fields = [match.start() for match in re.finditer(r'<input[^>]+name="hours"', page.text)]
    assert len(fields) == 1
    link = page.link(ask)
    assert page.text.index(link.replace("&", "&amp;")) < fields[0]
    assert page.text.index(f"{right}") < fields[0]
    assert link.startswith(ARGUMENTS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_honest_line_stands_where_a_week_is_sent(app: Flask, person: APerson, language: str) -> None:
    """S14: who reads, what the law allows, and that the portal calculates nothing, in every language."""
    visitor = taps(signed_in(app, person, language), "search", week=this_week())
    line = translated(app, language, HONEST)
    assert language == "en" or line != HONEST
    assert visitor.page.says(line)
    send = next(one for one in visitor.page.all("form") if (one.get("action") or "").endswith("/send"))
    sends = " ".join(translated(app, language, Words(SEND)).split())
    assert words_of(send).index(line[:20]) < words_of(send).index(sends)


def translated(app: Flask, language: str, words: Words) -> str:
    return parts_of(app).languages.offered[language].say(words)
