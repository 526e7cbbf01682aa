"""A question that comes back: its page says what the counsellor asks, gives room to say more, and leads to the list."""

from collections.abc import Mapping

from flask import request, url_for

from portal.core.actors import Teller
from portal.core.answers import Kind
from portal.core.clarifications import MOST_OWN_WORDS, OWN_WORDS, OWN_WORDS_LONG, Step, has_room, proposed
from portal.core.questions import Question
from portal.core.typed import Typed, first, tidy
from portal.core.understanding import Unclear
from portal.storage.dialogue.clarifications import Clarification, own_clarifications, take_step
from portal.storage.dialogue.taken import Taken
from portal.web import language as languages
from portal.web.current import work

_ASKED = "asked"
_WAYS_BACK = {"check": "dossier.check", _ASKED: "clarifications.mine", "again": "dossier.again"}
"""Where somebody came from who changes one answer, by what the address says: they go back there."""


def way_back() -> str | None:
    """Return the page that somebody came from to this question, if it is one of those that lead here."""
    endpoint = _WAYS_BACK.get(_said())
    return url_for(endpoint) if endpoint else None


def then() -> str | None:
    """Return what an address says to lead back to the same page."""
    said = _said()
    return said if said in _WAYS_BACK else None


def is_asked_back() -> bool:
    """Tell whether somebody came from the list of what their counsellor asks."""
    return _said() == _ASKED


def _said() -> str:
    """Return what the address says about where somebody came from; most addresses say nothing, and cost nothing."""
    return request.args.get("then", "") if request.query_string else ""


def words_of(asked: Clarification, question: Question) -> tuple[str, str]:
    """Return what a counsellor asks, and in which language it is: the proposed words are in that of the page."""
    language = languages.current()
    own = asked.asked
    return (own.words, own.language) if own.words else (language.say(proposed(question.answer)), language.tag)


def shown_back(question: Question, typed: Typed) -> Mapping[str, object]:
    """Return what the page of a question shows of what is asked back, and of one's own words beside the choices."""
    told: dict[str, object] = {}
    asked = _open_about(question.key)
    if asked is not None:
        told["asked"], told["asked in"] = words_of(asked, question)
    if has_room(question.answer) and (asked is not None or first(typed, OWN_WORDS)):
        told[f"typed {OWN_WORDS}"] = typed.get(OWN_WORDS, ("",))[0]
    return told


def own_words(kind: Kind, typed: Typed) -> str:
    """Return what somebody wrote beside what they chose."""
    return first(typed, OWN_WORDS) if has_room(kind) else ""


def look_at_own_words(kind: Kind, typed: Typed) -> None:
    """Raise :class:`Unclear` where somebody wrote more than anybody reads."""
    if len(own_words(kind, typed)) > MOST_OWN_WORDS:
        raise Unclear(OWN_WORDS_LONG)


def without_empty_words(typed: Typed) -> Typed:
    """Return what the form sent: a box that was left empty says nothing new."""
    return {name: values for name, values in typed.items() if name != OWN_WORDS or any(map(tidy, values))}


def note_answered(teller: Teller, key: str) -> None:
    """Keep that what the counsellor asks was answered: it is not sent yet."""
    asked = _open_about(key)
    if asked is not None:
        take_step(work().vault, teller.person_id, asked.number, Taken(step=Step.TOLD))


def _open_about(key: str) -> Clarification | None:
    """Return what is asked back about a question, if somebody came to answer it."""
    if not is_asked_back():
        return None
    found = own_clarifications(work().vault, work().key.owner)
    return next((one for one in found if one.is_open and one.asked.question == key), None)
