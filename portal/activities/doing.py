"""One thing done in a week: for how long, and if one wants on which days and a word."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from portal.activities.feature import activities
from portal.activities.hearing import field_of, hear
from portal.activities.listed import BY_KEY, DURATIONS, Activity
from portal.activities.pages import week_named
from portal.activities.records import MyWeek, WeekBook, late_book, my_book
from portal.activities.wording import shown
from portal.core.actors import Actor, Person, Teller
from portal.core.permissions import Permission
from portal.core.typed import Typed, number_in, tidy
from portal.core.understanding import Unclear
from portal.core.weeks import IN_NUMBERS, Entry, Week
from portal.core.words import Words, say
from portal.web import language
from portal.web.current import teller_here, work
from portal.web.once import form_key, new_key
from portal.web.pages import page, typed
from portal.web.rescue import OLD_PAGE, words_to_copy

CHANGED_MEANWHILE = say("You changed this on another page. Tap what is right.")
NO_MORE_ROOM = say("There is no more room in this week. Take something away first.")


@page(activities, "/week/<week>/<activity>", Permission.TELL_WEEK)
def doing(teller: Teller, week: str, activity: str) -> ResponseReturnValue:
    """Ask how long one thing took; with the number of an entry, ask it again. What is private waits for the person."""
    mine, kind = my_book(teller).open(week_named(week)), _activity(activity)
    if kind.private and mine.beside:
        return _for_the_person_alone()
    entry = mine.entry(number_in(request.args.get("entry", "")))
    return _page(mine, kind, entry, Filled(typed=_typed_before(entry) if entry else {}))


def _for_the_person_alone() -> ResponseReturnValue:
    return redirect(url_for("helping.alone"), 303)


def _rescue(actor: Actor | None, week: str, activity: str) -> ResponseReturnValue:
    """Take what came too late into the week it was meant for; words of nobody known are shown, to be copied."""
    found, kind, teller = week_named(week), _activity(activity), teller_here()
    if teller is not None:
        mine = my_book(teller).open(found)
        if kind.private and mine.beside:
            return _for_the_person_alone()
        return _page(mine, kind, _entry_of_form(mine), Filled(typed=_again(), note=OLD_PAGE))
    back = url_for("activities.week", week=week)
    words: Sequence[str] = [value for name in ("hours", "minutes", "words") for value in _again().get(name, ())]
    if not isinstance(actor, Person):
        return words_to_copy(words, back)
    book = late_book(actor)
    try:
        refused = _take(book, book.open(found), hear(kind, typed(), request.form.get("do", "")))
    except Unclear:
        return words_to_copy(words, back)
    return words_to_copy(words, back) if refused else redirect(url_for("signin.card", back=back, kept=1), 303)


def _beside(week: str, activity: str) -> bool:
    """Tell whether a helper beside the person writes here: in this week, nothing private."""
    kind = BY_KEY.get(activity)
    return week == Week.of(work().now).name and kind is not None and not kind.private


@page(activities, "/week/<week>/<activity>", Permission.TELL_WEEK, method="POST", rescue=_rescue, beside=_beside)
def keep_doing(teller: Teller, week: str, activity: str) -> ResponseReturnValue:
    """Keep one thing more, or one thing said otherwise."""
    book, kind = my_book(teller), _activity(activity)
    mine = book.open(week_named(week))
    if kind.private and mine.beside:
        return _for_the_person_alone()
    try:
        entry = hear(kind, typed(), request.form.get("do", ""))
    except Unclear as problem:
        return _page(mine, kind, _entry_of_form(mine), Filled(typed=_again(), problem=problem))
    refused = _take(book, mine, entry)
    if refused is not None:
        return _page(mine, kind, _entry_of_form(mine), Filled(typed=_again(), note=refused))
    return redirect(url_for("activities.week", week=week), 303)


def _take(book: WeekBook, mine: MyWeek, entry: Entry) -> Words | None:
    """Keep what was said, or return why not: no room, or the same thing was changed on another page in between.

    What was taken away in between comes back: it was just said again.
    """
    before, known, entry = _entry_of_form(mine), form_key() in mine.draft().forms, book.signed(entry)
    if before is None:
        if not mine.told.room and not known:
            return NO_MORE_ROOM
        book.keep(mine, mine.told.adding(entry), form_key())
        return None
    if before.version != number_in(request.form.get("shown", "")) and not known:
        return CHANGED_MEANWHILE
    private = entry.private or before.private  # what was promised when it was told still holds
    entry = replace(entry, number=before.number, version=before.version, private=private)
    book.keep(mine, mine.told.changing(entry), form_key())
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What the form shows, and what to look at again."""

    typed: Typed
    problem: Unclear | None = None
    note: Words | None = None


def _page(mine: MyWeek, activity: Activity, entry: Entry | None, filled: Filled) -> Response:
    words, problem = language.current(), filled.problem
    page_ = render_template(
        "activities/doing.html",
        week=mine.week,
        activity=activity,
        entry=entry,
        now=shown(entry, mine.week, words) if entry and filled.note else None,
        durations=DURATIONS,
        days=[(number, words.weekday(day)) for number, day in enumerate(mine.week.days)],
        typed=filled.typed,
        key=new_key(),
        problem=words.say(problem.words, **problem.gaps) if problem else "",
        field=field_of(problem) if problem else "",
        note=words.say(filled.note) if filled.note else "",
    )
    return make_response(page_, 422 if problem or filled.note else 200)


def _again() -> Typed:
    """Return what the form brought, fit to be shown again: without what no page may hold."""
    return {name: [tidy(value) for value in values] for name, values in typed().items()}


def _entry_of_form(mine: MyWeek) -> Entry | None:
    """Return the thing that the form says otherwise, if it is one that is told already."""
    return mine.entry(number_in(request.form.get("entry", "")))


def _typed_before(entry: Entry) -> Typed:
    """Return a form filled with what was said."""
    said: dict[str, list[str]] = {"day": [str(day) for day in entry.days], "words": [entry.words]}
    if entry.said == IN_NUMBERS:
        hours, minutes = divmod(entry.minutes or 0, 60)
        said |= {"hours": [str(hours)], "minutes": [str(minutes)]}
    return said


def _activity(key: str) -> Activity:
    return BY_KEY.get(key) or abort(404)
