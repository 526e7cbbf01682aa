"""An agreement in words: its lines by who does them, in the language of whoever reads."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from portal.agreements.phrases import BY_KEY, OWN_PICTURE
from portal.core.agreements import Line, Who, Word
from portal.core.words import Words, say
from portal.storage.agreements import Agreement, Said
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
    stands: Said | None = None
    waits: Said | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The lines that one of them, or both, do."""

    who: Who
    lines: tuple[Shown, ...]


def groups_of(agreement: Agreement, language: Language) -> tuple[Group, ...]:
    """Return the lines of an agreement under who does them: the person first. What is empty is left out."""
    shown = [_shown(number, line, agreement, language) for number, line in enumerate(agreement.lines, start=1)]
    return tuple(_grouped(shown, agreement.lines))


def groups_not_sent(lines: Sequence[Line], language: Language) -> tuple[Group, ...]:
    """Return lines that are not sent yet, in the same way."""
    shown = [_plain(number, line, language) for number, line in enumerate(lines, start=1)]
    return tuple(_grouped(shown, lines))


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
        stands=agreement.stands(number),
        waits=agreement.waits(number),
    )


def _plain(number: int, line: Line, language: Language) -> Shown:
    phrase = BY_KEY.get(line.phrase)
    return Shown(
        number=number,
        picture=phrase.picture if phrase else OWN_PICTURE,
        phrase=language.say(phrase.words) if phrase else "",
        words=line.words,
        until=language.say(UNTIL, day=language.day(line.until)) if line.until else "",
    )
