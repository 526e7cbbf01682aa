"""When the time of a row is over: each promise in the words of the database, for whichever table holds it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any, assert_never

from sqlalchemy import Column, ColumnElement, Table, and_, false, or_, select, true

from portal.core.uses import Event, Keeping, Use
from portal.storage.engine.erasing import owner_of, personal_tables
from portal.storage.rights.promise_versions import Period, Periods
from portal.storage.tables.people import interviews, is_meeting, people
from portal.storage.tables.schema import metadata

KEPT_SINCE: Mapping[str, str] = MappingProxyType(
    {"people": "last_contact_at", "sessions": "began_at", "cards": "made_at", "invitations": "until"}
)
"""Which column says since when a row is kept, where it is none of the usual ones."""
_USUAL = ("at", "began_at", "edited_at", "due_at")
TAGGED: Mapping[str, str] = MappingProxyType({"answers": "question"})
"""Tables whose rows are of many things, each named by a tag and with a promise of its own."""
WHOLE = frozenset({"people", "keys"})
"""Tables whose row goes with everything else of the person, never alone."""
AGAIN = timedelta(days=7)
"""So far back is looked again: an interview may have been written down, or moved, after its day."""
_A_WEEK = timedelta(days=6)
"""From its Monday to its Sunday."""


def kept_since(table: Table) -> Column[Any]:
    """Return the column that says since when a row is kept; a table that has none fails here, at once."""
    named = KEPT_SINCE.get(table.name)
    return table.c[named or next(name for name in _USUAL if name in table.c)]


def promised_columns(table: Table) -> list[Column[Any]]:
    """Return the columns that hold something about a person."""
    return [column for column in table.columns if isinstance(column.info.get("promise"), Use)]


def settled_tables() -> list[Table]:
    """Return every table whose rows have a time of their own, each before those it leans on."""
    return [table for table in personal_tables() if table.name not in WHOLE and promised_columns(table)]


def is_over(table: Table, periods: Periods, now: datetime, looked_at: datetime | None = None) -> ColumnElement[bool]:
    """Return whether a row's time is over by any promise that was made about it.

    Once everybody was ``looked_at``, an interview that was long past then need not be thought of again.
    """
    first = looked_at - AGAIN if looked_at else None
    over = (and_(_promised_by(table, one), _has_passed(table, one.keeping, now, first)) for one in periods)
    return or_(*over)


def row_is_over(table: Table, promised: Mapping[str, Periods], now: datetime) -> ColumnElement[bool]:
    """Return whether the time of everything in a row is over, so that the row itself goes."""
    return and_(true(), *(is_over(table, promised[str(column)], now) for column in promised_columns(table)))


def may_be_over(
    table: Table, promised: Mapping[str, Periods], now: datetime, looked_at: datetime | None
) -> ColumnElement[bool]:
    """Return whether anything in a row could be over: what is named by a tag is only known with the person's key."""
    periods = {one for column in promised_columns(table) for one in promised[str(column)]}
    if table.name in TAGGED:
        periods |= {one for all_ in by_name(promised).values() for one in all_ if _counts_in(table, one.keeping)}
    return is_over(table, tuple(periods), now, looked_at)


def _counts_in(table: Table, keeping: Keeping) -> bool:
    """Tell whether a table knows the event at all: nothing that is kept in it is promised by one it does not know."""
    known = {Event.LAST_EDIT: "edited_at", Event.WEEK: "week"}.get(keeping.after)
    return known is None or known in table.c


def by_name(promised: Mapping[str, Periods]) -> Mapping[str, Periods]:
    """Return what is promised about things that are asked for by name, without the promises of columns."""
    return {name: periods for name, periods in promised.items() if name.partition(".")[0] not in metadata.tables}


def _promised_by(table: Table, period: Period) -> ColumnElement[bool]:
    return true() if period.before is None else kept_since(table) < period.before


def _has_passed(table: Table, keeping: Keeping, now: datetime, first: datetime | None) -> ColumnElement[bool]:
    last = now - timedelta(days=keeping.days)
    match keeping.after:
        case Event.LAST_CONTACT:
            contact = people.alias()
            its = (contact.c.id == table.c[owner_of(table)], contact.c.last_contact_at < last)
            return select(contact.c.id).where(*its).exists()
        case Event.INTERVIEW:
            met = interviews.alias()
            after = and_(is_meeting(met), met.c.at >= kept_since(table), met.c.at < last)
            if first is not None:
                after = and_(after, met.c.at >= first - timedelta(days=keeping.days))
            return select(met.c.id).where(met.c.person_id == table.c[owner_of(table)], after).exists()
        case Event.WEEK:
            monday: date = (last - _A_WEEK).date()
            return table.c.week < monday if "week" in table.c else kept_since(table) < last
        case Event.RECORDED | Event.LAST_EDIT:
            return kept_since(table) < last
        case Event.STOPPED:
            return false()
        case _:
            assert_never(keeping.after)
