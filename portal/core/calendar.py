"""Days and times as people in France live them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
NEVER = datetime.max.replace(tzinfo=UTC)
"""After every date: what has none comes last."""


def moment_of(words: str) -> datetime:
    """Return a moment from its words, as ``isoformat`` writes them: in UTC."""
    return datetime.fromisoformat(words).astimezone(UTC)


def midnight(moment: datetime) -> datetime:
    """Return when the day of ``moment`` began in Paris."""
    return moment.astimezone(PARIS).replace(hour=0, minute=0, second=0, microsecond=0)


def today(moment: datetime) -> date:
    """Return which day it is in Paris."""
    return moment.astimezone(PARIS).date()
