"""Declared weeks: each sending is a new row, the newest is what was declared; a week nobody declared has none."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Self

from sqlalchemy import Connection, Row, func, insert, select

from portal.core.actors import Actor
from portal.core.calendar import moment_of
from portal.core.weeks import Told, Week
from portal.storage.engine.seal import OwnerKey
from portal.storage.tables.people import weeks

PROMISE = "week"
"""The name of a week's promise, as the vault checks it."""
_STEP = 1536
"""In bytes: a week that could not, and one with six things and no word, have one length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """One sending of one week."""

    week: Week
    number: int
    told: Told
    language: str
    """The language of the page it was told on."""
    receipt: int
    at: datetime
    forms: tuple[str, ...] = ()
    """The newest forms that led to it: one that comes again, even now, changes nothing."""

    def seen_by_others(self, *, says_why: bool = True) -> Self:
        """Return what anybody but the person sees of it, and why they could not if that is for them."""
        return replace(self, told=self.told.seen_by_others(says_why=says_why))


def declare(connection: Connection, key: OwnerKey, by: Actor, declared: Declared) -> None:
    """Keep one sending as a new row. Hold the person's key row locked."""
    place = _place(declared.week.monday, declared.number)
    row = {
        "person_id": key.owner,
        "week": declared.week.monday,
        "number": declared.number,
        "sealed": key.seal(place, _sealed(declared), _STEP),
        "typed_by": by.id,
        "typed_as": by.role.value,
        "receipt": declared.receipt,
        "at": declared.at,
    }
    connection.execute(insert(weeks), row)


def newest(connection: Connection, key: OwnerKey, first: Week, last: Week) -> list[Declared]:
    """Return the weeks declared from ``first`` to ``last``, each as it was sent last, the newest week first.

    For the person's own pages: others go through the vault.
    """
    row, newer = weeks.c, weeks.alias().c
    mine, same = ((one.person_id == key.owner, one.week.between(first.monday, last.monday)) for one in (row, newer))
    came_after = select(newer.number).where(*same, newer.week == row.week, newer.number > row.number)
    asked = select(weeks).where(*mine, ~came_after.exists()).order_by(row.week.desc())
    return [_opened(key, found) for found in connection.execute(asked)]


def history(connection: Connection, key: OwnerKey, week: Week) -> list[Declared]:
    """Return every sending of one week, the newest first. For the person alone."""
    return sendings(connection, key, week, week)


def sendings(connection: Connection, key: OwnerKey, first: Week, last: Week) -> list[Declared]:
    """Return every sending of the weeks from ``first`` to ``last``: the newest week first, of each the newest sending.

    For the person alone.
    """
    asked = select(weeks).where(weeks.c.person_id == key.owner, weeks.c.week.between(first.monday, last.monday))
    ordered = asked.order_by(weeks.c.week.desc(), weeks.c.number.desc())
    return [_opened(key, found) for found in connection.execute(ordered)]


def latest_before(connection: Connection, key: OwnerKey, week: Week, first: Week) -> Declared | None:
    """Return the newest declared week before ``week``, not older than ``first``, if there is one."""
    before = (weeks.c.week >= first.monday, weeks.c.week < week.monday)
    asked = select(func.max(weeks.c.week)).where(weeks.c.person_id == key.owner, *before)
    monday: date | None = connection.execute(asked).scalar_one()
    return history(connection, key, Week(monday))[0] if monday else None


def _sealed(declared: Declared) -> dict[str, object]:
    """Return what is sealed: also when it was sent and what proves it, for the row beside it could be changed."""
    told = {"told": declared.told.packed(), "language": declared.language, "forms": list(declared.forms)}
    return {**told, "receipt": declared.receipt, "at": declared.at.isoformat()}


def _opened(key: OwnerKey, row: Row[Any]) -> Declared:
    sealed: Any = key.unseal(_place(row.week, row.number), row.sealed)
    return Declared(
        week=Week(row.week),
        number=row.number,
        told=Told.unpacked(sealed["told"]),
        language=sealed["language"],
        receipt=sealed["receipt"],
        at=moment_of(sealed["at"]),
        forms=tuple(sealed["forms"]),
    )


def _place(monday: date, number: int) -> str:
    return f"weeks|{monday}|{number}"
