"""Closed unless declared: @page is the only way to publish a page, and says who may open it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import wraps
from importlib import import_module
from typing import Any, TypeAlias

from flask import Blueprint, Flask, abort, current_app, g, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Actor, Helper
from portal.core.permissions import DURING_A_VISIT, Permission, may
from portal.core.typed import Typed
from portal.storage.answers.vault import Vault
from portal.storage.people import sessions
from portal.web import beside, forgery, kiosk, leaving, session_cookie
from portal.web.current import Work, moment, work
from portal.web.doors import Door
from portal.web.news import Tell
from portal.web.parts import Parts, parts_of
from portal.web.published import Largest, Page

View: TypeAlias = Callable[..., ResponseReturnValue]
PART_FOR_ONE_ALONE = "dossier.sections"
"""Where somebody goes on who is alone for a moment and asks for something else."""


class Feature:
    """A package of pages: its addresses, its templates, and the doors that lead to it from the first page."""

    def __init__(self, name: str, module: str, *doors: Door, views: Sequence[str] = ()) -> None:
        """Name a feature: ``module`` is where it is made, ``views`` name the modules beside it that declare pages."""
        self._package, self._views = module.rpartition(".")[0], tuple(views)
        self.name = name
        self.blueprint = Blueprint(name, module, template_folder="templates")
        self.pages: list[Page] = []
        self.doors: tuple[Door, ...] = doors
        self.news: list[Tell] = []
        self.largest: dict[str, Largest] = {}

    def add(self, page: Page, view: View) -> None:
        """Take in one page, shown by ``view``."""
        self.pages.append(replace(page, name=f"{self.name}.{page.name}"))
        self.blueprint.add_url_rule(page.address, page.name, view, methods=[page.method])

    def tells(self, tell: Tell) -> Tell:
        """Let the decorated function say what is new for a person, on their first page."""
        self.news.append(tell)
        return tell

    def takes_files(self, largest: int, *, told_by_the_page: bool = False) -> Callable[[View], View]:
        """Let the form of the decorated page bring a file: all of it together ``largest`` bytes.

        Where it is ``told_by_the_page`` what is too large, the form comes to its rescue, empty.
        """

        def declare(view: View) -> View:
            self.largest[f"{self.name}.{_name(view)}"] = Largest(largest, told_by_the_page)
            return view

        return declare

    def publish(self, app: Flask) -> None:
        """Make the pages of this feature reachable."""
        for view in self._views:
            import_module(f"{self._package}.{view}")
        app.register_blueprint(self.blueprint)
        app.extensions.setdefault("portal_pages", []).extend(self.pages)
        app.extensions.setdefault("portal_secret", set()).update(one.name for one in self.pages if one.secret)
        app.extensions.setdefault("portal_largest", {}).update(self.largest)
        app.extensions.setdefault("portal_doors", []).extend(self.doors)
        app.extensions.setdefault("portal_news", []).extend(self.news)


def page(
    feature: Feature, address: str, permission: Permission, *, method: str = "GET", **more: Any
) -> Callable[[View], View]:
    """Publish the decorated view at ``address`` for whoever holds ``permission``.

    The view receives the actor first (or ``None`` on an open page), then what the address names. Its transaction is
    committed before the answer leaves; anything raised keeps nothing. What becomes of a form that comes too late, say
    ``rescue``, which receives the actor of a session that just ran out, or ``None``, and ``beside``. ``alone`` says
    whether the page is open to a person who is alone for a moment during a visit, ``traced`` that showing it leaves an
    entry. See :class:`Page`.
    """

    def declare(view: View) -> View:
        declared = Page(name=_name(view), address=address, permission=permission, method=method, **more)

        @wraps(view)
        def guarded(**named: Any) -> ResponseReturnValue:
            return _answer(view, declared, named)

        feature.add(declared, guarded)
        return guarded

    return declare


def always(**_named: Any) -> bool:
    """Say yes, whatever an address names."""
    return True


def everywhere(feature: Feature, address: str, *, secret: bool = False) -> Callable[[View], View]:
    """Publish a view that is the same for everybody: it never looks who is there, and opens no transaction."""

    def declare(view: View) -> View:
        feature.add(
            Page(name=_name(view), address=address, permission=Permission.VISIT, method="GET", secret=secret), view
        )
        return view

    return declare


def _name(view: View) -> str:
    return view.__name__.rstrip("_")


def _answer(view: View, declared: Page, named: Mapping[str, Any]) -> ResponseReturnValue:
    parts = parts_of(current_app)
    token = session_cookie.token()
    traced = declared.traced or declared.permission is Permission.READ_CASELOAD
    writes = request.method == "POST" or traced or kiosk.here() is not None
    with parts.database.transaction(writes=writes) as connection:
        g.work = Work(connection=connection, ring=parts.ring, now=moment())
        found = sessions.find(connection, parts.ring, token, g.work.now, writes=writes) if token else None
        session = beside.as_of_now(kiosk.of_here(found))
        if session is not None and session.live:
            _sign_in_for_this_request(parts, session)
        response = make_response(_checked(view, declared, named, session))
    if session is not None and session.live and request.method == "GET" and session.is_due(g.work.now):
        _note_that_it_is_in_use(parts, session)
    return response


def _sign_in_for_this_request(parts: Parts, session: sessions.Session) -> None:
    current = work()
    current.actor, current.session_digest = session.actor, session.digest
    current.open_vault = Vault(current.connection, current.ring, parts.promises, session.actor, current.now)
    current.open_vault.lend(session.key)
    current.open_vault.scope.most_people = parts.settings.most_people
    current.open_vault.scope.most_lines = parts.settings.most_lines
    current.waits = session.waits
    beside.show_both_languages()
    if request.method == "POST" and session.is_due(current.now):
        sessions.touch(current.connection, session.digest, current.now)


def _note_that_it_is_in_use(parts: Parts, session: sessions.Session) -> None:
    with parts.database.transaction(writes=True) as connection:
        sessions.touch(connection, session.digest, g.work.now)


def _checked(
    view: View, declared: Page, named: Mapping[str, Any], session: sessions.Session | None
) -> ResponseReturnValue:
    actor, permission, rescue = work().actor, declared.permission, declared.rescue
    if actor is None and permission is not Permission.VISIT:
        if permission in DURING_A_VISIT and request.method == "POST" and _is_a_helpers(session):
            return _after_a_visit(session)  # also where the account was ended meanwhile: the words are the person's
        if rescue is not None and request.method == "POST":
            return rescue(_whose(session, declared, named), **named)
        return parts_of(current_app).ask_to_sign_in(permission)
    if not may(actor.role if actor else None, permission):
        abort(403)
    if not declared.lets_in(actor, named):
        return redirect(url_for(PART_FOR_ONE_ALONE), 303)
    if isinstance(actor, Helper) and actor.visit is None and permission in DURING_A_VISIT:
        return _after_a_visit(session)
    if request.method == "POST" and not forgery.is_ours():
        return rescue(actor, **named) if rescue is not None else parts_of(current_app).ask_again()
    return view(actor, **named)


def _is_a_helpers(session: sessions.Session | None) -> bool:
    return session is not None and isinstance(session.actor, Helper)


def _after_a_visit(session: sessions.Session | None) -> ResponseReturnValue:
    """Turn a helper away from the pages of a person; what was typed as the visit ended is kept for the person."""
    was = beside.whose_visit_it_was(session) if request.method == "POST" and forgery.is_ours() else None
    return parts_of(current_app).ask_for_visit(kept=was is not None and leaving.leave(was))


def _whose(session: sessions.Session | None, declared: Page, named: Mapping[str, Any]) -> Actor | None:
    """Return whose words came too late, if their session only ran out and the form is from a page of theirs."""
    if session is None or not session.late or not forgery.is_ours():
        return None
    return session.actor if declared.lets_in(session.actor, named) else None


def typed() -> Typed:
    """Return what the form sent, letter for letter, without the fields that are the portal's own."""
    return {name: values for name, values in request.form.lists() if name not in forgery.OWN_FIELDS}


def signed_in() -> Actor | None:
    """Return who is signed in on this request, for what every page shows."""
    found: Work | None = g.get("work")
    return found.actor if found else None
