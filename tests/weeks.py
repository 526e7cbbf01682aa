"""What people say of their weeks, in every way it can be said: for tests that try them all."""

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from portal.activities.hearing import MOST_LETTERS, hear
from portal.activities.listed import ACTIVITIES, BY_KEY, DURATION_BY_KEY, REASON_BY_KEY
from portal.core.calendar import PARIS
from portal.core.weeks import IN_NUMBERS, Entry, Told, Week

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
"""A Wednesday, in week 47."""
THIS = Week.of(NOW)
MOST_HOURS = 9999
_FIRST, _LAST = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (2024, 2037))

days_of_the_calendar = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))
moments = st.integers(_FIRST, _LAST).map(lambda second: datetime.fromtimestamp(second, PARIS))
durations = st.sampled_from([*DURATION_BY_KEY, IN_NUMBERS])


@st.composite
def said(draw: st.DrawFn) -> Entry:
    """One thing done, as the form brings it."""
    activity, do = draw(st.sampled_from(ACTIVITIES)), draw(durations)
    typed = {
        "day": draw(st.lists(st.sampled_from("0123456"), unique=True)),
        "words": [draw(st.text(max_size=40))],
        "hours": [str(draw(st.integers(0, MOST_HOURS)))],
        "minutes": [str(draw(st.integers(0, MOST_HOURS)))],
    }
    return hear(activity, typed, do)


@st.composite
def told(draw: st.DrawFn) -> Told:
    """A week as somebody tells it: things done, could not, both, or nothing yet."""
    whole = Told()
    for entry in draw(st.lists(said(), max_size=4)):
        whole = whole.adding(entry)
    could_not = draw(st.booleans())
    reason = draw(st.sampled_from(["", *REASON_BY_KEY])) if could_not else ""
    shown = bool(reason) and draw(st.booleans())
    return Told(entries=whole.entries, could_not=could_not, reason=reason, reason_shown=shown, last=whole.last)


def did(activity: str, duration: str = "hour", **more: Any) -> Entry:
    """Return one thing done; ``more`` may be days, words, hours and minutes."""
    typed = {name: [str(one) for one in value] if name == "day" else [str(value)] for name, value in more.items()}
    return hear(BY_KEY[activity], typed, duration)


def a_week(*entries: Entry, **more: Any) -> Told:
    """Return a week with these things done."""
    whole = Told(**more)
    for entry in entries:
        whole = whole.adding(entry)
    return whole


VERY_LONG = "a" * (MOST_LETTERS + 1)
