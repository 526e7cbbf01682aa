"""While a helper sits beside a person: where to go on, Stop, and being alone for a moment."""

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from portal.core.actors import Helper, Person
from portal.core.permissions import Permission
from portal.core.visits import Ended
from portal.core.words import Words, say
from portal.helping.feature import helping
from portal.signin.entering import close, enter
from portal.signin.gesture import Asked, For, Gesture, Try, has_pictures
from portal.signin.pictures import PICTURES
from portal.storage.dialogue.asked_back import waits
from portal.storage.helping import visits
from portal.web import beside, language
from portal.web.current import work
from portal.web.pages import always, page

AGAIN = say("Start again: tap your first picture.")
WRONG = say("These are not your two pictures. Start again.")
RESTS = say("Too many tries. Do it on your own phone, or ask at the desk.")


@page(helping, "/visit", Permission.FILL_DOSSIER)
def visit(teller: Person | Helper) -> ResponseReturnValue:
    """Show what one can do together; alone, go home."""
    if not isinstance(teller, Helper) or teller.visit is None:
        return redirect(url_for("web.home"), 303)
    return render_template(
        "helping/visit.html",
        until=language.current().time(teller.visit.until),
        asked=waits(work().connection, teller.person_id),
        has_alone=has_pictures(teller.person_id),
    )


@page(helping, "/visit/over", Permission.VISIT)
def over(_actor: object) -> ResponseReturnValue:
    """Tell a helper that the visit is over: nothing of the person is here any more."""
    return render_template("helping/over.html", set_aside=bool(request.args.get("kept")))


@page(helping, "/visit/stop", Permission.HELP, method="POST")
def stop(helper: Helper) -> ResponseReturnValue:
    """Stop at once: the visit is over, and the screen forgets."""
    if helper.visit is not None:
        beside.end_visit(helper.visit, Ended.BY_PERSON)
    return close()


@page(helping, "/visit/back", Permission.BEGIN_VISIT, method="POST", alone=always)
def bring_back(person: Person) -> ResponseReturnValue:
    """Let the helper see again: the person's own session ends on this screen, and nothing of it stays."""
    current, seated = work(), person.alone_in
    if seated is None:
        return redirect(url_for("web.home"), 303)
    key = current.vault.key_of(seated.helper_id)
    digest = enter(Helper(id=seated.helper_id, agency_id=person.agency_id), key)
    visits.bring_back(current.connection, seated, digest)
    response = make_response(redirect(url_for("helping.visit"), 303))
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@page(helping, "/visit/alone", Permission.FILL_DOSSIER)
def alone(teller: Person | Helper) -> ResponseReturnValue:
    """Say what is for the person alone, and offer to turn the screen, to who has pictures to bring it back with."""
    if not isinstance(teller, Helper) or teller.visit is None or not has_pictures(teller.person_id):
        return redirect(url_for("helping.visit"), 303)
    asked = Asked.in_visit(teller.visit, For.ALONE)
    return _alone_page(asked.fresh(Try.RESTS if asked.rests() else Try.FIRST), status=200)


@page(helping, "/visit/alone", Permission.FILL_DOSSIER, method="POST")
def turn_the_screen(teller: Person | Helper) -> ResponseReturnValue:
    """After the person's two pictures, close the helper's view: this screen is the person's own for a moment."""
    if not isinstance(teller, Helper) or teller.visit is None:
        return redirect(url_for("web.home"), 303)
    gesture = Asked.in_visit(teller.visit, For.ALONE).try_gesture()
    if gesture.result is not Try.RIGHT:
        return _alone_page(gesture, status=200 if gesture.result is Try.FIRST else 422)
    current, seated = work(), teller.visit
    person = Person(id=seated.person_id, agency_id=teller.agency_id, alone_in=seated)
    digest = enter(person, current.vault.key_of(seated.person_id))
    visits.leave_alone(current.connection, seated, digest)
    return redirect(url_for("dossier.sections"), 303)


def said_of(gesture: Gesture) -> Words | None:
    """Return what to say about a try of the two pictures, if anything."""
    return {Try.AGAIN: AGAIN, Try.WRONG: WRONG, Try.RESTS: RESTS}.get(gesture.result)


def _alone_page(gesture: Gesture, status: int) -> Response:
    words, problem = language.current(), said_of(gesture)
    page_ = render_template(
        "helping/alone.html",
        pictures=PICTURES,
        gesture=gesture,
        resting=gesture.result is Try.RESTS,
        problem=words.say(problem) if problem else "",
    )
    return make_response(page_, status)
