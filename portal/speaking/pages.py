"""The page to speak on: what is asked, who hears it, what was said there so far; kept, heard again, erased."""

from uuid import UUID

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Actor, Person
from portal.core.permissions import Permission
from portal.core.understanding import Unclear
from portal.core.voice_messages import LARGEST, LONGEST_S, MOST, NO_ROOM, NOTHING_CHOSEN, TOO_BIG, TOO_MANY, Recording
from portal.core.words import Words, say
from portal.speaking.feature import Place, place_named, speaking
from portal.speaking.keeping import keep_at
from portal.speaking.sending import sound_of
from portal.speaking.showing import can_be_heard, shown
from portal.speaking.telling import recording_in
from portal.speaking.whose import is_of, key_for
from portal.storage.answers.vault import Vault
from portal.storage.dialogue.voice_messages import (
    Message,
    came,
    erase_message,
    is_full,
    message_of,
    messages_at,
)
from portal.web import language
from portal.web.current import vault_for, work
from portal.web.once import form_key
from portal.web.pages import page
from portal.web.security import let_speak
from portal.web.serving import LARGEST_FORM, is_too_large
from portal.web.site import ours

OLD_PAGE = say("This page was old. Your voice is not kept yet: send it once more.")


def _alone(place: str, **_more: object) -> bool:
    """Tell whether a person speaks here who is alone for a moment during a visit."""
    found = place_named(place)
    return found is not None and found.alone


@page(speaking, "/speak/<place>", Permission.SPEAK, alone=_alone)
def speak(person: Person, place: str) -> ResponseReturnValue:
    """Give room to speak."""
    return _page(person, _place(place))


def _rescue(actor: Actor | None, place: str) -> ResponseReturnValue:
    """Keep what was said for whose session just ran out; otherwise say that it is not kept."""
    here, now = _place(place), work().actor
    if isinstance(now, Person) and is_too_large():
        return _page(now, here, TOO_BIG)
    if isinstance(now, Person) and is_of(now):
        return _page(now, here, OLD_PAGE)
    if not isinstance(actor, Person) or not is_of(actor) or not _is_kept_late(actor, here):
        return _lost(here)
    return redirect(url_for("signin.card", back=url_for("speaking.speak", place=place), kept=1), 303)


def _lost(here: Place) -> ResponseReturnValue:
    """Say that nothing is kept: whoever spoke on that page signs in first, and nobody else sends it for them."""
    return redirect(url_for("signin.card", back=url_for("speaking.speak", place=here.key), lost=1), 303)


def _is_kept_late(person: Person, here: Place) -> bool:
    try:
        _take(vault_for(person), person, here, _recorded())
    except Unclear:
        return False
    return True


@speaking.takes_files(LARGEST + LARGEST_FORM, told_by_the_page=True)
@page(speaking, "/speak/<place>", Permission.SPEAK, method="POST", rescue=_rescue, alone=_alone)
def keep(person: Person, place: str) -> ResponseReturnValue:
    """Keep what was said, as part of what is told there, and go back to it; of somebody else, keep nothing."""
    here = _place(place)
    if not is_of(person):
        return _lost(here)
    try:
        _take(work().vault, person, here, _recorded())
    except Unclear as unclear:
        return _page(person, here, unclear.words)
    return redirect(f"{here.address}#voices", 303)


@page(speaking, "/voice-messages/<uuid:message_id>", Permission.SPEAK)
def hear(_person: Person, message_id: UUID) -> ResponseReturnValue:
    """Let a person hear what they said themself."""
    if not can_be_heard():
        abort(404)
    return sound_of(work().connection, work().key, _message(message_id))


@page(speaking, "/speak/<place>/<uuid:message_id>/erase", Permission.SPEAK, alone=_alone)
def ask_to_erase(_person: Person, place: str, message_id: UUID) -> ResponseReturnValue:
    """Ask first: an erased voice does not come back."""
    here, found = _place(place), _message(message_id)
    if not here.holds(found.place):
        abort(404)
    (message,) = shown([found])
    return render_template("speaking/erase.html", back_to=_back(here), message=message)


@page(speaking, "/speak/<place>/<uuid:message_id>/erase", Permission.SPEAK, method="POST", alone=_alone)
def erase(person: Person, place: str, message_id: UUID) -> ResponseReturnValue:
    """Erase a message, sent or not; what is told there now is kept without it."""
    here, vault = _place(place), work().vault
    found = message_of(work().connection, work().key, message_id)
    if found is not None and here.holds(found.place):
        erase_message(vault, person.id, found)
        if found.place == here.kept_as(person):
            here.keep(person, vault)
    return redirect(_back(here), 303)


def _back(here: Place) -> str:
    """Return the page somebody came from to erase a message: the one where it was said, unless the address names it."""
    return ours(request.args["back"]) if "back" in request.args else here.address


def _take(vault: Vault, person: Person, here: Place, recording: Recording) -> None:
    """Keep a recording, unless the same form came before; raise :class:`Unclear` where there are enough already."""
    current, key, form = work(), vault.key_of(person.id), form_key()
    number = key.tag(f"{here.key}|{form}") if form else None
    if number is not None and came(current.connection, person.id, number):
        return
    if len(messages_at(current.connection, key, here.kept_as(person))) >= MOST:
        raise Unclear(TOO_MANY)
    if is_full(current.connection, person.id, current.now):
        raise Unclear(NO_ROOM)
    keep_at(here, person, vault, recording, number)


def _recorded() -> Recording:
    file = request.files.get("sound")
    if file is None or not file.filename:
        raise Unclear(NOTHING_CHOSEN)
    return recording_in(file.read())


def _place(key: str) -> Place:
    found = place_named(key)
    if found is None or not can_be_heard():
        abort(404)
    return found


def _message(one: UUID) -> Message:
    found = message_of(work().connection, work().key, one)
    return found or abort(404)


def _page(person: Person, here: Place, problem: Words | None = None) -> Response:
    words, current = language.current(), work()
    messages = messages_at(current.connection, current.key, here.kept_as(person))
    page_ = render_template(
        "speaking/speak.html",
        place=here,
        messages=shown(messages),
        most=MOST,
        too_many=TOO_MANY,
        longest_s=LONGEST_S,
        key=key_for(person),
        problem=words.say(problem) if problem else "",
    )
    return let_speak(make_response(page_, (413 if problem == TOO_BIG else 422) if problem else 200))
