"""What we agreed, on paper: every line in order under who does it, each word in its language, read by a machine too."""

from dataclasses import replace
from pathlib import Path

import pytest

from portal.agreements.pdf import TEMPLATE, AgreedGroup, AgreedLine, AgreedSheet, agreed_pdf
from portal.web.pdf import Said
from tests.papers import Paper

WORDS = Said(text="Appeler la crèche le 01 99 00 48 20", language="fr", direction="ltr")
LINE = AgreedLine(picture="call", phrase="Téléphoner", words=WORDS, until="Jusqu’au 3 décembre")
OWN = AgreedLine(picture="write", phrase="", words=WORDS, until="")
SHEET = AgreedSheet(
    language="fr",
    direction="ltr",
    portal="Mes mots",
    title="Ce que nous avons décidé",
    notes=("Écrit par Nour.", "Ce n’est pas un contrat."),
    groups=(AgreedGroup(title="Ce que je fais", lines=(LINE, OWN)),),
    next_title="Notre prochain rendez-vous",
    next="mardi 1 décembre, 9 h 00",
    end=("Agence du Port", "appelez : 01 99 00 10 10"),
)
ARABIC = replace(SHEET, language="ar", direction="rtl", title="ما اتفقنا عليه", end=("اتصلوا: 01 99 00 10 10",))


def printed(tmp_path: Path, sheet: AgreedSheet) -> Paper:
    path = tmp_path / "agreed.pdf"
    path.write_bytes(agreed_pdf(sheet))
    return Paper(path)


def test_it_reads_in_the_order_it_was_agreed(tmp_path: Path) -> None:
    assert printed(tmp_path, SHEET).lines == [
        "Mes mots",
        "Ce que nous avons décidé",
        "Écrit par Nour.",
        "Ce n’est pas un contrat.",
        "Ce que je fais",
        "Téléphoner",
        WORDS.text,
        "Jusqu’au 3 décembre",
        WORDS.text,
        "Notre prochain rendez-vous",
        "mardi 1 décembre, 9 h 00",
        "Agence du Port",
        "appelez : 01 99 00 10 10",
    ]


@pytest.mark.parametrize("sheet", [SHEET, ARABIC], ids=["fr", "ar"])
def test_whoever_listens_to_the_paper_is_not_stopped(tmp_path: Path, sheet: AgreedSheet) -> None:
    paper = printed(tmp_path, sheet)
    assert paper.findings == []
    assert paper.language == sheet.language


def test_free_words_say_their_language_on_an_arabic_paper(tmp_path: Path) -> None:
    assert WORDS.text in printed(tmp_path, ARABIC).in_language("fr")


def test_a_telephone_number_keeps_its_order_on_an_arabic_paper() -> None:
    template = TEMPLATE.read_text(encoding="utf-8")
    assert "numbers-in-order(words, data.direction)" in template


def test_a_long_agreement_goes_on_over_pages(tmp_path: Path) -> None:
    many = replace(SHEET, groups=(AgreedGroup(title="Ce que je fais", lines=(LINE,) * 60),))
    paper = printed(tmp_path, many)
    assert paper.pages > 1
    assert paper.lines.count("Téléphoner") == 60
