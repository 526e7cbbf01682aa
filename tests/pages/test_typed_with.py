"""Who said, who typed: the person reads with whom they wrote each thing, the counsellor only that a helper typed."""

from pathlib import Path

import pytest
from flask import Flask

from portal.core.permissions import Role
from portal.dossier.questions import QUESTIONS
from portal.storage.answers.own_rows import own_rows
from portal.storage.answers.receipts import receipts_of
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.pages.samples import A_CHOICE, A_LONG_TEXT, A_TEXT, PAST_JOBS
from tests.pages.tapping import sends_week, taps
from tests.pages.test_helping import begins
from tests.papers import Paper
from tests.people import APerson, signed_in
from tests.visitor import Visitor, words_of
from tests.weeks import NOW, THIS

pytestmark = pytest.mark.usefixtures("calendar")
TOGETHER, WITH_LINA = "Typed with a helper", "Typed with Lina"


@pytest.fixture
def told(app: Flask, person: APerson) -> Visitor:
    """Return the phone of somebody who wrote one answer alone and another with a helper."""
    phone = signed_in(app, person)
    phone.opens(f"/dossier/{A_LONG_TEXT}").sends({"answer": "alone"}, do="answer")
    begins(app, person, "fr").opens(f"/dossier/{A_TEXT}").sends({"answer": "together"}, do="answer")
    return phone


def lines_of(visitor: Visitor, answer: str) -> str:
    """Return everything that stands beside one answer."""
    found = [words_of(row) for dl in visitor.page.all("dl") for row in dl if answer in words_of(row)]
    assert found, visitor.page.words
    return " ".join(found)


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_each_row_knows_as_what_somebody_typed_it(app: Flask, person: APerson, told: Visitor) -> None:
    assert told.page
    with parts_of(app).database.transaction(writes=False) as connection:
        rows = {row.question: row for row in own_rows(connection, person.key, QUESTIONS, NOW, None).rows}
    assert {key: rows[key].typed_as for key in (A_TEXT, A_LONG_TEXT)} == {A_TEXT: Role.HELPER, A_LONG_TEXT: Role.PERSON}
    assert rows[A_TEXT].with_helper
    assert not rows[A_LONG_TEXT].with_helper


def test_the_person_reads_with_whom_each_answer_was_typed(told: Visitor) -> None:
    told.opens("/dossier/check")
    assert WITH_LINA in lines_of(told, "together")
    assert "Typed" not in lines_of(told, "alone")


def test_what_the_person_says_again_alone_is_theirs_alone(told: Visitor) -> None:
    told.opens(f"/dossier/{A_TEXT}").sends({"answer": "mine"}, do="answer")
    assert "Typed" not in told.opens("/dossier/check").page.words


def test_a_repeated_thing_counts_as_typed_together_if_any_of_it_was(app: Flask, person: APerson) -> None:
    screen = begins(app, person, "fr").opens(f"/dossier/{PAST_JOBS}")
    screen.opens(str(next(link.get("href") for link in screen.page.all("a") if link.get("id") == "add")))
    screen.sends({"answer": "cook at sea"}, do="answer")
    assert WITH_LINA in lines_of(signed_in(app, person).opens("/dossier/check"), "cook at sea")


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_a_receipt_says_it_and_names_nobody(app: Flask, person: APerson, told: Visitor) -> None:
    told.opens("/dossier/check").presses("Send to my counsellor")
    assert TOGETHER in lines_of(told, "together")
    assert TOGETHER not in lines_of(told, "alone")
    assert "Lina" not in told.page.text
    with parts_of(app).database.transaction(writes=False) as connection:
        (receipt,) = receipts_of(connection, person.key, person.id)
    assert Visitor(app).opens(f"/receipt/{receipt.code}").page.says("This receipt is genuine.")


def test_a_receipt_on_paper_says_it_too(tmp_path: Path, told: Visitor) -> None:
    told.opens("/dossier/check").presses("Send to my counsellor")
    paper = on_paper(tmp_path, told, "/receipts/1.pdf")
    assert paper.text.count(TOGETHER) == 1
    assert paper.findings == []


def test_the_counsellor_reads_that_a_helper_typed_and_nothing_else(app: Flask, person: APerson, told: Visitor) -> None:
    told.opens("/dossier/check").presses("Send to my counsellor")
    desk = signed_in(app, person.counsellor).opens(f"/people/{person.id}")
    assert TOGETHER in lines_of(desk, "together")
    assert TOGETHER not in lines_of(desk, "alone")
    assert "Lina" not in desk.page.text


def test_the_brief_on_paper_says_it_beside_such_answers(
    app: Flask, person: APerson, told: Visitor, tmp_path: Path
) -> None:
    screen = begins(app, person, "fr").opens(f"/dossier/{A_CHOICE}")
    choice = next(str(one.get("value")) for one in screen.page.all("input") if one.get("name") == "answer")
    screen.sends({"answer": choice}, do="answer")
    told.opens("/dossier/check").presses("Send to my counsellor")
    paper = on_paper(tmp_path, signed_in(app, person.counsellor), f"/people/{person.id}/brief.pdf")
    assert f"({TOGETHER})" in paper.text
    assert "Lina" not in paper.text
    assert (paper.pages, paper.findings) == (1, [])


def test_the_counsellor_reads_it_of_the_week_too(app: Flask, person: APerson) -> None:
    taps(begins(app, person, "fr"), "search", words="together")
    alone = taps(signed_in(app, person), "learn", words="alone")
    assert alone.page.says(WITH_LINA)
    sends_week(alone, THIS)
    assert alone.page.text.count(TOGETHER) == 1
    desk = signed_in(app, person.counsellor).opens(f"/people/{person.id}/weeks")
    things = [words_of(one) for one in desk.page.all("li") if "together" in words_of(one) or "alone" in words_of(one)]
    assert [TOGETHER in thing for thing in things] == [True, False]
    assert "Lina" not in desk.page.text


def on_paper(folder: Path, visitor: Visitor, address: str) -> Paper:
    path = folder / "paper.pdf"
    path.write_bytes(visitor.client.get(address).data)
    return Paper(path)
