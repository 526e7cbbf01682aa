"""A person leaves with a paper: what they sent in their own words, and how anyone can check it."""

from dataclasses import replace
from pathlib import Path

import pytest

from portal.receipts.pdf import ReceiptLine, ReceiptPart, ReceiptSheet, ReceiptWords, receipt_pdf
from portal.web.pdf import Said
from tests.papers import Paper

WORDS = ReceiptWords(
    title="Votre reçu",
    about="Ce que vous avez envoyé",
    sent="Le jour et l’heure",
    agency="Votre agence",
    code="Votre code",
    check="Scannez le carré ou ouvrez cette adresse.",
    square="Un carré à scanner. Il ouvre la page qui vérifie ce papier.",
    told="Ce que vous avez dit",
)
ARABIC_WORDS = ReceiptWords(
    title="وصل الاستلام",
    about="ما أرسلته",
    sent="اليوم والساعة",
    agency="وكالتك",
    code="رمزك",
    check="امسح المربع أو افتح هذا العنوان.",
    square="مربع للمسح.",
    told="ما قلته",
)
WISH = "أريد عملا قريبا من بيتي لأن ابني صغير. لا أستطيع العمل في الليل."
MARKUP = '#read("/etc/passwd") *gras* $x$ _y_ = Titre \\ <z> @b // fin'


def french(text: str) -> Said:
    return Said(text=text, language="fr", direction="ltr")


def arabic(text: str) -> Said:
    return Said(text=text, language="ar", direction="rtl")


def part(*answers: Said) -> ReceiptPart:
    lines = tuple(ReceiptLine(label=french(f"Question {at} ?"), answer=answer) for at, answer in enumerate(answers, 1))
    return ReceiptPart(
        title=french("Le travail que je veux"), lines=lines, note=french("Des souhaits, pas un contrat.")
    )


RECEIPT = ReceiptSheet(
    language="fr",
    direction="ltr",
    portal="Mes mots",
    about="Mon histoire",
    agency="Agence de Roubaix",
    sent_at="lundi 23 novembre 2026, 14 h 32",
    code="K3F9 7QXM 2D8P 4WRT",
    address="https://mes-mots.example/receipt/K3F97QXM2D8P4WRT",
    parts=(part(french("Aide-cuisinière\nVendeuse"), arabic(WISH)),),
    notes=("Gardez ce papier.",),
)


