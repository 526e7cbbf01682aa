"""What was agreed with a person, as their counsellor reads it: what they said to each line, and what was noted."""

from uuid import UUID

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.agreements.steps import STEPS
from portal.agreements.wording import PICTURES, groups_of
from portal.caseload.agreement_form import who_in
from portal.caseload.feature import caseload
from portal.core.actors import Actor, Counsellor, may_answer
from portal.core.agreements import LONGEST_NOTE, Word
from portal.core.permissions import Permission
from portal.core.typed import number_in, tidy
from portal.core.understanding import TOO_LONG
from portal.core.words import Words, say
from portal.storage.dialogue.agreements import (
    Agreement,
    Said,
    SaidMeanwhile,
    agreements_with,
    say_to_line,
)
from portal.storage.dialogue.interview_notes import notes_about
from portal.web import language
from portal.web.current import work
from portal.web.once import form_key, new_key
from portal.web.pages import page
from portal.web.rescue import OLD_PAGE, words_to_copy

WRITE_FIRST = say("Write your answer first.")
SAID_MEANWHILE = say("Something was said meanwhile. Read it, then send your answer. It is still here.")
SAID = {
    Word.NOT_UNDERSTOOD: say("Did not understand"),
    Word.NOT_AGREED: say("Does not agree"),
    Word.FINE: say("Says: it is fine now"),
    Word.ANSWERED: say("Answered"),
    Word.HEARD: say("Read, to talk about"),
}


@page(caseload, "/people/<uuid:person_id>/agreed", Permission.READ_CASELOAD)
def agreed(counsellor: Counsellor, person_id: UUID) -> ResponseReturnValue:
    """Show everything that was agreed and noted, the newest first."""
    return _agreed_page(counsellor, person_id)


def _rescue(_actor: Actor | None, person_id: UUID, agreement: int, line: int) -> ResponseReturnValue:
    """Show the answer when its form came too late: nothing that was written is lost."""
    if isinstance(actor := work().actor, Counsellor):
        return _agreed_page(actor, person_id, (f"{agreement}-{line}", OLD_PAGE))
    back = url_for("caseload.agreed", person_id=person_id)
    return words_to_copy([request.form.get("words", "")], back, way="signin.staff")


@page(
    caseload,
    "/people/<uuid:person_id>/agreed/<int:agreement>/<int:line>",
    Permission.AGREE,
    method="POST",
    rescue=_rescue,
)
def answer_line(counsellor: Counsellor, person_id: UUID, agreement: int, line: int) -> ResponseReturnValue:
    """Answer what the person said to a line, or keep that it was read and will be talked about."""
    vault, words = work().vault, tidy(request.form.get("words", ""))
    waits = _agreement(agreements_with(vault, person_id), agreement, line).waits(line)
    answers = request.form.get("do") != "heard"
    if (answers and not words) or len(words) > LONGEST_NOTE:
        return _agreed_page(counsellor, person_id, (f"{agreement}-{line}", TOO_LONG if words else WRITE_FIRST))
    if waits is not None or words:
        new = Said(
            line=line,
            word=Word.ANSWERED if words else Word.HEARD,
            words=words,
            language=language.current().tag,
            about=waits.number if waits else None,
            key=form_key(),
        )
        try:
            say_to_line(vault, person_id, agreement, new, number_in(request.form.get("shown", "")))
        except SaidMeanwhile:
            return _agreed_page(counsellor, person_id, (f"{agreement}-{line}", SAID_MEANWHILE))
    return redirect(url_for("caseload.agreed", person_id=person_id), 303)


def _agreement(found: list[Agreement], number: int, line: int) -> Agreement:
    return next((one for one in found if one.number == number and one.has(line)), None) or abort(404)


def _agreed_page(reader: Counsellor, person_id: UUID, problem: tuple[str, Words] | None = None) -> Response:
    """Return the page; ``problem`` says at which line what is to be looked at again."""
    current, words = work(), language.current()
    found = agreements_with(current.vault, person_id)
    where, what = problem or ("", None)
    shown = render_template(
        "caseload/agreed.html",
        name=current.vault.name(person_id, may_answer),
        person_id=person_id,
        agreements=[(one, groups_of(one, words), who_in(words, one.then(reader.id))) for one in found],
        notes=notes_about(current.vault, person_id),
        steps=STEPS,
        said=SAID,
        pictures=PICTURES,
        typed=request.form.get("words", ""),
        where=where,
        key=new_key(),
        problem=words.say(what, most=LONGEST_NOTE) if what else "",
    )
    return make_response(shown, 200 if problem is None else 409 if what is SAID_MEANWHILE else 422)
