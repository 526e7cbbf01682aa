"""A person takes everything they sent about their weeks away: on paper, for a spreadsheet, for another service."""

import csv
import io
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal.activities import sheet
from portal.core.receipts import Sending, Statement
from portal.core.weeks import Entry, Told
from portal.storage.answers.receipts import add_receipt
from portal.storage.answers.weeks import Declared, declare
from portal.storage.trace import journal
from portal.storage.trace.journal import Deed, entries
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.pages.tapping import LAST, could_not, declared, sends_week, taps
from tests.papers import Paper
from tests.people import APerson, signed_in, somebody
from tests.visitor import HTML, Visitor, words_of
from tests.weeks import NOW, THIS

pytestmark = pytest.mark.usefixtures("calendar")
FORMS = ("/weeks.pdf", "/weeks.pdf?private=1", "/weeks.csv", "/weeks.json")
WORDS = "Mme Diallo, أهلا"
BEFORE = "the baker"
PRIVATE = "visited the landlord"


def tells(visitor: Visitor) -> None:
    """Tell two weeks: last week, corrected once, and this one, with a personal step, and that one could not."""
    taps(visitor, "meet", "hour", LAST, day=["0"], words=BEFORE)
    sends_week(visitor, LAST)
    visitor.opens(f"/week/{LAST.name}").follows("Change").sends({"words": WORDS, "day": ["3", "1"]}, do="half-day")
    sends_week(visitor, LAST)
    taps(visitor, "home", "two-hours", words=PRIVATE)
    taps(visitor, "learn", "in-numbers", hours="3", minutes="20")
    could_not(visitor, "ill")
    sends_week(visitor)
    visitor.opens("/weeks").sends({"hours": "15"})


@pytest.fixture
def prints(tmp_path: Path) -> Callable[..., Paper]:
    """Return what takes a copy on paper and reads it."""

    def take(visitor: Visitor, address: str = "/weeks.pdf") -> Paper:
        (tmp_path / "weeks.pdf").write_bytes(visitor.client.get(address).data)
        return Paper(tmp_path / "weeks.pdf")

    return take


def table(visitor: Visitor) -> list[list[str]]:
    told = visitor.client.get("/weeks.csv").data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(told, newline=""), delimiter=";"))[1:]


def for_a_service(visitor: Visitor) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(visitor.client.get("/weeks.json").data)
    return told


def codes(app: Flask, person: APerson, visitor: Visitor) -> list[str]:
    """Return the codes of the newest receipts of last week and this one, as their pages show them."""
    newest = [declared(app, person, week)[0].receipt for week in (LAST, THIS)]
    pages = [visitor.opens(f"/receipts/{number}").page for number in newest]
    return [words_of(one) for page in pages for one in page.all("p") if one.get("class") == "code"]


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_everything_that_was_said_is_in_each_form(
    app: Flask, person: APerson, visitor: Visitor, prints: Callable[..., Paper]
) -> None:
    tells(visitor)
    copies = (
        prints(visitor, "/weeks.pdf?private=1").text,
        " ".join(cell for line in table(visitor) for cell in line),
        visitor.client.get("/weeks.json").data.decode(),
    )
    done = ("Meet an employer", "Find or keep a home", "Follow a course or a lesson")
    how_long = ("Half a day", "2 hours", "3 hours and 20 minutes", "15")
    for copy in copies:
        for words in (*done, *how_long, "I was ill", WORDS, PRIVATE):
            assert words in copy
        for code in codes(app, person, visitor):
            assert code in copy or code.replace(" ", "") in copy
    for copy in copies[1:]:
        assert BEFORE in copy, "what was sent before is the person's own too"
        assert "2026-11-10" in copy


def test_the_paper_says_of_each_week_when_it_was_sent_and_the_sum_for_the_person(
    app: Flask, person: APerson, visitor: Visitor, prints: Callable[..., Paper]
) -> None:
    tells(visitor)
    lines = prints(visitor).lines
    week = lines[lines.index("From Monday 9 to Sunday 15 November 2026") :]
    sent = f"Sent on Wednesday 18 November 2026 at 10:30. The code of the receipt: {codes(app, person, visitor)[0]}"
    assert week[1:] == [
        "Meet an employer · Half a day · Tuesday, Thursday",
        WORDS,
        "In all, for you: 3 hours and 30 minutes",
        sent,
    ]


