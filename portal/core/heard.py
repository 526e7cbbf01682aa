"""What a text is called when it is heard, and what is said for a sentence whose gaps hold what nobody recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from portal.core.words import Words, say

_PRIME = 0x01000193
_BASES = (0x811C9DC5, 0xC59D1C81)
_LOW = 0xFFFFFFFF


def name_of(text: str) -> str:
    """Return the name of a text: 16 hexadecimal digits, the same wherever it stands on a page.

    Two FNV-1a digests of 32 bits, from two bases, over the text in UTF-8, its blanks gathered. The script
    of the pages counts the same: whoever has a text knows the address of its sound.
    """
    told = " ".join(text.split()).encode()
    return "".join(f"{_digest(told, base):08x}" for base in _BASES)


def _digest(told: bytes, base: int) -> int:
    for byte in told:
        base = (base ^ byte) * _PRIME & _LOW
    return base


@dataclass(frozen=True, slots=True)
class Numbers:
    """Whole numbers in figures."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Hours:
    """Numbers of hours, in words like “3 hours”."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Minutes:
    """Numbers of minutes, in words like “20 minutes”."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """Whole hours of the clock."""

    hours: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AsWritten:
    """Names that are the same in every language."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """Any one of a few words of ours."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SomeOf:
    """Some of a few words of ours, in their order, in one line."""

    words: tuple[str, ...]


Values: TypeAlias = Numbers | Hours | Minutes | Times | AsWritten | OneOf | SomeOf
"""A closed set of what can stand in a gap."""

_STEP = say("Question %(number)s")

MANY: Mapping[str, str] = MappingProxyType(
    {
        "You noted: %(num)s hour a week.": "You noted: %(num)s hours a week.",
        "%(num)s second left.": "%(num)s seconds left.",
    }
)
"""Of sentences that count, what is said of several."""

