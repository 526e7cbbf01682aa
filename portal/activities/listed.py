"""What one can do in a week, how long it can take, and why one could not: pictures and words, in this order.

Adding an activity is one more entry here, and its translations. One that is asked no more stays, as ``offered=False``:
weeks told long ago still name it. Each number of hook is the place in C. trav. R5411-15 that such a step belongs to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from portal.core.words import Words, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One kind of thing somebody does in a week."""

    key: str
    """Kebab-case, never changed: weeks are kept under it."""
    words: Words
    short: Words
    """The easy-to-read form, shown first."""
    picture: str
    private: bool = False
    """The counsellor sees only that it was a personal step, and how long it took."""
    offered: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """How long something took, as people say it."""

    key: str
    words: Words
    picture: str
    minutes: int | None
    """What it adds to the person's own sum; none where they do not remember."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why somebody could not, if they want to say it."""

    key: str
    words: Words
    picture: str
    for_counsellor: bool = False
    """Said to the counsellor by choosing it; every other reason is shown only after a yes."""


ACTIVITIES = (
    Activity(key="search", words=say("Look for work"), short=say("I look for work"), picture="job-search"),
    Activity(
        key="write", words=say("Make a CV, write to an employer"), short=say("I write to employers"), picture="apply"
    ),
    Activity(key="meet", words=say("Meet an employer"), short=say("I meet an employer"), picture="meet-employer"),
    Activity(
        key="appointment",
        words=say("See my counsellor or a social worker"),
        short=say("My appointment"),
        picture="appointment",
    ),
    Activity(key="learn", words=say("Follow a course or a lesson"), short=say("I learn"), picture="training"),
    Activity(
        key="french", words=say("Learn French, to read, to count"), short=say("I learn French"), picture="letters"
    ),
    Activity(key="try", words=say("Try a job, on a placement"), short=say("I try a job"), picture="try-job"),
    Activity(key="work", words=say("Work"), short=say("I work"), picture="work"),
    Activity(key="business", words=say("Start my own business"), short=say("My business"), picture="own-business"),
    Activity(key="papers", words=say("Do paperwork, ask for a right"), short=say("My papers"), picture="papers"),
    Activity(
        key="travel",
        words=say("Learn to drive, find a way to travel"),
        short=say("I learn to drive"),
        picture="driving",
    ),
    Activity(key="home", words=say("Find or keep a home"), short=say("My home"), picture="house", private=True),
    Activity(
        key="family",
        words=say("Find care for a child, help someone close"),
        short=say("My family"),
        picture="family",
        private=True,
    ),
    Activity(
        key="personal",
        words=say("A step for myself. I do not say which."),
        short=say("For myself"),
        picture="padlock",
        private=True,
    ),
    Activity(key="volunteer", words=say("Help in an association"), short=say("I help others"), picture="helping-hands"),
    Activity(key="go-out", words=say("Sport, music, going out"), short=say("I go out"), picture="ball"),
    Activity(key="other", words=say("Something else"), short=say("Something else"), picture="other"),
)
BY_KEY: Mapping[str, Activity] = MappingProxyType({activity.key: activity for activity in ACTIVITIES})
OTHER = BY_KEY["other"]
"""What a thing is called whose activity nobody knows any more."""

DURATIONS = (
    Duration(key="half-hour", words=say("30 minutes"), picture="minutes-30", minutes=30),
    Duration(key="hour", words=say("1 hour"), picture="hour", minutes=60),
    Duration(key="two-hours", words=say("2 hours"), picture="two-hours", minutes=120),
    Duration(key="half-day", words=say("Half a day"), picture="half-day", minutes=210),
    Duration(key="day", words=say("A whole day"), picture="whole-day", minutes=420),
    Duration(key="unsure", words=say("I don’t remember"), picture="unsure", minutes=None),
)
"""Half a day counts as 3 and a half hours, a day as 7, in the person's own sum: the page says so."""
DURATION_BY_KEY: Mapping[str, Duration] = MappingProxyType({duration.key: duration for duration in DURATIONS})

REASONS = (
    Reason(key="ill", words=say("I was ill"), picture="care"),
    Reason(key="child", words=say("My child needed me"), picture="children"),
    Reason(key="close-one", words=say("Someone close needed me"), picture="close-one"),
    Reason(key="no-transport", words=say("No way to travel"), picture="bus"),
    Reason(key="no-phone", words=say("No phone or no network"), picture="no-network"),
    Reason(key="elsewhere", words=say("I had to be somewhere else"), picture="appointment"),
    Reason(key="found-nothing", words=say("I looked and found nothing"), picture="nothing-found"),
    Reason(key="tell-counsellor", words=say("I’d rather tell my counsellor"), picture="talk", for_counsellor=True),
)
REASON_BY_KEY: Mapping[str, Reason] = MappingProxyType({reason.key: reason for reason in REASONS})
