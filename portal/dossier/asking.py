"""One question on one page: everything its template shows, from the question and what was said before."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, assert_never

from flask import current_app, make_response, request, url_for
from flask.wrappers import Response
from markupsafe import Markup

from portal.core.actors import Helper
from portal.core.answers import Confirm, Grid, Items, Kind, Language, Listed, LongText, Money, One, Phone, Several, Text
from portal.core.clarifications import OWN_WORDS, OWN_WORDS_LONG
from portal.core.permissions import Role
from portal.core.questions import Question
from portal.core.typed import Typed, first, tidy
from portal.core.understanding import Unclear
from portal.core.uses import Event, Keeping, Use
from portal.core.words import Words, say
from portal.dossier import lists, suggesting
from portal.dossier.aloud import aloud_on
from portal.dossier.asked_back import shown_back
from portal.dossier.jobs import FIELDS
from portal.dossier.questions import SECTION_OF
from portal.dossier.records import Dossier, Standing
from portal.dossier.wording import Shown, shown
from portal.storage.people.people import known_of
from portal.web import language as languages
from portal.web.current import work
from portal.web.gaps import Chosen, Own, gap
from portal.web.once import new_key
from portal.web.parts import parts_of
from portal.web.templating import filled_page

TEMPLATES: Mapping[type[Kind], str] = {
    Text: "line",
    Phone: "phone",
    LongText: "lines",
    One: "one",
    Language: "one",
    Several: "several",
    Confirm: "confirm",
    Listed: "listed",
    Grid: "grid",
    Money: "money",
}
"""One kind of answer, one template under ``dossier/kinds``."""

LOOK_AROUND = ("search", "field:")
"""Buttons that change what the page shows and keep nothing."""
GO_PAST = frozenset({"skip", "talk"})
"""Buttons that go past a question: what was typed on its page is not kept."""

WHO_READS = say("Only you and your counsellor read this.")
WHO_READS_DESK = say("Only you, your counsellor and the desk read this.")
WITH_HELPER = say("Only you and your counsellor read this. A helper too, beside you.")
WITH_HELPER_DESK = say("You, your counsellor and the desk read this. A helper too, beside you.")
HELPER_READS = say("The helper beside you reads it now, and your counsellor later.")
HELPER_READS_DESK = say("The helper beside you reads it now. Your counsellor and the desk later.")
KEPT_YEARS = say("It is kept 2 years after your last visit.")
KEPT_MONTHS = say("It is kept 3 months after the interview.")
KEPT_MONTH = say("It is kept 1 month after the interview.")
NOT_KEPT_YET = say("You wrote this before. Look at it, then tap Answer.")
OLD_PAGE = say("This page was old. Your answer is still here: tap Answer again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked on a page: a question, or one small page of a repeated one."""

    question: Question
    key: str
    """Where the answer is kept."""
    item: str = ""
    title: Words
    full: Words | None = None
    """The whole question, where the title is its short form."""
    hint: Words
    kind: Kind
    address: str
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What the form shows: typed before, or just now, with what to look at again."""

    typed: Typed = field(default_factory=dict)
    problem: Unclear | None = None
    note: Words | None = None

    def first(self, name: str) -> Markup:
        """Return what stands for the first thing typed in a field, until the page is filled, letter for letter."""
        return gap(f"typed {name}")

    def chosen(self, name: str) -> Chosen:
        """Return what stands for the choices of a field, until the page is filled."""
        return Chosen(name)


def filled_from(standing: Standing) -> Filled:
    """Return the form as it was left: an answer, or words still waiting to be made clear."""
    said = standing.prefill()
    if said is None:
        return Filled()
    if standing.pending is None:
        return Filled(typed=said.typed)
    problem = Unclear(Words(said.problem)) if said.problem and "%(" not in said.problem else None
    return Filled(typed=said.typed, problem=problem, note=None if problem else NOT_KEPT_YET)


def page_of(asked: Asked, dossier: Dossier, filled: Filled, status: int = 200) -> Response:
    """Return the page of a question: made once for everybody, filled with what is this person's own."""
    own, aloud = own_of(asked, dossier, filled), aloud_on(asked.kind, asked.key)
    page = filled_page(
        f"dossier/kinds/{TEMPLATES[type(asked.kind)]}.html",
        (asked.key, *own.words) if _is_alike_for_all(asked.kind, filled) and not aloud.messages else None,
        lambda: {**_context(asked, filled, own), "aloud": aloud},
        replace(own, words={**own.words, **{f"typed {name}": values[0] for name, values in filled.typed.items()}}),
    )
    return make_response(page, status)


