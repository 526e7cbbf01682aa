"""Sends sounds, to everybody alike, and counts those that somebody did not understand."""

from flask import Response, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Actor
from portal.core.permissions import Permission
from portal.storage.helping.sound_reports import count_unclear
from portal.voices.feature import voices
from portal.web import kiosk
from portal.web.current import work
from portal.web.pages import always, everywhere, page
from portal.web.parts import parts_of
from portal.web.site import way_back

_FOR_EVER = "private, max-age=31536000, immutable"
_FOR_NOW = "private, max-age=3600"
_NEVER = "no-store"


@everywhere(voices, "/voices/<tag>/<sound>.mp3")
def sound(tag: str, sound: str) -> ResponseReturnValue:
    """Send the sound of a text, or the part of it that a phone asks for.

    An address that carries the version of its language never changes what it sends. Which ones somebody heard tells
    what was on their pages: only their own browser keeps that, and a screen for everybody does not.
    """
    sounds = parts_of(current_app).sounds
    found = sounds.content(tag, sound)
    if found is None:
        abort(404)
    about, content = found
    response = Response(content, mimetype="audio/mpeg")
    response.headers["Cache-Control"] = _kept(is_newest=request.args.get("v") == sounds.versions[tag])
    response.set_etag(about.digest)
    return response.make_conditional(request, accept_ranges=True, complete_length=len(content))


def _kept(*, is_newest: bool) -> str:
    if kiosk.here() is not None:
        return _NEVER
    return _FOR_EVER if is_newest else _FOR_NOW


@page(voices, "/voices/unclear", Permission.VISIT, alone=always)
def unclear(_actor: Actor | None) -> ResponseReturnValue:
    """Let somebody hear a sound again and say that it is not clear; without one, thank for having said so."""
    parts, tag, name = parts_of(current_app), request.args.get("language", ""), request.args.get("sound", "")
    about, spoken = parts.sounds.by_language.get(tag, {}).get(name), parts.languages.offered.get(tag)
    return render_template("voices/unclear.html", back=way_back(), about=about, spoken=spoken, name=name)


@page(voices, "/voices/unclear", Permission.VISIT, method="POST", alone=always)
def say_unclear(_actor: Actor | None) -> ResponseReturnValue:
    """Count that a sound was not understood: which one, on which day, and nothing of who said it."""
    current, tag, name = work(), request.form.get("language", ""), request.form.get("sound", "")
    if name in parts_of(current_app).sounds.by_language.get(tag, {}):
        count_unclear(current.connection, tag, name, current.now.date())
    return redirect(url_for("voices.unclear", back=way_back()), 303)
