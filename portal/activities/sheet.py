"""The paper of my weeks: what others may see, and what nobody else sees only for whoever asks for it."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from flask import current_app

from portal.activities.copied import MyCopy, Sent
from portal.activities.pdf import PrintedThing, PrintedWeek, WeeksSheet, weeks_pdf
from portal.activities.wording import COULD_NOT, own_sum, reason, shown
from portal.core.receipts import in_groups
from portal.core.weeks import Entry
from portal.core.words import say
from portal.web.language import Language
from portal.web.parts import parts_of
from portal.web.pdf import PORTAL, Said
from portal.web.weeks import dates

TITLE = say("My weeks")
MADE = say("You took this copy on %(day)s.")
NEWEST = say("Each week is here as you sent it last.")
KEPT_BACK = say("What nobody else sees is not on this paper.")
WITH_ALL = say("Your personal steps are on this paper. Keep it for yourself.")
FOR_ME = say("For me alone")
SENT = say("Sent on %(day)s at %(time)s.")
CODE = say("The code of the receipt: %(code)s")
IN_ALL = say("In all, for you: %(sum)s")
SUMS = say("In your sum, half a day is 3 hours 30. A day is 7 hours.")
MY_PLAN = say("The hours in my plan: %(hours)s")
NO_MORE_ROOM = say("There is no more room on this paper. The table has everything.")
MOST_LETTERS = 250_000
"""On one paper: two years of very busy weeks, made in a second. Nobody prints more."""
_A_LINE = 100
"""In letters: what a line of its own takes, however short."""
_LEFT_TO_RIGHT = "\u2066{}\u2069"
"""A code keeps its order among Arabic words (Unicode isolates, UAX 9)."""


def weeks_paper(copy: MyCopy, *, private: bool) -> bytes:
    """Return the weeks as a PDF. Without ``private``, a personal step is there as just that, with how long it took."""
    language, declared = copy.language, [one for one in copy.sent if one.is_newest and one.declared.told]
    printed = _fitting(declared)
    sheet = WeeksSheet(
        language=language.tag,
        direction=language.direction,
        portal=language.say(PORTAL),
        title=language.say(TITLE),
        foot=language.say(FOR_ME) if private else "",
        notes=tuple(_notes(copy, private=private)),
        weeks=tuple(_week(one, language, private=private) for one in printed),
        end=language.say(NO_MORE_ROOM) if len(printed) < len(declared) else "",
    )
    return weeks_pdf(sheet, built=parts_of(current_app).settings.built)


def _fitting(weeks: Sequence[Sent]) -> Sequence[Sent]:
    """Return the newest weeks that fit on one paper."""
    lengths = (sum(map(_length, one.declared.told.entries)) for one in weeks)
    return [one for one, length in zip(weeks, accumulate(lengths), strict=True) if length <= MOST_LETTERS]


def _length(thing: Entry) -> int:
    return len(thing.words) + _A_LINE * (1 + thing.words.count("\n"))


def _notes(copy: MyCopy, *, private: bool) -> Iterator[str]:
    language = copy.language
    yield language.say(WITH_ALL if private else KEPT_BACK)
    yield language.say(NEWEST)
    yield language.say(SUMS)
    if private and copy.hours:
        yield language.say(MY_PLAN, hours=language.hours(int(copy.hours)))
    yield language.say(MADE, day=language.day(copy.at))


def _week(sent: Sent, language: Language, *, private: bool) -> PrintedWeek:
    declared, at = sent.declared, sent.at
    told = declared.told if private else declared.told.seen_by_others()
    things = [_thing(entry, sent, language) for entry in told.entries]
    if told.could_not:
        why = reason(told, language)
        things.insert(0, PrintedThing(title=language.say(COULD_NOT), picture="could-not", facts=(why,) if why else ()))
    total = own_sum(told, language)
    when = language.say(SENT, day=language.day(at), time=language.time(at))
    code = language.say(CODE, code=_LEFT_TO_RIGHT.format(in_groups(sent.code)))
    return PrintedWeek(
        dates=dates(declared.week, language),
        sent=f"{when} {code}",
        things=tuple(things),
        sum=language.say(IN_ALL, sum=total) if total else "",
    )


def _thing(entry: Entry, sent: Sent, language: Language) -> PrintedThing:
    one, spoken = shown(entry, sent.declared.week, language), sent.spoken
    return PrintedThing(
        title=one.title,
        picture=one.picture,
        facts=tuple(fact for fact in (one.duration, one.days) if fact),
        words=Said(text=one.words, language=spoken.tag, direction=spoken.direction) if one.words else None,
    )
