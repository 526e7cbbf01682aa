"""What the form about one thing done says: how long, on which days, in which words."""

from dataclasses import replace

from portal.activities.listed import DURATION_BY_KEY, Activity
from portal.core.durations import minutes_in
from portal.core.typed import Typed, first
from portal.core.understanding import TOO_LONG, Unclear
from portal.core.weeks import IN_NUMBERS, Entry

MOST_LETTERS = 1000
_DAYS = frozenset("0123456")


def hear(activity: Activity, typed: Typed, do: str) -> Entry:
    """Return what the person said of ``activity``, or raise :class:`Unclear` with what to say.

    ``do`` is the button that was tapped: a duration, or the one beside the two numbers.
    """
    words = first(typed, "words")
    if len(words) > MOST_LETTERS:
        raise Unclear(TOO_LONG, most=MOST_LETTERS)
    days = tuple(sorted({int(day) for day in typed.get("day", ()) if day in _DAYS}))
    entry = Entry(
        number=0,
        activity=activity.key,
        said=IN_NUMBERS,
        minutes=None,
        days=days,
        words=words,
        private=activity.private,
    )
    known = DURATION_BY_KEY.get(do)
    if known is not None:
        return replace(entry, said=known.key, minutes=known.minutes)
    return replace(entry, minutes=minutes_in(typed))


def field_of(problem: Unclear) -> str:
    """Return the field to look at again."""
    return "words" if problem.words == TOO_LONG else "hours"
