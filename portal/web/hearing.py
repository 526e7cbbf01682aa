"""Hearing without scripts: beside each text of a page, a plain control with its sound; only where somebody asked."""

from collections.abc import Iterator
from operator import itemgetter

from flask import Flask, Response, current_app, request, url_for
from markupsafe import Markup

from portal.core.heard import name_of
from portal.core.words import say
from portal.web import kiosk, language, look, security
from portal.web.filled import BEGIN, in_place, is_heard
from portal.web.parts import parts_of
from portal.web.said import Piece, pieces
from portal.web.templating import here

COOKIE = look.FOR_THE_SCRIPT
BESIDE, EVERY, HEADPHONES = "beside", "every", "headphones"
"""A control beside each text; every page is read by the script; the headphones of a kiosk are on."""
_CHOICES = frozenset({BESIDE, EVERY, HEADPHONES})
NOT_RECORDED = say("Nobody recorded these words.")
NOT_UNDERSTOOD = say("Not understood")
_SOUND = Markup('<audio controls preload="none" src="%s" aria-label="%s"></audio>')
_SHEET = Markup('<link rel="stylesheet" href="%s"></head>')
_UNCLEAR = Markup('<a class="unclear" href="%s">%s<span class="unseen">%s</span></a>')
_CONTROL = Markup('<span class="sound" role="group" aria-label="%s" lang="%s">%s%s</span>')
"""What says a text, and beside it the way to tell that it was not understood."""
_TOUCHED = frozenset({"a", "button", "label", "summary"})
"""What is touched to go on: without words, a picture has to be there."""
_AWAY = 303
"""The answer to a form: nobody sees it, the next page is what is heard."""
_ASKED_FOR_SOUND = "web.listen"
"""Who cannot read begins on the page about listening: it is heard without asking."""


def set_up(app: Flask) -> None:
    """Let pages be heard as their visitor wishes."""

    @app.after_request
    def let_it_be_heard(response: Response) -> Response:
        if response.status_code != _AWAY and response.mimetype == "text/html" and not response.direct_passthrough:
            page = response.get_data(as_text=True)
            heard = in_place(page) if BEGIN in page else page
            if is_heard():
                response.headers.setdefault("Content-Security-Policy", security.TALKS)
                heard = with_sounds(heard) if _wants_sounds() else heard
            if heard is not page:
                response.set_data(heard)
        return response


def chosen() -> frozenset[str]:
    """Return what this visitor chose to hear."""
    return frozenset(request.cookies.get(COOKIE, "").split(".")) & _CHOICES


def asks_for_headphones() -> bool:
    """Tell whether headphones have to be put on first: others stand around a kiosk."""
    return kiosk.here() is not None and HEADPHONES not in chosen()


def _hides_words() -> bool:
    return look.current().words == look.PICTURES.key


def _wants_sounds() -> bool:
    asked = BESIDE in chosen() or _hides_words() or request.endpoint == _ASKED_FOR_SOUND
    return asked and (_hides_words() or not asks_for_headphones())


def with_sounds(page: str) -> str:
    """Return a page with a control beside each text; where words are hidden, pictures stand for them."""
    hides = _hides_words()
    changes = [change for piece in pieces(page) for change in _changes(piece, hides=hides)]
    done, at = [], 0
    for where, more in sorted(changes, key=itemgetter(0)):
        done += [page[at:where], more]
        at = where
    return "".join([*done, page[at:]]).replace("</head>", _SHEET % parts_of(current_app).built.address("hear.css"), 1)


def _changes(piece: Piece, *, hides: bool) -> Iterator[tuple[int, str]]:
    """Go through what is put into a page for one piece: where, and what."""
    if hides and piece.within != "select":
        if piece.within in _TOUCHED and not piece.pictured:
            shown = "add" if piece.within == "summary" else "listen"
            yield piece.shown[0][0], parts_of(current_app).built.picture(shown)
        for begin, end in piece.shown:
            yield begin, '<span class="word">'
            yield end, "</span>"
    if not asks_for_headphones():
        yield piece.after, _control(piece)


def _control(piece: Piece) -> str:
    """Return what says a piece; nothing where it has no sound."""
    parts, own = parts_of(current_app), language.current().alone
    text, spoken = (own.say(NOT_RECORDED), own.tag) if piece.own else (piece.text, piece.language)
    if not (address := parts.sounds.address(spoken, text)):
        return ""
    asked = url_for("voices.unclear", language=spoken, sound=name_of(text), back=here())
    unclear = _UNCLEAR % (asked, parts.built.picture("not-understood"), own.say(NOT_UNDERSTOOD))
    return _CONTROL % (text, spoken, _SOUND % (address, text), "" if piece.own else unclear)
