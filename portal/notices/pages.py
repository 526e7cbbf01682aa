"""The page of the reminder: what it is, off or on, changed or stopped; and the page that stops it from a message."""

from collections.abc import Mapping

from flask import abort, current_app, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from portal.core.actors import Actor, Person
from portal.core.permissions import Permission
from portal.core.typed import Typed, first
from portal.core.uses import Purpose
from portal.core.words import Words
from portal.notices import wording
from portal.notices.drivers import offered
from portal.notices.feature import notices
from portal.notices.hearing import hear
from portal.notices.letters import NEWS_SENTENCE, SENTENCE, STOP, Stop, stop_in
from portal.storage.answers.vault import Vault
from portal.storage.people.notices import did_not_leave, keep_reminder, reminder_of, stop_reminder
from portal.storage.people.people import person_of
from portal.storage.trace.journal import Deed
from portal.web import language
from portal.web.current import vault_for, work
from portal.web.pages import page, typed
from portal.web.parts import parts_of
from portal.web.rescue import OLD_PAGE, words_to_copy


def _rescue(_actor: Actor | None) -> ResponseReturnValue:
    """Show what was typed when the form came too late."""
    actor = work().actor
    if isinstance(actor, Person):
        return _shown(actor, typed(), {}, OLD_PAGE)
    return words_to_copy([first(typed(), "address")], url_for("notices.reminder"))


@page(notices, "/reminder", Permission.SET_REMINDER)
def reminder(person: Person) -> ResponseReturnValue:
    """Show whether the reminder is on, and the ways to have it otherwise."""
    return _shown(person, {}, {})


@page(notices, "/reminder", Permission.SET_REMINDER, method="POST", rescue=_rescue)
def ask_for_reminder(person: Person) -> ResponseReturnValue:
    """Keep what the person asks for."""
    current, ways = work(), offered(parts_of(current_app).settings)
    if not ways:
        return redirect(url_for("notices.reminder"), 303)
    heard = hear(typed(), reminder_of(current.connection, current.key), ways, language.current())
    if heard.reminder is None:
        return _shown(person, typed(), heard.problems)
    if keep_reminder(current.connection, current.key, heard.reminder, current.now):
        current.vault.note(person.id, Deed.ASKED_FOR_REMINDER, Purpose.REMIND)
    return redirect(url_for("notices.reminder"), 303)


@page(notices, "/reminder/stop", Permission.SET_REMINDER, method="POST")
def stop(person: Person) -> ResponseReturnValue:
    """Stop the reminder."""
    _turn_off(person, work().vault)
    return redirect(url_for("notices.reminder"), 303)


@page(notices, f"{STOP}<token>", Permission.VISIT, secret=True)
def stop_link(_actor: Actor | None, token: str) -> ResponseReturnValue:
    """Show the button that stops it, to whoever holds a message: a page that only opens changes nothing."""
    _person, vault, stop = _let_in(token)
    return render_template("notices/stop.html", token=token, on=_is_on(vault, stop))


@page(notices, f"{STOP}<token>", Permission.VISIT, method="POST", secret=True)
def stop_by_link(_actor: Actor | None, token: str) -> ResponseReturnValue:
    """Stop the reminder of whoever got the message; it can be stopped any number of times."""
    person, vault, stop = _let_in(token)
    if _is_on(vault, stop):
        _turn_off(person, vault)
    return redirect(url_for("notices.stop_link", token=token), 303)


def _let_in(token: str) -> tuple[Person, Vault, Stop]:
    """Return who got a message, and what its token lets stop; there is no page for one that is not ours."""
    current = work()
    try:
        stop = stop_in(current.ring, token)
    except ValueError:
        abort(404)
    person = person_of(current.connection, stop.person_id) or abort(404)
    return person, vault_for(person), stop


def _is_on(vault: Vault, stop: Stop) -> bool:
    """Tell whether a reminder goes where the message went."""
    on = reminder_of(work().connection, vault.key_of(stop.person_id))
    return on is not None and Stop.of(work().ring, stop.person_id, on.address) == stop


def _turn_off(person: Person, vault: Vault) -> None:
    if reminder_of(work().connection, vault.key_of(person.id)) is not None:
        vault.note(person.id, Deed.STOPPED_REMINDER, Purpose.REMIND)
        stop_reminder(work().connection, person.id)


def _shown(person: Person, told: Typed, problems: Mapping[str, str], note: Words | None = None) -> Response:
    """Return the page: what is on, and the form with what was chosen or typed."""
    current, words = work(), language.current()
    on = reminder_of(current.connection, current.key)
    shown = render_template(
        "notices/reminder.html",
        on=on,
        next=on.rhythm.next_time(current.now) if on else None,
        did_not_leave=on is not None and did_not_leave(current.connection, person.id),
        sentence=words.say(SENTENCE),
        news=words.say(NEWS_SENTENCE),
        days=wording.days(words),
        hours=wording.hours(words),
        ways=wording.ways(offered(parts_of(current_app).settings), words),
        chosen=wording.chosen(told, on),
        address=first(told, "address"),
        problems=problems,
        note=words.say(note) if note else "",
    )
    return make_response(shown, 422 if problems or note else 200)
