"""Opening the dossier of somebody whom a colleague accompanies: by their whole name or their card, with a reason.

There is no list and no searching by parts. Whether somebody of that name is accompanied here is answered by the page
being the same, and by the manager, who sees each asking.
"""

from dataclasses import dataclass
from uuid import UUID

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.caseload.feature import caseload
from portal.core.actors import Actor, Counsellor
from portal.core.finding import folded
from portal.core.openings import LONGEST_WORDS, REASONS, Reason, Stated
from portal.core.permissions import Permission
from portal.core.typed import Typed, first, tidy
from portal.core.understanding import TOO_LONG
from portal.core.words import Words, say
from portal.signin.cards import digest_of, find_card
from portal.signin.code import Slip, read_secret
from portal.storage.caseload import openings
from portal.storage.caseload.openings import Asking
from portal.storage.people.people import staff_name
from portal.web import language
from portal.web.current import work
from portal.web.once import form_key, new_key
from portal.web.pages import page, typed
from portal.web.rescue import SEND_ONCE_MORE, words_to_copy

WHOSE = say("Write the whole name, or the letters of the card.")
WHY = say("Choose a reason.")
IN_WORDS = say("Say why in a few words: the person reads them.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A dossier that is open with a reason."""

    name: str
    person_id: UUID

    @property
    def folded(self) -> str:
        """The name as names are put in order."""
        return folded(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What stands in the fields of the form, letter for letter."""

    who: str = ""
    reason: str = ""
    words: str = ""

    @classmethod
    def of(cls, typed: Typed) -> "Written":
        """Return what the form brought."""
        return cls(**{name: first(typed, name) for name in cls.__dataclass_fields__})

    def problem(self) -> tuple[str, Words] | None:
        """Return the field to look at again and what to do there, or nothing."""
        if not self.who:
            return "who", WHOSE
        if self.reason not in {reason.value for reason in Reason}:
            return "reason", WHY
        if not self.words:
            return "words", IN_WORDS
        return ("words", TOO_LONG) if len(self.words) > LONGEST_WORDS else None


@page(caseload, "/people/other", Permission.READ_CASELOAD)
def other_dossier(counsellor: Counsellor) -> ResponseReturnValue:
    """Ask whose dossier and why; show what one opened so today."""
    return _page(counsellor)


def _rescue(_actor: Actor | None) -> ResponseReturnValue:
    written = Written.of(typed())
    if isinstance(actor := work().actor, Counsellor):
        return _page(actor, written, ("words", SEND_ONCE_MORE))
    return words_to_copy([written.words], url_for("caseload.other_dossier"), way="signin.staff")


@page(caseload, "/people/other", Permission.OPEN_OTHER, method="POST", rescue=_rescue)
def open_other(counsellor: Counsellor) -> ResponseReturnValue:
    """Open the dossier of whoever is named so; found or not, the manager sees that it was asked for."""
    current, written = work(), Written.of(typed())
    problem = written.problem()
    if problem is not None:
        return _page(counsellor, written, problem)
    reason = Reason(written.reason)
    asking = Asking(agency_id=counsellor.agency_id, staff_id=counsellor.id, reason=reason, key=form_key())
    if not openings.was_asked(current.connection, asking):
        person_id = _person(counsellor.agency_id, written.who)
        openings.ask(current.connection, asking, current.now, found=person_id is not None)
        if person_id is not None:
            by, spoken = staff_name(current.connection, current.key), language.current().tag
            stated = Stated(by=by, reason=reason, words=tidy(written.words), language=spoken)
            openings.open_dossier(current.vault, person_id, stated)
    return redirect(url_for("caseload.other_dossier", asked=1), 303)


def _person(agency_id: UUID, who: str) -> UUID | None:
    """Return whose whole name or whose card this is, within the agency."""
    current = work()
    try:
        digest = digest_of(current.ring, read_secret(who))
    except Slip:
        return openings.person_named(current.connection, current.ring, agency_id, who)
    card = find_card(current.connection, current.ring, digest, current.now)
    return card.person_id if card and card.usable and card.agency_id == agency_id else None


def _page(counsellor: Counsellor, written: Written | None = None, problem: tuple[str, Words] | None = None) -> Response:
    current, words = work(), language.current()
    opened = openings.opened_today(current.connection, counsellor.id, current.now)
    found = current.vault.names(opened).items()
    listed = [Opened(name=known.name, person_id=person_id) for person_id, known in found]
    shown = render_template(
        "caseload/other.html",
        opened=sorted(listed, key=lambda one: (one.folded, one.name)),
        written=written or Written(),
        reasons=[{"key": reason.value, "words": words.say(told), "picture": ""} for reason, told in REASONS.items()],
        wrong={problem[0]: words.say(problem[1], most=LONGEST_WORDS)} if problem else {},
        asked="asked" in request.args,
        key=new_key(),
    )
    return make_response(shown, 422 if problem else 200)
