"""The page “who read my dossier”: every entry of the journal in plain words, by day."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.core.actors import Person
from portal.core.permissions import Permission, Role
from portal.core.words import Words, say
from portal.dossier.questions import QUESTIONS
from portal.storage.journal import Deed, Noted
from portal.transparency.feature import transparency
from portal.web import language
from portal.web.current import work
from portal.web.pages import page

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
    }
)
COUNSELLOR: Mapping[Deed, Words] = MappingProxyType(
    {
        Deed.READ: say("Your counsellor read your answers, before the interview."),
        Deed.SAW_IN_LIST: say("Your counsellor saw your name in a list."),
    }
)
PICTURES: Mapping[Deed, str] = MappingProxyType(
    {
        Deed.SIGNED_IN: "phone",
        Deed.WROTE: "edit",
        Deed.SENT: "send",
        Deed.READ: "who-reads",
        Deed.SAW_IN_LIST: "people",
    }
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
    alone = None if (entry.role, entry.deed) == (Role.PERSON, Deed.WROTE) else entry.number
    return words.day(entry.at), entry.role, entry.deed, alone


def _trace(entries: list[Noted], role: Role, deed: Deed, words: language.Language) -> Trace:
    told = (OWN if role is Role.PERSON else COUNSELLOR)[deed]
    keys = dict.fromkeys(key.partition(".")[0] for entry in reversed(entries) for key in entry.what)
    return Trace(
        time=words.time(entries[0].at),
        words=words.say(told),
        picture=PICTURES[deed],
        about=tuple(words.say(QUESTIONS[key].short) for key in keys if key in QUESTIONS),
    )
