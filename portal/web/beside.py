"""A helper's requests: what the visit of their session lets them do now, and in which languages."""

from dataclasses import replace
from datetime import timedelta

from flask import current_app, g, request
from werkzeug.wrappers import Response

from portal.core.actors import Actor, Helper, Person
from portal.core.uses import Purpose
from portal.core.visits import Ended, Visit
from portal.storage import visits
from portal.storage.journal import Deed
from portal.storage.sessions import LATE, Session
from portal.web import kiosk, language, look
from portal.web.both import Both
from portal.web.current import work
from portal.web.parts import parts_of


def as_of_now(session: Session) -> Actor:
    """Return who acts by a session: a helper with the visit that lets them act now, looked up on every request."""
    actor = session.actor
    if not isinstance(actor, Helper):
        return actor
    visit = visits.of_session(work().connection, session.digest)
    return replace(actor, visit=visit if visit and visit.lets_helper_act(work().now) else None)


def whose_visit_it_was(session: Session | None) -> Helper | None:
    """Return a helper as in the visit that just ended: it tells whose words came too late, and lets nothing be read."""
    if session is None or not isinstance(session.actor, Helper):
        return None
    visit = visits.of_session(work().connection, session.digest)
    if visit is None or abs(work().now - (visit.ended_at or visit.until)) > LATE:
        return None
    return replace(session.actor, visit=visit)


def end_visit(seated: Visit, ended: Ended) -> None:
    """End a visit, told in the person's journal; one that is over already stays as it is."""
    current = work()
    if visits.end(current.connection, seated, ended, current.now):
        current.vault.note(seated.person_id, Deed.VISIT_ENDED, Purpose.OFFER_HELP)


def end_with_the_session() -> None:
    """End the visit of whoever leaves this screen: the helper beside the person, or the person alone for a moment."""
    current, actor = work(), work().actor
    if isinstance(actor, Helper) and actor.visit is not None:
        end_visit(actor.visit, Ended.BY_HELPER)
    elif isinstance(actor, Person) and waits_outside():
        seated = visits.live_visit(current.connection, actor.id, current.now)
        if seated is not None and seated.alone:
            end_visit(seated, Ended.BY_PERSON)


COOKIE = "visit"
"""Says that a helper is near: only which buttons the page shows hangs on it."""
_ON_PHONE = "phone"


def waits_outside() -> bool:
    """Tell whether the page shows the person's way to bring the helper back."""
    return request.cookies.get(COOKIE) == "1" and kiosk.here() is not None


def can_be_stopped() -> bool:
    """Tell whether the page shows the person's own Stop: the database decides when it is pressed."""
    return waits_outside() or (request.cookies.get(COOKIE) == _ON_PHONE and kiosk.here() is None)


def hide_buttons(response: Response) -> None:
    """Let pages show no button about a helper any more."""
    secure = parts_of(current_app).settings.secure
    response.delete_cookie(COOKIE, path="/", secure=secure, httponly=True, samesite="Lax")


def show_stop(response: Response, *, lasts: timedelta) -> None:
    """Let every page of the person's own phone show Stop for a while."""
    if kiosk.here() is None:
        secure, seconds = parts_of(current_app).settings.secure, int(lasts.total_seconds())
        look.remember(response, COOKIE, _ON_PHONE, secure=secure, lasts_s=seconds)


def until() -> str:
    """Return until when the visit can last, for every page of it; nothing where there is none."""
    actor = work().actor
    return language.current().time(actor.visit.until) if isinstance(actor, Helper) and actor.visit else ""


def show_both_languages() -> None:
    """Let the pages of a visit speak the person's language, and the helper's beneath."""
    current = work()
    if isinstance(current.actor, Helper) and current.actor.visit is not None:
        key = current.vault.key_of(current.actor.visit.person_id)
        languages = parts_of(current_app).languages
        wished = visits.beside_in(current.connection, key, current.actor.visit).language
        g.language = Both.of(languages.best(wished, ()), languages.best(language.FIRST, ()))
