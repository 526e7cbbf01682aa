"""Standing in: a colleague replaces a counsellor from day to day, and sees their people as long as it lasts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from portal.core.moments import day_in
from portal.core.typed import Typed, first
from portal.core.understanding import Problem, Unclear
from portal.core.words import Words, say

LONGEST = timedelta(days=92)
"""For longer, people move to another counsellor: then they know who accompanies them."""

WHO = say("Choose a colleague.")
LAST_FIRST = say("The last day comes after the first.")
GONE_BY = say("These days have gone by.")
TOO_LONG = say("Three months at most. For longer, let the people move to a colleague.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What stands in the fields of a form, letter for letter."""

    away: str = ""
    """Who is away."""
    colleague: str = ""
    first: str = ""
    last: str = ""

    @classmethod
    def of(cls, typed: Typed) -> "Written":
        """Return what a form brought."""
        return cls(**{name: first(typed, name) for name in cls.__dataclass_fields__})


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What is meant: who is away, who replaces them, from when to when, both days included."""

    away: UUID
    colleague: UUID
    first: date
    last: date


def understood(written: Written, counsellors: Collection[UUID], today: date) -> Meant | Problem:
    """Return what is meant; both people are counsellors of one agency."""
    who = {str(one): one for one in counsellors}
    away, colleague = who.get(written.away), who.get(written.colleague)
    if away is None:
        return Problem(field="away", words=WHO)
    if colleague is None or colleague == away:
        return Problem(field="colleague", words=WHO)
    days = {}
    for field in ("first", "last"):
        try:
            days[field] = day_in(getattr(written, field))
        except Unclear as unclear:
            return Problem(field=field, words=unclear.words)
    meant = Meant(away=away, colleague=colleague, **days)
    wrong = problem_of(meant.first, meant.last, today)
    return Problem(field="last", words=wrong) if wrong else meant


def problem_of(first: date, last: date, today: date) -> Words | None:
    """Return what to look at again about the days, or nothing."""
    if last < first:
        return LAST_FIRST
    if last < today:
        return GONE_BY
    return TOO_LONG if last - first > LONGEST else None