def test_a_personal_step_is_on_paper_only_for_who_asks(visitor: Visitor, prints: Callable[..., Paper]) -> None:
    tells(visitor)
    visitor.opens("/weeks")
    paper, mine = (
        prints(visitor, visitor.page.link(words)) for words in ("On paper", "On paper, with my personal steps")
    )
    assert "A personal step · 2 hours" in paper.lines
    assert "I could not this week" in paper.lines
    for words in (PRIVATE, "Find or keep a home", "I was ill", "The hours in my plan", "For me alone"):
        assert words not in paper.text
    assert {"Find or keep a home · 2 hours", PRIVATE, "I could not this week · I was ill"} <= set(mine.lines)
    assert "The hours in my plan: 15 hours" in mine.lines


def test_why_i_could_not_is_on_every_paper_once_my_counsellor_may_read_it(
    visitor: Visitor, prints: Callable[..., Paper]
) -> None:
    could_not(visitor, "ill", shown=True)
    sends_week(visitor)
    assert "I could not this week · I was ill" in prints(visitor).lines


def test_a_service_reads_what_is_stored(app: Flask, person: APerson, visitor: Visitor) -> None:
    tells(visitor)
    for week, known in zip(for_a_service(visitor)["weeks"], (THIS, LAST), strict=True):
        kept = declared(app, person, known)
        assert week["week"] == known.name
        assert [one["number"] for one in week["sendings"]] == [one.number for one in kept]
        for sending, stored in zip(week["sendings"], kept, strict=True):
            assert sending["sent_at"].endswith("+01:00"), "as the clocks of Paris show it"
            assert datetime.fromisoformat(sending["sent_at"]) == stored.at.replace(microsecond=0)
            assert sending["reason"] == ({"key": "ill", "words": "I was ill"} if stored.told.reason else None)
            assert [
                (one["activity"]["key"], one["duration"]["key"], one["minutes"], one["words"], one["private"])
                for one in sending["activities"]
            ] == [(one.activity, one.said, one.minutes, one.words, one.private) for one in stored.told.entries]


def test_words_that_a_spreadsheet_would_calculate_with_stay_words(visitor: Visitor) -> None:
    taps(visitor, "search", words='=HYPERLINK("http://elsewhere.example","tap")')
    sends_week(visitor)
    [line] = table(visitor)
    assert '\'=HYPERLINK("http://elsewhere.example","tap")' in line


def test_an_arabic_paper_reads_from_the_right_and_can_be_listened_to(
    app: Flask, person: APerson, prints: Callable[..., Paper]
) -> None:
    visitor = signed_in(app, person, "ar")
    taps(visitor, "meet", "half-day", day=["3"], words="رقمي 06 39 98 12 34 شكرا")
    visitor.opens(f"/week/{THIS.name}").sends(action=f"/week/{THIS.name}/send")
    paper = prints(visitor)
    assert paper.language == "ar"
    assert paper.findings == []
    assert "أسابيعي" in paper.lines
    for word in ("مقابلة", "صاحب", "نصف", "يوم", "الخميس", "رقمي", "شكرا"):
        assert word in paper.text
    assert "06 39 98 12 34" in paper.text
    french = prints(signed_in(app, person, "fr"))
    assert french.findings == []
    assert "رقمي" in french.in_language("ar")


def test_two_years_of_busy_weeks_are_one_paper_with_numbered_pages(
    app: Flask, person: APerson, visitor: Visitor, prints: Callable[..., Paper]
) -> None:
    entry = Entry(number=1, activity="search", said="hour", minutes=60, words="J’ai appelé la boulangerie. " * 4)
    for ago in range(104):
        _declares(app, person, ago, Told(entries=(entry,) * 4))
    paper = prints(visitor)
    assert paper.pages > 30
    assert paper.findings == []
    assert paper.text.count("Sent on") == 104


