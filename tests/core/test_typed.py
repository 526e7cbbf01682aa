"""Text as people type it: nothing readable is lost, nothing invisible gets in."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.typed import first, latin_digits, plain, tidy


@pytest.mark.parametrize(
    ("typed", "tidied"),
    [
        ("  Awa \t Diallo ", "Awa Diallo"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("nul\x00byte", "nulbyte"),
        ("\u202eevil\u202c", "evil"),
        ("e\u0301", "é"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩🏽\u200d🌾", "👩🏽\u200d🌾"),
        ("half \ufffd sent", "half sent"),
    ],
)
def test_what_is_read_stays_and_what_is_not_goes(typed: str, tidied: str) -> None:
    assert tidy(typed) == tidied


@given(st.text())
def test_tidying_twice_changes_nothing_more(typed: str) -> None:
    assert tidy(tidy(typed)) == tidy(typed)


@given(st.text(st.characters(whitelist_categories=["Lu", "Ll", "Lo", "Nd"]), min_size=1))
def test_no_letter_or_digit_is_ever_lost(typed: str) -> None:
    assert tidy(typed) == unicodedata.normalize("NFC", typed)


@pytest.mark.parametrize("fifteen", ["15", "١٥", "۱۵", "१५", "\uff11\uff15"])
def test_digits_of_every_script_mean_the_same(fifteen: str) -> None:
    assert latin_digits(fifteen) == "15"


@pytest.mark.parametrize(
    ("one", "other"), [("Béziers", "BEZIERS"), ("Saint-Étienne", "saint etienne"), ("Œuf", "oeuf")]
)
def test_accents_case_and_hyphens_make_no_difference_when_comparing(one: str, other: str) -> None:
    assert plain(one) == plain(other)


def test_a_field_that_was_not_sent_is_empty() -> None:
    assert first({}, "answer") == ""
