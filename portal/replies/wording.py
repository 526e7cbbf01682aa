"""What somebody argued, in words: for their own pages, for the receipt, for their counsellor."""

from dataclasses import dataclass
from datetime import datetime

from portal.core.receipts import Line, Part
from portal.core.replies import HOURS, LETTER, Argued, Step, furthest
from portal.core.voice_messages import Voice
from portal.core.weeks import Week, is_open
from portal.core.words import Words, say
from portal.speaking.wording import aloud_in_words
from portal.storage.dialogue.replies import Reply
from portal.storage.dialogue.voice_messages import still_there
from portal.storage.engine.seal import OwnerKey
from portal.web.current import work
from portal.web.language import Language
from portal.web.weeks import dates, dates_this_year

A_LETTER = say("A letter I got")
MY_HOURS = say("The hours in my plan")
I_ASK = say("I ask for a plan without hours, or with fewer.")
"""What somebody who asks for it begins with, to be changed as they like (C. trav. L5411-6 II)."""
SOMETHING_ELSE = say("Something else")
SOMETHING = "something"
"""What a form says for “something else”: a reply that is about nothing in particular."""
THIS_WEEK = say("This week")
LAST_WEEK = say("Last week")
MY_WORDS = say("What I say")
WITH_MY_VOICE = say("With my voice")
WHO_WROTE = say("Who wrote it")
WITH_COMPANY = say("I wrote it with someone I chose")
FACE_TO_FACE = say("Face to face")
ALSO_FACE_TO_FACE = say("I also want to say it face to face")

WEEKS_OFFERED = 10
"""How many weeks can be chosen; an older one is chosen on its own page."""

STATES: dict[Step | None, Words] = {
    None: say("Sent"),
    Step.OPENED: say("Your counsellor opened it"),
    Step.ANSWERED: say("Your counsellor answered"),
    Step.CLOSED: say("Your counsellor read it and keeps it"),
}
PICTURES: dict[Step | None, str] = {
    None: "send",
    Step.OPENED: "who-reads",
    Step.ANSWERED: "message",
    Step.CLOSED: "paperwork",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing a reply can be about."""

    key: str
    words: str
    picture: str
    hint: str = ""


def known_about(said: str, now: datetime) -> str | None:
    """Return what a form or an address says a reply is about; none if that is nothing we know."""
    if said == SOMETHING:
        return ""
    if said in {LETTER, HOURS}:
        return said
    try:
        week = Week.named(said)
    except ValueError:
        return None
    return week.name if is_open(week, now) else None


def about_options(chosen: str | None, now: datetime, language: Language) -> list[Option]:
    """Return everything a reply can be about: a letter, something else, the weeks before today."""
    weeks = [Week.of(now).shifted(-before) for before in range(WEEKS_OFFERED)]
    if chosen and chosen not in {LETTER, HOURS} and chosen not in {week.name for week in weeks}:
        weeks.insert(0, Week.named(chosen))
    return [
        Option(key=LETTER, words=language.say(A_LETTER), picture="letter"),
        *(_week_option(week, now, language) for week in weeks[:2]),
        Option(key=HOURS, words=language.say(MY_HOURS), picture="hours"),
        Option(key=SOMETHING, words=language.say(SOMETHING_ELSE), picture="other"),
        *(_week_option(week, now, language) for week in weeks[2:]),
    ]


def _week_option(week: Week, now: datetime, language: Language) -> Option:
    this = Week.of(now)
    days = dates_this_year(week, language, this.sunday)
    short = {this: THIS_WEEK, this.shifted(-1): LAST_WEEK}.get(week)
    if short is None:
        return Option(key=week.name, words=days, picture="week")
    return Option(key=week.name, words=language.say(short), hint=days, picture="week")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a reply is about, as it is shown."""

    key: str
    """As a form says it."""
    words: str
    picture: str


def first_words(about: str, language: Language) -> str:
    """Return what the room to write begins with: words to ask for a plan without hours, or nothing."""
    return language.say(I_ASK) if about == HOURS else ""


def about_of(argued: Argued, language: Language) -> About:
    """Return what a reply is about, in words and in a picture."""
    about = argued.about
    if not about:
        return About(key=SOMETHING, words=language.say(SOMETHING_ELSE), picture="other")
    if about == LETTER:
        return About(key=LETTER, words=language.say(A_LETTER), picture="letter")
    if about == HOURS:
        return About(key=HOURS, words=language.say(MY_HOURS), picture="hours")
    return About(key=about, words=dates(Week.named(about), language), picture="week")


def lines_of(argued: Argued, language: Language) -> tuple[Line, ...]:
    """Return what is sent, line by line, as the person checks it and as the receipt keeps it."""
    lines = []
    if argued.readable:
        lines.append(_line("words", language.say(MY_WORDS), argued.readable))
    if argued.voices:
        said = tuple(aloud_in_words(one.seconds, language) for one in argued.voices)
        lines.append(Line(question="voice", item="", label=language.say(WITH_MY_VOICE), words=said))
    if (argued.readable or argued.voices) and argued.with_company:
        lines.append(_said("company", WHO_WROTE, WITH_COMPANY, language))
    if argued.wants_to_be_heard:
        lines.append(_said("heard", FACE_TO_FACE, ALSO_FACE_TO_FACE, language))
    return tuple(lines)


def voices_told(argued: Argued, key: OwnerKey, language: Language) -> list[tuple[Voice, str]]:
    """Return what was said aloud and is not erased, each with the words that stand for it."""
    there = still_there(work().connection, key.owner, argued.voices)
    return [(one, aloud_in_words(one.seconds, language)) for one in there]


def _said(question: str, label: Words, words: Words, language: Language) -> Line:
    return _line(question, language.say(label), language.say(words))


def _line(question: str, label: str, words: str) -> Line:
    return Line(question=question, item="", label=label, words=(words,))


def parts_of_statement(argued: Argued, language: Language) -> tuple[Part, ...]:
    """Return what is sent as the statement of its receipt: what it is about is its title."""
    about = about_of(argued, language)
    return (Part(title=about.words, lines=lines_of(argued, language), picture=about.picture),)


def state_of(reply: Reply) -> tuple[Words, str]:
    """Return what became of a reply, in words and in a picture."""
    step = furthest(reply.steps)
    return STATES[step], PICTURES[step]
