"""A week in words: its days, what was done, for how long; for the person's pages, papers and receipts."""

from dataclasses import dataclass

from portal.activities.listed import BY_KEY, DURATION_BY_KEY, OTHER, REASON_BY_KEY
from portal.core.permissions import Role
from portal.core.receipts import Line, Part
from portal.core.weeks import PERSONAL_STEP, Entry, Told, Week, my_sum
from portal.core.words import say
from portal.web.language import Language
from portal.web.typing_together import WITH_A_HELPER
from portal.web.weeks import dates

HOURS_AND_MINUTES = say("%(hours)s and %(minutes)s")
STEP = say("A personal step")
COULD_NOT = say("I could not this week")
WHAT_I_DID = say("What I did")
THE_WEEK = say("The week")
ONLY_ME = say("Only I see this")
UNSURE = say("I don’t remember how long")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One thing done, in words."""

    number: int
    activity: str
    picture: str
    title: str
    duration: str
    days: str
    words: str
    """The person's own words, as they stand."""
    private: bool
    with_helper: bool = False
    """Whether a helper had the keyboard."""
    visit: str = ""
    """In which visit."""

    def lines(self) -> tuple[str, ...]:
        """Return everything but the title, what is empty left out."""
        return tuple(line for line in (self.duration, self.days, self.words) if line)


def shown(entry: Entry, week: Week, language: Language) -> Shown:
    """Return one thing done, in words."""
    activity = BY_KEY.get(entry.activity, OTHER)
    return Shown(
        number=entry.number,
        activity=activity.key,
        picture="padlock" if entry.activity == PERSONAL_STEP else activity.picture,
        title=language.say(STEP if entry.activity == PERSONAL_STEP else activity.words),
        duration=duration(entry, language),
        days=language.listed([language.weekday(week.days[day]) for day in entry.days]) if entry.days else "",
        words=entry.words,
        private=entry.private,
        with_helper=entry.with_helper,
        visit=entry.visit,
    )


def duration(entry: Entry, language: Language) -> str:
    """Return how long something took, as it was said; nothing where that is not for whoever reads."""
    if not entry.said:
        return ""
    known = DURATION_BY_KEY.get(entry.said)
    if known is not None:
        return language.say(UNSURE if known.minutes is None else known.words)
    return time(*divmod(entry.minutes or 0, 60), language=language)


def time(hours: int, minutes: int, *, language: Language) -> str:
    """Return a time in words, like “3 hours and 20 minutes”."""
    if hours and minutes:
        return language.say(HOURS_AND_MINUTES, hours=language.hours(hours), minutes=language.minutes(minutes))
    return language.hours(hours) if hours else language.minutes(minutes)


def own_sum(told: Told, language: Language) -> str:
    """Return the person's own sum in words, for them alone; nothing where they said no time."""
    return time(*my_sum(told), language=language) if any(entry.minutes for entry in told.entries) else ""


def reason(told: Told, language: Language) -> str:
    """Return why the person could not, or nothing."""
    known = REASON_BY_KEY.get(told.reason)
    return language.say(known.words) if known else ""


def parts(told: Told, week: Week, language: Language) -> tuple[Part, ...]:
    """Return a week as the parts of a statement: what the counsellor sees too, then what only the person sees.

    The second part stays on the person's own screen: a paper that lies about shows a personal step, and no more.
    """
    seen, about = told.seen_by_others(), language.say(THE_WEEK)
    lines = [Line(question="week", item=week.name, label=about, words=(dates(week, language),))]
    if told.could_not:
        lines.append(_could_not(seen, language))
    lines += [_line(entry, week, language) for entry in seen.entries]
    private = [_line(entry, week, language) for entry in told.entries if entry.private]
    if told.reason and not told.reason_shown:
        private.insert(0, _could_not(told, language))
    both = [Part(title=language.say(WHAT_I_DID), lines=tuple(lines), picture="week")]
    if private:
        both.append(Part(title=language.say(ONLY_ME), lines=tuple(private), picture="padlock", printed=False))
    return tuple(both)


def _could_not(told: Told, language: Language) -> Line:
    why = reason(told, language)
    typed = language.say(WITH_A_HELPER) if told.could_not_typed_as == Role.HELPER else ""
    words = (why,) if why else ()
    return Line(question="could-not", item="", label=language.say(COULD_NOT), words=words, typed=typed)


def _line(entry: Entry, week: Week, language: Language) -> Line:
    one = shown(entry, week, language)
    typed = language.say(WITH_A_HELPER) if entry.with_helper else ""
    return Line(question=entry.activity, item=str(entry.number), label=one.title, words=one.lines(), typed=typed)
