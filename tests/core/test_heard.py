"""A text has one name wherever it stands; a sentence with gaps is said whole or said in another way."""

import pytest

from portal.core.heard import CLOSED, INSTEAD, MANY, name_of
from portal.settings import ROOT
from portal.web.heard import closed_texts, heard, texts_alone
from portal.web.language import Language, load_languages

OFFERED = load_languages(ROOT / "translations").offered
FRENCH, ENGLISH = OFFERED["fr"], OFFERED["en"]
each_language = pytest.mark.parametrize("language", OFFERED.values(), ids=OFFERED)


def test_a_text_has_one_name_however_its_lines_are_broken() -> None:
    assert name_of("") == "811c9dc5c59d1c81"
    assert name_of("Gardé\u00a0?") == name_of("  Gardé\n    ?\t") == name_of("Gardé\u202f?")
    assert name_of("Gardé?") != name_of("Gardé ?")
    assert name_of("Oui") != name_of("oui")


def test_a_name_never_changes() -> None:
    assert name_of("Où voulez-vous travailler\u00a0?") == "47dd614e3e4e43aa"
    assert name_of("أين تريدون العمل؟") == "a177923e1731141a"


def test_a_time_as_people_tap_it_is_heard_whole() -> None:
    both = "%(hours)s and %(minutes)s"
    told = {"hours": FRENCH.hours(3), "minutes": FRENCH.minutes(30)}
    assert heard(both, told, FRENCH) == f"{told['hours']} et {told['minutes']}"
    assert heard(both, {**told, "minutes": FRENCH.minutes(7)}, FRENCH) == "Ici, vous voyez combien de temps."


def test_a_count_is_heard_in_the_form_of_its_number() -> None:
    noted = "You noted: %(num)s hour a week."
    assert heard(noted, {"num": 1}, ENGLISH) == "You noted: 1 hour a week."
    assert heard(noted, {"num": 15}, ENGLISH) == "You noted: 15 hours a week."
    assert heard(noted, {"num": 36}, ENGLISH) == "You noted the hours of a week."


def test_a_moment_or_a_name_is_never_put_together_from_pieces() -> None:
    assert heard("Saved at %(time)s", {"time": "14:05"}, ENGLISH) == "Your words are saved."
    assert heard("With %(name)s", {"name": "Claire"}, FRENCH) == "Avec un conseiller"


def test_where_somebody_is_among_the_questions_is_heard_without_the_end() -> None:
    assert heard("Question %(number)s of %(count)s", {"number": 3, "count": 18}, FRENCH) == "Question 3"


@each_language
def test_everything_closed_can_be_listed(language: Language) -> None:
    days = closed_texts("%(day)s: %(parts)s", language)
    assert len(days) == 7 * 15
    assert not [text for source in CLOSED for text in closed_texts(source, language) if "%" in text or not text]
    assert len({name_of(text) for text in texts_alone(language)}) == len(list(texts_alone(language)))


@each_language
def test_what_is_said_instead_leaves_no_gap_open(language: Language) -> None:
    for words in INSTEAD.values():
        assert "%(" not in language.say(words) or words in CLOSED, words


def test_what_counts_is_closed() -> None:
    assert set(MANY) <= set(CLOSED)
