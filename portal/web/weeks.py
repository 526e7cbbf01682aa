"""The days of a week in words, for every page that names one."""

from datetime import date

from portal.core.weeks import Week
from portal.core.words import say
from portal.web.language import Language

FROM_TO = say("From %(first)s to %(last)s")


def dates(week: Week, language: Language) -> str:
    """Return the first and the last day of a week in words."""
    first, last = language.days(week.monday, week.sunday)
    return language.say(FROM_TO, first=first, last=last)


def dates_this_year(week: Week, language: Language, today: date) -> str:
    """Return the same, without a year that goes without saying."""
    if week.sunday.year != today.year:
        return dates(week, language)
    first, _last = language.days(week.monday, week.sunday)
    return language.say(FROM_TO, first=first, last=language.short_day(week.sunday))
