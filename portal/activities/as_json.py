"""My weeks for another service: everything that was said, under names that stay, with what each of them means."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from portal.activities.copied import MyCopy, Sent
from portal.activities.wording import reason, shown
from portal.core.weeks import Entry, Week
from portal.core.words import say
from portal.web.language import Language

FORMAT = "my-weeks"
VERSION = 1
ABOUT_ME = say("This is all that you sent about your weeks.")
_SENDING, _THING = "weeks.sendings.", "weeks.sendings.activities."
MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "format": "the name of this form",
        "version": "of this form: no name in it changes without another number",
        "made_at": "when the person took this copy; every moment is ISO 8601, as the clocks of Paris show it",
        "language": "of all words but the person's own (BCP 47)",
        "hours_in_plan": "hours a week in the person's plan, noted for themself alone; null: not noted",
        "weeks": "every week that was sent, the newest first; one that was not sent is not here, which means nothing",
        "weeks.week": "its name in ISO 8601",
        "weeks.from": "its Monday",
        "weeks.to": "its Sunday",
        "weeks.sendings": "each time this week was sent, the newest first: that one counts, the others are history",
        f"{_SENDING}number": "counts the sendings of this week",
        f"{_SENDING}sent_at": "when it was sent",
        f"{_SENDING}receipt": "the code of its receipt: whoever holds it can check it on the portal, at /receipt",
        f"{_SENDING}language": "of the page it was told on; the person's own words may be in any other",
        f"{_SENDING}could_not": "the person could not this week; alone or beside activities, both may be so",
        f"{_SENDING}reason": "why they could not, as a key that stays and its words; null: not said",
        f"{_SENDING}reason_shown": "whether their counsellor may read why",
        f"{_SENDING}activities": "what was done, in the order it was told",
        f"{_THING}number": "names one thing in all sendings of its week",
        f"{_THING}version": "counts what was said of this one thing",
        f"{_THING}activity": "what it was, as a key that stays and its words",
        f"{_THING}duration": "how long, as it was said; in-numbers: in hours and minutes of the person's own",
        f"{_THING}minutes": "the same in minutes (half a day: 210, a day: 420); null: they do not remember",
        f"{_THING}days": "on which days; empty: not said",
        f"{_THING}words": "the person's own words, as they wrote them",
        f"{_THING}private": "a personal step: others see only that there was one, and how long it took",
    }
)
"""For whoever writes the service that reads it."""


def weeks_json(copy: MyCopy) -> bytes:
    """Return everything, in UTF-8."""
    language = copy.language
    told = {
        "format": FORMAT,
        "version": VERSION,
        "about": {"for_you": language.say(ABOUT_ME), "names": dict(MEANINGS)},
        "made_at": copy.at.isoformat(),
        "language": language.tag,
        "hours_in_plan": int(copy.hours) if copy.hours else None,
        "weeks": [_week(week, sent, language) for week, sent in copy.weeks()],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _week(week: Week, sendings: list[Sent], language: Language) -> dict[str, Any]:
    return {
        "week": week.name,
        "from": week.monday.isoformat(),
        "to": week.sunday.isoformat(),
        "sendings": [_sending(sent, language) for sent in sendings],
    }


def _sending(sent: Sent, language: Language) -> dict[str, Any]:
    declared, told = sent.declared, sent.declared.told
    why = {"key": told.reason, "words": reason(told, language)} if told.reason else None
    return {
        "number": declared.number,
        "sent_at": sent.at.isoformat(),
        "receipt": sent.code,
        "language": declared.language,
        "could_not": told.could_not,
        "reason": why,
        "reason_shown": told.reason_shown,
        "activities": [_thing(entry, declared.week, language) for entry in told.entries],
    }


def _thing(entry: Entry, week: Week, language: Language) -> dict[str, Any]:
    in_words = shown(entry, week, language)
    return {
        "number": entry.number,
        "version": entry.version,
        "activity": {"key": entry.activity, "words": in_words.title},
        "duration": {"key": entry.said, "words": in_words.duration},
        "minutes": entry.minutes,
        "days": [week.days[day].isoformat() for day in entry.days],
        "words": entry.words,
        "private": entry.private,
    }
