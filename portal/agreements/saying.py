"""What the person says to a line: “I did not understand”, “I do not agree”. It is kept, and the counsellor sees it."""

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.agreements.feature import agreements
from portal.agreements.wording import PICTURES, SAID, line_of
from portal.core.actors import Actor, Person
from portal.core.agreements import BY_PERSON, STANDS, Word
from portal.core.permissions import Permission
from portal.core.typed import tidy
from portal.core.understanding import TOO_LONG
from portal.core.words import Words
from portal.storage.answers.vault import Vault
from portal.storage.dialogue.agreements import Agreement, Said, agreements_with, say_to_line
from portal.web import language
from portal.web.current import vault_for, work
from portal.web.once import form_key, new_key
from portal.web.pages import page
from portal.web.rescue import OLD_PAGE, words_to_copy

LONGEST = 2000
"""In letters: a page by hand."""


@page(agreements, "/agreed/<int:agreement>/<int:line>", Permission.SEE_AGREEMENTS)
def line(person: Person, agreement: int, line: int) -> ResponseReturnValue:
    """Show one line, what was said to it so far, and room for the person's own words."""
    return _line_page(_agreement(work().vault, person, agreement, line), line)


def _rescue(actor: Actor | None, agreement: int, line: int) -> ResponseReturnValue:
    """Keep what was said when the form came too late, or show it: nothing that was written is lost."""
    back, current = url_for("agreements.line", agreement=agreement, line=line), work().actor
    if isinstance(current, Person):
        return _line_page(_agreement(work().vault, current, agreement, line), line, OLD_PAGE)
    if not isinstance(actor, Person):
        return words_to_copy([request.form.get("words", "")], back)
    vault = vault_for(actor)
    _keep(vault, actor, _agreement(vault, actor, agreement, line), line)
    return redirect(url_for("signin.card", back=back, kept=1), 303)


@page(
    agreements,
    "/agreed/<int:agreement>/<int:line>",
    Permission.SEE_AGREEMENTS,
    method="POST",
    rescue=_rescue,
)
def say_something(person: Person, agreement: int, line: int) -> ResponseReturnValue:
    """Keep what the person says to a line: one tap is enough, words can follow."""
    found = _agreement(work().vault, person, agreement, line)
    if len(tidy(request.form.get("words", ""))) > LONGEST:
        return _line_page(found, line, TOO_LONG)
    _keep(work().vault, person, found, line)
    if _word() is Word.FINE:
        return redirect(url_for("agreements.one", agreement=agreement), 303)
    return redirect(url_for("agreements.line", agreement=agreement, line=line), 303)


def _keep(vault: Vault, person: Person, agreement: Agreement, line: int) -> None:
    """Keep a word that says something new; what it takes back, or goes on from, waits no more."""
    before, word, words = agreement.stands(line), _word(), tidy(request.form.get("words", ""))
    if word is None and before is not None and words:
        word = before.word
    says_the_same = before is not None and before.word is word and not words
    if word is None or says_the_same or (word is Word.FINE and before is None):
        return
    new = Said(
        line=line,
        word=word,
        words=words,
        language=language.current().alone.tag,
        about=before.number if before else None,
        key=form_key(),
    )
    say_to_line(vault, person.id, agreement.number, new)


def _word() -> Word | None:
    said = request.form.get("do", "")
    return Word(said) if said in {word.value for word in BY_PERSON} else None


def _agreement(vault: Vault, person: Person, number: int, line: int) -> Agreement:
    """Return an agreement of this person that has such a line."""
    found = agreements_with(vault, person.id)
    return next((one for one in found if one.number == number and one.has(line)), None) or abort(404)


def _line_page(agreement: Agreement, number: int, problem: Words | None = None) -> Response:
    words = language.current()
    shown = render_template(
        "agreements/line.html",
        agreement=agreement,
        line=line_of(agreement, number, words),
        said=SAID,
        pictures=PICTURES,
        stands=STANDS,
        typed=request.form.get("words", ""),
        key=new_key(),
        problem=words.say(problem, most=LONGEST) if problem else "",
    )
    return make_response(shown, 422 if problem else 200)
