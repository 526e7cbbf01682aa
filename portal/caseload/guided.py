"""The guided view: one step of the interview after the other, the answers beside, and room for notes at each."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.agreements.steps import AGREEING, STEPS
from portal.caseload.feature import caseload
from portal.caseload.steps import onward, step_of
from portal.core.actors import Actor, Counsellor, may_answer
from portal.core.agreements import LONGEST_NOTE
from portal.core.calendar import midnight
from portal.core.permissions import Permission
from portal.core.typed import number_in, tidy
from portal.core.understanding import TOO_LONG
from portal.core.uses import Refused
from portal.core.words import Words, say
from portal.storage.answers.receipts import last_sent_at
from portal.storage.dialogue.interview_notes import NewWriting, Note, notes_about, write_note
from portal.web import language
from portal.web.current import work
from portal.web.once import form_key, new_key
from portal.web.pages import page
from portal.web.refusing import note_refusal_here
from portal.web.rescue import OLD_PAGE, words_to_copy

BESIDE_IT = say("This was written on another page at the same time. Both are kept.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What the room for notes shows, and what the form says about it."""

    words: str = ""
    note: int = 0
    shown: int = 0


@page(caseload, "/people/<uuid:person_id>/interview/<int:step>", Permission.READ_CASELOAD)
def guided(counsellor: Counsellor, person_id: UUID, step: int) -> ResponseReturnValue:
    """Show one step with what the person told about it, what was noted, and room to write."""
    if step == AGREEING:
        return redirect(url_for("caseload.agree", person_id=person_id), 303)
    return _step_page(counsellor, person_id, step)


def _rescue(_actor: Actor | None, person_id: UUID, step: int) -> ResponseReturnValue:
    """Show what was written when its form came too late: nothing of it is lost."""
    actor = work().actor
    if isinstance(actor, Counsellor):
        return _step_page(actor, person_id, step, OLD_PAGE)
    return _to_copy(person_id, step)


@page(
    caseload,
    "/people/<uuid:person_id>/interview/<int:step>",
    Permission.AGREE,
    method="POST",
    rescue=_rescue,
)
def keep_note(counsellor: Counsellor, person_id: UUID, step: int) -> ResponseReturnValue:
    """Keep what was noted and go on to the next step, or wherever was asked."""
    words = tidy(request.form.get("words", ""))
    new = NewWriting(
        step=step,
        words=words,
        language=language.current().tag,
        note=number_in(request.form.get("note", "")),
        shown=number_in(request.form.get("shown", "")),
        key=form_key(),
    )
    if not 1 <= step < AGREEING:
        abort(404)
    if len(words) > LONGEST_NOTE:
        return _step_page(counsellor, person_id, step, TOO_LONG)
    try:
        was_old = write_note(work().vault, person_id, new)
    except Refused as refused:
        note_refusal_here(refused)
        return _to_copy(person_id, step)
    if was_old:
        return _step_page(counsellor, person_id, step, BESIDE_IT, typed=False)
    there = onward(person_id, request.form.get("do", ""))
    return redirect(there or url_for("caseload.guided", person_id=person_id, step=step + 1), 303)


def _to_copy(person_id: UUID, step: int) -> Response:
    """Show the words of whoever is signed in no more, or reaches this person no more."""
    back = url_for("caseload.guided", person_id=person_id, step=step)
    return words_to_copy([request.form.get("words", "")], back, way="signin.staff")


def _step_page(
    counsellor: Counsellor, person_id: UUID, step: int, problem: Words | None = None, *, typed: bool = True
) -> Response:
    if not 1 <= step < AGREEING:
        abort(404)
    current, words = work(), language.current()
    notes = [note for note in notes_about(current.vault, person_id) if note.step == step]
    mine = _mine(notes, counsellor)
    shown = render_template(
        "caseload/guided.html",
        name=current.vault.name(person_id, may_answer),
        person_id=person_id,
        steps=list(enumerate(STEPS, start=1)),
        step=step_of(person_id, step, words),
        sent_at=last_sent_at(current.connection, person_id),
        others=[note for note in notes if mine is None or note.id != mine.id],
        field=_field(mine, typed=typed and problem is not None),
        key=new_key(),
        problem=words.say(problem, most=LONGEST_NOTE) if problem else "",
    )
    return make_response(shown, 200 if problem is None else 409 if problem is BESIDE_IT else 422)


def _mine(notes: Sequence[Note], counsellor: Counsellor) -> Note | None:
    """Return what this counsellor wrote beside this step today, the newest."""
    today = midnight(work().now)
    return next((note for note in notes if note.staff_id == counsellor.id and note.first_at >= today), None)


def _field(mine: Note | None, *, typed: bool) -> Field:
    if typed:
        note, shown = (number_in(request.form.get(name, "")) for name in ("note", "shown"))
        return Field(words=request.form.get("words", ""), note=note, shown=shown)
    return Field(words=mine.now.words, note=mine.id, shown=mine.newest) if mine else Field()
