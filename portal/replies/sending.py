"""Saved is not sent: the person checks what they argue, sends it, and gets a dated receipt."""

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Actor, Person
from portal.core.permissions import Permission
from portal.core.receipts import Sending, Statement
from portal.core.replies import LONGEST, Argued, Begun
from portal.core.words import Words, say
from portal.replies.drafting import my_desk, problem_of
from portal.replies.feature import replies
from portal.replies.wording import about_of, lines_of, parts_of_statement
from portal.storage.answers.receipts import Receipt, add_receipt, receipts_of
from portal.storage.dialogue.replies import send_reply
from portal.storage.people.people import agency_of
from portal.web import language
from portal.web.current import work
from portal.web.pages import page
from portal.web.parts import parts_of

CHANGED = say("Your words changed on another page. Look at them again.")
ONCE_MORE = say("This page was old. Send once more.")


@page(replies, "/arguments/check", Permission.GIVE_ARGUMENTS)
def check(person: Person) -> ResponseReturnValue:
    """Show everything with a way to change it, and the way to send."""
    begun = my_desk(person).open() or Begun(argued=Argued())
    return redirect(url_for("replies.words"), 303) if begun.other else _check_page(begun)


def _rescue(_actor: Actor | None) -> ResponseReturnValue:
    """Lead back to what was to be sent: it is kept, and nothing is sent from a page that was too old."""
    current = work()
    if not isinstance(current.actor, Person):
        return redirect(url_for("signin.card", back=url_for("replies.check"), kept=1), 303)
    begun = my_desk(current.actor).open()
    return _check_page(begun, ONCE_MORE) if begun else parts_of(current_app).ask_again()


@page(replies, "/arguments/send", Permission.GIVE_ARGUMENTS, method="POST", rescue=_rescue)
def send(person: Person) -> ResponseReturnValue:
    """Send what was checked and go to its receipt. Where nothing is begun, it was sent before: once is enough."""
    desk = my_desk(person)
    begun = desk.open()
    if begun is None:
        return to_the_newest_receipt(person)
    if begun.other:
        return redirect(url_for("replies.words"), 303)
    problem = problem_of(begun.argued) if begun.mark == request.form.get("shown") else CHANGED
    if problem is not None:
        return _check_page(begun, problem)
    receipt = send_argued(person, begun.argued)
    desk.clear()
    return redirect(url_for("receipts.receipt", number=receipt.number), 303)


def send_argued(person: Person, argued: Argued) -> Receipt:
    """Send what a person argues and return its receipt."""
    current, words = work(), language.current()
    statement = Statement(
        about=Sending.REPLY,
        agency=agency_of(current.connection, person.agency_id).name,
        at=current.now,
        language=words.tag,
        parts=parts_of_statement(argued, words),
    )
    receipt = add_receipt(current.connection, current.ring, current.key, statement)
    send_reply(current.vault, person.id, argued, receipt.number)
    return receipt


def to_the_newest_receipt(person: Person) -> ResponseReturnValue:
    """Lead to the receipt of what was sent last."""
    found = receipts_of(work().connection, work().key, person.id, Sending.REPLY)
    if not found:
        return redirect(url_for("replies.mine"), 303)
    return redirect(url_for("receipts.receipt", number=found[0].number), 303)


def _check_page(begun: Begun, problem: Words | None = None) -> Response:
    words = language.current()
    page_ = render_template(
        "replies/check.html",
        begun=begun,
        about=about_of(begun.argued, words),
        lines=lines_of(begun.argued, words),
        problem=words.say(problem, most=LONGEST) if problem else "",
    )
    return make_response(page_, 422 if problem else 200)
