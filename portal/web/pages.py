"""Closed unless declared: @page is the only way to publish a page, and says who may open it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from importlib import import_module
from typing import Any, TypeAlias

from flask import Blueprint, Flask, abort, current_app, g, make_response, request
from flask.typing import ResponseReturnValue

from portal.core.actors import Actor, Helper
from portal.core.permissions import DURING_A_VISIT, Permission, may, roles_with
from portal.core.typed import Typed
from portal.storage import sessions
from portal.storage.vault import Vault
from portal.web import beside, forgery, kiosk, session_cookie
from portal.web.current import Work, moment, work
from portal.web.doors import Door
from portal.web.news import Tell
from portal.web.parts import Parts, parts_of

View: TypeAlias = Callable[..., ResponseReturnValue]
Rescue: TypeAlias = Callable[..., ResponseReturnValue]
"""Called instead of the view when its form cannot be accepted: keeps or shows what was typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One published page."""

    name: str
    address: str
    permission: Permission
    method: str
    rescued: bool = False
    """Whether a form that cannot be accepted is kept or shown again."""

    @property
    def roles(self) -> list[str]:
        """Return who may open it; an open page also receives people who are not signed in."""
        return sorted(roles_with(self.permission))


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
        self.largest: dict[str, int] = {}

    def add(self, page: Page, view: View) -> None:
        """Take in one page, shown by ``view``."""
        self.pages.append(replace(page, name=f"{self.name}.{page.name}"))
        self.blueprint.add_url_rule(page.address, page.name, view, methods=[page.method])

    def tells(self, tell: Tell) -> Tell:
        """Let the decorated function say what is new for a person, on their first page."""
        self.news.append(tell)
        return tell

    def takes_files(self, largest: int) -> Callable[[View], View]:
        """Let the form of the decorated page bring a file: all of it together ``largest`` bytes."""

        def declare(view: View) -> View:
            self.largest[f"{self.name}.{_name(view)}"] = largest
            return view

        return declare

    def publish(self, app: Flask) -> None:
        """Make the pages of this feature reachable."""
        for view in self._views:
            import_module(f"{self._package}.{view}")
        app.register_blueprint(self.blueprint)
        app.extensions.setdefault("portal_pages", []).extend(self.pages)
        app.extensions.setdefault("portal_largest", {}).update(self.largest)
        app.extensions.setdefault("portal_doors", []).extend(self.doors)
        app.extensions.setdefault("portal_news", []).extend(self.news)


def page(
    feature: Feature, address: str, permission: Permission, *, method: str = "GET", rescue: Rescue | None = None
) -> Callable[[View], View]:
    """Publish the decorated view at ``address`` for whoever holds ``permission``.

    The view receives the actor first (or ``None`` on an open page), then what the address names. Its transaction is
    committed before the answer leaves; anything raised keeps nothing. ``rescue`` receives the actor of a session that
    just ran out, or ``None``, when a form comes too late.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(**named: Any) -> ResponseReturnValue:
            return _answer(view, permission, rescue, named)

        declared = Page(
            name=_name(view), address=address, permission=permission, method=method, rescued=rescue is not None
        )
        feature.add(declared, guarded)
        return guarded

    return declare


def everywhere(feature: Feature, address: str) -> Callable[[View], View]:
    """Publish a view that is the same for everybody: it never looks who is there, and opens no transaction."""

    def declare(view: View) -> View:
        feature.add(Page(name=_name(view), address=address, permission=Permission.VISIT, method="GET"), view)
        return view

    return declare


def _name(view: View) -> str:
    return view.__name__.rstrip("_")


def _answer(view: View, permission: Permission, rescue: Rescue | None, named: Mapping[str, Any]) -> ResponseReturnValue:
    parts = parts_of(current_app)
    token = session_cookie.token()
    writes = request.method == "POST" or permission is Permission.READ_CASELOAD or kiosk.here() is not None
    with parts.database.transaction(writes=writes) as connection:
        g.work = Work(connection=connection, ring=parts.ring, now=moment())
        found = sessions.find(connection, parts.ring, token, g.work.now, writes=writes) if token else None
        session = kiosk.of_here(found)
        if session is not None and session.live:
            _sign_in_for_this_request(parts, session)
        response = make_response(_checked(view, permission, rescue, named, session))
    if session is not None and session.live and request.method == "GET" and session.is_due(g.work.now):
        _note_that_it_is_in_use(parts, session)
    return response


def _sign_in_for_this_request(parts: Parts, session: sessions.Session) -> None:
    current, actor = work(), beside.as_of_now(session)
    current.actor, current.session_digest = actor, session.digest
    current.open_vault = Vault(current.connection, current.ring, parts.promises, actor, current.now)
    current.open_vault.lend(session.key)
    current.open_vault.scope.most_people = parts.settings.most_people
    current.waits = session.waits
    beside.show_both_languages()
    if request.method == "POST" and session.is_due(current.now):
        sessions.touch(current.connection, session.digest, current.now)


def _note_that_it_is_in_use(parts: Parts, session: sessions.Session) -> None:
    with parts.database.transaction(writes=True) as connection:
        sessions.touch(connection, session.digest, g.work.now)


def _checked(
    view: View,
    permission: Permission,
    rescue: Rescue | None,
    named: Mapping[str, Any],
    session: sessions.Session | None,
) -> ResponseReturnValue:
    actor = work().actor
    if actor is None and permission is not Permission.VISIT:
        if rescue is not None and request.method == "POST":
            return rescue(_whose(session), **named)
        return parts_of(current_app).ask_to_sign_in(permission)
    if not may(actor.role if actor else None, permission):
        abort(403)
    if isinstance(actor, Helper) and actor.visit is None and permission in DURING_A_VISIT:
        return _after_a_visit(rescue, named, session)
    if request.method == "POST" and not forgery.is_ours():
        return rescue(actor, **named) if rescue is not None else parts_of(current_app).ask_again()
    return view(actor, **named)


def _after_a_visit(
    rescue: Rescue | None, named: Mapping[str, Any], session: sessions.Session | None
) -> ResponseReturnValue:
    """Turn a helper away from the pages of a person; what was typed as the visit ended is kept for the person."""
    if rescue is not None and request.method == "POST" and forgery.is_ours():
        return rescue(beside.whose_visit_it_was(session), **named)
    return parts_of(current_app).ask_for_visit()


def _whose(session: sessions.Session | None) -> Actor | None:
    """Return whose words came too late, if their session only ran out and the form is from a page of theirs."""
    if session is None or not forgery.is_ours():
        return None
    if isinstance(session.actor, Helper):  # also where the account was ended meanwhile: the words are the person's
        return beside.whose_visit_it_was(session)
    return session.actor if session.late else None


def typed() -> Typed:
    """Return what the form sent, letter for letter, without the fields that are the portal's own."""
    return {name: values for name, values in request.form.lists() if name not in forgery.OWN_FIELDS}


def signed_in() -> Actor | None:
    """Return who is signed in on this request, for what every page shows."""
    found: Work | None = g.get("work")
    return found.actor if found else None
