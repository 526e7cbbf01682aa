"""Sounds that somebody did not understand: counted per text and day, and nothing else is kept of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from portal.storage.tables.agency import sound_reports

KEPT = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """How often one sound was not understood."""

    language: str
    name: str
    """Of the text that is said."""
    times: int


def count_unclear(connection: Connection, language: str, name: str, today: date) -> None:
    """Count once more that a sound was not understood, and forget what is older than a year."""
    connection.execute(delete(sound_reports).where(sound_reports.c.day < today - KEPT))
    which = {"language": language, "name": name, "day": today}
    same = (sound_reports.c[column] == value for column, value in which.items())
    again = update(sound_reports).where(*same).values(times=sound_reports.c.times + 1)
    if connection.execute(again).rowcount:
        return
    try:
        with connection.begin_nested():
            connection.execute(insert(sound_reports), {**which, "times": 1})
    except IntegrityError:  # another worker counted the first one at the same moment
        connection.execute(again)


def unclear_since(connection: Connection, day: date) -> Sequence[Unclear]:
    """Return the sounds that were not understood since a day, the one said most often first."""
    times = func.sum(sound_reports.c.times)
    asked = (
        select(sound_reports.c.language, sound_reports.c.name, times.label("times"))
        .where(sound_reports.c.day >= day)
        .group_by(sound_reports.c.language, sound_reports.c.name)
        .order_by(times.desc(), sound_reports.c.name)
    )
    return [Unclear(language=row.language, name=row.name, times=row.times) for row in connection.execute(asked)]
