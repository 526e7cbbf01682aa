"""The page about listening: what the pages let one hear, chosen once. At a kiosk, headphones come first."""

from dataclasses import replace

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Actor
from portal.core.permissions import Permission
from portal.web import hearing, look
from portal.web.pages import always, page
from portal.web.site import remember, way_back, web


@page(web, "/listen", Permission.VISIT, alone=always)
def listen(_actor: Actor | None) -> ResponseReturnValue:
    """Show the ways to hear the pages, each with its sound."""
    if hearing.asks_for_headphones():
        return render_template("web/headphones.html", back=way_back())
    return render_template("web/listen.html", back=way_back(), beside=hearing.BESIDE in hearing.chosen())


@page(web, "/listen", Permission.VISIT, method="POST", alone=always)
def choose_hearing(_actor: Actor | None) -> ResponseReturnValue:
    """Keep in the browser what is heard, and go back to where one was; with headphones on, choose next."""
    do, heard = request.form.get("do", ""), hearing.chosen()
    if do == hearing.HEADPHONES:
        response = redirect(url_for("web.listen", back=way_back()), 303)
        remember(response, hearing.COOKIE, ".".join(sorted(heard | {do})))
        return response
    response, words = redirect(way_back(), 303), look.PICTURES.key if do == "pictures" else "normal"
    heard = heard & {hearing.HEADPHONES} | ({hearing.BESIDE} if do == hearing.BESIDE else set())
    remember(response, hearing.COOKIE, ".".join(sorted(heard)))
    remember(response, look.COOKIE, replace(look.current(), words=words).packed)
    return response
