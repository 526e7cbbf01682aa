"""The week, tap by tap: what I did, that's all; or that I could not. Alone, or with a helper who sees less of it."""

from dataclasses import replace

from flask import abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from portal.activities.feature import activities
from portal.activities.listed import ACTIVITIES, REASON_BY_KEY, REASONS
from portal.activities.records import MyWeek, WeekBook, late_book, my_book, my_record
from portal.activities.sending import send_week
from portal.activities.wording import reason, shown
from portal.core.actors import Actor, Person, Teller
from portal.core.permissions import Permission
from portal.core.typed import number_in
from portal.core.weeks import Told, Week, is_open
from portal.core.words import Words, say
from portal.web import language
from portal.web.current import teller_here, work
from portal.web.once import form_key, new_key
from portal.web.pages import page
from portal.web.rescue import OLD_PAGE
from portal.web.typing_together import names_of_visits
from portal.web.weeks import dates

NOTHING_YET = say("Tap what you did first. Or tap: I could not.")


@page(activities, "/week", Permission.TELL_WEEK)
def this_week(teller: Teller) -> ResponseReturnValue:
    """Show the week of today."""
    return week_page(teller, my_book(teller).open(Week.of(work().now)))


@page(activities, "/week/<week>", Permission.TELL_WEEK)
def week(teller: Teller, week: str) -> ResponseReturnValue:
    """Show one week: what is said so far, and everything one can say."""
    return week_page(teller, my_book(teller).open(week_named(week)))


def _rescue(_actor: Actor | None, week: str) -> ResponseReturnValue:
    """Show the week again after a tap that came too late: nothing typed goes with it, the draft is as it was."""
    found, teller = week_named(week), teller_here()
    if teller is not None:
        return week_page(teller, my_book(teller).open(found), OLD_PAGE)
    return redirect(url_for("signin.card", back=url_for("activities.week", week=week)), 303)


@page(activities, "/week/<week>", Permission.TELL_WEEK, method="POST", rescue=_rescue)
def change_week(teller: Teller, week: str) -> ResponseReturnValue:
    """Do what one tap on the week's own page asks for."""
    book, do = my_book(teller), request.form.get("do", "")
    mine = book.open(week_named(week))
    if do == "same" and isinstance(teller, Person):
        before = my_record(teller).before(mine.week)
        book.keep(mine, _same_again(mine.told, before.told if before else Told()), form_key())
    elif do == "could":
        book.keep(mine, replace(mine.told, could_not=False, reason="", reason_shown=False), form_key())
    elif do.startswith("remove:"):
        book.keep(mine, mine.told.without(number_in(do.removeprefix("remove:"))), form_key())
    return redirect(url_for("activities.week", week=week), 303)


@page(activities, "/week/<week>/send", Permission.KEEP_RECORD, method="POST", rescue=_rescue)
def send(person: Person, week: str) -> ResponseReturnValue:
    """Send the week and go to its receipt."""
    mine = my_book(person).open(week_named(week))
    receipt = send_week(person, mine)
    if receipt is None:
        return week_page(person, mine, NOTHING_YET)
    return redirect(url_for("receipts.receipt", number=receipt), 303)


@page(activities, "/week/<week>/could-not", Permission.TELL_WEEK)
def could_not(teller: Teller, week: str) -> ResponseReturnValue:
    """Offer to say why, and to say nothing; with a helper beside, why is not asked."""
    mine = my_book(teller).open(week_named(week))
    why = REASON_BY_KEY.get(mine.told.reason)
    said_yes = mine.told.reason_shown and why is not None and not why.for_counsellor
    reasons = () if mine.beside else REASONS
    return render_template("activities/could_not.html", mine=mine, reasons=reasons, said_yes=said_yes, key=new_key())


def _rescue_could_not(actor: Actor | None, week: str) -> ResponseReturnValue:
    """Keep what came as the session ended; it waits in the draft."""
    if teller_here() is not None or not isinstance(actor, Person):
        return _rescue(actor, week)
    _keep_could_not(late_book(actor), week_named(week))
    return redirect(url_for("signin.card", back=url_for("activities.week", week=week), kept=1), 303)


@page(activities, "/week/<week>/could-not", Permission.TELL_WEEK, method="POST", rescue=_rescue_could_not)
def keep_could_not(teller: Teller, week: str) -> ResponseReturnValue:
    """Keep that the person could not, with why if they say it."""
    _keep_could_not(my_book(teller), week_named(week))
    return redirect(url_for("activities.week", week=week), 303)


def _keep_could_not(book: WeekBook, week: Week) -> None:
    mine, why = book.open(week), None if book.visit else REASON_BY_KEY.get(request.form.get("do", ""))
    told = replace(
        mine.told,
        could_not=True,
        reason=why.key if why else "",
        reason_shown=why is not None and (why.for_counsellor or "show" in request.form),
        could_not_typed_as=book.role.value,
    )
    book.keep(mine, told, form_key())


def week_page(teller: Teller, mine: MyWeek, problem: Words | None = None) -> Response:
    """Return the page of one week; with a helper, nothing on it is private or leads to another week."""
    words = language.current()
    page_ = render_template(
        "activities/week.html",
        mine=mine,
        dates=dates(mine.week, words),
        entries=[shown(entry, mine.week, words) for entry in mine.told.entries],
        why=reason(mine.told, words),
        activities=[one for one in ACTIVITIES if one.offered and not (mine.beside and one.private)],
        key=new_key(),
        problem=words.say(problem) if problem else "",
        **_for_the_person(teller, mine),
    )
    return make_response(page_, 422 if problem else 200)


def _for_the_person(teller: Teller, mine: MyWeek) -> dict[str, object]:
    """Return what of other weeks the page offers: everything to a person alone, and nothing with a helper beside."""
    nothing: dict[str, object] = dict.fromkeys(("before", "last_week", "earlier", "later"))
    if not isinstance(teller, Person):
        return {**nothing, "names": {}}
    now, typed_with = work().now, any(entry.with_helper for entry in mine.told.entries)
    return {
        "before": None if mine.told or mine.declared else my_record(teller).before(mine.week),
        "last_week": _last_week_untold(teller, mine.week),
        "earlier": mine.week.shifted(-1) if is_open(mine.week.shifted(-1), now) else None,
        "later": mine.week.shifted(1) if is_open(mine.week.shifted(1), now) else None,
        "names": names_of_visits() if typed_with else {},
    }


def week_named(name: str) -> Week:
    """Return the week of an address; there is no page for one that has not begun, or that is too long ago."""
    try:
        found = Week.named(name)
    except ValueError:
        abort(404)
    if not is_open(found, work().now):
        abort(404)
    return found


def _same_again(told: Told, before: Told) -> Told:
    """Return what is told with the things of an earlier week: how long is the same, days, words and why are not."""
    for entry in before.entries[: told.room]:
        told = told.adding(replace(entry, days=(), words="", version=1))
    return replace(told, could_not=told.could_not or before.could_not)


def _last_week_untold(person: Person, here: Week) -> Week | None:
    """Return the last week, on the page of this one, until it was declared."""
    this = Week.of(work().now)
    if here != this:
        return None
    last = my_book(person).open(this.shifted(-1))
    return None if last.declared else last.week
