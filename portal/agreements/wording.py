"""An agreement in words: its lines by who does them, in the language of whoever reads."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from portal.agreements.phrases import BY_KEY, OWN_PICTURE
from portal.core.agreements import Aside, Line, Who, Word, understand_day
from portal.core.understanding import Unclear
from portal.core.words import Words, say
from portal.storage.dialogue.agreements import Agreement, Said
from portal.web.filled import own
from portal.web.language import Language

UNTIL = say("Until %(day)s")
TITLES: Mapping[Who, Words] = MappingProxyType(
    {
        Who.PERSON: say("What I do"),
        Who.COUNSELLOR: say("What my counsellor does"),
        Who.BOTH: say("What we do together"),
    }
)
"""What lines stand under, on the person's page."""
TITLES_THEN: Mapping[Who, Words] = MappingProxyType(
    {
        Who.PERSON: TITLES[Who.PERSON],
        Who.COUNSELLOR: say("What %(name)s does, my counsellor that day"),
        Who.BOTH: say("What %(name)s and I do together"),
    }
)
"""The same, where somebody else wrote them than the counsellor of today: “my counsellor” would be another one."""
SAID: Mapping[Word, Words] = MappingProxyType(
    {
        Word.NOT_UNDERSTOOD: say("You said: I did not understand."),
        Word.NOT_AGREED: say("You said: I do not agree."),
        Word.FINE: say("You said: it is fine now."),
        Word.ANSWERED: say("Your counsellor answers:"),
        Word.HEARD: say("Your counsellor read it. You will talk about it."),
    }
)
PICTURES: Mapping[Word, str] = MappingProxyType(
    {
        Word.NOT_UNDERSTOOD: "unsure",
        Word.NOT_AGREED: "no",
        Word.FINE: "yes",
        Word.ANSWERED: "message",
        Word.HEARD: "who-reads",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One line as it is shown."""

    number: int
    """Counted from 1, in the order it was written."""
    picture: str
    phrase: str
    """The phrase in the language of the page, or nothing."""
    words: str
    """Free words, in the language of the agreement."""
    until: str
    said: tuple[Said, ...] = ()
    newest: int = 0
    """The number of what was said to it last."""
    stands: Said | None = None
    waits: Said | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The lines that one of them, or both, do."""

    who: Who
    lines: tuple[Shown, ...]


def titles_in(language: Language, then: str = "") -> Mapping[Who, str]:
    """Return what lines stand under; ``then`` names who wrote them, where the person is with somebody else by now."""
    titles = TITLES_THEN if then else TITLES
    return {who: language.say(words, name=then) if then else language.say(words) for who, words in titles.items()}


def groups_of(agreement: Agreement, language: Language) -> tuple[Group, ...]:
    """Return the lines of an agreement under who does them: the person first. What is empty is left out."""
    shown = [_shown(number, line, agreement, language) for number, line in enumerate(agreement.lines, start=1)]
    return tuple(_grouped(shown, agreement.lines))


def groups_not_sent(lines: Sequence[Line], language: Language) -> tuple[Group, ...]:
    """Return lines that are not sent yet, in the same way."""
    shown = [_plain(number, line, language) for number, line in enumerate(lines, start=1)]
    return tuple(_grouped(shown, lines))


def aside_of(aside: Sequence[Aside], language: Language) -> tuple[Shown, ...]:
    """Return what was typed under phrases that are not chosen, in the same way."""
    return tuple(_plain(number, one, language) for number, one in enumerate(aside, start=1))


def line_of(agreement: Agreement, number: int, language: Language) -> Shown | None:
    """Return one line of an agreement, counted from 1, if it is there."""
    if not agreement.has(number):
        return None
    return _shown(number, agreement.lines[number - 1], agreement, language)


def _grouped(shown: Sequence[Shown], lines: Sequence[Line]) -> Iterator[Group]:
    for who in Who:
        theirs = tuple(one for one, line in zip(shown, lines, strict=True) if line.who is who)
        if theirs:
            yield Group(who=who, lines=theirs)


def _shown(number: int, line: Line, agreement: Agreement, language: Language) -> Shown:
    plain = _plain(number, line, language)
    return Shown(
        number=number,
        picture=plain.picture,
        phrase=plain.phrase,
        words=plain.words,
        until=plain.until,
        said=agreement.said_to(number),
        newest=agreement.newest(number),
        stands=agreement.stands(number),
        waits=agreement.waits(number),
    )


def _plain(number: int, line: Line | Aside, language: Language) -> Shown:
    phrase = BY_KEY.get(line.phrase)
    return Shown(
        number=number,
        picture=phrase.picture if phrase else OWN_PICTURE,
        phrase=language.say(phrase.words) if phrase else "",
        words=line.words,
        until=_until(line.until, language),
    )


def _until(until: date | str | None, language: Language) -> str:
    """Return until when in words; what is no day yet, as it was typed."""
    try:
        day = understand_day(until) if isinstance(until, str) else until
    except Unclear:
        return own(str(until))
    return language.say(UNTIL, day=language.day(day)) if day else ""
