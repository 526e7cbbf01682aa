"""Erase everything: what stays and why, the person's own gesture, and a proof that is given once."""

from flask import Response, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Person
from portal.core.permissions import Permission
from portal.core.words import Words, say
from portal.rights.feature import rights
from portal.rights.own_pictures import try_own_pictures
from portal.signin.entering import close
from portal.signin.gesture import Gesture, Try
from portal.signin.pictures import PICTURES
from portal.storage.erasing import erase
from portal.web import language
from portal.web.current import work
from portal.web.pages import page

WRONG = say("These are not your two pictures. Start again.")
RESTS = say("Too many tries. Wait 15 minutes, or ask at the desk.")


@page(rights, "/my-data/erase", Permission.USE_RIGHTS)
def what_goes(_person: Person) -> ResponseReturnValue:
    """Show what is erased, what stays and why."""
    return render_template("rights/erase.html")


@page(rights, "/my-data/erase/pictures", Permission.USE_RIGHTS)
def prove(_person: Person) -> ResponseReturnValue:
    """Ask for the two pictures: whoever holds this phone for a moment erases nothing."""
    return _pictures_page(Gesture(result=Try.FIRST))


@page(rights, "/my-data/erase/pictures", Permission.USE_RIGHTS, method="POST")
def erase_all(person: Person) -> ResponseReturnValue:
    """Erase everything, end every session, and show the proof."""
    gesture = try_own_pictures(person.id)
    if gesture.result is not Try.RIGHT:
        return _pictures_page(gesture)
    current = work()
    erased = erase(current.connection, current.ring, person.id, current.now)
    return close(url_for("receipts.verified", code=erased.code)) if erased else redirect("/", 303)


def _pictures_page(gesture: Gesture) -> Response:
    said: dict[Try, Words] = {Try.WRONG: WRONG, Try.RESTS: RESTS}
    problem = said.get(gesture.result)
    shown = render_template(
        "rights/erase_pictures.html",
        pictures=PICTURES,
        gesture=gesture,
        problem=language.current().say(problem) if problem else "",
    )
    return make_response(shown, 422 if problem else 200)
