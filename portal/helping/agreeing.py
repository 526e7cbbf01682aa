"""A person agrees to a helper: they read what it means, say it back, and the helper shows who they are."""

from dataclasses import asdict, dataclass
from datetime import timedelta

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from portal.core.actors import Person
from portal.core.permissions import Permission
from portal.core.visits import Began
from portal.core.words import Words
from portal.helping.feature import helping
from portal.helping.ideas import LOOK_AGAIN, RIGHT
from portal.helping.proving import who_comes
from portal.helping.reading import Way, question_page, step_page
from portal.helping.sitting_down import sit_down
from portal.helping.waiting import wait_for_helper
from portal.signin.accounts import Volunteer
from portal.storage.helping.invitations import Waiting
from portal.web import kiosk, language
from portal.web.current import work
from portal.web.pages import page

AGREED_FOR = timedelta(minutes=10)
WAY = Way(ideas="helping.idea", answers="helping.say_back", out="web.home")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """That a person said yes, for a few minutes: the page carries it, sealed."""

    person: str
    until: float


@page(helping, "/with-a-helper", Permission.BEGIN_VISIT)
def agree(_person: Person) -> ResponseReturnValue:
    """Begin to read what it means."""
    return redirect(url_for("helping.idea", step=1), 303)


@page(helping, "/with-a-helper/<int:step>", Permission.BEGIN_VISIT)
def idea(_person: Person, step: int) -> ResponseReturnValue:
    """Show one idea; after the last, ask one question back."""
    return step_page(WAY, step)


@page(helping, "/with-a-helper", Permission.BEGIN_VISIT, method="POST")
def say_back(person: Person) -> ResponseReturnValue:
    """Take the answer to the question back: only who knows how to stop goes on, at a kiosk or on their own phone."""
    if request.form.get("do") != RIGHT:
        return question_page(WAY, LOOK_AGAIN)
    if kiosk.here() is None:
        return wait_for_helper(person)
    current = work()
    agreed = Agreed(person=person.id.hex, until=(current.now + AGREED_FOR).timestamp())
    return _helper_page(current.ring.seal_note(asdict(agreed)))


@page(helping, "/with-a-helper/begin", Permission.BEGIN_VISIT, method="POST")
def begin(person: Person) -> ResponseReturnValue:
    """Let the helper show who they are: the visit begins, and the person's own session ends on this screen."""
    note, current = request.form.get("agreed", ""), work()
    if kiosk.here() is None or not _has_agreed(person, note):
        return redirect(url_for("helping.agree"), 303)
    found = who_comes(person.agency_id)
    if not isinstance(found, Volunteer):
        return _helper_page(note, found)
    agreed = Waiting(agency_id=person.agency_id, code="", began=Began.CARD, language=language.current().tag)
    return sit_down(current.key, agreed, found)


def _has_agreed(person: Person, note: str) -> bool:
    current = work()
    try:
        agreed = Agreed(**current.ring.open_note(note))
    except (ValueError, TypeError):
        return False
    return agreed.person == person.id.hex and current.now.timestamp() < agreed.until


def _helper_page(agreed: str, problem: Words | None = None) -> Response:
    words = language.current()
    page_ = render_template(
        "helping/helper.html",
        agreed=agreed,
        login=request.form.get("login", ""),
        problem=words.say(problem) if problem else "",
    )
    return make_response(page_, 422 if problem else 200)
