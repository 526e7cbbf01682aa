"""What the page of the reminder offers, in words: days, moments of the day, ways; and the one that is on."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from portal.core.calendar import PARIS
from portal.core.notices import DAYS, HOURS, Channel, Reminder
from portal.core.typed import Typed
from portal.core.words import Words, say
from portal.web.language import Language

_DAYS = (
    say("Monday"),
    say("Tuesday"),
    say("Wednesday"),
    say("Thursday"),
    say("Friday"),
    say("Saturday"),
    say("Sunday"),
)
_MOMENTS: Mapping[int, tuple[Words, str]] = {
    9: (say("Morning"), "morning"),
    12: (say("Noon"), "noon"),
    15: (say("Afternoon"), "afternoon"),
    18: (say("Evening"), "evening"),
}
_WAYS: Mapping[Channel, tuple[Words, str]] = {
    Channel.EMAIL: (say("An e-mail"), "email"),
    Channel.PHONE: (say("A text message"), "message"),
}
_ANY_DAY = date(2024, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One tile."""

    key: str
    words: str
    picture: str = ""
    hint: str = ""


def days(language: Language) -> list[Choice]:
    """Return the seven days, Monday first."""
    return [Choice(key=str(day), words=language.say(_DAYS[day])) for day in DAYS]


def hours(language: Language) -> list[Choice]:
    """Return the moments of the day, each with its hour."""
    found = []
    for hour in HOURS:
        words, picture = _MOMENTS[hour]
        at = language.time(datetime.combine(_ANY_DAY, time(hour), PARIS))
        found.append(Choice(key=str(hour), words=language.say(words), picture=picture, hint=at))
    return found


def ways(channels: Sequence[Channel], language: Language) -> list[Choice]:
    """Return the ways a message can come."""
    told = ((channel, *_WAYS[channel]) for channel in channels)
    return [Choice(key=channel, words=language.say(words), picture=picture) for channel, words, picture in told]


def chosen(typed: Typed, kept: Reminder | None) -> Mapping[str, Collection[str]]:
    """Return what is marked in each group of tiles: what was just chosen, or else what is on."""
    if typed or kept is None:
        return {name: typed.get(name, ()) for name in ("day", "hour", "channel")}
    return {"day": (str(kept.rhythm.weekday),), "hour": (str(kept.rhythm.hour),), "channel": (kept.channel,)}
