"""A visit that staff opened: the person reads at the screen, in the language they choose, and says that it is them."""

from dataclasses import asdict, dataclass, replace
from uuid import UUID

from flask import current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from portal.core.actors import Actor
from portal.core.permissions import Permission
from portal.helping.during import said_of
from portal.helping.feature import helping
from portal.helping.ideas import LOOK_AGAIN, RIGHT
from portal.helping.reading import Way, question_page, step_page
from portal.helping.sitting_down import sit_down
from portal.signin import accounts
from portal.signin.gesture import Asked, For, Gesture, Try, has_pictures
from portal.signin.pictures import PICTURES
from portal.storage.helping import invitations
from portal.storage.helping.gestures import Tally
from portal.storage.helping.invitations import Invitation, taken
from portal.storage.people.people import known_of
from portal.web import kiosk, language
from portal.web.current import work
from portal.web.kiosk import AWAY_S
from portal.web.pages import page
from portal.web.parts import parts_of

COOKIE = "agreeing"
WAY = Way(ideas="helping.read_idea", answers="helping.say_yes", out="helping.read")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """Who sits there with which code, while the person reads: sealed, for this screen, for a short while."""

    code: str
    helper: str
    kiosk: str
    until: float
    knows: bool = False
    """The person said how to stop."""


def let_person_read(code: str, helper: accounts.Volunteer) -> Response:
    """Go on to the pages that the person reads; nothing of theirs is shown before they said yes."""
    current, screen = work(), kiosk.here()
    reading = _Reading(
        code=code,
        helper=helper.actor.id.hex,
        kiosk=screen.id.hex if screen else "",
        until=current.now.timestamp() + AWAY_S,
    )
    return _keep(make_response(redirect(url_for("helping.read"), 303)), reading)


@page(helping, "/helping/agree", Permission.VISIT)
def read(_actor: Actor | None) -> ResponseReturnValue:
    """Let the person choose their language, before anything else."""
    found = _found()
    if found is None:
        return redirect(url_for("helping.come"), 303)
    return _on(make_response(render_template("helping/your_language.html", after=WAY.step(1))), found)


@page(helping, "/helping/agree/<int:step>", Permission.VISIT)
def read_idea(_actor: Actor | None, step: int) -> ResponseReturnValue:
    """Show one idea; after the last, ask one question back."""
    found = _found()
    return redirect(url_for("helping.come"), 303) if found is None else _on(step_page(WAY, step), found)


@page(helping, "/helping/agree", Permission.VISIT, method="POST")
def say_yes(_actor: Actor | None) -> ResponseReturnValue:
    """Go on with who knows how to stop."""
    found = _found()
    if found is None:
        return redirect(url_for("helping.come"), 303)
    if request.form.get("do") != RIGHT:
        return _on(question_page(WAY, LOOK_AGAIN), found)
    return _on(make_response(redirect(url_for("helping.whose"), 303)), replace(found, knows=True))


@page(helping, "/helping/agree/me", Permission.VISIT)
def whose(_actor: Actor | None) -> ResponseReturnValue:
    """Say whose dossier opens, before it does: codes on paper can be mixed up."""
    read = _read()
    return _drop(make_response(redirect(url_for("helping.come"), 303))) if read is None else _whose_page(read[1])


@page(helping, "/helping/agree/me", Permission.VISIT, method="POST")
def it_is_me(_actor: Actor | None) -> ResponseReturnValue:
    """Begin the visit: by their two pictures, for who has them; else by their word. If it is not them, end it."""
    current, read = work(), _read()
    if read is None:
        return _drop(make_response(redirect(url_for("helping.come"), 303)))
    found, invitation = read
    if request.form.get("do") == "no":
        invitations.withdraw(current.connection, invitation.person_id)
        return _drop(make_response(redirect(url_for("helping.come"), 303)))
    if has_pictures(invitation.person_id):
        gesture = _asked(invitation).try_gesture()
        if gesture.result is not Try.RIGHT:
            return _whose_page(invitation, gesture)
    helper = accounts.helper_known(current.connection, current.ring, UUID(found.helper))
    if helper is None:
        return _drop(make_response(redirect(url_for("helping.come"), 303)))
    agreed = replace(invitation.waiting, language=language.current().tag)
    return _drop(make_response(sit_down(invitation.key, agreed, helper)))


def _asked(invitation: Invitation) -> Asked:
    person_id = invitation.person_id
    return Asked(person_id=person_id, purpose=For.BEGIN, tally=Tally.of_code(person_id))


def _whose_page(invitation: Invitation, gesture: Gesture | None = None) -> Response:
    current, asked = work(), _asked(invitation)
    has = has_pictures(invitation.person_id)
    gesture = gesture or asked.fresh(Try.RESTS if has and asked.rests() else Try.FIRST)
    problem = said_of(gesture)
    page_ = render_template(
        "helping/whose.html",
        name=known_of(current.connection, invitation.person_id, invitation.key).name,
        has_pictures=has,
        pictures=PICTURES,
        gesture=gesture,
        resting=gesture.result is Try.RESTS,
        problem=language.current().say(problem) if problem else "",
    )
    return make_response(page_, 422 if problem else 200)


def _read() -> tuple[_Reading, Invitation] | None:
    """Return what somebody at this screen has read to the end, while the code is good. The person's key is locked."""
    current, found = work(), _found()
    if found is None or not found.knows:
        return None
    invitation = taken(current.connection, current.ring, found.code, current.now)
    return None if invitation is None else (found, invitation)


def _found() -> _Reading | None:
    current, screen = work(), kiosk.here()
    try:
        found = _Reading(**current.ring.open_note(request.cookies.get(COOKIE, "")))
    except (ValueError, TypeError):
        return None
    known = screen is not None and found.kiosk == screen.id.hex
    return found if known and 0 <= found.until - current.now.timestamp() <= AWAY_S else None


def _on(response: Response, reading: _Reading) -> Response:
    """Give somebody who reads slowly more time with each page."""
    return _keep(response, replace(reading, until=work().now.timestamp() + AWAY_S))


def _keep(response: Response, reading: _Reading) -> Response:
    sealed, secure = work().ring.seal_note(asdict(reading)), parts_of(current_app).settings.secure
    response.set_cookie(COOKIE, sealed, max_age=AWAY_S, path="/", secure=secure, httponly=True, samesite="Lax")
    return response


def _drop(response: Response) -> Response:
    secure = parts_of(current_app).settings.secure
    response.delete_cookie(COOKIE, path="/", secure=secure, httponly=True, samesite="Lax")
    return response
