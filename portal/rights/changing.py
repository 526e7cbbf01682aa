"""Take back what was said after an explicit yes, once the person showed who they are; stop the reading at once."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Person
from portal.core.permissions import Permission
from portal.core.requests import Ask
from portal.core.uses import Purpose
from portal.core.words import say
from portal.dossier.questions import PROMISES, QUESTIONS
from portal.rights.feature import rights
from portal.rights.own_pictures import Before, Way, pictures_page, try_own_pictures
from portal.rights.recording import record
from portal.signin.gesture import Gesture, Try
from portal.storage.answers import limits
from portal.storage.rights.everything import all_answers
from portal.storage.rights.requests import Asked
from portal.storage.rights.taking_back import take_back
from portal.storage.trace.journal import Deed
from portal.web.current import work
from portal.web.pages import page

AFTER_A_YES = tuple(name for name, use in PROMISES.items() if use.consent)
"""Everything that is asked only after an explicit yes, as the register says it."""
GONE = say("After your second picture, your health answers are gone.")


@page(rights, "/my-data/take-back", Permission.USE_RIGHTS)
def yes_said(_person: Person) -> ResponseReturnValue:
    """Show what one said yes to, and the way to take it back."""
    found = {row.question.partition(".")[0] for row in all_answers(work().connection, work().key, AFTER_A_YES)}
    return render_template("rights/take_back.html", told=[one.short for one in QUESTIONS.values() if one.key in found])


@page(rights, "/my-data/take-back/pictures", Permission.USE_RIGHTS)
def prove_to_take_back(_person: Person) -> ResponseReturnValue:
    """Ask for the two pictures: whoever holds this phone for a moment destroys nothing."""
    return pictures_page(Gesture(result=Try.FIRST), _way())


@page(rights, "/my-data/take-back/pictures", Permission.USE_RIGHTS, method="POST")
def take_yes_back(person: Person) -> ResponseReturnValue:
    """Forget it all at once: the answers, their words in receipts, and their names in the journal."""
    current = work()
    if not all_answers(current.connection, current.key, AFTER_A_YES):
        return redirect(url_for("rights.yes_said"), 303)
    gesture = try_own_pictures(person.id, Before.TAKE_BACK)
    if gesture.result is not Try.RIGHT:
        return pictures_page(gesture, _way())
    take_back(current.connection, current.ring, current.key, AFTER_A_YES, current.now)
    current.vault.note(person.id, Deed.TOOK_BACK, Purpose.OWN_RECORD)
    return redirect(url_for("receipts.receipt", number=record(person, Asked(kind=Ask.WITHDRAWAL))), 303)


@page(rights, "/my-data/reading", Permission.USE_RIGHTS)
def reading(person: Person) -> ResponseReturnValue:
    """Show whether others read, and the way to stop it or let it go on."""
    return render_template("rights/reading.html", since=limits.limited_since(work().connection, person.id))


@page(rights, "/my-data/reading", Permission.USE_RIGHTS, method="POST")
def change_reading(person: Person) -> ResponseReturnValue:
    """Stop the reading, or let it go on: from the next page of whoever reads."""
    current, stops = work(), request.form.get("do") == "stop"
    changed = (
        limits.limit(current.connection, person.id, current.now)
        if stops
        else limits.lift(current.connection, person.id)
    )
    if not changed:
        return redirect(url_for("rights.reading"), 303)
    current.vault.note(person.id, Deed.LIMITED if stops else Deed.LIFTED, Purpose.OWN_RECORD)
    number = record(person, Asked(kind=Ask.LIMIT if stops else Ask.LIFT))
    return redirect(url_for("receipts.receipt", number=number), 303)


def _way() -> Way:
    return Way(action=url_for("rights.take_yes_back"), back=url_for("rights.yes_said"), then=GONE)
