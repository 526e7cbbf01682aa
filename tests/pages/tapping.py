"""Tapping through one's weeks, as the pages are made for it; and a look at what is kept of them."""

from collections.abc import Sequence

from flask import Flask

from portal.core.weeks import Begun, Week
from portal.storage.answers import weeks
from portal.storage.answers.drafts import read_draft
from portal.storage.answers.weeks import Declared
from portal.web.parts import parts_of
from tests.people import APerson
from tests.visitor import Visitor
from tests.weeks import THIS

SEND = "That’s all: send"
LAST = THIS.shifted(-1)


def taps(
    visitor: Visitor, activity: str, duration: str = "hour", week: Week = THIS, **typed: str | Sequence[str]
) -> Visitor:
    """Tap an activity, and how long it took; ``typed`` may be day, words, hours and minutes."""
    return visitor.opens(f"/week/{week.name}/{activity}").sends(typed, do=duration)


def could_not(visitor: Visitor, why: str = "none", week: Week = THIS, *, shown: bool = False) -> Visitor:
    """Tap that one could not, and why."""
    return visitor.opens(f"/week/{week.name}/could-not").sends({"show": "yes"} if shown else {}, do=why)


def sends_week(visitor: Visitor, week: Week = THIS) -> Visitor:
    """Tap “that’s all”."""
    return visitor.opens(f"/week/{week.name}").presses(SEND)


def declared(app: Flask, person: APerson, week: Week = THIS) -> list[Declared]:
    """Return every sending of a week, the newest first."""
    with parts_of(app).database.transaction(writes=False) as connection:
        return weeks.history(connection, person.key, week)


def begun(app: Flask, person: APerson, week: Week = THIS) -> Begun | None:
    """Return what somebody began to tell of a week and has not sent."""
    with parts_of(app).database.transaction(writes=False) as connection:
        draft = read_draft(connection, person.key, f"week {week.name}")
    return None if draft is None else Begun.unpacked(draft)


def told(app: Flask, person: APerson, week: Week = THIS) -> list[tuple[str, str]]:
    """Return what stands in a draft: each activity, and how long was said."""
    draft = begun(app, person, week)
    return [(entry.activity, entry.said) for entry in draft.told.entries] if draft else []
