"""Saved is not sent: check everything, send it, keep a receipt that anyone can check."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from uuid import UUID

import segno
from flask import Response, abort, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from portal.core.actors import Actor, Person
from portal.core.permissions import Permission
from portal.core.questions import Question
from portal.core.receipts import Statement, in_groups, tidy_code
from portal.core.uses import Purpose
from portal.core.words import Words, say
from portal.dossier.feature import dossier
from portal.dossier.questions import SECTIONS
from portal.dossier.receipt_sheet import receipt_paper
from portal.dossier.records import Dossier, open_dossier
from portal.dossier.summary import by_section, told_about, told_in
from portal.storage.journal import Deed
from portal.storage.people import agency_of
from portal.storage.receipts import Receipt, add_receipt, genuine, receipts_of, sent_upto
from portal.storage.wish import Wish, send_wish, take_wish_back, wish_of
from portal.web import language
from portal.web.current import work
from portal.web.pages import page
from portal.web.parts import parts_of

NOTHING_TO_SEND = say("Answer one question first. Then you can send.")
UNKNOWN_CODE = say("We do not know this code. Look at it again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """One question on the page to check everything: what was said, or that it was not, and where to change it."""

    label: str
    words: tuple[str, ...]
    address: str
    waiting: bool
    """Something was written that is not understood or not kept yet."""

    @property
    def told(self) -> bool:
        """Tell whether there is something to look at before sending."""
        return bool(self.words) or self.waiting


@page(dossier, "/dossier/check", Permission.FILL_DOSSIER)
def check(person: Person) -> ResponseReturnValue:
    """Show every answer with a way to change it, and the way to send."""
    return _check_page(person)


@page(dossier, "/dossier/check", Permission.FILL_DOSSIER, method="POST")
def change_wish(_person: Person) -> ResponseReturnValue:
    """Take back the wish to talk about something face to face."""
    take_wish_back(work().connection, work().key)
    return redirect(url_for("dossier.check"), 303)


@page(dossier, "/dossier/send", Permission.FILL_DOSSIER, method="POST")
def send(person: Person) -> ResponseReturnValue:
    """Send what was checked and go to the receipt."""
    if not send_everything(person):
        return _check_page(person, NOTHING_TO_SEND)
    newest = receipts_of(work().connection, work().key, person.id)[0]
    return redirect(url_for("dossier.receipt", number=newest.number), 303)


def send_everything(person: Person) -> bool:
    """Send everything that was answered; return whether there was anything. Sent twice, it is one sending."""
    current, mine = work(), open_dossier(person)
    told = told_in(mine, language.current())
    wishes = wish_of(current.connection, person.id, current.key) is not Wish.NONE
    if (told or wishes) and is_changed(person, mine):
        statement = Statement(
            agency=agency_of(current.connection, person.agency_id).name,
            at=current.now,
            language=language.current().tag,
            lines=tuple(one.line() for one in told),
        )
        add_receipt(current.connection, current.ring, current.key, statement, mine.newest)
        current.vault.note(person.id, Deed.SENT, Purpose.PREPARE_INTERVIEW, [one.question.key for one in told])
        send_wish(current.connection, current.key)
    return bool(told) or wishes


def is_changed(person: Person, mine: Dossier) -> bool:
    """Tell whether there is an answer, or the wish to talk, that was not sent yet."""
    current = work()
    if sent_upto(current.connection, person.id) != mine.newest:
        return True
    return wish_of(current.connection, person.id, current.key) is Wish.SAVED


@page(dossier, "/dossier/receipts", Permission.FILL_DOSSIER)
def receipts(person: Person) -> ResponseReturnValue:
    """Show every receipt, newest first."""
    found = receipts_of(work().connection, work().key, person.id)
    return render_template("dossier/receipts.html", receipts=found)


@page(dossier, "/dossier/receipts/<int:number>", Permission.FILL_DOSSIER)
def receipt(person: Person, number: int) -> ResponseReturnValue:
    """Show one receipt: when, the code, the person's own words."""
    found = _receipt(person.id, number)
    return render_template(
        "dossier/receipt.html",
        receipt=found,
        code=in_groups(found.code),
        square=_square(_check_address(found)),
        sections=by_section(found.statement.lines),
        spoken=parts_of(current_app).languages.offered.get(found.statement.language, language.current()),
    )


@page(dossier, "/dossier/receipts/<int:number>.pdf", Permission.FILL_DOSSIER)
def receipt_on_paper(person: Person, number: int) -> ResponseReturnValue:
    """Give one receipt as a paper to print or keep."""
    found = _receipt(person.id, number)
    paper = receipt_paper(found, language.current(), _check_address(found))
    response = Response(paper, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.code}.pdf"'
    return response


@page(dossier, "/receipt", Permission.VISIT)
def verify(_actor: Actor | None) -> ResponseReturnValue:
    """Ask for the code of a receipt, to check it."""
    return render_template("dossier/verify.html", problem="", typed="")


@page(dossier, "/receipt", Permission.VISIT, method="POST")
def find_receipt(_actor: Actor | None) -> ResponseReturnValue:
    """Go to what is known of the receipt whose code was typed."""
    typed = request.form.get("code", "")
    code = tidy_code(typed)
    if not code:
        return _unknown(typed)
    return redirect(url_for("dossier.verified", code=code), 303)


@page(dossier, "/receipt/<code>", Permission.VISIT)
def verified(_actor: Actor | None, code: str) -> ResponseReturnValue:
    """Tell anyone who holds the code whether the receipt is genuine: when and to whom, never what."""
    found = genuine(work().connection, work().ring, tidy_code(code))
    if found is None:
        return _unknown(code)
    return render_template("dossier/verified.html", receipt=found, code=in_groups(found.code))


def _unknown(typed: str) -> Response:
    problem = language.current().say(UNKNOWN_CODE)
    return make_response(render_template("dossier/verify.html", problem=problem, typed=typed), 422)


def _check_page(person: Person, problem: Words | None = None) -> Response:
    current, mine, words = work(), open_dossier(person), language.current()
    upto = sent_upto(current.connection, person.id)
    wish = wish_of(current.connection, person.id, current.key)
    lines = [(section, list(_lines(section.questions, mine))) for section in SECTIONS]
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


def _lines(questions: Iterable[Question], mine: Dossier) -> Iterable[CheckLine]:
    asked = mine.path()
    for question in questions:
        if question in asked and not question.leaves_no_trace:
            said = told_about(question, mine, language.current())
            words = [word for told in said for word in ((" · ".join(told.words),) if told.item else told.words)]
            yield CheckLine(
                label=language.current().say(question.short),
                words=tuple(words),
                address=url_for("dossier.ask", key=question.key, then="check"),
                waiting=mine.standing(question.key).pending is not None,
            )


def _receipt(person_id: UUID, number: int) -> Receipt:
    found = receipts_of(work().connection, work().key, person_id)
    return next((receipt for receipt in found if receipt.number == number), None) or abort(404)


def _check_address(receipt: Receipt) -> str:
    """Return the address anyone can check a receipt at; in capitals, its square has fewer and larger dots."""
    return f"{parts_of(current_app).settings.address}/receipt/{receipt.code}"


def _square(address: str) -> Markup:
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", border=2, xmldecl=False, svgns=False, omitsize=True
    )
    return Markup(drawn.getvalue().decode())  # noqa: S704 - drawn from our own address and code
