"""Keeps what a form brought: understood, skipped, unclear, or set aside when the page was old. Nothing is lost."""

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Actor, Person, Teller
from portal.core.answers import Value
from portal.core.typed import Typed, number_in
from portal.dossier.asked_back import note_answered, own_words
from portal.dossier.asking import GO_PAST, OLD_PAGE, Asked, Filled, page_of
from portal.dossier.hearing import Heard
from portal.dossier.records import Dossier, open_dossier
from portal.dossier.wording import in_words, wording_of
from portal.speaking.wording import aloud_in_words
from portal.storage.answers.kept import Kept, Outcome, Page, Said, State
from portal.web import language
from portal.web.current import teller_here, vault_for, work
from portal.web.once import form_key
from portal.web.pages import typed
from portal.web.rescue import words_to_copy


def keep(teller: Teller, asked: Asked, heard: Heard) -> Outcome:
    """Keep one answer, with what the form says about the page it was on; it may be what the counsellor asks back."""
    outcome = work().vault.write(teller.person_id, asked.key, asked.item, heard.said, page_told(asked))
    if heard.said.state is State.ANSWERED and outcome is not Outcome.SET_ASIDE:
        note_answered(teller, asked.key)
    return outcome


def page_told(asked: Asked) -> Page:
    """Return what the form says about its page; what is not a number counts as none."""
    return Page(
        wording=wording_of(asked.question, language.current().alone),
        shown=number_in(request.form.get("shown", "")),
        key=form_key(),
    )


def which_one(asked: Asked, dossier: Dossier, mine: Typed) -> ResponseReturnValue:
    """Show two versions of an answer, from two pages or two telephones, and let the person choose."""
    words = language.current()
    theirs, pending = dossier.standing(asked.key, asked.item)
    shown = render_template(
        "dossier/which.html",
        asked=asked,
        before=[*version(asked, theirs.said() if theirs else None, words), *_aloud(dossier, theirs)],
        now=[*version(asked, pending.said() if pending else None, words), *_aloud(dossier, pending)],
        before_typed=theirs.said().typed if theirs else {},
        mine=mine,
        shown=theirs.number if theirs else 0,
        then=request.args.get("then", ""),
    )
    return make_response(shown, 409)


def version(asked: Asked, said: Said | None, words: language.Language) -> list[str]:
    """Return one version of an answer in words: understood, or as it was typed, or nothing if it was skipped."""
    value: Value | None = said.value if said else None
    own = own_words(asked.kind, said.typed) if said else ""
    return [*(in_words(asked.kind, value, words) if value is not None else ()), *([own] if own else ())]


def _aloud(dossier: Dossier, kept: Kept | None) -> list[str]:
    """Return what was said aloud in one version, to whoever may know of it."""
    return [aloud_in_words(one.seconds, language.current()) for one in dossier.voices_in(kept)]


def rescue_typed(actor: Actor | None, asked: Asked) -> ResponseReturnValue:
    """Keep or show what was typed when the form came too late to be accepted.

    After a session ended, the words are set aside in the dossier they were meant for and wait there, unless the person
    went past the question: that wipes them. When nobody knows whose they are, they are shown, to be copied.
    """
    teller = teller_here()
    if teller is not None:
        return page_of(asked, open_dossier(teller, asked.key), Filled(typed=typed(), note=OLD_PAGE), status=422)
    if not isinstance(actor, Person):
        return words_to_copy([value for values in typed().values() for value in values], asked.address)
    if request.form.get("do") not in GO_PAST:
        _set_aside(actor, asked)
    return redirect(url_for("signin.card", back=asked.address, kept=1), 303)


def _set_aside(person: Person, asked: Asked) -> None:
    raw = {name: list(values) for name, values in typed().items()}
    said = Said(state=State.ASIDE, typed=raw, language=language.current().tag)
    vault_for(person).write(person.id, asked.key, asked.item, said, page_told(asked))
