"""Days and times as people in France live them."""

from datetime import datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def midnight(moment: datetime) -> datetime:
    """Return when the day of ``moment`` began in Paris."""
    return moment.astimezone(PARIS).replace(hour=0, minute=0, second=0, microsecond=0)
