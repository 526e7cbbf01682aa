"""One thing done in a week: for how long, and if one wants on which days and a word."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import abort, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from portal.activities.feature import activities
from portal.activities.hearing import field_of, hear
from portal.activities.listed import BY_KEY, DURATIONS, Activity
from portal.activities.pages import OLD_PAGE, form_key, new_key, number_in, teller_here, visit_is_over, week_named
from portal.activities.records import MyWeek, WeekBook, late_book, my_book
from portal.activities.wording import shown
from portal.core.actors import Actor, Helper, Person, Teller
from portal.core.permissions import Permission
from portal.core.typed import Typed, tidy
from portal.core.understanding import Unclear
from portal.core.weeks import IN_NUMBERS, Entry, Week
from portal.core.words import Words, say
from portal.storage.left import Left, keep_left
from portal.storage.vault import Vault
from portal.web import language
from portal.web.current import work
from portal.web.pages import page, typed
from portal.web.parts import parts_of
from portal.web.rescue import words_to_copy

CHANGED_MEANWHILE = say("You changed this on another page. Tap what is right.")


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
    if not isinstance(actor, Person | Helper):
        return words_to_copy(words, back)
    taken = _take_late(late_book(actor), found, kind)
    if isinstance(actor, Helper):
        if not taken:
            _leave_for_the_person(actor)
        return visit_is_over()
    return redirect(url_for("signin.card", back=back, kept=1), 303) if taken else words_to_copy(words, back)


@page(activities, "/week/<week>/<activity>", Permission.TELL_WEEK, method="POST", rescue=_rescue)
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
    if not _take(book, mine, entry):
        return _page(mine, kind, _entry_of_form(mine), Filled(typed=_again(), note=CHANGED_MEANWHILE))
    return redirect(url_for("activities.week", week=week), 303)


def _take(book: WeekBook, mine: MyWeek, entry: Entry) -> bool:
    """Keep what was said; say no if the same thing was changed on another page in between.

    What was taken away in between comes back: it was just said again.
    """
    before, entry = _entry_of_form(mine), book.signed(entry)
    if before is None:
        book.keep(mine, mine.told.adding(entry), form_key())
        return True
    known = form_key() in mine.draft().forms
    if before.version != number_in(request.form.get("shown", "")) and not known:
        return False
    private = entry.private or before.private  # what was promised when it was told still holds
    entry = replace(entry, number=before.number, version=before.version, private=private)
    book.keep(mine, mine.told.changing(entry), form_key())
    return True


def _take_late(book: WeekBook, week: Week, kind: Activity) -> bool:
    """Keep what came as the session or the visit ended, unless it is unclear, or was changed in between."""
    mine = book.open(week)
    if kind.private and mine.beside:
        return False
    try:
        return _take(book, mine, hear(kind, typed(), request.form.get("do", "")))
    except Unclear:
        return False


def _leave_for_the_person(helper: Helper) -> None:
    """Keep the whole form for the person: they find it at their next signing in, and nobody sees it before."""
    current, left = work(), Left(request.path, {name: list(values) for name, values in typed().items()})
    vault = Vault(current.connection, current.ring, parts_of(current_app).promises, helper, current.now)
    keep_left(current.connection, vault.key_of(helper.person_id), left, current.now)


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
