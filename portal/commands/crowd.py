"""Gives one counsellor of the demo as many people as in life, and a day full of interviews."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from portal.commands.telling import tell
from portal.core.actors import Person
from portal.core.calendar import PARIS
from portal.storage.engine.database import Connection
from portal.storage.people.people import Known, NewPerson, add_interview, add_person
from portal.web.parts import Parts

STORY = Path(__file__).with_name("crowd.toml")
SINCE = timedelta(days=200)
TOLD, TOLD_AGAIN = timedelta(days=4), timedelta(hours=30)
_SATURDAY = 5
_WEEK = 7
_EVERY = 8
"""One in so many has an interview in the next weeks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """Where the people of a counsellor are added."""

    connection: Connection
    parts: Parts
    now: datetime
    agency_id: UUID


def add_crowd(crowd: Crowd, counsellors: Mapping[str, UUID]) -> None:
    """Add everybody of the story. Needs a request of the portal to stand in."""
    story = tomllib.loads(STORY.read_text(encoding="utf-8"))
    counsellor_id, names = counsellors[story["with"]], names_of(story["first"], story["last"])
    for told in story["today"]:
        person = _add(crowd, counsellor_id, next(names), story["street"])
        add_interview(crowd.connection, person.id, counsellor_id, workday(f"0 {told['hour']}", crowd.now))
        _tell(crowd, person, told)
    soon = (f"{day} {hour}" for hour in story["hours"] for day in story["days"])
    for number, name in enumerate(islice(names, story["people"])):
        person = _add(crowd, counsellor_id, name, story["street"])
        if number % _EVERY == 0:
            add_interview(crowd.connection, person.id, counsellor_id, workday(next(soon), crowd.now))


def workday(written: str, now: datetime) -> datetime:
    """Return the moment of an interview told as ``3 09:30``: in three days, on a day that is worked."""
    days, hour = written.split()
    day = now.astimezone(PARIS).date() + timedelta(days=int(days))
    if day.weekday() >= _SATURDAY:
        day += timedelta(days=_WEEK - day.weekday())
    return datetime.combine(day, time.fromisoformat(hour), PARIS)


def names_of(first: list[str], last: list[str]) -> Iterator[str]:
    """Go through pairs of names: neighbours in the list share neither."""
    for turn in range(len(last)):
        for place, one in enumerate(first):
            yield f"{one} {last[(place + turn) % len(last)]}"


def _add(crowd: Crowd, counsellor_id: UUID, name: str, street: str) -> Person:
    known = Known(name=name, address=street)
    new = NewPerson(agency_id=crowd.agency_id, counsellor_id=counsellor_id, known=known)
    added = add_person(crowd.connection, crowd.parts.ring, new, crowd.now - SINCE)
    return Person(id=added.id, agency_id=crowd.agency_id)


def _tell(crowd: Crowd, person: Person, told: Mapping[str, Any]) -> None:
    for name, ago in (("answers", TOLD), ("again", TOLD_AGAIN)):
        if name in told:
            visit = {"language": told.get("language", "fr"), "answers": told[name], "send": True}
            visit |= {"talk": True} if told.get("talk") and name == "answers" else {}
            tell(crowd.connection, crowd.parts, person, visit, crowd.now - ago)
