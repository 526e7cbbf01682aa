"""What every template can use: words in the page's language, pictures, and pages or pieces of them that are kept."""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, MutableMapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from flask import Flask, current_app, g, render_template, request
from flask.templating import Environment
from jinja2 import StrictUndefined, pass_context
from jinja2.ext import Extension
from jinja2.runtime import Context
from markupsafe import Markup, escape

from portal.core.actors import Actor
from portal.core.words import Words
from portal.web import beside, kiosk, language, look
from portal.web.filled import in_place, is_heard, own
from portal.web.forgery import form_token
from portal.web.gaps import Own, Pattern, gap, marked
from portal.web.numbers import in_order
from portal.web.pages import signed_in
from portal.web.parts import parts_of

HERE_MARKER = gap("here")
TOKEN_MARKER = gap("token")
UNTIL_MARKER = gap("until")
"""These stand in what is kept for the page's own address, the visitor's form token and the end of a visit.

They are replaced each time.
"""
MOST_PAGES = 1000
"""Kept at a time: about 10 MB."""
_INDENTS = re.compile(r"\n[ \t]+")


class _WithoutIndents(Extension):
    """Takes from templates what only whoever writes them needs: what their lines begin with."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the template as it is read."""
        del name, filename
        return _INDENTS.sub("\n", source)


class _Environment(Environment):
    """Keeps the names every template knows in one plain dictionary: they are looked through for each component."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the names that a template knows beside what it is given."""
        return {**self.globals, **(d or {})}


def set_up(app: Flask) -> None:
    """Give the templates their words and pictures; an undefined name fails."""
    parts = parts_of(app)
    app.jinja_environment = _Environment
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.i18n")
    environment.add_extension(_WithoutIndents)
    environment.install_gettext_callables(_translated, _counted, newstyle=True)  # type: ignore[attr-defined]  # added by the extension
    _let_filled_sentences_be_heard(environment)
    environment.filters.update(in_order=in_order, as_kept=_as_kept)
    environment.globals.update(
        picture=parts.built.picture,
        asset=parts.built.address,
        languages=tuple(parts.languages.offered.values()),
        here_marker=HERE_MARKER,
        token_marker=TOKEN_MARKER,
        until_marker=UNTIL_MARKER,
        kept=app.extensions.setdefault("portal_kept", _Kept()),
        marked=marked,
        away_s=kiosk.AWAY_S,
        versions=_versions,
        choices_last=kiosk.choices_last,
    )

    @app.before_request
    def settle_on_a_language() -> None:
        g.language = language.choose(parts.languages)

    app.context_processor(_of_this_request)


def _of_this_request() -> dict[str, object]:
    around = {"here": here(), "kiosk": kiosk.here() is not None}
    around |= {"helper_waits": beside.waits_outside(), "can_stop": beside.can_be_stopped(), "listens": is_heard()}
    return {"language": g.language, "look": look.current(), "actor": signed_in(), **around}


def _translated(words: str) -> str:
    return language.current().translations.gettext(words)


def _counted(one: str, many: str, count: int) -> str:
    return language.current().translations.ngettext(one, many, count)


def _versions() -> Markup:
    """Return, for the script, the versions of the sounds in each language of the page."""
    versions = parts_of(current_app).sounds.versions
    told = ((tag, versions[tag]) for tag in g.language.key.split("+"))
    return Markup("").join(map(Markup(' data-%s="%s"').__mod__, told))


def _as_kept(text: str, tag: str) -> str:
    """Return a sentence of ours as it was kept: worded otherwise since, or with its gaps filled, nobody recorded it."""
    return text if parts_of(current_app).sounds.has(tag, text) else own(text)


def _let_filled_sentences_be_heard(environment: Environment) -> None:
    """Let what templates say with gaps carry what is heard of it, as what code says does."""
    one: Any = environment.globals["gettext"]
    several: Any = environment.globals["ngettext"]

    @pass_context
    def gettext(context: Context, words: Words, /, **gaps: object) -> str:
        sentence = one(context, words, **gaps)
        return escape(language.current().fills(words, sentence, gaps)) if gaps else sentence

    @pass_context
    def ngettext(context: Context, words: Words, many: str, num: int, /, **gaps: object) -> str:
        sentence = several(context, words, many, num, **gaps)
        return escape(language.current().fills(words, sentence, {"num": num, **gaps}))

    environment.globals.update(gettext=gettext, ngettext=ngettext)


def filled_page(template: str, which: Hashable | None, context: Callable[[], Mapping[str, object]], own: Own) -> str:
    """Return a page, its gaps filled with what is the visitor's own.

    ``which`` names everything else that the page depends on beside language, role and look: such a page is made once
    and kept, and ``context`` is not asked again. Without it the page is made each time.
    """
    kept: _Kept = current_app.extensions["portal_kept"]
    always = {"here": quote(here(), safe="/"), "token": form_token(), "until": beside.until()}
    return kept.page(template, which, context).filled(replace(own, words={**own.words, **always}))


class _Kept:
    """What depends only on language, role and look: made once, kept as text. First pieces, then pages with gaps."""

    def __init__(self) -> None:
        self._pieces: dict[Hashable, str] = {}
        self._pages: dict[Hashable, Pattern] = {}

    def __call__(self, name: str) -> Markup:
        actor: Actor | None = signed_in()
        which = (name, *_for_whom())
        if which not in self._pieces:
            self._pieces[which] = in_place(render_template(f"chrome/{name}.html", actor=actor))
        piece = self._pieces[which]
        if g.get("leaves_gaps"):
            return Markup(piece)  # noqa: S704 - our own templates
        piece = piece.replace(HERE_MARKER, quote(here(), safe="/"))
        if TOKEN_MARKER in piece:
            piece = piece.replace(TOKEN_MARKER, form_token())
        if UNTIL_MARKER in piece:
            piece = piece.replace(UNTIL_MARKER, beside.until())
        return Markup(piece)  # noqa: S704 - our own templates

    @property
    def pages(self) -> Iterable[Pattern]:
        """What is kept of whole pages."""
        return self._pages.values()

    def page(self, template: str, which: Hashable | None, context: Callable[[], Mapping[str, object]]) -> Pattern:
        """Return a page with gaps, the one that is kept if there is one."""
        if which is None:
            return _with_gaps(template, context())
        whole = (template, which, *_for_whom())
        if whole not in self._pages:
            if len(self._pages) >= MOST_PAGES:
                self._pages.clear()
            self._pages[whole] = _with_gaps(template, context())
        return self._pages[whole]


def kept_pages(app: Flask) -> Iterable[Pattern]:
    """Return what ``app`` keeps of whole pages."""
    kept: _Kept = app.extensions["portal_kept"]
    return kept.pages


def _for_whom() -> tuple[Hashable, ...]:
    actor = signed_in()
    return (
        g.language.key,
        actor.role if actor else None,
        look.current(),
        kiosk.here() is not None,
        beside.waits_outside(),
        beside.can_be_stopped(),
    )


def _with_gaps(template: str, context: Mapping[str, object]) -> Pattern:
    g.leaves_gaps = True
    try:
        return Pattern.of(in_place(render_template(template, csrf_token=lambda: TOKEN_MARKER, **context)))
    finally:
        g.leaves_gaps = False


def here() -> str:
    """Return the page to come back to: after a form, the page that showed it. A secret address is never one."""
    never = current_app.extensions["portal_secret"]
    return "/" if request.endpoint in {None, "web.built_file", *never} else request.path
