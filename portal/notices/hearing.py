"""What somebody chose on the page of the reminder, understood: a day, an hour, a way and an address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.core.notices import DAYS, HOURS, Channel, Reminder, Rhythm, understand_address
from portal.core.typed import Typed, first
from portal.core.understanding import Unclear
from portal.core.words import Words, say
from portal.web.language import Language

NO_DAY = say("Choose a day.")
NO_HOUR = say("Choose a moment of the day.")
NO_WAY = say("Choose how the message comes to you.")
NO_ADDRESS: Mapping[Channel, Words] = {
    Channel.EMAIL: say("Write your e-mail."),
    Channel.PHONE: say("Write your phone number."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A reminder, or what to look at again: the field, and what to do in the person's language."""

    reminder: Reminder | None
    problems: Mapping[str, str]


def hear(typed: Typed, before: Reminder | None, ways: Sequence[Channel], language: Language) -> Heard:
    """Return what ``typed`` asks for. An address left empty stays what it was ``before``, by the same way."""
    problems: dict[str, str] = {}
    days, hours = {str(day): day for day in DAYS}, {str(hour): hour for hour in HOURS}
    day, hour = days.get(first(typed, "day")), hours.get(first(typed, "hour"))
    if day is None:
        problems["day"] = language.say(NO_DAY)
    if hour is None:
        problems["hour"] = language.say(NO_HOUR)
    channel = _channel(typed, ways)
    if channel is None:
        problems["channel"] = language.say(NO_WAY)
    address = ""
    try:
        address = _address(typed, before, channel)
    except Unclear as unclear:
        problems["address"] = language.say(unclear.words, **unclear.gaps)
    if day is None or hour is None or channel is None or problems:
        return Heard(reminder=None, problems=problems)
    rhythm = Rhythm(weekday=day, hour=hour)
    asked = Reminder(rhythm=rhythm, channel=channel, address=address, language=language.tag)
    return Heard(reminder=asked, problems={})


def _channel(typed: Typed, ways: Sequence[Channel]) -> Channel | None:
    """Return the chosen way; where there is only one, it need not be chosen."""
    if len(ways) == 1:
        return ways[0]
    return next((way for way in ways if way == first(typed, "channel")), None)


def _address(typed: Typed, before: Reminder | None, channel: Channel | None) -> str:
    written = first(typed, "address")
    if channel is None:
        return written
    if written:
        return understand_address(channel, written)
    if before is None or before.channel is not channel:
        raise Unclear(NO_ADDRESS[channel])
    return before.address
