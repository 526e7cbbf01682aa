"""The page “who read my dossier”: every entry of the journal in plain words, by day."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.core.actors import Person
from portal.core.permissions import Permission, Role
from portal.core.weeks import Week
from portal.core.words import Words, say
from portal.dossier.questions import QUESTIONS
from portal.storage.journal import Deed, Noted
from portal.transparency.feature import transparency
from portal.web import language
from portal.web.current import work
from portal.web.pages import page
from portal.web.weeks import dates

NEWEST = 300
"""Entries shown on the page: several months of an ordinary dossier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One entry in plain words."""

    time: str
    words: str
    picture: str
    about: tuple[str, ...]


OWN: Mapping[Deed, Words] = MappingProxyType(
    {
        Deed.SIGNED_IN: say("You opened your dossier."),
        Deed.WROTE: say("You answered or changed something."),
        Deed.SENT: say("You sent your answers."),
        Deed.TOLD_WEEK: say("You told something about a week."),
        Deed.SENT_WEEK: say("You sent a week."),
        Deed.VISIT_BEGAN: say("You let a helper sit with you."),
        Deed.VISIT_ENDED: say("You stopped a helper’s visit."),
        Deed.TOOK_COPY: say("You took a copy of your weeks."),
        Deed.WROTE_ARGUMENTS: say("You wrote arguments."),
        Deed.SENT_ARGUMENTS: say("You sent your arguments."),
        Deed.ASKED_FOR_REMINDER: say("You asked for a reminder each week."),
        Deed.STOPPED_REMINDER: say("You stopped the reminder."),
    }
)
COUNSELLOR: Mapping[Deed, Words] = MappingProxyType(
    {
        Deed.READ: say("Your counsellor read your answers, before the interview."),
        Deed.READ_WEEKS: say("Your counsellor read the weeks you told."),
        Deed.OPENED_ARGUMENTS: say("Your counsellor opened your arguments."),
        Deed.READ_ARGUMENTS: say("Your counsellor read your arguments."),
        Deed.ANSWERED_ARGUMENTS: say("Your counsellor answered your arguments."),
        Deed.CLOSED_ARGUMENTS: say("Your counsellor read and kept your arguments."),
        Deed.SAW_IN_LIST: say("Your counsellor saw your name in a list."),
        Deed.OPENED_VISIT: say("Your counsellor let a helper come to you, without your card."),
    }
)
PORTAL: Mapping[Deed, Words] = MappingProxyType(
    {
        Deed.REMINDED: say("We used your address, for your reminder. Nobody read it."),
        Deed.VISIT_ENDED: say("The agency ended the helper’s visit."),
    }
)
PICTURES: Mapping[Deed, str] = MappingProxyType(
    {
        Deed.SIGNED_IN: "phone",
        Deed.WROTE: "edit",
        Deed.SENT: "send",
        Deed.TOLD_WEEK: "week",
        Deed.SENT_WEEK: "send",
        Deed.TOOK_COPY: "take-away",
        Deed.READ_WEEKS: "who-reads",
        Deed.OPENED_VISIT: "who-reads",
        Deed.VISIT_BEGAN: "with-someone",
        Deed.VISIT_ENDED: "with-someone",
        Deed.WROTE_ARGUMENTS: "write",
        Deed.SENT_ARGUMENTS: "send",
        Deed.OPENED_ARGUMENTS: "who-reads",
        Deed.READ_ARGUMENTS: "who-reads",
        Deed.ANSWERED_ARGUMENTS: "message",
        Deed.CLOSED_ARGUMENTS: "paperwork",
        Deed.ASKED_FOR_REMINDER: "reminder",
        Deed.STOPPED_REMINDER: "no-reminder",
        Deed.REMINDED: "reminder",
        Deed.READ: "who-reads",
        Deed.SAW_IN_LIST: "people",
    }
)


TELLING = frozenset({Deed.WROTE, Deed.TOLD_WEEK, Deed.WROTE_ARGUMENTS})
"""A person does these many times a day: one line a day is enough."""
HELPER: Mapping[Deed, Words] = MappingProxyType(
    {
        Deed.READ: say("The helper saw questions with you."),
        Deed.WROTE: say("The helper wrote for you, beside you."),
        Deed.READ_WEEKS: say("The helper saw this week with you."),
        Deed.TOLD_WEEK: say("The helper wrote in your week, beside you."),
        Deed.VISIT_BEGAN: say("The helper came. Your counsellor let them come to you."),
        Deed.VISIT_ENDED: say("The helper’s visit ended."),
    }
)
TOLD: Mapping[Role, Mapping[Deed, Words]] = MappingProxyType(
    {Role.PERSON: OWN, Role.COUNSELLOR: COUNSELLOR, Role.HELPER: HELPER, Role.PORTAL: PORTAL}
)


@page(transparency, "/who-read", Permission.SEE_JOURNAL)
def who_read(person: Person) -> ResponseReturnValue:
    """Show who did what with the dossier, newest day first."""
    words = language.current()
    entries = list(reversed(work().vault.entries(person.id)[-NEWEST:]))
    days: dict[str, list[Trace]] = {}
    for (day, role, deed, _once), same in groupby(entries, key=lambda entry: _alike(entry, words)):
        days.setdefault(day, []).append(_trace(list(same), role, deed, words))
    return render_template("transparency/who_read.html", days=days)


def _alike(entry: Noted, words: language.Language) -> tuple[str, Role, Deed, object]:
    """Return what puts entries on one line: the person's own writings of one day. Everything else stands alone."""
    alone = None if entry.role is Role.PERSON and entry.deed in TELLING else entry.number
    return words.day(entry.at), entry.role, entry.deed, alone


def _trace(entries: list[Noted], role: Role, deed: Deed, words: language.Language) -> Trace:
    told = TOLD[role][deed]
    keys = dict.fromkeys(key.partition(".")[0] for entry in reversed(entries) for key in entry.what)
    named = tuple(name for key in keys if (name := _name(key, words)))
    return Trace(
        time=words.time(entries[0].at),
        words=words.say(told),
        picture=PICTURES[deed],
        about=entries[0].what if deed is Deed.OPENED_VISIT else named,
    )


def _name(key: str, words: language.Language) -> str:
    """Return what an entry is about, in words: a question, or a week."""
    if key in QUESTIONS:
        return words.say(QUESTIONS[key].short)
    try:
        return dates(Week.named(key), words)
    except ValueError:
        return ""
