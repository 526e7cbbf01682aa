"""On paper, a voice message is one plain sentence: on the receipt that proves it, and on the page for the interview."""

from pathlib import Path

import pytest
from flask import Flask

from tests.papers import Paper
from tests.people import APerson, signed_in
from tests.recordings import a_webm
from tests.visitor import Visitor


def paper_of(visitor: Visitor, address: str, folder: Path) -> Paper:
    path = folder / "paper.pdf"
    path.write_bytes(visitor.client.get(address).data)
    return Paper(path)


@pytest.mark.parametrize("words", ["", "أريد متجرًا لي"])
def test_receipt_and_brief_say_how_long_it_is(
    app: Flask, person: APerson, visitor: Visitor, tmp_path: Path, words: str
) -> None:
    visitor.opens("/dossier/next-goal").sends({"answer": words}, do="speak").uploads(a_webm(seconds=72))
    visitor.opens("/dossier/check").presses("Send to my counsellor")
    receipt = paper_of(visitor, "/receipts/1.pdf", tmp_path)
    assert "A voice message of 1 minute and 12 seconds" in receipt.text
    brief = paper_of(signed_in(app, person.counsellor), f"/people/{person.id}/brief.pdf", tmp_path)
    assert "A voice message of 1 minute and 12 seconds" in brief.text
    assert receipt.findings == brief.findings == []
