"""The end of a visit: what was written together, each taken back by a tap; sending by the person's own gesture."""

from dataclasses import replace

from flask import current_app, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from portal.activities import together
from portal.core.actors import Helper, Person
from portal.core.permissions import Permission
from portal.core.receipts import in_groups
from portal.core.visits import Ended, Visit
from portal.dossier.records import open_dossier
from portal.dossier.sending import is_changed, send_everything
from portal.helping.during import said_of
from portal.helping.feature import helping
from portal.helping.sent import note_sent
from portal.helping.undoing import take_back, written_together
from portal.signin.entering import close
from portal.signin.gesture import Asked, For, Gesture, Try, has_pictures
from portal.signin.pictures import PICTURES
from portal.storage.answers.receipts import Receipt
from portal.storage.answers.vault import Vault
from portal.web import language
from portal.web.beside import end_visit
from portal.web.current import work
from portal.web.pages import page
from portal.web.parts import parts_of


@page(helping, "/visit/finish", Permission.FILL_DOSSIER)
def finish(teller: Person | Helper) -> ResponseReturnValue:
    """Show what was written today together."""
    if not isinstance(teller, Helper) or teller.visit is None:
        return redirect(url_for("dossier.check"), 303)
    return _finish_page(teller, teller.visit)


@page(helping, "/visit/finish", Permission.FILL_DOSSIER, method="POST")
def take_one_back(teller: Person | Helper) -> ResponseReturnValue:
    """Take one answer back: what stood there before stands there again."""
    if not isinstance(teller, Helper) or teller.visit is None:
        return redirect(url_for("dossier.check"), 303)
    take_back(teller, teller.visit, request.form.get("do", ""))
    return redirect(url_for("helping.finish"), 303)


@page(helping, "/visit/send", Permission.FILL_DOSSIER, method="POST")
def send(teller: Person | Helper) -> ResponseReturnValue:
    """Send after the person's two pictures: the helper cannot."""
    if not isinstance(teller, Helper) or teller.visit is None:
        return redirect(url_for("dossier.check"), 303)
    gesture = Asked.in_visit(teller.visit, For.SEND).try_gesture()
    if gesture.result is not Try.RIGHT:
        return _finish_page(teller, teller.visit, gesture)
    return _finish_page(teller, teller.visit, receipts=_send_as_the_person(teller, teller.visit))


@page(helping, "/visit/done", Permission.HELP, method="POST")
def done(helper: Helper) -> ResponseReturnValue:
    """End the visit when both have finished; the screen forgets."""
    if helper.visit is not None:
        end_visit(helper.visit, Ended.BY_HELPER)
    return close()


def _send_as_the_person(helper: Helper, seated: Visit) -> list[Receipt]:
    """Send what changed, dossier and week, by the person's own act: it is theirs, in their language alone."""
    current, both = work(), language.current()
    person = Person(id=helper.person_id, agency_id=helper.agency_id)
    vault = Vault(current.connection, current.ring, parts_of(current_app).promises, person, current.now)
    g.work, g.language = replace(current, actor=person, open_vault=vault), both.alone
    try:
        told = send_everything(person) if is_changed(person, open_dossier(person)) else None
        receipts = [receipt for receipt in (told, together.send_what_changed(person)) if receipt]
        note_sent(seated, receipts)
        return receipts
    finally:
        g.work, g.language = current, both


def _finish_page(
    helper: Helper, seated: Visit, gesture: Gesture | None = None, receipts: list[Receipt] | None = None
) -> Response:
    words, asked, can_send = language.current(), Asked.in_visit(seated, For.SEND), has_pictures(seated.person_id)
    status = 422 if gesture and said_of(gesture) else 200
    if receipts is None and can_send and asked.rests():
        gesture = asked.fresh(Try.RESTS)
    problem = said_of(gesture) if gesture else None
    page_ = render_template(
        "helping/finish.html",
        written=written_together(helper, seated).lines,
        can_send=can_send,
        retract=url_for("helping.take_one_back"),
        pictures=PICTURES,
        resting=gesture is not None and gesture.result is Try.RESTS,
        sending=gesture is not None,
        gesture=gesture or asked.fresh(),
        sent=receipts is not None,
        codes=[in_groups(receipt.code) for receipt in receipts or ()],
        problem=words.say(problem) if problem else "",
    )
    return make_response(page_, status)
