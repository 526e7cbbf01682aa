"""A line of a calendar's file as the page shows it: its number, whose it is, when, and what becomes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from portal.caseload.calendar.matching import UNMATCHED, Unmatched
from portal.caseload.calendar.reading import Found
from portal.core.interviews import CHANGES, Outcome
from portal.core.words import Words, say
from portal.web.language import Language

OUTCOMES: Mapping[Outcome, Words] = MappingProxyType(
    {
        Outcome.NEW: say("New"),
        Outcome.MOVED: say("Moved"),
        Outcome.CANCELLED: say("Cancelled"),
        Outcome.SAME: say("Nothing changes."),
        Outcome.GONE_BY: say("It has gone by: not taken in."),
        Outcome.FAR: say("More than a year ahead: not taken in."),
    }
)
PICTURES: Mapping[Outcome | Unmatched, str] = MappingProxyType(
    {Outcome.NEW: "appointment", Outcome.MOVED: "moved", Outcome.CANCELLED: "cancelled"}
)
LINE = say("Line %(number)s")
LINE_AND_PLACE = say("Line %(number)s, at line %(about)s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One line, in words."""

    line: str
    name: str
    when: str
    words: str
    picture: str
    changes: bool
    is_unclear: bool


def shown(found: Found, people: Mapping[UUID, str], language: Language) -> Shown:
    """Return a line in words: whose it is by the name the agency knows, or as the file says it."""
    line, entry = found.line, found.line.entry
    known = people[found.coming.person_id] if found.coming else line.name
    when = f"{language.short_day(entry.plan.at)} · {language.time(entry.plan.at)}" if entry else ""
    return Shown(
        line=_place(found, language),
        name=known,
        when=when,
        words=language.say(line.problem or _words(found.outcome)),
        picture=PICTURES.get(found.outcome, "look-again" if found.coming is None else "not-yet"),
        changes=found.outcome in CHANGES,
        is_unclear=found.coming is None,
    )


def _words(outcome: Outcome | Unmatched) -> Words:
    return OUTCOMES[outcome] if isinstance(outcome, Outcome) else UNMATCHED[outcome]


def _place(found: Found, language: Language) -> str:
    line = found.line
    if line.about and line.about != line.number:
        return language.say(LINE_AND_PLACE, number=line.number, about=line.about)
    return language.say(LINE, number=line.number)
