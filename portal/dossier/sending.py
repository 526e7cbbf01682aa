"""Saved is not sent: check everything, then send it to the counsellor."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Response, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Person, Teller
from portal.core.permissions import Permission
from portal.core.questions import Question
from portal.core.receipts import Sending, Statement
from portal.core.uses import Purpose
from portal.core.words import Words, say
from portal.dossier.feature import dossier
from portal.dossier.questions import SECTIONS
from portal.dossier.records import Dossier, open_dossier
from portal.dossier.summary import parts_told, told_about, told_in
from portal.receipts.feature import changes
from portal.storage.answers.receipts import Receipt, add_receipt, receipts_of, sent_upto
from portal.storage.dialogue.asked_back import told_waits
from portal.storage.dialogue.clarifications import answered_by_sending
from portal.storage.people.people import agency_of
from portal.storage.people.wish import Wish, send_wish, take_wish_back, wish_of
from portal.storage.trace.journal import Deed
from portal.web import language
from portal.web.current import work
from portal.web.pages import page
from portal.web.typing_together import Helpers

NOTHING_TO_SEND = say("Answer one question first. Then you can send.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """One question on the page to check everything: what was said, or that it was not, and where to change it."""

    label: str
    words: tuple[str, ...]
    address: str
    waiting: bool
    """Something was written that is not understood or not kept yet."""
    typed: str = ""
    """With which helper it was typed, in words, if it was."""

    @property
    def told(self) -> bool:
        """Tell whether there is something to look at before sending."""
        return bool(self.words) or self.waiting


@page(dossier, "/dossier/check", Permission.SEND_DOSSIER)
def check(person: Person) -> ResponseReturnValue:
    """Show every answer with a way to change it, and the way to send."""
    return _check_page(person)


@page(dossier, "/dossier/check", Permission.SEND_DOSSIER, method="POST")
def change_wish(_person: Person) -> ResponseReturnValue:
    """Take back the wish to talk about something face to face."""
    take_wish_back(work().connection, work().key)
    return redirect(url_for("dossier.check"), 303)


@page(dossier, "/dossier/send", Permission.SEND_DOSSIER, method="POST")
def send(person: Person) -> ResponseReturnValue:
    """Send what was checked and go to the receipt."""
    receipt = send_everything(person)
    if receipt is None:
        return _check_page(person, NOTHING_TO_SEND)
    return redirect(url_for("receipts.receipt", number=receipt.number), 303)


def send_everything(person: Person) -> Receipt | None:
    """Send everything that was answered, if there is anything, and return its receipt. Sent twice, it is sent once."""
    current, mine = work(), open_dossier(person)
    told = told_in(mine, language.current())
    if not told and wish_of(current.connection, person.id, current.key) is Wish.NONE:
        return None
    if not is_changed(person, mine):
        return receipts_of(current.connection, current.key, person.id, Sending.DOSSIER)[0]
    newest = {one.question.key: mine.number_of(one.question) for one in told}
    answered_by_sending(current.vault, person.id, newest)
    statement = Statement(
        about=Sending.DOSSIER,
        agency=agency_of(current.connection, person.agency_id).name,
        at=current.now,
        language=language.current().tag,
        parts=parts_told(told, language.current()),
    )
    receipt = add_receipt(current.connection, current.ring, current.key, statement, mine.newest)
    current.vault.note(person.id, Deed.SENT, Purpose.PREPARE_INTERVIEW, [one.question.key for one in told])
    send_wish(current.connection, current.key)
    return receipt


def is_changed(teller: Teller, mine: Dossier) -> bool:
    """Tell whether something was not sent yet: an answer, the wish to talk, that what is asked back is still right."""
    current = work()
    if sent_upto(current.connection, teller.person_id) != mine.newest:
        return True
    if told_waits(current.connection, teller.person_id):
        return True
    return wish_of(current.connection, teller.person_id, current.key) is Wish.SAVED


@changes(Sending.DOSSIER)
def where_to_change(_receipt: Receipt) -> str:
    """Lead back to the page that shows every answer."""
    return url_for("dossier.check")


def _check_page(person: Person, problem: Words | None = None) -> Response:
    current, mine, words = work(), open_dossier(person), language.current()
    upto = sent_upto(current.connection, person.id)
    wish = wish_of(current.connection, person.id, current.key)
    helpers = Helpers()
    lines = [(section, list(_lines(section.questions, mine, helpers))) for section in SECTIONS]
    page_ = render_template(
        "dossier/check.html",
        sections=[(section, told) for section, all_ in lines if (told := [line for line in all_ if line.told])],
        untold=[line for _, all_ in lines for line in all_ if not line.told],
        wish=wish is not Wish.NONE,
        following=mine.after(None),
        longer=mine.course.longer,
        sent=upto is not None,
        changed=is_changed(person, mine),
        saved=words.time(mine.saved_at) if mine.saved_at else "",
        problem=words.say(problem) if problem else "",
    )
    return make_response(page_, 422 if problem else 200)


def _lines(questions: Iterable[Question], mine: Dossier, helpers: Helpers) -> Iterable[CheckLine]:
    asked = mine.path()
    for question in questions:
        if question in asked and not question.leaves_no_trace:
            said = list(told_about(question, mine, language.current()))
            helped = max((told.typed_with_helper_at for told in said if told.typed_with_helper_at), default=None)
            words = [word for told in said for word in ((" · ".join(told.words),) if told.item else told.everything)]
            yield CheckLine(
                label=language.current().say(question.short),
                words=tuple(words),
                address=url_for("dossier.ask", key=question.key, then="check"),
                waiting=mine.standing(question.key).pending is not None,
                typed=helpers.typed_with(helped, language.current()) if helped else "",
            )
