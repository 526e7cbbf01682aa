"""People find the job they mean, in the words, the script and the spelling that are theirs."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import portal
from portal.dossier.jobs import FIELDS, JOBS, Job, other_words, search_jobs

ROOT = Path(portal.__file__).parent.parent
ABOUT_A_HUNDRED = range(90, 140)
LANGUAGES = ("fr", "en", "ar")


def words_in_french(job: Job) -> Iterable[str]:
    return (job.words, *other_words(job, "fr"))


def words_in_arabic(job: Job) -> Iterable[str]:
    return other_words(job, "ar")


def english_words(job: Job) -> Iterable[str]:
    return (job.words,)


def found(typed: str, language: str = "fr") -> list[str]:
    return [job.key for job in search_jobs(typed, words_in_arabic if language == "ar" else words_in_french)]


def test_the_list_has_about_a_hundred_jobs_each_with_its_own_key_and_words() -> None:
    jobs = [job for field in FIELDS for job in field.jobs]
    assert len(jobs) in ABOUT_A_HUNDRED
    assert len({job.key for job in jobs}) == len({job.words for job in jobs}) == len(jobs) == len(JOBS)
    assert len({field.key for field in FIELDS}) == len(FIELDS)


@pytest.mark.parametrize("job", JOBS.values(), ids=JOBS.keys())
def test_a_job_has_a_code_a_picture_and_a_key_that_can_be_an_address(job: Job) -> None:
    pictures = tomllib.loads((ROOT / "accessibility/pictograms.toml").read_text("utf-8"))
    assert re.fullmatch(r"[A-N][1-5]\d{3}", job.rome)
    assert job.picture in pictures
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", job.key)


def test_fields_have_pictures() -> None:
    pictures = tomllib.loads((ROOT / "accessibility/pictograms.toml").read_text("utf-8"))
    assert {field.picture for field in FIELDS} <= pictures.keys()


def test_the_other_words_are_those_of_jobs_of_the_list_in_languages_of_the_portal() -> None:
    also = tomllib.loads((ROOT / "portal/dossier/jobs_also.toml").read_text("utf-8"))
    assert also.keys() <= JOBS.keys()
    assert {language for words in also.values() for language in words} <= set(LANGUAGES)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nounou", "child-minder"),
        ("plonge", "dishes"),
        ("BTP", "building-help"),
        ("cariste", "forklift"),
        ("Éboueur", "bins"),
        ("aide soignante", "patients"),
        ("maçon", "masonry"),
    ],
)
def test_a_person_finds_a_job_by_the_word_people_use(typed: str, meant: str) -> None:
    assert found(typed)[0] == meant


@pytest.mark.parametrize("typed", ["plombier", "PLOMBIER", "plonbier", "plombié", "plom"])
def test_accents_capitals_small_slips_and_half_words_still_find(typed: str) -> None:
    assert found(typed)[0] == "plumbing"


@pytest.mark.parametrize(("typed", "meant"), [("fotografe", "photos"), ("chofeur", "lorry"), ("ménaje", "clean-homes")])
def test_a_person_who_writes_as_they_hear_still_finds(typed: str, meant: str) -> None:
    assert meant in found(typed)


@pytest.mark.parametrize("typed", ["طباخ", "الطباخ", "طـــباخ", "طَبّاخ"])
def test_a_person_finds_in_arabic_with_or_without_article_vowels_and_stretching(typed: str) -> None:
    assert found(typed, "ar")[0] == "cook"


@pytest.mark.parametrize("typed", ["خياطة", "خياطه"])
def test_letters_that_arabic_writers_mix_up_are_the_same(typed: str) -> None:
    assert "dressmaking" in found(typed, "ar")


def test_a_whole_sentence_finds_what_matters_in_it() -> None:
    assert found("je veux conduire un bus")[0] == "bus"


def test_two_jobs_in_one_search_are_both_found() -> None:
    assert {"bread", "gardens"} <= set(found("boulanger jardinier"))


def test_nothing_typed_or_an_unknown_word_finds_nothing() -> None:
    assert found("") == found("   ") == found("😀") == found("xyzzyqwkj") == []


@given(st.text())
def test_any_text_can_be_searched(typed: str) -> None:
    assert len(search_jobs(typed, words_in_french, most=3)) <= 3


@given(st.sampled_from(list(JOBS.values())))
def test_every_job_is_found_first_by_its_own_words(job: Job) -> None:
    assert search_jobs(job.words, english_words)[0] == job


@given(st.text(max_size=30))
def test_the_same_search_always_gives_the_same_list(typed: str) -> None:
    assert search_jobs(typed, words_in_french) == search_jobs(typed, words_in_french)
