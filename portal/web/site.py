"""Pages that belong to no feature: language, look, help, accessibility, health, built files."""

from urllib.parse import urlsplit

from flask import Response, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RoutingException
from werkzeug.wrappers import Response as AnyResponse

from portal.core.actors import Actor, Person
from portal.core.permissions import Permission, may
from portal.storage.people.people import agency_of, all_agencies
from portal.web import kiosk, look
from portal.web import language as languages_
from portal.web.current import moment, work
from portal.web.news import news_for
from portal.web.pages import Feature, always, everywhere, page
from portal.web.parts import parts_of

web = Feature("web", __name__, views=("listening",))


@page(web, "/home", Permission.SEE_HOME)
def home(person: Person) -> ResponseReturnValue:
    """Show what is new, and everything one can do here."""
    doors = sorted(current_app.extensions["portal_doors"], key=lambda door: door.order)
    allowed = [door for door in doors if may(person.role, door.permission)]
    return render_template("web/home.html", doors=allowed, news=news_for(current_app, person))


@page(web, "/language", Permission.VISIT, alone=always)
def language(_actor: Actor | None) -> ResponseReturnValue:
    """Show every language by its own name."""
    return render_template("web/language.html", back=way_back())


@page(web, "/language", Permission.VISIT, method="POST", alone=always)
def choose_language(_actor: Actor | None) -> ResponseReturnValue:
    """Keep the language in the browser and go back to where one was."""
    response = redirect(way_back(), 303)
    tag = request.form.get("language", "")
    if tag in parts_of(current_app).languages.offered:
        remember(response, languages_.COOKIE, tag)
    return response


@page(web, "/reading", Permission.VISIT, alone=always)
def reading(_actor: Actor | None) -> ResponseReturnValue:
    """Show how pages can look: size, room, contrast."""
    axes = {"size": look.SIZES, "spacing": look.SPACINGS, "contrast": look.CONTRASTS, "words": look.WORDS}
    return render_template("web/reading.html", axes=axes, back=way_back())


@page(web, "/reading", Permission.VISIT, method="POST", alone=always)
def choose_reading(_actor: Actor | None) -> ResponseReturnValue:
    """Keep the look in the browser and go back to where one was."""
    wished = look.Look.of(*(request.form.get(axis, "") for axis in ("size", "spacing", "contrast", "words")))
    response = redirect(way_back(), 303)
    remember(response, look.COOKIE, wished.packed)
    return response


@page(web, "/help", Permission.VISIT, alone=always)
def help_(actor: Actor | None) -> ResponseReturnValue:
    """Show the human way out: call, come, write."""
    connection, place = work().connection, actor or kiosk.here()
    agencies = [agency_of(connection, place.agency_id)] if place else all_agencies(connection)
    return render_template("web/help.html", agencies=agencies, back=way_back())


@page(web, "/accessibility", Permission.VISIT, alone=always)
def accessibility(_actor: Actor | None) -> ResponseReturnValue:
    """Show the accessibility statement."""
    return render_template("web/accessibility.html")


@everywhere(web, "/health")
def health() -> ResponseReturnValue:
    """Tell machines that the portal is up and reaches its database."""
    with parts_of(current_app).database.transaction(writes=False) as connection:
        connection.exec_driver_sql("SELECT 1")
    return Response(f"ok {moment():%H:%M:%S}\n", mimetype="text/plain")


@everywhere(web, "/built/<name>")
def built_file(name: str) -> ResponseReturnValue:
    """Send a style sheet, a script or a picture."""
    return parts_of(current_app).built.send(name)


def remember(response: AnyResponse, cookie: str, value: str) -> None:
    """Keep a choice in the browser."""
    secure = parts_of(current_app).settings.secure
    look.remember(response, cookie, value, secure=secure, lasts_s=kiosk.choices_last())


def way_back() -> str:
    """Return the page to go back to: one of ours that can be opened, else the first."""
    return ours(request.values.get("back", "/"))


def ours(address: str) -> str:
    """Return the path of ``address`` if it is a page of this portal that can be opened, else the first page."""
    try:
        wished = urlsplit(address)
    except ValueError:
        return "/"
    if wished.scheme or wished.netloc or not wished.path.startswith("/") or wished.path.startswith(("//", "/\\")):
        return "/"
    try:
        current_app.url_map.bind("").match(wished.path, method="GET")
    except (HTTPException, RoutingException):
        return "/"
    return wished.path
