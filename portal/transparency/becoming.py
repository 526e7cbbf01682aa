"""“What becomes of what I say”: the register as pages for people, before signing in too."""

from dataclasses import dataclass

from flask import abort, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Actor
from portal.core.permissions import Permission
from portal.core.words import Words, say
from portal.storage.rights.checks import standings
from portal.transparency.commitments import COMMITMENTS, Commitment, Held, proof
from portal.transparency.elsewhere import BOTH_SIDES
from portal.transparency.feature import transparency
from portal.transparency.labels import AIMS, KEPT, OTHERS_SEE, READERS, Reader
from portal.transparency.never import NEVER
from portal.transparency.register import Line, register_of
from portal.transparency.short import IN_ONE_MINUTE
from portal.web import language
from portal.web.current import work
from portal.web.gaps import Own
from portal.web.pages import page
from portal.web.site import way_back
from portal.web.templating import filled_page

ALIKE = Own(words={}, chosen={})
"""Nothing on these pages is anybody's own."""
THEMSELVES = say("Only the person it is about")
STANDS = {
    Held.HOLDS: say("It holds. We checked on %(day)s."),
    Held.BROKEN: say("This does not hold today. We saw it on %(day)s."),
    Held.OLD: say("The last check is too long ago: %(day)s."),
    Held.NEVER: say("Nobody has checked this yet."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One line of the register, in words."""

    key: str
    picture: str
    what: str
    why: str
    aims: tuple[str, ...]
    readers: tuple[Reader, ...]
    kept: tuple[str, ...]
    without: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """One commitment, and how it stands today."""

    commitment: Commitment
    stands: str
    holds: bool


@page(transparency, "/what-becomes", Permission.VISIT)
def what_becomes(_actor: Actor | None) -> ResponseReturnValue:
    """Show what there is to know: what is asked, what it never serves, what is promised, what the law allows."""
    return render_template(
        "transparency/what_becomes.html",
        themes=register_of(current_app).themes,
        bans=NEVER.values(),
        bound=_bound(),
        sides=BOTH_SIDES[:1],
    )


@page(transparency, "/what-becomes/short", Permission.VISIT)
def short(_actor: Actor | None) -> ResponseReturnValue:
    """Show the same in one minute, and the way on."""
    return render_template("transparency/short.html", sights=IN_ONE_MINUTE, back=way_back())


@page(transparency, "/what-becomes/elsewhere", Permission.VISIT)
def elsewhere(_actor: Actor | None) -> ResponseReturnValue:
    """Show, side by side, what is so here and what the law allows elsewhere."""
    return render_template("transparency/elsewhere.html", sides=BOTH_SIDES)


@page(transparency, "/what-becomes/<theme>", Permission.VISIT)
def theme_(_actor: Actor | None, theme: str) -> ResponseReturnValue:
    """Show the lines of one theme: why, who reads, for how long, what for never, and what happens without."""
    register = register_of(current_app)
    shown = next((one for one in register.themes if one.key == theme), None)
    if shown is None:
        abort(404)
    return filled_page(
        "transparency/theme.html",
        ("what-becomes", theme),
        lambda: {
            "theme": shown,
            "lines": [in_words(line) for line in register.of(shown)],
            "bans": NEVER.values(),
            "never": language.current().listed([language.current().say(ban.words) for ban in NEVER.values()]),
        },
        ALIKE,
    )


def in_words(line: Line) -> Shown:
    """Return a line as it is told to people."""
    words = language.current()
    readers = tuple(READERS[role] for role in line.readers)
    told: list[Words] = [KEPT[line.use.kept]]
    if line.use.others_see:
        told.append(OTHERS_SEE[line.use.others_see])
    return Shown(
        key=line.key,
        picture=line.picture,
        what=words.say(line.what),
        why=words.say(line.why),
        aims=tuple(words.say(AIMS[purpose].words) for purpose in line.purposes),
        readers=(Reader(THEMSELVES, "someone"),) if line.of_staff else readers,
        kept=tuple(map(words.say, told)),
        without=words.say(line.without),
    )


def _bound() -> list[Bound]:
    current, words = work(), language.current()
    results = standings(current.connection)
    found = [(one, proof(one, results, current.now)) for one in COMMITMENTS]
    return [
        Bound(
            commitment=one,
            stands=words.say(STANDS[stands.held], **({"day": words.day(stands.at)} if stands.at else {})),
            holds=stands.held is Held.HOLDS,
        )
        for one, stands in found
    ]


def address_of(line: Line) -> str:
    """Return where a line stands."""
    return url_for("transparency.theme", theme=line.theme.key, _anchor=f"q-{line.key}")
