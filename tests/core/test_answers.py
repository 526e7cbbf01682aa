"""What people type is understood in every script, or they are told in plain words what to do."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.answers import (
    Confirm,
    Grid,
    Items,
    Kind,
    Language,
    Listed,
    LongText,
    Money,
    One,
    Option,
    Phone,
    Several,
    Text,
    Value,
)
from portal.core.understanding import Unclear, understand
from portal.core.words import say

TEA, COFFEE, NEITHER = (Option(key, say(key), "cup") for key in ("tea", "coffee", "neither"))
ALONE = Option("none", say("none"), "cup", alone=True)
MONTH, HOUR = Option("month", say("a month"), "month"), Option("hour", say("an hour"), "hour")
MORNING, EVENING = Option("am", say("morning"), "sun"), Option("pm", say("evening"), "moon")
MONDAY = Option("mon", say("Monday"), "day")
KINDS: tuple[Kind, ...] = (
    Text(),
    LongText(),
    Phone(),
    One((TEA, COFFEE), more=say("Which one?")),
    Language(("fr", "ar")),
    Several((TEA, ALONE)),
    Confirm("address", say("The new one")),
    Listed("jobs"),
    Grid((MONDAY,), (MORNING, EVENING)),
    Money((MONTH, HOUR)),
    Items(()),
)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("06 39 98 12 34", "0639981234"),
        ("06.39.98.12.34", "0639981234"),
        ("+33 6 39 98 12 34", "0639981234"),
        ("0033639981234", "0639981234"),
        ("٠٦٣٩٩٨١٢٣٤", "0639981234"),
        ("۰۶ ۳۹ ۹۸ ۱۲ ۳۴", "0639981234"),
        ("\u200f06 39 98 12 34\u200e", "0639981234"),
        ("+213 550 12 34 56", "+213550123456"),
        ("00213550123456", "+213550123456"),
    ],
)
def test_a_telephone_number_is_understood_however_it_is_written(typed: str, understood: str) -> None:
    assert understand(Phone(), {"answer": [typed]}) == understood


@pytest.mark.parametrize("typed", ["my sister's phone", "06 39 98", "063998123456789012", "06 39 98 12 3O", "📞"])
def test_what_cannot_be_called_is_asked_again_in_plain_words(typed: str) -> None:
    with pytest.raises(Unclear, match="06 12 34 56 78"):
        understand(Phone(), {"answer": [typed]})


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("1500", "1500"),
        ("1 500 €", "1500"),
        ("1\u202f500 euros", "1500"),
        ("12,5", "12.50"),
        ("12.50", "12.50"),
        ("١٥٠٠", "1500"),
        ("۱۲٫۵", "12.50"),
    ],
)
def test_an_amount_is_kept_as_said_and_never_converted(typed: str, understood: str) -> None:
    money = Money((MONTH, HOUR))
    assert understand(money, {"answer": [typed], "per": ["hour"]}) == {"amount": understood, "per": "hour"}


@pytest.mark.parametrize("typed", ["a lot", "-5", "1e9", "12,345", "٪٥"])
def test_an_unclear_amount_says_how_to_write_it(typed: str) -> None:
    with pytest.raises(Unclear, match="digits"):
        understand(Money((MONTH, HOUR)), {"answer": [typed], "per": ["month"]})


def test_an_amount_without_month_or_hour_asks_which() -> None:
    with pytest.raises(Unclear, match="per month or per hour"):
        understand(Money((MONTH, HOUR)), {"answer": ["1500"]})


def test_nothing_for_now_does_not_go_with_something() -> None:
    with pytest.raises(Unclear) as told:
        understand(Several((TEA, ALONE)), {"answer": ["tea", "none"]})
    assert told.value.gaps == {"answer": "none"}


def test_choices_are_kept_in_the_order_of_the_page() -> None:
    assert understand(Several((TEA, COFFEE)), {"answer": ["coffee", "tea"]}) == ["tea", "coffee"]


@pytest.mark.parametrize("kind", [One((TEA, COFFEE)), Several((TEA, COFFEE)), Grid((MONDAY,), (MORNING,))])
def test_a_choice_that_is_not_on_the_page_is_not_taken(kind: Kind) -> None:
    with pytest.raises(Unclear, match="on this page"):
        understand(kind, {"answer": ["poison"]})


def test_ones_own_words_go_with_a_choice() -> None:
    kind = One((TEA, COFFEE), more=say("Which one?"))
    assert understand(kind, {"answer": ["tea"], "more": [" with mint "]}) == {"answer": "tea", "more": "with mint"}
    assert understand(kind, {"answer": ["tea"], "more": [""]}) == "tea"


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ({"answer": ["yes"]}, "yes"),
        ({"answer": ["no"]}, "no"),
        ({"answer": ["no"], "new": ["3 rue Neuve"]}, {"answer": "no", "new": "3 rue Neuve"}),
        ({"new": ["3 rue Neuve"]}, {"answer": "no", "new": "3 rue Neuve"}),
        ({"answer": ["yes"], "new": ["3 rue Neuve"]}, "yes"),
    ],
)
def test_writing_the_new_address_already_says_that_it_changed(typed: dict[str, list[str]], understood: Value) -> None:
    assert understand(Confirm("address", say("The new one")), typed) == understood


def test_at_most_so_many_are_kept_and_the_same_only_once() -> None:
    assert understand(Listed("jobs", most=2), {"answer": ["a", "b", "a", " "]}) == ["a", "b"]
    with pytest.raises(Unclear):
        understand(Listed("jobs", most=2), {"answer": ["a", "b", "c"]})


def test_a_job_pushes_i_do_not_know_aside() -> None:
    assert understand(Listed("jobs", others=(NEITHER,)), {"answer": ["neither", "jobs:cook"]}) == ["jobs:cook"]


def test_a_very_long_text_says_how_long_it_may_be() -> None:
    with pytest.raises(Unclear) as told:
        understand(LongText(most=4000), {"answer": ["é" * 4001]})
    assert told.value.gaps == {"most": 4000}


@given(
    kind=st.sampled_from(KINDS),
    typed=st.dictionaries(st.sampled_from(["answer", "more", "new", "per"]), st.lists(st.text(), max_size=3)),
)
def test_whatever_is_typed_is_understood_or_told_in_plain_words(kind: Kind, typed: dict[str, list[str]]) -> None:
    with suppress(Unclear):
        assert understand(kind, typed)


@given(kind=st.sampled_from(KINDS), typed=st.text())
def test_what_to_do_is_always_a_whole_sentence(kind: Kind, typed: str) -> None:
    try:
        understand(kind, {"answer": [typed]})
    except Unclear as problem:
        told = problem.words % problem.gaps
    else:
        told = "Understood."
    assert told.endswith(".")
    assert "%(" not in told
