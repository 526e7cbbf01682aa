"""A week runs from Monday to Sunday in Paris, in any year; what is told of it keeps what it was promised."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.calendar import PARIS
from portal.core.weeks import PERSONAL_STEP, Begun, Entry, Told, Week, first_open, is_open, my_sum
from tests.weeks import NOW, THIS, a_week, days_of_the_calendar, did, moments, told

YEARS_WITH_53_WEEKS = (2004, 2009, 2015, 2020, 2026, 2032, 2037)
MONTHS_24 = 730


@given(days_of_the_calendar)
def test_every_day_is_in_one_week_that_begins_on_a_monday(day: date) -> None:
    week = Week.of(day)
    assert week.monday.weekday() == 0
    assert week.monday <= day <= week.sunday
    assert week.days[day.weekday()] == day
    assert [Week.of(one) for one in week.days] == [week] * 7


@given(days_of_the_calendar)
def test_a_week_is_found_again_by_its_name(day: date) -> None:
    week = Week.of(day)
    assert Week.named(week.name) == week
    assert week.name == f"{day.isocalendar().year}-W{day.isocalendar().week:02}"


@given(days_of_the_calendar, st.integers(-200, 200))
def test_weeks_follow_each_other_without_a_gap(day: date, count: int) -> None:
    week = Week.of(day)
    assert week.shifted(1).monday == week.sunday + timedelta(days=1)
    assert week.shifted(count).shifted(-count) == week
    assert (week < week.shifted(count)) == (count > 0)


@given(st.from_regex(r"[0-9]{4}-W[0-9]{2}", fullmatch=True) | st.text(max_size=12))
def test_any_name_is_that_of_a_week_or_is_refused(name: str) -> None:
    try:
        week = Week.named(name)
    except ValueError:
        return
    assert week.name == name


@pytest.mark.parametrize("name", ["2025-W53", "2026-W54", "2026-W00", "2026-w47", "2026-W7", "٢٠٢٦-W47", "2026-W47\n"])
def test_what_is_no_week_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Week.named(name)


@pytest.mark.parametrize("year", YEARS_WITH_53_WEEKS)
def test_some_years_have_a_week_53(year: int) -> None:
    last = Week.named(f"{year}-W53")
    assert last.shifted(1).name == f"{year + 1}-W01"
    with pytest.raises(ValueError, match="week"):
        Week.named(f"{year + 1}-W53")


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 12, 31), "2026-W53"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
        (date(2024, 12, 30), "2025-W01"),
        (date(2025, 12, 28), "2025-W52"),
        (date(2025, 12, 29), "2026-W01"),
    ],
)
def test_the_days_around_new_year_are_in_the_week_of_their_thursday(day: date, name: str) -> None:
    assert Week.of(day).name == name


@pytest.mark.parametrize(
    ("moment", "name"),
    [
        ("2026-03-29T21:59:59", "2026-W13"),  # the clocks went forward that night: Paris is two hours ahead
        ("2026-03-29T22:00:00", "2026-W14"),
        ("2026-03-22T22:59:59", "2026-W12"),
        ("2026-03-22T23:00:00", "2026-W13"),
        ("2026-10-25T22:59:59", "2026-W43"),  # the clocks went back that night: one hour ahead
        ("2026-10-25T23:00:00", "2026-W44"),
        ("2026-10-18T21:59:59", "2026-W42"),
        ("2026-10-18T22:00:00", "2026-W43"),
        ("2027-01-03T22:59:59", "2026-W53"),
        ("2027-01-03T23:00:00", "2027-W01"),
    ],
)
def test_the_week_turns_at_midnight_in_paris_whatever_the_clocks_do(moment: str, name: str) -> None:
    assert Week.of(datetime.fromisoformat(moment).replace(tzinfo=UTC)).name == name


@given(moments)
def test_the_week_of_a_moment_is_that_of_its_day_in_paris(moment: datetime) -> None:
    assert Week.of(moment.astimezone(UTC)) == Week.of(moment.astimezone(PARIS).date())


@given(moments, st.integers(-120, 10))
def test_a_week_is_open_from_its_monday_on_and_for_24_months(moment: datetime, before: int) -> None:
    week, today = Week.of(moment).shifted(before), moment.astimezone(PARIS).date()
    if week.monday > today:
        assert not is_open(week, moment), "it has not begun"
    elif week.sunday + timedelta(days=MONTHS_24) >= today + timedelta(days=7):
        assert is_open(week, moment), "it is never too late"
    elif week.sunday + timedelta(days=MONTHS_24) < today - timedelta(days=1):
        assert not is_open(week, moment), "its proof would not be kept"
    assert is_open(first_open(moment), moment)


def test_this_week_can_be_told_on_its_monday_and_the_next_one_cannot() -> None:
    just_begun = datetime(2026, 11, 16, 0, 0, tzinfo=PARIS)
    assert is_open(THIS, just_begun)
    assert not is_open(THIS, just_begun - timedelta(seconds=1))
    assert not is_open(THIS.shifted(1), NOW)


@given(told())
def test_what_is_kept_of_a_week_is_what_was_told(whole: Told) -> None:
    assert Told.unpacked(whole.packed()) == whole
    begun = Begun().taking(whole, "a-form")
    assert Begun.unpacked(begun.packed()) == begun


@given(told())
def test_others_see_of_a_private_step_only_that_there_was_one_and_how_long(whole: Told) -> None:
    seen = whole.seen_by_others()
    assert len(seen.entries) == len(whole.entries)
    for mine, theirs in zip(whole.entries, seen.entries, strict=True):
        assert (theirs.said, theirs.minutes) == (mine.said, mine.minutes)
        if mine.private:
            assert (theirs.activity, theirs.days, theirs.words) == (PERSONAL_STEP, (), "")
        else:
            assert theirs == mine
    assert seen.could_not == whole.could_not
    assert seen.reason == (whole.reason if whole.reason_shown else "")


def test_what_was_private_when_it_was_told_stays_private() -> None:
    once_private = Entry(number=1, activity="search", said="hour", minutes=60, words="for myself", private=True)
    assert once_private.seen_by_others().activity == PERSONAL_STEP
    assert once_private.seen_by_others().words == ""


@given(told())
def test_my_sum_is_the_sum_of_what_i_said(whole: Told) -> None:
    hours, minutes = my_sum(whole)
    assert 0 <= minutes < 60
    assert hours * 60 + minutes == sum(one.minutes for one in whole.entries if one.minutes is not None)


def test_what_i_do_not_remember_counts_for_nothing() -> None:
    assert my_sum(a_week(did("search", "unsure"))) == (0, 0)
    assert my_sum(a_week(did("search", "unsure"), did("learn", "half-hour"), did("work", "two-hours"))) == (2, 30)


def test_each_thing_told_has_a_number_of_its_own_that_never_comes_back() -> None:
    whole = a_week(did("search"), did("learn")).without(2).adding(did("work"))
    assert [(one.number, one.activity) for one in whole.entries] == [(1, "search"), (3, "work")]
    assert whole.entry(2) is None


def test_another_word_on_one_thing_is_its_next_version_and_leaves_the_others() -> None:
    whole = a_week(did("search"), did("learn"))
    changed = whole.changing(whole.entries[0])
    assert [one.version for one in changed.entries] == [2, 1]
    assert changed.entries[1] == whole.entries[1]


@pytest.mark.parametrize("order", [(), (1,), (1, 2)])
def test_a_week_with_the_same_things_in_it_says_the_same(order: tuple[int, ...]) -> None:
    whole = a_week(did("search"), did("learn"))
    again = whole.adding(did("work")).without(3)
    for number in order:
        entry = again.entry(number)
        assert entry is not None
        again = again.changing(entry)
    assert again != whole
    assert again.says_the_same_as(whole)
    assert not again.without(1).says_the_same_as(whole)
    assert a_week(did("search")).without(1).says_the_same_as(Told())
