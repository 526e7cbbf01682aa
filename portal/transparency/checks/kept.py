"""Checks of what is kept: the journal tells only of what may be, in words for people, and nothing of it was changed."""

from collections.abc import Iterator
from random import Random
from uuid import UUID

from sqlalchemy import select

from portal.core.permissions import Role
from portal.core.uses import Purpose
from portal.storage.engine.database import Connection
from portal.storage.tables.people import journal, people
from portal.storage.trace import anchoring
from portal.storage.trace.journal import Deed, broken
from portal.transparency.checks import Place
from portal.transparency.deeds import PICTURES, TOLD

SAMPLE = 25
"""People whose journals are looked at in one run, others each time."""


def purposes_are_allowed(place: Place) -> Iterator[str]:
    """Everything that was ever done with data served a purpose that people are told."""
    allowed = [purpose.value for purpose in Purpose]
    with place.database.transaction(writes=False) as connection:
        asked = select(journal.c.purpose).where(journal.c.purpose.not_in(allowed)).distinct()
        yield from connection.execute(asked).scalars().all()


def deeds_have_words(place: Place) -> Iterator[str]:
    """Everything that was ever done with data is told to the person in plain words."""
    with place.database.transaction(writes=False) as connection:
        done = connection.execute(select(journal.c.role, journal.c.deed).distinct()).all()
    for role, deed in done:
        if role not in set(Role) or deed not in set(Deed) or Deed(deed) not in TOLD.get(Role(role), {}):
            yield f"{role} {deed}"
        elif Deed(deed) not in PICTURES:
            yield f"{deed}: no picture"


def portal_does_only_this(place: Place) -> Iterator[str]:
    """What the portal does by itself, with nobody there, is only what people are told."""
    told = [deed.value for deed in TOLD[Role.PORTAL]]
    with place.database.transaction(writes=False) as connection:
        alone = journal.c.role == Role.PORTAL.value
        yield from connection.execute(
            select(journal.c.deed).where(alone, journal.c.deed.not_in(told)).distinct()
        ).scalars()


def chains_hold(place: Place) -> Iterator[str]:
    """In the journals of some people, chosen by chance, nothing was altered or taken away in between."""
    with place.database.transaction(writes=False) as connection:
        wrong = [one for one in _some_people(connection, place.dice) if broken(connection, place.ring, one)]
    if wrong:
        yield "a journal does not hold: ./dev portal journal check tells which"


def _some_people(connection: Connection, dice: Random) -> list[UUID]:
    """Return people who came to be one after the other, from a place between the first and the last of all."""
    asked = select(people.c.id)
    first = connection.execute(asked.order_by(people.c.id).limit(1)).scalar()
    last = connection.execute(asked.order_by(people.c.id.desc()).limit(1)).scalar()
    if first is None or last is None:
        return []
    beginning = UUID(int=dice.randint(first.int, last.int))
    return [
        person_id
        for side in (people.c.id >= beginning, people.c.id < beginning)
        for person_id in connection.execute(asked.where(side).order_by(people.c.id).limit(SAMPLE)).scalars()
    ][:SAMPLE]


def nothing_is_cut(place: Place) -> Iterator[str]:
    """Every journal still holds what was anchored of it, on the day it was anchored last."""
    yield from anchoring.amiss(place.database, place.ring)
