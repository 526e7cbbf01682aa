"""Repeated things, like jobs done: up to three, each told on a few small pages, changed and taken away."""

from flask import abort, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Actor, Teller
from portal.core.answers import Items, Part
from portal.core.permissions import Permission
from portal.core.questions import Question
from portal.dossier.asked_back import then, way_back
from portal.dossier.asking import LOOK_AROUND, Asked, Filled, filled_from, next_address, own_of, page_of, shared_context
from portal.dossier.feature import dossier
from portal.dossier.hearing import hear, hear_items, skipped
from portal.dossier.keeping import keep, rescue_typed, which_one
from portal.dossier.questions import OPEN, QUESTIONS, part_key
from portal.dossier.records import Dossier, open_dossier
from portal.dossier.wording import in_words
from portal.storage.answers.kept import Outcome, Page, Said, State
from portal.web import language
from portal.web.current import work
from portal.web.pages import page, typed
from portal.web.templating import filled_page

LONGEST_ITEM = 2
"""In digits. Numbers are not used again, so that there are more of them than things to tell."""


def items_page(asked: Asked, mine: Dossier, problem: str = "") -> ResponseReturnValue:
    """Show what was told so far, a way to add one, and a way on."""
    kind = asked.question.answer
    if not isinstance(kind, Items):
        raise TypeError(kind)
    items, own = mine.items(asked.key), own_of(asked, mine, Filled())
    page_ = filled_page(
        "dossier/items.html",
        None if items or problem else (asked.key, *own.words),
        lambda: {
            **shared_context(asked, own),
            "items": [_line(asked.question, kind, mine, item) for item in items],
            "add": _address(asked.key, str(int(items[-1]) + 1 if items else 1), kind.parts[0].key)
            if len(items) < kind.most
            else "",
            "problem": problem,
        },
        own,
    )
    return make_response(page_, 422 if problem else 200)


def keep_items(teller: Teller, asked: Asked, do: str) -> ResponseReturnValue:
    """Take one away, or keep that all is told, or that it is skipped."""
    words, mine = language.current(), open_dossier(teller)
    if do.startswith("remove:"):
        _remove(teller, asked.question, mine, do.removeprefix("remove:"))
        return redirect(request.full_path.rstrip("?"), 303)
    heard = skipped(words) if do == "skip" else hear_items(len(mine.items(asked.key)), words)
    if heard.problem is not None:
        return items_page(asked, mine, words.say(heard.problem.words))
    keep(teller, asked, heard)
    return redirect(way_back() or next_address(open_dossier(teller), asked.key), 303)


@page(dossier, "/dossier/<key>/<item>/<part>", Permission.FILL_DOSSIER)
def ask_part(teller: Teller, key: str, item: str, part: str) -> ResponseReturnValue:
    """Ask one small thing about one item."""
    asked = _asked(key, item, part)
    mine = open_dossier(teller, asked.key)
    return page_of(asked, mine, filled_from(mine.standing(asked.key, item)))


def _rescue(actor: Actor | None, key: str, item: str, part: str) -> ResponseReturnValue:
    return rescue_typed(actor, _asked(key, item, part))


def _beside(key: str, item: str, part: str) -> bool:
    """Tell whether a helper beside the person writes here."""
    return key in OPEN and _is_item(item) and _part(QUESTIONS[key], part) is not None


@page(dossier, "/dossier/<key>/<item>/<part>", Permission.FILL_DOSSIER, method="POST", rescue=_rescue, beside=_beside)
def answer_part(teller: Teller, key: str, item: str, part: str) -> ResponseReturnValue:
    """Keep one small thing about one item, and go on to the next."""
    asked, do = _asked(key, item, part), request.form.get("do", "answer")
    if do.startswith(LOOK_AROUND):
        return page_of(asked, open_dossier(teller, asked.key), Filled(typed=typed()))
    words = language.current()
    heard = skipped(words) if do == "skip" else hear(asked.kind, asked.question.use, typed(), words)
    outcome = keep(teller, asked, heard)
    if heard.problem is not None:
        return page_of(asked, open_dossier(teller, asked.key), Filled(typed=typed(), problem=heard.problem), status=422)
    if outcome is Outcome.SET_ASIDE:
        return which_one(asked, open_dossier(teller, asked.key), typed())
    return redirect(_following(asked.question, item, part), 303)


def item_words(question: Question, kind: Items, mine: Dossier, item: str, words: language.Language) -> list[str]:
    """Return what was told about one item, in words."""
    told = []
    for part in kind.parts:
        value = mine.value(part_key(question.key, part.key), item)
        if value is not None:
            told += in_words(part.answer, value, words)
    return told


def _line(question: Question, kind: Items, mine: Dossier, item: str) -> dict[str, object]:
    return {
        "item": item,
        "words": item_words(question, kind, mine, item, language.current()),
        "address": _address(question.key, item, kind.parts[0].key),
    }


def _remove(teller: Teller, question: Question, mine: Dossier, item: str) -> None:
    if not isinstance(question.answer, Items) or item not in mine.items(question.key):
        return
    for part in question.answer.parts:
        key = part_key(question.key, part.key)
        told = Page(wording="", shown=mine.standing(key, item).shown)
        work().vault.write(teller.person_id, key, item, Said(state=State.REMOVED), told)


def _asked(key: str, item: str, part_name: str) -> Asked:
    question = QUESTIONS.get(key)
    part = _part(question, part_name)
    if question is None or part is None or not _is_item(item):
        abort(404)
    return Asked(
        question=question,
        key=part_key(key, part.key),
        item=item,
        title=part.ask,
        hint=part.help,
        kind=part.answer,
        address=_address(key, item, part.key),
        back=url_for("dossier.ask", key=key, then=then()),
    )


def _part(question: Question | None, name: str) -> Part | None:
    if question is None or not isinstance(question.answer, Items):
        return None
    return next((part for part in question.answer.parts if part.key == name), None)


def _is_item(item: str) -> bool:
    return item.isascii() and item.isdecimal() and len(item) <= LONGEST_ITEM and not item.startswith("0")


def _following(question: Question, item: str, part: str) -> str:
    keys = [one.key for one in question.answer.parts] if isinstance(question.answer, Items) else []
    rest = keys[keys.index(part) + 1 :]
    return _address(question.key, item, rest[0]) if rest else url_for("dossier.ask", key=question.key, then=then())


def _address(key: str, item: str, part: str) -> str:
    return url_for("dossier.ask_part", key=key, item=item, part=part, then=then())
