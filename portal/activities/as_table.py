"""My weeks for a spreadsheet: one line for each thing that was said, of every sending, the newest first."""

import csv
import io
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from portal.activities.copied import MyCopy, Sent
from portal.activities.promises import MY_HOURS
from portal.activities.wording import COULD_NOT, ONLY_ME, WHAT_I_DID, reason, shown
from portal.core.receipts import in_groups
from portal.core.weeks import Entry, Week
from portal.core.words import Words, say
from portal.web.language import Language

COLUMNS: Mapping[str, Words] = MappingProxyType(
    {
        "week": say("The week"),
        "from": say("First day"),
        "to": say("Last day"),
        "sent": say("Day and time"),
        "number": say("Number of the sending"),
        "newest": say("The last one I sent"),
        "receipt": say("The code of this receipt"),
        "language": say("The language of my words"),
        "what": WHAT_I_DID,
        "key": say("Name for computers"),
        "duration": say("How long"),
        "minutes": say("Minutes"),
        "days": say("The days"),
        "words": say("My own words"),
        "private": ONLY_ME,
    }
)
"""What each column holds, and what stands above it."""
MY_PLAN = say("The hours in my plan")
YES = say("Yes")
NO = say("No")
_GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠", "'")
"""What a cell may not begin with: a spreadsheet would calculate. The apostrophe is there to make reading back exact."""
_MARK = "\ufeff"
"""Spreadsheets know UTF-8 by it."""


def weeks_csv(copy: MyCopy) -> bytes:
    """Return the table as French spreadsheets open it: UTF-8 with its mark, semicolons, each cell between quotes."""
    lines, language = io.StringIO(_MARK, newline=""), copy.language
    lines.seek(0, io.SEEK_END)
    table = csv.DictWriter(lines, COLUMNS, restval="", delimiter=";", quoting=csv.QUOTE_ALL)
    table.writerow({name: guarded(language.say(words)) for name, words in COLUMNS.items()})
    table.writerows({name: guarded(cell) for name, cell in line.items()} for line in _lines(copy))
    return lines.getvalue().encode()


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe in front where needed (ASVS 5.0, 1.2.10).

    Reading back takes one apostrophe away from the front of each cell that has one there.
    """
    return f"'{cell}" if cell.startswith(_GUARDED) else cell


def _lines(copy: MyCopy) -> Iterator[dict[str, str]]:
    language = copy.language
    for sent in copy.sent:
        where = _where(sent, language)
        yield from (where | what for what in _said(sent, language))
    if copy.hours:
        hours = language.hours(int(copy.hours))
        yield {"what": language.say(MY_PLAN), "key": MY_HOURS, "duration": hours, "private": language.say(YES)}


def _where(sent: Sent, language: Language) -> dict[str, str]:
    """Return which sending a line is from."""
    declared = sent.declared
    return {
        "week": declared.week.name,
        "from": declared.week.monday.isoformat(),
        "to": declared.week.sunday.isoformat(),
        "sent": f"{sent.at:%Y-%m-%d %H:%M}",
        "number": str(declared.number),
        "newest": _yes(language, so=sent.is_newest),
        "receipt": in_groups(sent.code),
        "language": language.name_of(declared.language),
    }


def _said(sent: Sent, language: Language) -> Iterator[dict[str, str]]:
    """Go through what was said in one sending; where everything was taken back, one line says nothing."""
    told = sent.declared.told
    if told.could_not:
        yield {
            "what": language.say(COULD_NOT),
            "key": "could-not",
            "words": reason(told, language),
            "private": _yes(language, so=not told.reason_shown),
        }
    yield from (_thing(entry, sent.declared.week, language) for entry in told.entries)
    if not told:
        yield {}


def _thing(entry: Entry, week: Week, language: Language) -> dict[str, str]:
    in_words = shown(entry, week, language)
    return {
        "what": in_words.title,
        "key": entry.activity,
        "duration": in_words.duration,
        "minutes": "" if entry.minutes is None else str(entry.minutes),
        "days": ", ".join(week.days[day].isoformat() for day in entry.days),
        "words": entry.words,
        "private": _yes(language, so=entry.private),
    }


def _yes(language: Language, *, so: bool) -> str:
    return language.say(YES if so else NO)
