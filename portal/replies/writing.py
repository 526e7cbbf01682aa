"""To write what one has to say: first what it is about, then the words. Nothing written is ever lost."""

from dataclasses import replace

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Actor, Person
from portal.core.permissions import Permission
from portal.core.replies import LONGEST, Argued, Begun
from portal.core.understanding import NOT_IN_LIST
from portal.core.words import Words, say
from portal.replies.aloud import ARGUMENTS, my_messages
from portal.replies.drafting import Desk, late_desk, my_desk, problem_of
from portal.replies.feature import replies
from portal.replies.sending import to_the_newest_receipt
from portal.replies.wording import SOMETHING, about_of, about_options, first_words, known_about
from portal.speaking.showing import address_behind, leads_to_voices
from portal.storage.dialogue.replies import own_replies
from portal.web import language
from portal.web.current import work
from portal.web.pages import page
from portal.web.rescue import words_to_copy

OLD_PAGE = say("This page was old. Your words are still here.")


@page(replies, "/arguments/new", Permission.GIVE_ARGUMENTS)
def new(person: Person) -> ResponseReturnValue:
    """Ask what it is about; who comes from a week goes on to the words."""
    begun, about = my_desk(person).open(), _about_named(request.args.get("about", ""))
    if about is not None and (begun is None or begun.argued.about == about):
        return redirect(url_for("replies.words", about=about or SOMETHING), 303)
    return _about_page(begun, about)


def _rescue_about(actor: Actor | None) -> ResponseReturnValue:
    """Keep or show what was chosen when the form came too late."""
    about = _about_named(request.form.get("about", ""))
    if isinstance(work().actor, Person):
        return _about_page(None, about, OLD_PAGE)
    if isinstance(actor, Person) and about is not None:
        _take_about(late_desk(actor), about)
    return redirect(url_for("signin.card", back=url_for("replies.new")), 303)


@page(replies, "/arguments/new", Permission.GIVE_ARGUMENTS, method="POST", rescue=_rescue_about)
def keep_about(person: Person) -> ResponseReturnValue:
    """Keep what it is about and go on to the words."""
    desk, about = my_desk(person), _about_named(request.form.get("about", ""))
    if about is None:
        return _about_page(desk.open(), None, NOT_IN_LIST)
    _take_about(desk, about)
    return redirect(url_for("replies.check" if request.args.get("then") == "check" else "replies.words"), 303)


@page(replies, "/arguments/words", Permission.GIVE_ARGUMENTS)
def words(person: Person) -> ResponseReturnValue:
    """Give room to write, or let the person choose between two writings."""
    begun = my_desk(person).open()
    if begun is None:
        begun = Begun(argued=Argued(about=_about_named(request.args.get("about", "")) or ""))
    if begun.other:
        return _which_page(begun)
    written = begun.argued.words or first_words(begun.argued.about, language.current())
    return _words_page(replace(begun.argued, words=written), begun.mark)


def _rescue_words(actor: Actor | None) -> ResponseReturnValue:
    """Keep or show what was written when the form came too late.

    After a session ended, the words wait in the draft of who wrote them. When nobody knows whose they are, they are
    shown, to be copied.
    """
    back = url_for("replies.words")
    if isinstance(work().actor, Person):
        return _words_page(_typed(None), _shown(), OLD_PAGE)
    if not isinstance(actor, Person):
        return words_to_copy([request.form.get("words", "")], back)
    if "words" in request.form:
        desk = late_desk(actor)
        desk.take(_typed(desk.open()), _shown())
    return redirect(url_for("signin.card", back=back, kept=1), 303)


@page(replies, "/arguments/words", Permission.GIVE_ARGUMENTS, method="POST", rescue=_rescue_words)
def keep_words(person: Person) -> ResponseReturnValue:
    """Keep what was written and go on to check it."""
    desk, do = my_desk(person), request.form.get("do", "")
    begun = desk.open()
    if do.startswith("keep:"):
        return _choose(desk, begun, do.removeprefix("keep:"))
    typed = _typed(begun)
    if begun is None and _was_sent(person, typed):
        return to_the_newest_receipt(person)
    begun = desk.take(typed, _shown())
    if begun.other:
        return _which_page(begun, status=409)
    if leads_to_voices(do):
        return redirect(address_behind(do, ARGUMENTS), 303)
    problem = problem_of(begun.argued)
    if problem is not None:
        return _words_page(begun.argued, begun.mark, problem)
    return redirect(url_for("replies.check"), 303)


def _about_named(said: str) -> str | None:
    return known_about(said, work().now)


def _take_about(desk: Desk, about: str) -> None:
    before = desk.open() or Begun(argued=Argued())
    desk.take(replace(before.argued, about=about), before.mark)


def _typed(begun: Begun | None) -> Argued:
    """Return what the form says, letter for letter; what it is about was chosen before, unless nothing is kept yet."""
    about = begun.argued.about if begun else _about_named(request.form.get("about", ""))
    return Argued(
        about=about or "",
        words=request.form.get("words", "").replace("\r\n", "\n"),
        language=language.current().tag,
        with_company=request.form.get("company") == "with-someone",
        wants_to_be_heard="heard" in request.form,
    )


def _shown() -> str:
    return request.form.get("shown", "")


def _choose(desk: Desk, begun: Begun | None, which: str) -> ResponseReturnValue:
    """Keep the writing that the person chose; a page that is old changes nothing."""
    if begun is not None and begun.other and begun.mark == _shown():
        desk.choose(begun, which)
    return redirect(url_for("replies.words"), 303)


def _was_sent(person: Person, typed: Argued) -> bool:
    """Tell whether these words were sent last: they come from a page that was open beside the one that sent them."""
    newest = next(iter(own_replies(work().vault, person.id)), None)
    return newest is not None and bool(_shown()) and newest.argued.readable == typed.readable


def _about_page(begun: Begun | None, about: str | None, problem: Words | None = None) -> Response:
    """Ask what it is about. ``about``: what an address proposes, before what was chosen."""
    words, chosen = language.current(), about if about is not None else begun.argued.about if begun else None
    shown = render_template(
        "replies/about.html",
        options=about_options(chosen, work().now, words),
        chosen=() if chosen is None else (chosen or SOMETHING,),
        begun=begun is not None and bool(begun.argued.readable),
        problem=words.say(problem) if problem else "",
    )
    return make_response(shown, 422 if problem else 200)


def _words_page(argued: Argued, shown: str, problem: Words | None = None) -> Response:
    words = language.current()
    page_ = render_template(
        "replies/words.html",
        argued=argued,
        aloud=my_messages(),
        shown=shown,
        about=about_of(argued, words),
        problem=words.say(problem, most=LONGEST) if problem else "",
    )
    return make_response(page_, 422 if problem else 200)


def _which_page(begun: Begun, status: int = 200) -> Response:
    return make_response(render_template("replies/which.html", begun=begun), status)
