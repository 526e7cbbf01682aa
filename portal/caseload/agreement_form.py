"""The closing form: every phrase of the list and some free lines, each with who does it and until when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask import request

from portal.agreements.phrases import BY_KEY, OWN_PICTURE, PHRASES
from portal.core.agreements import LONGEST_LINE, Line, Who, understand_day
from portal.core.typed import tidy
from portal.core.understanding import TOO_LONG, Unclear
from portal.core.words import Words, say
from portal.web.language import Language

WHO: Mapping[Who, Words] = {
    Who.PERSON: say("The person"),
    Who.COUNSELLOR: say("Me, the counsellor"),
    Who.BOTH: say("Both of us"),
}
OWN_LINE = say("In your own words")
DAY_IS_OVER = say("Choose a day that is not over.")
_OWN = "own-"
_SPARE = ("own-1", "own-2", "own-3")
"""So many free lines are always there."""
_EMPTY = Line(who=Who.PERSON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the form."""

    key: str
    """The key of a phrase, or the name of a free line."""
    phrase: str
    picture: str
    chosen: bool = False
    words: str = ""
    who: str
    until: str = ""
    """As the field holds it."""

    @property
    def is_own(self) -> bool:
        """Whether it is a free line: it needs no choosing, its words are enough."""
        return self.key.startswith(_OWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What to look at again."""

    field: str
    words: Words
    most: int = 0


def rows_of(lines: Sequence[Line], language: Language) -> list[Row]:
    """Return the form, filled with the lines that are there: a phrase that is used twice stands there as words."""
    used: dict[str, Line] = {}
    own: list[Line] = []
    for line in lines:
        if line.phrase in BY_KEY and line.phrase not in used:
            used[line.phrase] = line
        else:
            own.append(_as_own(line, language))
    return [*(_phrase_row(key, used.get(key), language) for key in BY_KEY), *_own_rows(own, language)]


def rows_typed(language: Language) -> list[Row]:
    """Return the form as it was just sent, letter for letter."""
    chosen = set(request.form.getlist("phrase"))
    keys = [phrase.key for phrase in PHRASES] + _own_names()
    empty = [_phrase_row(key, None, language) if key in BY_KEY else _own_row(key, _EMPTY, language) for key in keys]
    return [
        replace(
            row,
            chosen=row.key in chosen,
            words=request.form.get(f"words-{row.key}", ""),
            who=request.form.get(f"who-{row.key}", row.who),
            until=request.form.get(f"until-{row.key}", ""),
        )
        for row in empty
    ]


def understood(rows: Sequence[Row], today: date) -> list[Line] | Problem:
    """Return the lines that the form says, or the first thing to look at again."""
    lines = []
    for row in rows:
        if not (tidy(row.words) if row.is_own else row.chosen):
            continue
        try:
            until = understand_day(row.until)
        except Unclear as unclear:
            return Problem(field=f"until-{row.key}", words=unclear.words)
        if until is not None and until < today:
            return Problem(field=f"until-{row.key}", words=DAY_IS_OVER)
        line = Line(phrase="" if row.is_own else row.key, words=tidy(row.words), who=_who(row.who), until=until)
        if line.is_too_long:
            return Problem(field=f"words-{row.key}", words=TOO_LONG, most=LONGEST_LINE)
        lines.append(line)
    return lines


def _who(said: str) -> Who:
    return Who(said) if said in {who.value for who in Who} else Who.BOTH


def _own_names() -> list[str]:
    """Return the free lines that the form had, and those that are always there."""
    had = [name.removeprefix("words-") for name in request.form if name.startswith(f"words-{_OWN}")]
    return list(dict.fromkeys((*had, *_SPARE)))


def _phrase_row(key: str, line: Line | None, language: Language) -> Row:
    phrase = BY_KEY[key]
    return Row(
        key=key,
        phrase=language.say(phrase.words),
        picture=phrase.picture,
        chosen=line is not None,
        words=line.words if line else "",
        who=(line.who if line else phrase.who).value,
        until=line.until.isoformat() if line and line.until else "",
    )


def _own_rows(own: Sequence[Line], language: Language) -> Iterator[Row]:
    for number, line in enumerate((*own, *(_EMPTY for _ in _SPARE)), start=1):
        yield _own_row(f"{_OWN}{number}", line, language)


def _own_row(key: str, line: Line, language: Language) -> Row:
    return Row(
        key=key,
        phrase=language.say(OWN_LINE),
        picture=OWN_PICTURE,
        words=line.words,
        who=line.who.value,
        until=line.until.isoformat() if line.until else "",
    )


def _as_own(line: Line, language: Language) -> Line:
    """Return a line in words alone."""
    phrase = BY_KEY.get(line.phrase)
    words = " ".join(part for part in (language.say(phrase.words) if phrase else "", line.words) if part)
    return Line(words=words, who=line.who, until=line.until)
