"""Days and times as people in France live them."""

from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
