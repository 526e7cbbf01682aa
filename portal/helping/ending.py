"""The end of a visit: what was written together, each taken back by a tap; sending by the person's own gesture."""

from dataclasses import dataclass, replace

from flask import current_app, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from portal.core.actors import Helper, Person
from portal.core.permissions import Permission
from portal.core.receipts import in_groups
from portal.core.visits import Ended, Visit
from portal.dossier.questions import PROMISES, QUESTIONS
from portal.dossier.records import open_dossier
from portal.dossier.sending import send_everything
from portal.dossier.summary import told_about
from portal.helping.during import end_visit, said_of
from portal.helping.feature import helping
from portal.helping.gesture import Gesture, Try, try_gesture
from portal.signin.entering import close
from portal.signin.pictures import PICTURES
from portal.storage.kept import Said, State
from portal.storage.receipts import Receipt
from portal.storage.vault import Page, Vault
from portal.storage.written import written_in
from portal.web import language
from portal.web.current import work
from portal.web.pages import page
from portal.web.parts import parts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One answer that was written in the visit."""

    question: str
    item: str
    label: str
    words: str


@page(helping, "/visit/finish", Permission.FILL_DOSSIER)
def finish(teller: Person | Helper) -> ResponseReturnValue:
    """Show what was written today together."""
    if not isinstance(teller, Helper) or teller.visit is None:
        return redirect(url_for("dossier.check"), 303)
    return _finish_page(teller, teller.visit)


@page(helping, "/visit/finish", Permission.FILL_DOSSIER, method="POST")
def take_back(teller: Person | Helper) -> ResponseReturnValue:
    """Take one answer back: what stood there before stands there again."""
    if not isinstance(teller, Helper) or teller.visit is None:
        return redirect(url_for("dossier.check"), 303)
    question, _, item = request.form.get("do", "").partition("|")
    current = work()
    written = written_in(current.connection, current.key, PROMISES, teller.visit).get((question, item))
    if written is not None:
        current.vault.show(teller.person_id, (question,))
        said = written.before.said() if written.before else Said(state=State.REMOVED)
        told = Page(wording=said.wording, shown=written.now.number)
        current.vault.write(teller.person_id, question, item, said, told)
    return redirect(url_for("helping.finish"), 303)


@page(helping, "/visit/send", Permission.FILL_DOSSIER, method="POST")
def send(teller: Person | Helper) -> ResponseReturnValue:
    """Send after the person's two pictures: the helper cannot."""
    if not isinstance(teller, Helper) or teller.visit is None:
        return redirect(url_for("dossier.check"), 303)
    gesture = try_gesture(teller.visit.person_id)
    if gesture.result is not Try.RIGHT:
        return _finish_page(teller, teller.visit, gesture)
    receipt = _send_as_the_person(teller)
    return _finish_page(teller, teller.visit, receipt=receipt)


@page(helping, "/visit/done", Permission.HELP, method="POST")
def done(helper: Helper) -> ResponseReturnValue:
    """End the visit when both have finished; the screen forgets."""
    if helper.visit is not None:
        end_visit(helper.visit, Ended.BY_HELPER)
    return close()


def _send_as_the_person(helper: Helper) -> Receipt | None:
    """Send by the person's own act: what is sent and what the journal says is theirs, in their language alone."""
    current, both = work(), language.current()
    person = Person(id=helper.person_id, agency_id=helper.agency_id)
    vault = Vault(current.connection, current.ring, parts_of(current_app).promises, person, current.now)
    g.work, g.language = replace(current, actor=person, open_vault=vault), both.alone
    try:
        return send_everything(person)
    finally:
        g.work, g.language = current, both


def _finish_page(
    helper: Helper, seated: Visit, gesture: Gesture | None = None, receipt: Receipt | None = None
) -> Response:
    words = language.current()
    problem = said_of(gesture) if gesture else None
    page_ = render_template(
        "helping/finish.html",
        written=_written(helper, seated),
        pictures=PICTURES,
        sending=gesture is not None and gesture.result is not Try.RESTS,
        carried=gesture.carried if gesture else "",
        code=in_groups(receipt.code) if receipt else "",
        problem=words.say(problem) if problem else "",
    )
    return make_response(page_, 422 if problem else 200)


def _written(helper: Helper, seated: Visit) -> list[Line]:
    """Return what was written today together, in words, in the order of the questions."""
    current, words = work(), language.current()
    found = written_in(current.connection, current.key, PROMISES, seated)
    mine = open_dossier(helper, *{question for question, _item in found})
    told = [one for question in QUESTIONS.values() for one in told_about(question, mine, words)]
    return [
        Line(question=one.question.key, item=one.item, label=one.label, words=" · ".join(one.words))
        for one in told
        if (one.question.key, one.item) in found
    ]