def test_a_paper_that_nobody_could_print_ends_with_where_the_rest_is(
    app: Flask, person: APerson, visitor: Visitor, prints: Callable[..., Paper]
) -> None:
    entry = Entry(number=1, activity="search", said="hour", minutes=60, words="a b c d " * 120)
    for ago in range(4):
        _declares(app, person, ago, Told(entries=(entry,) * 70))
    paper = prints(visitor)
    assert paper.text.count("Sent on") == sheet.MOST_LETTERS // (70 * 1060)
    assert paper.lines[-1] == "There is no more room on this paper. The table has everything."
    assert len(table(visitor)) == 280


def _declares(app: Flask, person: APerson, ago: int, told: Told) -> None:
    """Send a week of long ago, as its page would have."""
    with app.test_request_context(), parts_of(app).database.transaction(writes=True) as connection:
        statement = Statement(about=Sending.WEEK, agency="Agence du Port", at=NOW, language="fr", parts=())
        receipt = add_receipt(connection, parts_of(app).ring, person.key, statement)
        week = THIS.shifted(-ago)
        sent = Declared(week=week, number=1, told=told, language="fr", receipt=receipt.number, at=NOW)
        declare(connection, person.key, person.actor, sent)


def test_a_copy_is_not_kept_by_the_browser_and_is_not_called_after_anybody(visitor: Visitor) -> None:
    tells(visitor)
    names = ("my-weeks.pdf", "my-weeks-for-me.pdf", "my-weeks.csv", "my-weeks.json")
    kinds = ("application/pdf", "application/pdf", "text/csv; charset=utf-8", "application/json")
    for address, name, kind in zip(FORMS, names, kinds, strict=True):
        headers = visitor.client.get(address).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert headers["Content-Type"] == kind


def test_each_copy_taken_away_is_in_the_person_s_journal(app: Flask, person: APerson, visitor: Visitor) -> None:
    tells(visitor)
    for times, address in enumerate(FORMS, start=1):
        visitor.client.get(address)
        assert _deeds(app, person).count(Deed.TOOK_COPY) == times
    visitor.opens("/who-read")
    assert visitor.page.says("You took a copy of your weeks.")
    assert PRIVATE not in visitor.page.text


def test_no_copy_leaves_without_its_entry(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    tells(visitor)

    def fails(*_anything: object) -> None:
        raise OSError

    monkeypatch.setattr(journal, "add", fails)
    for address in FORMS:
        response = visitor.client.get(address)
        assert response.status_code == 500
        assert PRIVATE not in response.text


def test_nobody_takes_the_weeks_of_somebody_else(app: Flask, person: APerson, visitor: Visitor) -> None:
    tells(visitor)
    stranger = signed_in(app, somebody(app))
    assert table(stranger) == []
    assert for_a_service(stranger)["weeks"] == []
    before = _deeds(app, person)
    for address in FORMS:
        signed_in(app, person.counsellor).opens(address, status=403)
        assert Visitor(app).client.get(address).status_code == 303
    assert _deeds(app, person) == before


def test_the_record_offers_a_copy_once_there_is_something_to_take(visitor: Visitor) -> None:
    assert not visitor.opens("/weeks").page.says("Take everything with me")
    taps(visitor, "search")
    sends_week(visitor)
    visitor.opens("/weeks")
    assert visitor.page.says("Take everything with me")
    assert not visitor.page.says("with my personal steps")
    for words in ("On paper", "For a spreadsheet", "For another service"):
        assert visitor.client.get(visitor.page.link(words)).status_code == 200


def test_the_record_itself_prints_a_personal_step_as_just_that(visitor: Visitor) -> None:
    tells(visitor)
    visitor.opens("/weeks")
    marked = {words_of(one): one.get("class") for one in visitor.page.all("li") if one.find(f"{HTML}span") is not None}
    assert marked["Find or keep a home 2 hours"] == "unprinted"
    assert marked["A personal step 2 hours"] == "only-printed"
    assert marked["Follow a course or a lesson 3 hours and 20 minutes"] is None


def _deeds(app: Flask, person: APerson) -> list[Deed]:
    with parts_of(app).database.transaction(writes=False) as connection:
        return [entry.deed for entry in entries(connection, person.key)]
