"""My day: what waits for the counsellor, and who comes in the next two weeks, by time, with what is ready."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import dropwhile
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.caseload.feature import caseload
from portal.caseload.signs import ASKED, Sign, signs_of
from portal.caseload.waiting import Waits, groups_of, waiting_for
from portal.core.actors import Counsellor, may_answer
from portal.core.calendar import midnight, today
from portal.core.ceilings import AHEAD
from portal.core.permissions import Permission
from portal.core.words import say
from portal.storage.caseload.days import Comes, who_comes
from portal.storage.dialogue.interview_rows import Slot
from portal.storage.dialogue.interviews import coming
from portal.storage.people.colleagues import names_of
from portal.storage.people.reach import counsellors_of
from portal.web import language
from portal.web.current import work
from portal.web.pages import page

TODAY = say("Today, %(day)s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One interview, as the page shows it."""

    comes: Comes
    signs: list[Sign]
    colleague: str
    """Whose person it is, while the counsellor replaces them; nothing for one's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The interviews of one day, by time."""

    date: date
    title: str
    lines: list[Line]


@page(caseload, "/day", Permission.READ_CASELOAD)
def day(counsellor: Counsellor) -> ResponseReturnValue:
    """Show what waits for an answer, and who comes, by time."""
    current = work()
    listed = who_comes(current.vault, ASKED, midnight(current.now), current.now + AHEAD)
    waiting = waiting_for(current.connection, _whose(counsellor))
    names = {one.person_id: one.name for one in listed}
    others = {one.person_id for one in waiting} - names.keys()
    names |= {person: known.name for person, known in current.vault.names(others, may_answer).items()}
    days = _by_day(_lines(listed, waiting), language.current(), today(current.now))
    return render_template("caseload/day.html", days=days, waiting=groups_of(waiting, names))


def next_slot(counsellor: Counsellor, person_id: UUID) -> Slot | None:
    """Return the interview that comes after a person's next one, with somebody else: nothing of it is opened."""
    now = work().now
    slots = coming(work().connection, _whose(counsellor), midnight(now), now + AHEAD)
    following = dropwhile(lambda slot: slot.person_id != person_id, slots)
    return next((slot for slot in following if slot.person_id != person_id), None)


def colleagues(whose: Collection[UUID]) -> Mapping[UUID, str]:
    """Return the names of the colleagues whom the counsellor replaces, of those whose people are listed."""
    current = work()
    others = {one for one in whose if current.actor is not None and one != current.actor.id}
    return names_of(current.connection, current.ring, others) if others else {}


def _whose(counsellor: Counsellor) -> list[UUID]:
    return counsellors_of(work().connection, counsellor.id, work().now)


def _lines(listed: Collection[Comes], waiting: Collection[Waits]) -> list[Line]:
    names = colleagues({one.counsellor_id for one in listed})
    return [
        Line(
            comes=one,
            signs=signs_of(one, {waits.sign for waits in waiting if waits.person_id == one.person_id}),
            colleague=names.get(one.counsellor_id, ""),
        )
        for one in listed
    ]


def _by_day(lines: Collection[Line], words: language.Language, now: date) -> list[Day]:
    days: dict[date, Day] = {}
    for line in lines:
        on = today(line.comes.at)
        name = words.short_day(on)
        title = words.say(TODAY, day=name) if on == now else name
        days.setdefault(on, Day(date=on, title=title, lines=[])).lines.append(line)
    return [*days.values()]
