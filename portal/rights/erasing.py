"""Erase everything: what stays and why, the person's own gesture, and a proof that is given once."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Person
from portal.core.permissions import Permission
from portal.core.words import say
from portal.rights.feature import rights
from portal.rights.own_pictures import Before, Way, pictures_page, try_own_pictures
from portal.signin.entering import close
from portal.signin.gesture import Gesture, Try
from portal.storage.engine.erasing import erase
from portal.web.current import work
from portal.web.pages import page

GONE = say("After your second picture, everything is erased.")


@page(rights, "/my-data/erase", Permission.USE_RIGHTS)
def what_goes(_person: Person) -> ResponseReturnValue:
    """Show what is erased, what stays and why."""
    return render_template("rights/erase.html")


@page(rights, "/my-data/erase/pictures", Permission.USE_RIGHTS)
def prove(_person: Person) -> ResponseReturnValue:
    """Ask for the two pictures: whoever holds this phone for a moment erases nothing."""
    return pictures_page(Gesture(result=Try.FIRST), _way())


@page(rights, "/my-data/erase/pictures", Permission.USE_RIGHTS, method="POST")
def erase_all(person: Person) -> ResponseReturnValue:
    """Erase everything, end every session, and show the proof."""
    gesture = try_own_pictures(person.id, Before.ERASE)
    if gesture.result is not Try.RIGHT:
        return pictures_page(gesture, _way())
    current = work()
    erased = erase(current.connection, current.ring, person.id, current.now)
    return close(url_for("receipts.verified", code=erased.code)) if erased else redirect("/", 303)


def _way() -> Way:
    return Way(action=url_for("rights.erase_all"), back=url_for("rights.what_goes"), then=GONE)
