"""A helper's requests: what the visit of their session lets them do now, and in which languages."""

from dataclasses import replace
from datetime import timedelta

from flask import current_app, g, request
from werkzeug.wrappers import Response

from portal.core.actors import Helper, Person
from portal.core.permissions import Role
from portal.core.uses import Purpose
from portal.core.visits import Ended, Visit
from portal.storage.engine.jobs import hold_key
from portal.storage.helping import invitations, visits
from portal.storage.people.sessions import IDLE_AT_KIOSK, Session
from portal.storage.trace.journal import Deed
from portal.web import kiosk, language, look
from portal.web.both import Both
from portal.web.current import Work, work
from portal.web.parts import parts_of

LATE = timedelta(minutes=5)
"""What a helper typed as the visit ended is taken for so long, and kept for the person."""


def as_of_now(session: Session | None) -> Session | None:
    """Return a session as its visit leaves it now, looked up on every request.

    A helper acts with the visit that lets them. A person who is alone for a moment is so until the visit is over, and
    their session is worth nothing after it.
    """
    if session is None:
        return None
    match session.actor:
        case Helper() as helper if session.live:
            return replace(session, actor=replace(helper, visit=_acting_in(session.digest)))
        case Person() as person if session.alone:
            return _alone(session, person)
        case _:
            return session


def _acting_in(session: bytes) -> Visit | None:
    """Return the visit in which a helper acts now.

    The row of the person's key is locked first: whoever stops the visit holds it too, so that nothing is read or kept
    after a Stop that came between.
    """
    current = work()
    found = visits.of_session(current.connection, session)
    if found is None or not found.lets_helper_act(current.now):
        return None
    hold_key(current.connection, current.ring, found.person_id)
    held = visits.of_session(current.connection, session)
    return held if held is not None and held.lets_helper_act(current.now) else None


def _alone(session: Session, person: Person) -> Session:
    """Return the session of a moment alone: as long as its visit lasts, and a little for words that came too late."""
    current = work()
    visit = visits.of_moment_alone(current.connection, session.digest)
    if visit is None:
        return replace(session, live=False, late=False)
    live, was_here = session.live and visit.is_live(current.now), session.live or session.late
    late = not live and was_here and abs(current.now - session.seen_at) <= LATE
    return replace(session, actor=replace(person, alone_in=visit), live=live, late=late)


def whose_visit_it_was(session: Session | None) -> Helper | None:
    """Return a helper as in the visit that ended a moment ago, at the screen where it was.

    It tells whose words came too late, and lets nothing be read.
    """
    if session is None or not isinstance(session.actor, Helper):
        return None
    visit = visits.of_session(work().connection, session.digest)
    over_at = min(visit.ended_at or visit.until, session.seen_at + IDLE_AT_KIOSK[Role.HELPER]) if visit else None
    if visit is None or over_at is None or visit.alone or abs(work().now - over_at) > LATE:
        return None
    at = kiosk.here()
    if not visits.was_at(work().connection, visit, at.id if at else None):
        return None
    return replace(session.actor, visit=visit)


def end_visit(seated: Visit, ended: Ended) -> None:
    """End a visit, told in the person's journal; one that is over already stays as it is."""
    current = work()
    if visits.end(current.connection, seated, ended, current.now):
        current.vault.note(seated.person_id, Deed.VISIT_ENDED, Purpose.OFFER_HELP)


def end_with_the_session() -> None:
    """End the visit of whoever leaves this screen: the helper beside the person, or the person alone for a moment."""
    actor = work().actor
    if isinstance(actor, Helper) and actor.visit is not None:
        end_visit(actor.visit, Ended.BY_HELPER)
    elif isinstance(actor, Person) and actor.alone_in is not None:
        end_visit(actor.alone_in, Ended.BY_PERSON)


def stop_all(person: Person) -> None:
    """Stop whatever goes on beside a person, by their own act; a code that waits or is read is worth nothing."""
    current = work()
    if visits.end_all(current.connection, person.id, Ended.BY_PERSON, current.now):
        current.vault.note(person.id, Deed.VISIT_ENDED, Purpose.OFFER_HELP)
    invitations.withdraw(current.connection, person.id)


COOKIE = "visit"
"""Says that a helper is near: only which buttons the page of a phone shows hangs on it."""
_ON_PHONE = "phone"


def waits_outside() -> bool:
    """Tell whether the page shows the person's way to bring the helper back: they are alone for a moment."""
    found: Work | None = g.get("work")
    return found is not None and isinstance(found.actor, Person) and found.actor.alone_in is not None


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
