"""A helper's requests: what the visit of their session lets them do now, and in which languages."""

from dataclasses import replace

from flask import current_app, g, request

from portal.core.actors import Actor, Helper
from portal.storage import visits
from portal.storage.sessions import LATE, Session
from portal.web import kiosk, language
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


COOKIE = "visit"
"""Says that a helper waits outside of the person's view: only which button the page shows hangs on it."""


def waits_outside() -> bool:
    """Tell whether the page shows the person's way to bring the helper back."""
    return request.cookies.get(COOKIE) == "1" and kiosk.here() is not None


def show_both_languages() -> None:
    """Let the pages of a visit speak the person's language, and the helper's beneath."""
    current = work()
    if isinstance(current.actor, Helper) and current.actor.visit is not None:
        key = current.vault.key_of(current.actor.visit.person_id)
        offered = parts_of(current_app).languages.offered
        wished = visits.beside_in(current.connection, key, current.actor.visit).language
        g.language = Both.of(offered.get(wished, offered[language.FIRST]), offered[language.FIRST])
