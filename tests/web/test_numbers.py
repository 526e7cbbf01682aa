"""A telephone number that somebody writes among Arabic words is shown as it is dialled."""

import pytest
from markupsafe import Markup

from portal.web.numbers import in_order


@pytest.mark.parametrize("number", ["06 39 98 12 34", "+33 6 39 98 12 34", "12/11/2026", "1\u202f250,50", "14:30"])
def test_the_groups_of_a_number_stay_in_the_order_they_were_written(number: str) -> None:
    assert in_order(f"رقمي {number} شكرا") == f'رقمي <bdi dir="ltr">{number}</bdi> شكرا'


@pytest.mark.parametrize("words", ["", "أعرف اللحام.", "J’ai 3 enfants", "<b>06</b> & 'moi'"])
def test_other_words_are_only_made_safe_to_show(words: str) -> None:
    assert in_order(words) == Markup.escape(words)
    assert in_order(words).unescape() == words


def test_what_looks_like_markup_between_numbers_stays_words() -> None:
    assert in_order("1 2<script>3 4") == '<bdi dir="ltr">1 2</bdi>&lt;script&gt;<bdi dir="ltr">3 4</bdi>'


@pytest.mark.timeout(20)
def test_figures_without_end_keep_nobody_waiting() -> None:
    figures = "1" * 200_000
    assert in_order(figures) == figures
