"""What we agree, by its rules: days as people write them, lines that two pages bring, words that wait."""

from contextlib import suppress
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.agreements import LONGEST_LINE, Aside, Begun, Line, Who, Word, understand_day
from portal.core.understanding import Unclear
from portal.storage.dialogue.agreements import Agreement, Said

NOUR = UUID(int=1)
ONE, TWO, THREE = (Line(words=words) for words in ("one", "two", "three"))


@pytest.mark.parametrize(
    "typed", ["2026-11-03", "3/11/2026", "03.11.2026", " 3 11 2026 ", "3-11-2026", "٣/١١/٢٠٢٦", "3 / 11 / 2026"]
)
def test_a_day_is_understood_however_it_is_written(typed: str) -> None:
    assert understand_day(typed) == date(2026, 11, 3)


@pytest.mark.parametrize("typed", ["", "   ", "\u200f"])
def test_no_day_is_no_day(typed: str) -> None:
    assert understand_day(typed) is None


@pytest.mark.parametrize("typed", ["tomorrow", "31/2/2026", "0/0/0000", "11/2026", "3/11/26", "2026-13-01", "3112026"])
def test_what_is_no_day_says_what_to_write(typed: str) -> None:
    with pytest.raises(Unclear, match="27 3 2026"):
        understand_day(typed)


@given(st.text(max_size=30))
def test_nothing_that_is_typed_breaks_it(typed: str) -> None:
    with suppress(Unclear):
        assert isinstance(understand_day(typed), date | None)


@given(st.dates())
def test_every_day_of_a_field_for_dates_is_understood(day: date) -> None:
    assert understand_day(day.isoformat()) == day


def test_a_line_comes_back_from_its_seal_as_it_was() -> None:
    line = Line(phrase="cv", words="Bring it. أحضروه", who=Who.COUNSELLOR, until=date(2026, 12, 1))
    assert Line.unpacked(line.packed()) == line
    assert Line.unpacked(Line().packed()) == Line()


def test_a_line_says_something_by_its_phrase_or_its_words() -> None:
    assert Line(phrase="cv")
    assert ONE
    assert not Line(who=Who.PERSON, until=date(2026, 1, 1))
    assert Line(words="x" * (LONGEST_LINE + 1)).is_too_long


def test_an_old_page_takes_no_line_away_and_a_fresh_one_says_it_all() -> None:
    begun = Begun(lines=(ONE, TWO), mark="b")
    new = Begun(lines=(ONE, THREE), mark="c")
    assert begun.taking(new, "b") == new
    assert begun.taking(new, "a") == Begun(lines=(ONE, THREE, TWO), mark="c")
    assert Begun().taking(Begun(), "") == Begun()


def test_what_is_not_chosen_is_taken_away_by_no_old_page_either() -> None:
    first, second = (Aside(phrase="cv", words=words, who="both", until="soon") for words in ("one", "two"))
    begun = Begun(aside=(first,), mark="b")
    assert begun.taking(Begun(aside=(second,)), "a").aside == (second, first)
    assert begun
    assert not Begun()


def test_what_is_not_chosen_comes_back_from_its_seal_letter_for_letter() -> None:
    one = Aside(phrase="cv", words=" Bring it. أحضروه", who="both", until="next  week")
    assert Aside.unpacked(one.packed()) == one


def test_who_sent_it_is_named_once_another_counsellor_reads_it() -> None:
    assert an_agreement().then(NOUR) == ""
    assert an_agreement().then(UUID(int=2)) == "Nour"


def said(number: int, line: int, word: Word, about: int | None = None) -> Said:
    return Said(number=number, line=line, word=word, about=about)


def an_agreement(*words: Said) -> Agreement:
    at = datetime(2026, 11, 18, tzinfo=UTC)
    return Agreement(number=1, at=at, staff_id=NOUR, by="Nour", language="fr", lines=(ONE, TWO), said=words)


def test_what_was_said_last_stands_until_it_is_taken_back() -> None:
    first, fine = said(1, 1, Word.NOT_AGREED), said(2, 1, Word.FINE, about=1)
    assert an_agreement(first).stands(1) == first
    assert an_agreement(first).stands(2) is None
    assert an_agreement(first, fine).stands(1) is None


def test_what_is_answered_still_stands_and_waits_no_more() -> None:
    first, answer = said(1, 1, Word.NOT_AGREED), said(2, 1, Word.ANSWERED, about=1)
    again = said(3, 1, Word.NOT_AGREED, about=1)
    assert an_agreement(first).waits(1) == first
    assert an_agreement(first, answer).waits(1) is None
    assert an_agreement(first, answer).stands(1) == first
    assert an_agreement(first, answer, again).waits(1) == again


def test_lines_are_counted_from_one() -> None:
    assert [an_agreement().has(line) for line in (0, 1, 2, 3)] == [False, True, True, False]