def own_of(asked: Asked, dossier: Dossier, filled: Filled) -> Own:
    """Return what is this person's own on the page, beside what they typed: it has a gap for each thing there is."""
    language, standing = languages.current(), dossier.standing(asked.key, asked.item)
    words: dict[str, object] = {"back": asked.back, "shown": standing.shown, "key": new_key()}
    words |= shown_back(asked.question, filled.typed) if not asked.item else {}
    if dossier.saved_at:
        words["saved"] = language.time(dossier.saved_at)
    if "asked" not in words and (steps := _steps(asked, dossier)):
        words["step"], words["steps"] = steps
    if isinstance(asked.kind, Confirm) and (known := _known(asked.kind)):
        words["known"] = known
    chosen = filled.typed
    if isinstance(asked.kind, Language) and not chosen.get("answer"):
        chosen = {**chosen, "answer": [language.tag]}
    return Own(words=words, chosen=chosen)


def _is_alike_for_all(kind: Kind, filled: Filled) -> bool:
    """Tell whether the page differs from person to person by its gaps alone: it shows nothing found in a long list."""
    if isinstance(kind, Listed):
        others = {option.key for option in kind.others}
        found = first(filled.typed, "search") or not others.issuperset(filled.typed.get("answer", ()))
        if found or request.method == "POST":
            return False
    return filled.problem is None and filled.note is None


def _context(asked: Asked, filled: Filled, own: Own) -> dict[str, Any]:
    """Return what the template of a question shows."""
    language = languages.current()
    return {
        **shared_context(asked, own),
        "filled": filled,
        "problem": language.say(filled.problem.words, **_in(language, filled.problem)) if filled.problem else "",
        "problem_at": OWN_WORDS if filled.problem and filled.problem.words == OWN_WORDS_LONG else "answer",
        **_details(asked.kind, filled.typed, language),
    }


def shared_context(asked: Asked, own: Own) -> dict[str, Any]:
    """Return what the page of any question shows, with gaps for what is the person's own."""
    gaps = {name: gap(name) for name in own.words}
    return {
        "asked": replace(asked, back=gaps["back"]),
        "section": SECTION_OF[asked.question.key],
        "title": languages.current().say(asked.title),
        "shown": gaps["shown"],
        "key": gaps["key"],
        "saved": gaps.get("saved", ""),
        "steps": (gaps["step"], gaps["steps"]) if "step" in gaps else None,
        "known": gaps.get("known", ""),
        "asked_back": (gaps["asked"], gaps["asked in"]) if "asked" in gaps else None,
        "room": f"typed {OWN_WORDS}" in gaps,
        "promise": promise_words(asked.question.use),
    }


def _steps(asked: Asked, dossier: Dossier) -> tuple[int, int] | None:
    """Return which question this is and of how many, for the person alone; small pages are not counted."""
    keys = [question.key for question in dossier.path(asked.key)]
    return (keys.index(asked.key) + 1, len(keys)) if asked.key in keys else None


def promise_words(use: Use) -> tuple[Words, Words]:
    """Return who reads an answer and how long it is kept, as sentences; beside a helper, they are named first."""
    by_desk, by_helper = Role.RECEPTION in use.readers, Role.HELPER in use.readers
    who = _BESIDE[by_desk] if isinstance(work().actor, Helper) else _WHO_READS[by_desk, by_helper]
    return who, _KEPT[use.kept]


