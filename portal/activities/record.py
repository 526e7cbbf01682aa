"""My own record: every week of mine, my own sum beside my own hours, and the right to have none."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from portal.activities.feature import activities
from portal.activities.pages import week_named
from portal.activities.promises import MY_HOURS
from portal.activities.records import my_record
from portal.activities.wording import Shown, own_sum, reason, shown
from portal.core.actors import Actor, Person
from portal.core.permissions import Permission
from portal.core.typed import first, latin_digits
from portal.core.uses import Purpose
from portal.core.weeks import NOTHING_TOLD, Told, Week, first_open
from portal.core.words import Words, say
from portal.storage.answers.kept import Kept, Page, Said, State
from portal.web import language
from portal.web.current import work
from portal.web.once import form_key, new_key
from portal.web.pages import page, typed
from portal.web.rescue import OLD_PAGE, words_to_copy
from portal.web.weeks import dates, dates_this_year

AT_ONCE = 13
"""Weeks on one page: a quarter of a year."""
HOURS_UNCLEAR = say("Write the number of hours, like 8. Or 0.")
_MOST_DIGITS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One week of the record, told or not."""

    week: Week
    dates: str
    dates_in_full: str
    """With the year, for paper."""
    told: bool
    could_not: bool
    why: str
    why_is_mine: bool
    """Whether nobody else sees why."""
    entries: tuple[Shown, ...]
    sum: str
    """The person's own sum, in words: for them alone."""


@page(activities, "/weeks", Permission.KEEP_RECORD)
def record(person: Person) -> ResponseReturnValue:
    """Show my weeks, the newest first."""
    return _page(person)


def _rescue(_actor: Actor | None) -> ResponseReturnValue:
    """Show the number again that came too late."""
    actor = work().actor
    if isinstance(actor, Person):
        return _page(actor, OLD_PAGE)
    return words_to_copy([first(typed(), "hours")], url_for("activities.record"))


@page(activities, "/weeks", Permission.KEEP_RECORD, method="POST", rescue=_rescue)
def keep_hours(person: Person) -> ResponseReturnValue:
    """Keep the hours written in my plan, if I note them: for me alone."""
    hours = latin_digits(first(typed(), "hours"))
    if request.form.get("do") != "forget" and not (hours.isdecimal() and len(hours) <= _MOST_DIGITS):
        return _page(person, HOURS_UNCLEAR)
    state = State.REMOVED if request.form.get("do") == "forget" else State.ANSWERED
    raw = {name: list(values) for name, values in typed().items()}
    said = Said(state=state, typed=raw, value=hours or None, language=language.current().tag)
    before = _noted(person)
    shown_ = before.number if before else 0
    work().vault.write(person.id, MY_HOURS, "", said, Page(wording="1", shown=shown_, key=form_key()))
    return redirect(url_for("activities.record"), 303)


@page(activities, "/week/<week>/history", Permission.KEEP_RECORD)
def history(person: Person, week: str) -> ResponseReturnValue:
    """Show every sending of one week, the newest first."""
    found, words = week_named(week), language.current()
    days = dates(found, words)
    sendings = [(one, row_of(found, one.told, words, days)) for one in my_record(person).history(found)]
    return render_template("activities/history.html", week=found, dates=days, sendings=sendings)


def _page(person: Person, problem: Words | None = None) -> Response:
    words, now = language.current(), work().now
    newest, oldest = Week.of(now), first_open(now)
    start = _start(newest, oldest)
    declared = {one.week: one.told for one in my_record(person).all()}
    shown_weeks = [week for week in _backwards(start, AT_ONCE) if week >= oldest]
    page_ = render_template(
        "activities/record.html",
        rows=[
            row_of(week, declared.get(week, NOTHING_TOLD), words, dates_this_year(week, words, newest.sunday))
            for week in shown_weeks
        ],
        sent=declared.keys(),
        personal=any(told != told.seen_by_others() for told in declared.values()),
        older=_name_if(start.shifted(-AT_ONCE), oldest, newest),
        newer=_name_if(start.shifted(AT_ONCE), oldest, newest) if start < newest else "",
        hours=noted_hours(person),
        key=new_key(),
        typed=first(typed(), "hours"),
        problem=words.say(problem) if problem else "",
    )
    return make_response(page_, 422 if problem else 200)


def row_of(week: Week, told: Told, words: language.Language, days: str) -> Row:
    """Return one week of the record."""
    return Row(
        week=week,
        dates=days,
        dates_in_full=dates(week, words),
        told=bool(told),
        could_not=told.could_not,
        why=reason(told, words),
        why_is_mine=not told.reason_shown,
        entries=tuple(shown(entry, week, words) for entry in told.entries),
        sum=own_sum(told, words),
    )


def _start(newest: Week, oldest: Week) -> Week:
    try:
        wished = Week.named(request.args.get("from", ""))
    except ValueError:
        return newest
    return min(max(wished, oldest), newest)


def _backwards(start: Week, count: int) -> Iterator[Week]:
    return (start.shifted(-before) for before in range(count))


def _name_if(week: Week, oldest: Week, newest: Week) -> str:
    """Return the name of the week a page starts with, or nothing when there is no such page."""
    if week < oldest:
        return ""
    return min(week, newest).name


def _noted(person: Person) -> Kept | None:
    rows = work().vault.read(person.id, (MY_HOURS,), Purpose.OWN_RECORD)
    return next((row for row in rows if row.settled), None)


def noted_hours(person: Person) -> str:
    """Return the hours of my plan as I noted them, or nothing."""
    noted = _noted(person)
    said = noted.said() if noted else None
    return str(said.value) if said and said.state is State.ANSWERED else ""
