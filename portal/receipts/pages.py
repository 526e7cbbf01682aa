"""The pages of receipts: the person's own list, each one on screen and on paper, and the check open to anyone."""

from flask import Response, abort, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Actor, Person
from portal.core.permissions import Permission
from portal.core.receipts import in_groups, tidy_code
from portal.core.words import say
from portal.receipts.feature import address_to_change, receipts
from portal.receipts.kinds import KINDS, name_of
from portal.receipts.sheet import receipt_paper, spoken_in
from portal.receipts.square import square_on_page
from portal.storage.answers.receipts import Receipt, genuine, receipt_of, receipts_of
from portal.storage.engine.erasing import erased_with
from portal.web import language
from portal.web.current import work
from portal.web.pages import page
from portal.web.parts import parts_of

UNKNOWN_CODE = say("We do not know this code. Look at it again.")


@page(receipts, "/receipts", Permission.KEEP_RECEIPTS)
def mine(person: Person) -> ResponseReturnValue:
    """Show every receipt, whatever was sent, newest first."""
    found = receipts_of(work().connection, work().key, person.id)
    words = language.current()
    listed = [(one, KINDS[one.about], name_of(one.statement), spoken_in(one, words)) for one in found]
    return render_template("receipts/mine.html", receipts=listed)


@page(receipts, "/receipts/<int:number>", Permission.KEEP_RECEIPTS)
def receipt(person: Person, number: int) -> ResponseReturnValue:
    """Show one receipt: what kind of thing was sent, when, the code, the person's own words."""
    found = _receipt(person, number)
    return render_template(
        "receipts/receipt.html",
        receipt=found,
        kind=KINDS[found.about],
        code=in_groups(found.code),
        square=square_on_page(_check_address(found)),
        change=address_to_change(found),
        spoken=spoken_in(found, language.current()),
    )


@page(receipts, "/receipts/<int:number>.pdf", Permission.KEEP_RECEIPTS)
def on_paper(person: Person, number: int) -> ResponseReturnValue:
    """Give one receipt as a paper to print or keep."""
    found = _receipt(person, number)
    paper = receipt_paper(found, language.current(), _check_address(found))
    response = Response(paper, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.code}.pdf"'
    return response


@page(receipts, "/receipt", Permission.VISIT)
def verify(_actor: Actor | None) -> ResponseReturnValue:
    """Ask for the code of a receipt, to check it."""
    return render_template("receipts/verify.html", problem="", typed="")


@page(receipts, "/receipt", Permission.VISIT, method="POST")
def find(_actor: Actor | None) -> ResponseReturnValue:
    """Go to what is known of the receipt whose code was typed."""
    typed = request.form.get("code", "")
    code = tidy_code(typed)
    if not code:
        return _unknown(typed)
    return redirect(url_for("receipts.verified", code=code), 303)


@page(receipts, "/receipt/<code>", Permission.VISIT)
def verified(_actor: Actor | None, code: str) -> ResponseReturnValue:
    """Tell anyone who holds the code whether the receipt is genuine: when and to whom, never what."""
    found = genuine(work().connection, work().ring, tidy_code(code))
    if found is None:
        return _of_erasing(code)
    return render_template("receipts/verified.html", receipt=found, code=in_groups(found.code))


def _of_erasing(code: str) -> ResponseReturnValue:
    """Tell whoever holds the code of an erasing that it was done."""
    erased = erased_with(work().connection, work().ring, tidy_code(code))
    if erased is None:
        return _unknown(code)
    return render_template("receipts/erased.html", erased=erased, code=in_groups(erased.code))


def _unknown(typed: str) -> Response:
    problem = language.current().say(UNKNOWN_CODE)
    return make_response(render_template("receipts/verify.html", problem=problem, typed=typed), 422)


def _receipt(person: Person, number: int) -> Receipt:
    return receipt_of(work().connection, work().key, person.id, number) or abort(404)


def _check_address(receipt: Receipt) -> str:
    """Return the address anyone can check a receipt at."""
    return f"{parts_of(current_app).settings.address}/receipt/{receipt.code}"
