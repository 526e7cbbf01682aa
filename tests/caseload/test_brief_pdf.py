"""A counsellor reads one page before the interview: what the person gave, and room to write."""

from dataclasses import replace
from pathlib import Path

import pytest

from portal.caseload.brief_pdf import BriefChange, BriefLine, BriefSection, BriefSheet, BriefWords, briefs_pdf
from portal.web.pdf import Said
from tests.papers import Paper

WORDS = BriefWords(
    title="Avant le rendez-vous",
    changed="Depuis la dernière fois",
    before="avant :",
    now="maintenant :",
    steps="Déjà essayé",
    wishes="Souhaits, pas un contrat",
    hopes="Demande",
    question="Pose la question",
    notes="Notes",
    rest="La suite est à l'écran : mes-mots.example/people",
)
QUESTION = "هل يمكنني أن أتعلم اللغة الفرنسية وأعمل في نفس الوقت؟"
MARKUP = '#read("/etc/passwd") *gras* $x$ _y_ = Titre \\ <z> @b // fin'
LONG_FRENCH = ("Je cherche du travail près de chez moi. " * 110)[:4000]
LONG_ARABIC = ("أريد عملا قريبا من بيتي لأن ابني صغير. " * 110)[:4000]


def french(text: str) -> Said:
    return Said(text=text, language="fr", direction="ltr")


def arabic(text: str) -> Said:
    return Said(text=text, language="ar", direction="rtl")


def line(label: str, answer: str) -> BriefLine:
    return BriefLine(label=label, answer=french(answer))


NOTHING = BriefSheet(
    language="fr",
    direction="ltr",
    portal="Mes mots",
    name=french("Amina"),
    when="",
    facts=(),
    private="",
    changes=(),
    steps=(),
    wishes=(),
    hopes=(),
    question=None,
    others=(),
    words=WORDS,
)
BRIEF = replace(
    NOTHING,
    when="lundi 23 novembre 2026, 14 h 30",
    facts=(BriefLine(label="Langue", answer=arabic("العربية")), line("Vient avec", "ma sœur")),
    private="Souhaite parler d'un sujet de vive voix : un endroit fermé, sans aidant.",
    changes=(BriefChange(label="Logement", before=french("chez des amis"), now=french("dans un foyer")),),
    steps=(line("Recherches", "CV envoyé"),),
    wishes=(line("Travail", "aide-cuisinière"), line("Où", "Roubaix")),
    hopes=(line("Le plus important", "apprendre le français"),),
    question=arabic(QUESTION),
    others=(BriefSection(title="Parcours", lines=(line("École", "lycée"),)),),
)


def long_lines(count: int) -> tuple[BriefLine, ...]:
    answers = (french(LONG_FRENCH), arabic(LONG_ARABIC))
    return tuple(BriefLine(label=f"Question {number} ?", answer=answers[number % 2]) for number in range(count))


def long_sections(sections: int, lines: int) -> tuple[BriefSection, ...]:
    return tuple(BriefSection(title=f"Partie {number}", lines=long_lines(lines)) for number in range(sections))


EVERYTHING = replace(
    BRIEF,
    facts=long_lines(4),
    changes=tuple(
        BriefChange(label=f"Question {number} ?", before=french(LONG_FRENCH), now=arabic(LONG_ARABIC))
        for number in range(45)
    ),
    steps=long_lines(3),
    wishes=long_lines(7),
    hopes=long_lines(3),
    question=arabic(LONG_ARABIC),
    others=long_sections(6, 5),
)


class Printer:
    """Prints a brief and hands over the paper."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, brief: BriefSheet) -> Paper:
        self._path.write_bytes(briefs_pdf([brief]))
        return Paper(self._path)


@pytest.fixture
def printed(tmp_path: Path) -> Printer:
    return Printer(tmp_path / "brief.pdf")


def test_a_counsellor_reads_first_what_prepares_the_meeting(printed: Printer) -> None:
    paper = printed(BRIEF)
    assert paper.lines[:4] == [
        "Amina",
        "lundi 23 novembre 2026, 14 h 30",
        "Langue العربية· Vient avec ma sœur",
        BRIEF.private,
    ]
    headings = [words for words in paper.lines if words in {WORDS.changed, WORDS.steps, WORDS.wishes, WORDS.hopes}]
    assert headings == [WORDS.changed, WORDS.steps, WORDS.wishes, WORDS.hopes]
    assert "Logement avant : chez des amis maintenant : dans un foyer" in paper.lines


def test_wishes_stand_under_words_that_say_they_are_no_contract(printed: Printer) -> None:
    lines = printed(BRIEF).lines
    assert lines[lines.index("Souhaits, pas un contrat") + 1] == "Travail aide-cuisinière· Où Roubaix"


def test_the_question_is_there_word_for_word_in_its_own_language(printed: Printer) -> None:
    asked = printed(BRIEF).in_language("ar")
    assert set(QUESTION.split()) <= set(asked.split())


def test_what_was_not_given_leaves_no_mark(printed: Printer) -> None:
    assert printed(NOTHING).lines == ["Amina", "Notes"]


def test_a_counsellor_who_listens_to_the_paper_is_not_stopped(printed: Printer) -> None:
    for brief in (BRIEF, NOTHING, EVERYTHING, replace(BRIEF, language="ar", direction="rtl")):
        paper = printed(brief)
        assert paper.findings == []
        assert "<pdfuaid:part>1<" in paper.about


@pytest.mark.parametrize(
    "brief",
    [
        EVERYTHING,
        replace(NOTHING, others=long_sections(9, 5)),
        replace(NOTHING, question=french("\n".join("oui" for _ in range(1000)))),
        replace(EVERYTHING, name=french("O" * 4000), question=french("o" * 4000)),
        replace(EVERYTHING, language="ar", direction="rtl"),
        replace(NOTHING, wishes=(BriefLine(label="Travail", answer=arabic("ب" * 4000)),) * 3),
    ],
    ids=["everything", "45 long answers", "1000 lines", "endless words", "from right to left", "endless Arabic words"],
)
def test_whatever_a_person_tells_the_brief_is_one_page_that_says_where_the_rest_is(
    printed: Printer, brief: BriefSheet
) -> None:
    paper = printed(brief)
    assert paper.pages == 1
    assert WORDS.rest in paper.lines


def test_a_long_question_stays_whole_when_there_is_room(printed: Printer) -> None:
    question = LONG_FRENCH[:2000].strip()
    paper = printed(replace(BRIEF, question=french(question)))
    assert question in paper.lines
    assert WORDS.rest not in paper.lines
    assert paper.pages == 1


def test_signs_that_mean_something_to_machines_are_only_printed(printed: Printer) -> None:
    assert MARKUP in printed(replace(BRIEF, question=french(MARKUP))).lines


def test_the_name_of_the_person_shows_only_once_the_paper_is_open(printed: Printer) -> None:
    about = printed(BRIEF).about
    assert WORDS.title in about
    assert "Amina" not in about


def test_the_same_brief_is_the_same_file_whenever_it_is_printed() -> None:
    assert briefs_pdf([BRIEF]) == briefs_pdf([replace(BRIEF)])