CLOSED: Mapping[str, Mapping[str, Values]] = MappingProxyType(
    {
        _STEP: {"number": Numbers(tuple(range(1, 61)))},
        "%(hours)s and %(minutes)s": {"hours": Hours(tuple(range(1, 41))), "minutes": Minutes((30,))},
        "You noted: %(num)s hour a week.": {"num": Numbers(tuple(range(1, 36)))},
        "%(day)s: %(parts)s": {
            "day": OneOf(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")),
            "parts": SomeOf(("Morning", "Afternoon", "Evening", "Night")),
        },
        "Keep at most %(most)s. Take one away.": {"most": Numbers((3,))},
        "%(num)s second left.": {"num": Numbers((5, 10))},
        "The letter is from %(name)s": {"name": AsWritten(("France Travail",))},
        "The letter is about the %(aid)s": {"aid": AsWritten(("RSA",))},
    }
)
"""Sentences that are recorded whole, with what their gaps hold: times as people tap them, days, numbers.

Each is named by its English; of one that counts, by that of one. For what is not in the set, see ``INSTEAD``.
"""

STANDING_ALONE: tuple[Values, ...] = (
    Hours(tuple(range(1, 41))),
    Minutes((*range(5, 60, 5), 60, 90)),
    Times((9, 12, 15, 18)),
)
"""What pages show in words that stand in no catalogue, and is recorded too."""

_WHO_AND_WHEN = say("Here you see who wrote this, and when.")
_WHEN = say("Here you see the day and the time.")
_BY_WHEN = say("Here you see until when.")

INSTEAD: Mapping[str, Words] = MappingProxyType(
    {
        # moments: nobody can record every day and every minute
        "Sent on %(day)s at %(time)s.": say("It is sent. Here you see when."),
        "Saved at %(time)s": say("Your words are saved."),
        "On %(day)s at %(time)s": _WHEN,
        "%(day)s, %(time)s": _WHEN,
        "%(day)s at %(time)s": _WHEN,
        "Since %(day)s, %(time)s.": _WHEN,
        "The next one: %(day)s, %(time)s": say("Here you see when the next one comes."),
        "From %(first)s to %(last)s": say("The week, from Monday to Sunday"),
        "Until %(day)s": _BY_WHEN,
        "It works once, until %(time)s.": say("It works once. Here you see until when."),
        "The helper can stay until %(time)s.": say("The helper can stay a while. Here you see until when."),
        "With a helper until %(time)s": say("A helper is with you now"),
        "You can try again at %(time)s.": say("You can try again later. Here you see when."),
        "We answered on %(day)s.": say("We answered."),
        "We answer before %(day)s.": say("We will answer. Here you see until when."),
        "You were here last: %(when)s.": say("Here you see when you were here last."),
        "Your counsellor no longer reads, since %(when)s.": say("Your counsellor no longer reads."),
        "Since %(when)s. Your two pictures are your secret.": say("Your two pictures are your secret."),
        "Ended on %(when)s.": say("It has ended."),
        "Last changed on %(when)s.": say("Here you see when it was last changed."),
        "You stopped it on %(day)s at %(time)s.": say("You stopped it."),
        "It holds. We checked on %(day)s.": say("It holds. We checked."),
        "This does not hold today. We saw it on %(day)s.": say("This does not hold today."),
        "The last check is too long ago: %(day)s.": say("The last check is too long ago."),
        "It was written on %(day)s.": say("Here you see the day when it was written."),
        "It is about %(day)s.": say("Here you see which day it is about."),
        "This is proved until %(day)s.": say("This is proved. Here you see until when."),
        # names, and who did what when
        "Typed with %(name)s": say("Typed with a helper"),
        "Written by %(name)s on %(day)s.": _WHO_AND_WHEN,
        "%(name)s, on %(day)s at %(time)s": _WHO_AND_WHEN,
        "%(name)s, %(day)s at %(time)s": say("Here you see who was with you, and when."),
        "%(name)s is with you until %(time)s": say("A helper is with you now"),
        "%(name)s opened this visit.": say("Somebody of the agency opened this visit."),
        "%(name)s lets a helper come to you.": say("Somebody of the agency lets a helper come to you."),
        "%(name)s sat with you.": say("A helper sat with you."),
        "%(name)s typed this beside you. Look if it is right.": say(
            "A helper typed this beside you. Look if it is right."
        ),
        "With %(name)s": say("With a counsellor"),
        "What %(name)s and I do together": say("What we do together"),
        "What %(name)s does, my counsellor that day": say("What my counsellor of that day does"),
        "%(name)s began to write this. It is not sent.": say("Somebody began to write this. It is not sent."),
        "%(name)s opened your dossier.": say("Somebody of the agency opened your dossier."),
        "%(name)s, in place of %(counsellor)s": say("Somebody, in place of your counsellor"),
        "%(name)s, with a reason": say("Somebody of the agency, with a reason"),
        "%(name)s, whom your counsellor asked": say("Somebody whom your counsellor asked"),
        "Your counsellor is now %(name)s.": say("You have another counsellor now."),
        "It was sent to: %(agency)s.": say("It was sent to your agency."),
        # what the person wrote, and numbers without an end
        "Question %(number)s of %(count)s": _STEP,
        "%(count)s short questions, about 10 minutes.": say("Short questions, about 10 minutes."),
        "%(hours)s and %(minutes)s": say("Here you see how long."),
        "In all, for you: %(sum)s": say("In all, for you. Here you see how long."),
        "Now it says: %(duration)s": say("Here you see what it says now."),
        "You noted: %(num)s hour a week.": say("You noted the hours of a week."),
        "%(amount)s euros a month": say("Here you see how many euros a month."),
        "%(amount)s euros an hour": say("Here you see how many euros an hour."),
        "A voice message of %(length)s": say("A voice message."),
        "%(minutes)s and %(seconds)s": say("Here you see how long."),
        "In my words: %(words)s": say("In my words"),
        "The message comes to %(address)s": say("The message comes to your address."),
        "Write only the e-mail, like %(example)s.": say("Write only the e-mail."),
        "There are 7 small groups, like %(example)s.": say("There are 7 small groups."),
        "This is very long. Keep what matters most: %(most)s letters.": say(
            "This is very long. Keep what matters most."
        ),
        "“%(answer)s” does not go with another answer. Choose again.": say(
            "One answer does not go with the others. Choose again."
        ),
        "Something is not right? Say it on your page, or call: %(phone)s": say(
            "Something is not right? Say it on your page, or call."
        ),
    }
)
"""What is said where a gap may hold anything: a whole sentence, never pieces put together."""
