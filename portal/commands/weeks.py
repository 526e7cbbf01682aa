"""Lets an invented person tell a week of the past, by the same steps as the pages."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from flask import g

from portal.activities.hearing import hear
from portal.activities.listed import BY_KEY
from portal.activities.records import my_book
from portal.activities.sending import send_week
from portal.commands.telling import sit_down
from portal.core.actors import Person
from portal.core.calendar import PARIS
from portal.core.weeks import Told, Week
from portal.storage.engine.database import Connection
from portal.web.language import FIRST, SOURCE
from portal.web.parts import Parts

EVENING = time(18, 30)


def tell_week(connection: Connection, parts: Parts, me: Person, told: Mapping[str, Any], now: datetime) -> None:
    """Tell and send the week so many weeks ``ago``, on its Sunday evening. Needs a request of the portal."""
    g.language = parts.languages.best(told["language"], [FIRST, SOURCE])
    week = Week.of(now).shifted(-int(told["ago"]))
    at = datetime.combine(week.sunday, EVENING, PARIS)
    sit_down(connection, parts, me, min(at, now))
    book, said = my_book(me), Told(could_not=told.get("could_not", False), reason=told.get("reason", ""))
    for activity, *rest in told.get("did", ()):
        duration, days, words = rest
        typed = {"day": [str(day) for day in days], "words": [words]}
        said = said.adding(hear(BY_KEY[activity], typed, duration))
    send_week(me, book.keep(book.open(week), said, None))
