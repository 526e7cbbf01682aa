"""What every template can use: words in the page's language, pictures, and pieces of page that are kept."""

from urllib.parse import quote

from flask import Flask, g, render_template, request
from flask_wtf.csrf import generate_csrf
from jinja2 import StrictUndefined
from markupsafe import Markup

from portal.core.actors import Actor
from portal.web import language, look
from portal.web.pages import signed_in
from portal.web.parts import parts_of

HERE_MARKER = "-here-"
TOKEN_MARKER = "-form-"  # noqa: S105 - a place, not a secret
"""These stand in kept pieces for the page's own address and the visitor's form token, and are replaced each time."""


def set_up(app: Flask) -> None:
    """Give the templates their words and pictures; an undefined name fails."""
    parts = parts_of(app)
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # added by the extension
        _translated,
        _counted,
        newstyle=True,
    )
    environment.globals.update(
        picture=parts.built.picture,
        asset=parts.built.address,
        languages=tuple(parts.languages.offered.values()),
        here_marker=HERE_MARKER,
        token_marker=TOKEN_MARKER,
        kept=_Kept(),
        demo=parts.settings.demo,
    )

    @app.before_request
    def settle_on_a_language() -> None:
        g.language = language.choose(parts.languages)
        g.look = look.choose()

    @app.context_processor
    def of_this_request() -> dict[str, object]:
        return {"language": g.language, "look": g.look, "actor": signed_in(), "here": _here()}


def _translated(words: str) -> str:
    return language.current().translations.gettext(words)


def _counted(one: str, many: str, count: int) -> str:
    return language.current().translations.ngettext(one, many, count)


class _Kept:
    """Pieces of page that depend only on language, role and look: made once, kept as text."""

    def __init__(self) -> None:
        self._pieces: dict[tuple[object, ...], str] = {}

    def __call__(self, name: str) -> Markup:
        actor: Actor | None = signed_in()
        which = (name, g.language.tag, actor.role if actor else None, g.look)
        if which not in self._pieces:
            self._pieces[which] = render_template(f"chrome/{name}.html", actor=actor)
        piece = self._pieces[which].replace(HERE_MARKER, quote(_here(), safe="/"))
        if TOKEN_MARKER in piece:
            piece = piece.replace(TOKEN_MARKER, generate_csrf())
        return Markup(piece)  # noqa: S704 - our own templates


def _here() -> str:
    """Return the page to come back to: after a form, the page that showed it. A card's address is never one."""
    if request.endpoint is None or request.endpoint.startswith(("signin.arrive", "web.built_file")):
        return "/"
    return request.path
