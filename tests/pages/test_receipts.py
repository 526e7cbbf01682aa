"""Whatever a person sent, they keep the proof: one list, each on screen and on paper, and anyone can check it."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from portal.core.receipts import Line, Part, Sending, Statement
from portal.receipts.kinds import KINDS
from portal.storage.answers.receipts import Receipt, add_receipt
from portal.storage.engine.seal import add_ring_key, read_ring
from portal.storage.tables.people import receipts
from portal.web.parts import parts_of
from tests.conftest import BOTH, OpenPortal
from tests.papers import Paper
from tests.people import APerson, signed_in, somebody
from tests.visitor import HTML, Visitor

BEFORE_MIDNIGHT = datetime(2026, 3, 28, 22, 59, 59, tzinfo=UTC)
"""One second before midnight in Paris."""
SHOWN = Part(
    title="Mes métiers",
    lines=(Line(question="a-job", item="", label="Votre métier ?", words=("Soudeur", "أعرف اللحام.")),),
    picture="work",
    note="Ce sont des souhaits.",
)
KEPT_BACK = Part(
    title="Ce qui est difficile",
    lines=(Line(question="hard", item="", label="Votre santé ?", words=("Le dos",)),),
    printed=False,
)
EVERY_KIND = pytest.mark.parametrize("about", list(Sending))


@pytest.fixture
def keeps(app: Flask, person: APerson) -> Callable[..., Receipt]:
    """Return what keeps a sending of the person, each a minute after the one before."""
    moments = (BEFORE_MIDNIGHT + minute * timedelta(minutes=1) for minute in range(10))

    def keep(about: Sending, *parts: Part, language: str = "fr") -> Receipt:
        statement = Statement(
            about=about, agency="Agence du Port", at=next(moments), language=language, parts=parts or (SHOWN, KEPT_BACK)
        )
        with parts_of(app).database.transaction(writes=True) as connection:
            return add_receipt(connection, parts_of(app).ring, person.key, statement)

    return keep


def paper_of(visitor: Visitor, receipt: Receipt, folder: Path) -> Paper:
    (folder / "receipt.pdf").write_bytes(visitor.client.get(f"/receipts/{receipt.number}.pdf").data)
    return Paper(folder / "receipt.pdf")


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_one_list_shows_all_that_was_sent_the_newest_first(visitor: Visitor, keeps: Callable[..., Receipt]) -> None:
    kept = [keeps(about) for about in (Sending.WEEK, Sending.DOSSIER, Sending.REPLY)]
    listed = visitor.opens("/receipts").page.words
    told = (
        "My arguments Mes métiers Sent on Sunday 29 March 2026 at 00:01.",
        "My story Sent on Sunday 29 March 2026 at 00:00.",
        "My week Sent on Saturday 28 March 2026 at 23:59.",
    )
    assert re.findall("|".join(map(re.escape, told)), listed) == list(told)
    visitor.follows("My week")
    assert visitor.page.address == f"/receipts/{kept[0].number}"


def test_before_anything_is_sent_the_list_says_so(visitor: Visitor) -> None:
    assert visitor.opens("/receipts").page.says("You have not sent anything yet.")


@EVERY_KIND
def test_every_receipt_begins_with_the_same_good_news_and_ends_with_the_person_s_words(
    visitor: Visitor, keeps: Callable[..., Receipt], about: Sending
) -> None:
    kept = keeps(about)
    visitor.opens(f"/receipts/{kept.number}")
    assert visitor.page.title == "It is sent. Thank you."
    assert visitor.page.says(KINDS[about].reader)
    assert visitor.page.says(" ".join(kept.code[at : at + 4] for at in range(0, 20, 4)))
    for words in (
        KINDS[about].words,
        "Mes métiers",
        "Ce sont des souhaits.",
        "Votre métier ?",
        "أعرف اللحام.",
        "Le dos",
    ):
        assert visitor.page.says(words)


@EVERY_KIND
def test_what_must_not_lie_about_is_on_the_screen_and_never_on_paper(
    visitor: Visitor, keeps: Callable[..., Receipt], about: Sending, tmp_path: Path
) -> None:
    kept = keeps(about)
    [unprinted] = [one for one in visitor.opens(f"/receipts/{kept.number}").page.all("section") if one.get("class")]
    assert unprinted.get("class") == "unprinted"
    assert "Le dos" in "".join(unprinted.itertext())
    paper = paper_of(visitor, kept, tmp_path)
    assert {KINDS[about].words, "Soudeur"} <= set(paper.lines)
    for word in ("difficile", "santé", "Le dos"):
        assert word not in paper.text


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_paper_can_be_listened_to_in_the_language_of_the_page(
    app: Flask, person: APerson, keeps: Callable[..., Receipt], language: str, tmp_path: Path
) -> None:
    paper = paper_of(signed_in(app, person, language), keeps(Sending.WEEK), tmp_path)
    assert paper.findings == []
    assert paper.language == language
    for words in ("Mes métiers", "Ce sont des souhaits.", "Votre métier ?", "Soudeur"):
        assert words in paper.in_language("fr")


@EVERY_KIND
def test_a_paper_tells_nothing_of_what_was_kept_back_not_even_that_it_was(
    visitor: Visitor, keeps: Callable[..., Receipt], about: Sending, tmp_path: Path
) -> None:
    papers = [paper_of(visitor, keeps(about, *parts), tmp_path).lines for parts in ((SHOWN, KEPT_BACK), (SHOWN,))]
    with_it, without = (lines[lines.index("Keep this paper. It shows what you sent, and when.") :] for lines in papers)
    assert with_it == without


def test_what_was_sent_in_arabic_reads_from_the_right_on_a_french_page(
    app: Flask, person: APerson, keeps: Callable[..., Receipt]
) -> None:
    line = Line(question="a-word", item="", label="كلمة", words=("رقمي 06 39 98 12 34",))
    kept = keeps(Sending.WEEK, Part(title="ما عملته", lines=(line,)), language="ar")
    page = signed_in(app, person, "fr").opens(f"/receipts/{kept.number}").page
    [part] = [one for one in page.all("section") if "ما عملته" in "".join(one.itertext())]
    assert (part.get("lang"), part.get("dir")) == ("ar", "rtl")
    recorded_by_nobody = [("ما عملته", None), ("كلمة", None), ("06 39 98 12 34", "ltr")]
    assert [(one.text, one.get("dir")) for one in part.iter(f"{HTML}bdi")] == recorded_by_nobody


def test_what_was_told_can_be_changed_from_its_receipt(visitor: Visitor, keeps: Callable[..., Receipt]) -> None:
    visitor.opens(f"/receipts/{keeps(Sending.DOSSIER).number}").follows("Change something")
    assert visitor.page.title == "Check your answers"


def test_the_paper_is_a_pdf_that_no_browser_keeps(visitor: Visitor, keeps: Callable[..., Receipt]) -> None:
    kept = keeps(Sending.DOSSIER)
    told = visitor.client.get(f"/receipts/{kept.number}.pdf")
    assert told.data.startswith(b"%PDF-")
    assert told.headers["Cache-Control"] == "no-store"
    assert told.headers["Content-Disposition"] == f'attachment; filename="{kept.code}.pdf"'


def test_a_receipt_of_somebody_else_is_not_there(app: Flask, keeps: Callable[..., Receipt]) -> None:
    kept = keeps(Sending.WEEK)
    stranger = signed_in(app, somebody(app))
    stranger.opens(f"/receipts/{kept.number}", status=404)
    stranger.opens(f"/receipts/{kept.number}.pdf", status=404)
    assert stranger.opens("/receipts").page.says("You have not sent anything yet.")


def test_a_counsellor_has_no_receipts_to_see(app: Flask, person: APerson, keeps: Callable[..., Receipt]) -> None:
    kept = keeps(Sending.REPLY)
    counsellor = signed_in(app, person.counsellor)
    for address in ("/receipts", f"/receipts/{kept.number}", f"/receipts/{kept.number}.pdf"):
        counsellor.opens(address, status=403)


@EVERY_KIND
def test_anyone_with_the_code_can_check_the_receipt_and_learns_nothing_else(
    app: Flask, keeps: Callable[..., Receipt], about: Sending
) -> None:
    kept = keeps(about)
    anyone = Visitor(app).opens("/receipt").sends({"code": kept.code.lower()})
    assert anyone.page.title == "This receipt is genuine."
    assert anyone.page.says("Sent on Saturday 28 March 2026 at 23:59.")
    assert anyone.page.says("It was sent to: Agence du Port.")
    for words in (KINDS[about].words, "Soudeur", "Votre métier ?", "Mes métiers"):
        assert not anyone.page.says(words)


@pytest.mark.parametrize("code", ["", "AAAA BBBB CCCC DDDD EEEE", "' OR 1=1", "٣٣٣٣"])
def test_a_code_that_is_not_ours_is_told_in_plain_words(app: Flask, code: str) -> None:
    visitor = Visitor(app).opens("/receipt").sends({"code": code}, status=422)
    assert visitor.page.says("We do not know this code. Look at it again.")


def _restarts(app: Flask, open_portal: OpenPortal) -> Flask:
    return open_portal(parts_of(app).settings.database_url)


def _renews_the_ring(app: Flask, open_portal: OpenPortal) -> Flask:
    add_ring_key(parts_of(app).settings.keys)
    assert read_ring(parts_of(app).settings.keys).newest != parts_of(app).ring.newest
    return open_portal(parts_of(app).settings.database_url)


@pytest.mark.parametrize("happens", [_restarts, _renews_the_ring])
def test_a_receipt_stays_genuine_whatever_happens_to_the_portal(
    app: Flask, open_portal: OpenPortal, keeps: Callable[..., Receipt], happens: Callable[[Flask, OpenPortal], Flask]
) -> None:
    code = keeps(Sending.WEEK).code
    later = Visitor(happens(app, open_portal)).opens("/receipt").sends({"code": code})
    assert later.page.title == "This receipt is genuine."


def test_a_statement_that_was_altered_is_no_longer_genuine(
    app: Flask, person: APerson, keeps: Callable[..., Receipt]
) -> None:
    kept = keeps(Sending.WEEK)
    with parts_of(app).database.transaction(writes=True) as connection:
        row = connection.execute(select(receipts)).one()
        place = f"receipts|{row.number}"
        statement = json.dumps(person.key.unseal(place, row.statement))
        forged = json.loads(statement.replace(Sending.WEEK.value, Sending.DOSSIER.value))
        connection.exec_driver_sql("DROP TRIGGER receipts_only_added_to")
        connection.execute(receipts.update(), {"statement": person.key.seal(place, forged)})
    anyone = Visitor(app).opens("/receipt").sends({"code": kept.code}, status=422)
    assert anyone.page.says("We do not know this code.")