class Printer:
    """Prints a receipt and hands over the paper."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, receipt: ReceiptSheet, words: ReceiptWords = WORDS) -> Paper:
        self._path.write_bytes(receipt_pdf(receipt, words))
        return Paper(self._path)

    def answers(self, *answers: Said) -> Paper:
        return self(replace(RECEIPT, parts=(part(*answers),)))


@pytest.fixture
def printed(tmp_path: Path) -> Printer:
    return Printer(tmp_path / "receipt.pdf")


def test_a_person_finds_their_own_words_in_the_order_of_the_paper(printed: Printer) -> None:
    paper = printed(RECEIPT)
    assert paper.lines[:11] == [
        "Mes mots",
        "Votre reçu",
        "Ce que vous avez envoyé",
        "Mon histoire",
        "Le jour et l’heure",
        "lundi 23 novembre 2026, 14 h 32",
        "Votre agence",
        "Agence de Roubaix",
        "Votre code",
        "K3F9 7QXM 2D8P 4WRT",
        WORDS.check,
    ]
    after = paper.lines[paper.lines.index("Ce que vous avez dit") :]
    assert after[1:6] == [
        "Le travail que je veux",
        "Des souhaits, pas un contrat.",
        "Question 1 ?",
        "Aide-cuisinière",
        "Vendeuse",
    ]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_person_who_listens_to_the_paper_is_not_stopped(printed: Printer, language: str) -> None:
    if language == "fr":
        paper = printed(RECEIPT)
    else:
        paper = printed(replace(RECEIPT, language="ar", direction="rtl"), ARABIC_WORDS)
    assert paper.findings == []
    assert "<pdfuaid:part>1<" in paper.about
    assert paper.language == language


def test_the_square_to_scan_is_told_in_words(printed: Printer) -> None:
    assert printed(RECEIPT).pictures == [WORDS.square]


def test_a_person_who_wrote_in_arabic_finds_every_word_in_arabic(printed: Printer) -> None:
    paper = printed(RECEIPT)
    assert _words(paper.in_language("ar")) == _words(WISH)


def test_a_telephone_number_keeps_its_order_between_arabic_words(printed: Printer) -> None:
    assert "06 39 98 12 34" in printed.answers(arabic("رقمي 06 39 98 12 34 شكرا")).text


def test_signs_that_mean_something_to_machines_are_only_printed(printed: Printer) -> None:
    assert MARKUP in printed.answers(french(MARKUP)).lines


def test_a_person_who_tells_a_lot_gets_more_pages_and_every_word(printed: Printer) -> None:
    told = " ".join(f"mot{number}" for number in range(700))
    paper = printed.answers(french(told), french("Et enfin ceci."))
    assert paper.pages > 2
    assert told in paper.lines
    assert paper.lines[-1] == "Et enfin ceci."


def test_a_word_wider_than_the_paper_goes_on_below(printed: Printer) -> None:
    paper = printed.answers(french("o" * 4000))
    assert "o" * 4000 in paper.lines
    assert paper.pages > 1


def test_letters_that_no_font_has_give_way_and_the_rest_is_printed(printed: Printer) -> None:
    paper = printed.answers(french("Bonjour 한국 한국, merci"))
    assert "Bonjour […], merci" in paper.lines
    assert paper.findings == []
    assert "<pdfuaid:part>1<" in paper.about


def test_pictures_typed_by_a_person_do_not_keep_the_paper_from_them(printed: Printer) -> None:
    paper = printed.answers(french("Merci 👩‍👧👍🏽 ❤️ beaucoup"))
    assert paper.findings == []
    assert "Merci" in paper.text
    assert "beaucoup" in paper.text


def test_nothing_about_the_person_shows_before_the_paper_is_opened(printed: Printer) -> None:
    about = printed(RECEIPT).about
    assert WORDS.title in about
    assert RECEIPT.about not in about
    assert "Aide-cuisinière" not in about
    assert RECEIPT.code not in about


def test_questions_asked_in_arabic_are_read_aloud_in_arabic_on_a_french_paper(printed: Printer) -> None:
    line = ReceiptLine(label=arabic("ما عملكم؟"), answer=arabic(WISH))
    told = ReceiptPart(title=arabic("العمل الذي أريده"), lines=(line,), note=arabic("أمنيات، لا عقد."))
    paper = printed(replace(RECEIPT, parts=(told,)))
    assert paper.language == "fr"
    assert paper.findings == []
    assert _words(paper.in_language("ar")) == {
        *_words("العمل الذي أريده أمنيات، لا عقد."),
        *_words("ما عملكم؟"),
        *_words(WISH),
    }


def test_a_paper_on_which_nothing_is_printed_says_so_by_saying_nothing(printed: Printer) -> None:
    paper = printed(replace(RECEIPT, parts=()))
    assert paper.findings == []
    assert WORDS.told not in paper.lines
    assert paper.lines[-1] == RECEIPT.notes[-1]


def test_a_line_without_words_is_its_title_alone(printed: Printer) -> None:
    paper = printed.answers(french(""), french("Et ceci."))
    assert paper.findings == []
    assert paper.lines[-3:] == ["Question 1 ?", "Question 2 ?", "Et ceci."]


def test_the_same_receipt_is_the_same_file_whenever_it_is_printed() -> None:
    assert receipt_pdf(RECEIPT, WORDS) == receipt_pdf(replace(RECEIPT), WORDS)


def test_a_missing_set_up_is_told_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="dev run"):
        receipt_pdf(RECEIPT, WORDS, built=tmp_path)


def _words(text: str) -> set[str]:
    """Return the words, in whichever order they were drawn."""
    return set(text.replace(".", " ").split())
