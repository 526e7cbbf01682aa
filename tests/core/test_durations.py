"""How long is understood in the ways people write it, believed whatever it is, and asked again only if it is none."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.durations import WRITE_NUMBERS, minutes_in
from portal.core.understanding import Unclear

SCRIPTS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९")
numbers = st.integers(0, 9999)
scripts = st.sampled_from(SCRIPTS)


def in_script(number: int, digits: str) -> str:
    return "".join(digits[int(one)] for one in str(number))


@pytest.mark.parametrize(
    ("hours", "minutes", "meant"),
    [
        ("3", "20", 200),
        ("٣", "٢٠", 200),
        ("۳", "۲۰", 200),
        ("2h30", "", 150),
        ("2 h 30", "", 150),
        ("2H30", "", 150),
        ("2 h 30 min", "", 150),
        ("2:30", "", 150),
        ("2 heures et 30 minutes", "", 150),
        ("2 hours and 30 minutes", "", 150),
        ("٢ ساعات و ٣٠ دقيقة", "", 150),
        ("٢ ساعات و٣٠ دقيقة", "", 150),
        ("2 h", "", 120),
        ("1 heure", "", 60),
        ("٣ ساعات", "", 180),
        ("1,5", "", 90),
        ("1.5", "", 90),
        ("١٫٥", "", 90),
        ("1,5 h", "", 90),
        ("0,1", "", 6),
        ("", "90", 90),
        ("", "90 min", 90),
        ("", "٩٠ دقيقة", 90),
        ("90 min", "", 90),
        ("", "1h30", 90),
        ("", "2 h", 120),
        ("1h30", "15", 105),
        ("2h75", "", 195),
        ("  2  ", " ", 120),
        ("0", "", 0),
        ("0", "0", 0),
        ("25", "", 1500),
        ("200", "", 12_000),
        ("9999", "", 599_940),
        ("", "9999", 9999),
        ("9999", "9999", 609_939),
    ],
)
def test_what_people_write_is_understood_and_believed(hours: str, minutes: str, meant: int) -> None:
    assert minutes_in({"hours": [hours], "minutes": [minutes]}) == meant


@pytest.mark.parametrize(
    ("hours", "minutes"),
    [
        ("", ""),
        ("-2", ""),
        ("\u22122", ""),
        ("", "-30"),
        ("2 - 3", ""),
        ("🙂", ""),
        ("2 🙂", ""),
        ("a lot", ""),
        ("two", ""),
        ("1,50", ""),  # 1 h 50, or 1 h 30: nobody but the person knows
        ("1.30", ""),
        ("1/2", ""),
        ("99999", ""),
        ("2e3", ""),
        ("0x10", ""),
        ("h", ""),
        ("2 h 30 h", ""),
        ("3", "a few"),
        ("٪", ""),
        ("2\n3", ""),
    ],
)
def test_what_is_no_number_is_asked_again_with_an_example(hours: str, minutes: str) -> None:
    with pytest.raises(Unclear) as asked:
        minutes_in({"hours": [hours], "minutes": [minutes]})
    assert asked.value.words == WRITE_NUMBERS


def test_fields_that_were_not_sent_are_asked() -> None:
    with pytest.raises(Unclear):
        minutes_in({})


@given(numbers, numbers, scripts, scripts)
def test_any_two_numbers_in_any_script_are_taken_as_said(hours: int, minutes: int, one: str, other: str) -> None:
    typed = {"hours": [in_script(hours, one)], "minutes": [in_script(minutes, other)]}
    assert minutes_in(typed) == hours * 60 + minutes


@given(numbers, st.integers(0, 59), scripts, st.sampled_from(["h", " h ", ":", "H", " heures et ", " ساعات و"]))
def test_a_time_written_in_one_go_means_the_same_in_either_field(
    hours: int, minutes: int, digits: str, between: str
) -> None:
    whole = f"{in_script(hours, digits)}{between}{in_script(minutes, digits)}"
    assert minutes_in({"hours": [whole]}) == minutes_in({"minutes": [whole]}) == hours * 60 + minutes


@given(st.text(max_size=12), st.text(max_size=12))
def test_whatever_is_typed_is_a_time_or_is_asked_again(hours: str, minutes: str) -> None:
    with suppress(Unclear):  # and nothing else
        assert minutes_in({"hours": [hours], "minutes": [minutes]}) >= 0
