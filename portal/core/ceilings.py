"""Ceilings on reading: the likeliest thief holds a valid account of staff, so an account opens no more than people do.

A day of interviews is some ten people. Whoever opens many more in an hour is stopped, and the manager is told; nothing
is lost by it but a moment, and nobody is suspected: the manager opens the account again with a word.
"""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

HOUR = timedelta(hours=1)
MOST_TRIES = 10
"""How often an hour one account may ask for the dossier of somebody whom a colleague accompanies, found or not."""


class Stopped(Exception):
    """An account went over a ceiling: what it asked for is not opened, and it opens nothing more."""

    def __init__(self, staff_id: UUID) -> None:
        super().__init__("an account went over its ceiling")
        self.staff_id = staff_id


def goes_over(lately: Collection[UUID], person_id: UUID, most: int) -> bool:
    """Tell whether opening one more person goes over: somebody opened within the hour can be opened again."""
    return person_id not in lately and len(lately) >= most
