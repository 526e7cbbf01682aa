"""What came of each check of the portal itself: kept with its moment for a year, shown to everybody."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select

from portal.storage.tables.agency import checks

KEPT = timedelta(days=365)
_LONGEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one check found at one moment."""

    name: str
    at: datetime
    holds: bool
    found: str = ""
    """What was not as it is said to be: names of code and tables, never of people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one check stands: when it was run last, and when it held last."""

    at: datetime
    held_at: datetime | None

    @property
    def holds(self) -> bool:
        """Whether it held when it was run last."""
        return self.held_at == self.at


def keep_outcomes(connection: Connection, outcomes: Collection[Outcome], now: datetime) -> None:
    """Keep what a run found, and forget what is older than a year."""
    connection.execute(delete(checks).where(checks.c.at < now - KEPT))
    rows = [{**asdict(outcome), "found": outcome.found[:_LONGEST]} for outcome in outcomes]
    if rows:
        connection.execute(insert(checks), rows)


def standings(connection: Connection) -> Mapping[str, Standing]:
    """Return how each check stands, by its name."""
    held = func.max(checks.c.at).filter(checks.c.holds)
    asked = select(checks.c.name, func.max(checks.c.at).label("at"), held.label("held_at")).group_by(checks.c.name)
    return {row.name: Standing(at=row.at, held_at=row.held_at) for row in connection.execute(asked)}