_WHO_READS: Mapping[tuple[bool, bool], Words] = {
    (False, False): WHO_READS,
    (True, False): WHO_READS_DESK,
    (False, True): WITH_HELPER,
    (True, True): WITH_HELPER_DESK,
}
"""By whether the desk reads it, and a helper."""
_BESIDE: Mapping[bool, Words] = {False: HELPER_READS, True: HELPER_READS_DESK}
"""By whether the desk reads it, while a helper sits there."""


_KEPT: Mapping[Keeping, Words] = {
    Keeping(730, Event.LAST_CONTACT): KEPT_YEARS,
    Keeping(90, Event.INTERVIEW): KEPT_MONTHS,
    Keeping(30, Event.INTERVIEW): KEPT_MONTH,
}


def _in(language: languages.Language, problem: Unclear) -> dict[str, str | int]:
    """Return the gaps of a sentence, those that are words translated too."""
    return {name: language.say(Words(gap)) if isinstance(gap, str) else gap for name, gap in problem.gaps.items()}


def _details(kind: Kind, typed: Typed, language: languages.Language) -> dict[str, Any]:
    """Return what one kind of answer shows beside its title."""
    chosen = Chosen("answer")
    match kind:
        case One() | Several():
            return {"options": shown(kind.options, language), "chosen": chosen}
        case Language():
            return {"options": _offered(kind), "chosen": chosen}
        case Listed():
            return {**_list_details(kind, typed, language), "chosen": chosen}
        case Grid():
            return {"rows": shown(kind.rows, language), "columns": shown(kind.columns, language), "chosen": chosen}
        case Money():
            return {"per": shown(kind.per, language), "chosen_per": Chosen("per")}
        case Confirm():
            return {"chosen": chosen}
        case Text() | LongText() | Phone() | Items():
            return {}
        case _:
            assert_never(kind)


def _known(kind: Confirm) -> str:
    """Return what the agency knows, for the person to say whether it is still so."""
    current = work()
    known = known_of(current.connection, current.key.owner, current.key) if current.actor else None
    return getattr(known, kind.known, "")


def _offered(kind: Language) -> tuple[Shown, ...]:
    offered = parts_of(current_app).languages.offered
    return tuple(
        Shown(tag, offered[tag].name, "", lang=tag, dir=offered[tag].direction)
        for tag in kind.offered
        if tag in offered
    )


def _list_details(kind: Listed, typed: Typed, language: languages.Language) -> dict[str, Any]:
    """Return what was chosen so far, what the search found, and the fields to look through."""
    chosen = list(dict.fromkeys(entry for entry in map(tidy, typed.get("answer", ())) if entry))
    others = shown(kind.others, language)
    alone = {option.key for option in kind.others}
    search, looked_in = first(typed, "search"), request.form.get("do", "").removeprefix("field:")
    found = suggesting.find(kind.source, search, language) if search else lists.in_field(looked_in)
    own = [search] if search and suggesting.exact(kind.source, search, language) is None else []
    entries = dict.fromkeys([entry for entry in chosen if entry not in alone] + found + own)
    return {
        "search": search,
        "entries": [_entry(kind.source, entry, language) for entry in entries],
        "own": set(own),
        "others": others,
        "fields": FIELDS if kind.source == lists.JOBS_SOURCE else (),
        "looked_in": looked_in,
    }


def _entry(source: str, entry: str, language: languages.Language) -> Shown:
    return Shown(entry, lists.entry_words(source, entry, language), lists.entry_picture(source, entry))


def next_address(dossier: Dossier, here: str) -> str:
    """Return where to go after a question: the next one, or the page to check everything."""
    following = dossier.after(here)
    return address_of(following.key) if following else address_of_page("check" if dossier.alone else "sections")


@cache
def address_of(question: str) -> str:
    """Return the page of a question."""
    return url_for("dossier.ask", key=question)


@cache
def address_of_page(page: str) -> str:
    """Return the address of a page that is not about one question."""
    return url_for(f"dossier.{page}")
