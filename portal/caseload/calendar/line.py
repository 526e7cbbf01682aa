"""One line of a calendar's file, or one entry of it: what it says, or why it was not understood."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.core.interviews import Entry, Plan, Way
from portal.core.typed import plain, tidy
from portal.core.understanding import Unclear
from portal.core.words import Words, say

LINE_UNCLEAR = say("This line is broken.")
TOO_LONG_A_LINE = say("This line is too long.")
LASTS_TOO_LONG = say("It lasts longer than 8 hours.")
LASTS_NOTHING = say("It ends before it begins.")
NO_DAY = say("There is no day.")
LONGEST = timedelta(hours=8)
_MINUTE = timedelta(minutes=1)
LONGEST_PLACE = 120
"""In letters."""
LONGEST_NAME = 200
LONGEST_LINE = 2000
"""In letters: more than a name, a place or a rule can need."""
_BY_PHONE = frozenset({"telephone", "tel", "phone", "appel"})
_BY_VIDEO = frozenset({"visio", "video", "teams", "zoom", "webex", "visioconference"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry of a file."""

    number: int
    """The line of the file where it begins."""
    names: tuple[str, ...] = ()
    """What may name the person, as it is written."""
    entry: Entry | None = None
    key: str = ""
    """What the calendar calls the entry; empty where it has no name for it."""
    problem: Words | None = None
    """Why it was not understood."""
    about: int = 0
    """Which line of the file is meant, where it is another one."""

    @property
    def name(self) -> str:
        """Return what the file says first about whose it is, not too long."""
        return self.names[0][:LONGEST_NAME] if self.names else ""


def planned(at: datetime, ends: datetime, place: str, title: str) -> Plan:
    """Return the plan of an entry: how people meet is said in its place or its title, or it is face to face."""
    if not timedelta() < ends - at:
        raise Unclear(LASTS_NOTHING)
    if ends - at > LONGEST:
        raise Unclear(LASTS_TOO_LONG)
    place = tidy(place).replace("\n", " ")[:LONGEST_PLACE]
    return Plan(at=at, lasts=(ends - at) // _MINUTE or 1, way=way_in(f"{place} {title}"), place=place)


def way_in(text: str) -> Way:
    """Return how people meet, as far as a text names it."""
    words = set(plain(text).split())
    if words & _BY_PHONE:
        return Way.PHONE
    return Way.VIDEO if words & _BY_VIDEO else Way.ON_SITE
