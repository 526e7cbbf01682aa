"""The closing form: every phrase of the list and some free lines, each with who does it and until when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask import request

from portal.agreements.phrases import BY_KEY, OWN_PICTURE
from portal.core.agreements import LONGEST_LINE, Aside, Begun, Line, Who, understand_day
from portal.core.typed import tidy
from portal.core.understanding import TOO_LONG, Problem, Unclear
from portal.core.words import Words, say
from portal.web.language import Language

WHO: Mapping[Who, Words] = {
    Who.PERSON: say("The person"),
    Who.COUNSELLOR: say("Me, the counsellor"),
    Who.BOTH: say("Both of us"),
}
BOTH_THEN = say("%(name)s and the person")
OWN_LINE = say("In your own words")
DAY_IS_OVER = say("Choose a day that is not over.")
_OWN = "own-"
_SPARE = ("own-1", "own-2", "own-3")
"""So many free lines are always there."""
_EMPTY = Aside(who=Who.PERSON.value)


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

    @property
    def is_line(self) -> bool:
        """Whether it says something: a phrase by being chosen, a free line by its words."""
        return bool(tidy(self.words)) if self.is_own else self.chosen


def who_in(language: Language, then: str = "") -> Mapping[Who, str]:
    """Return who does it, in words; ``then`` names who wrote it, where that is not who reads it."""
    who = {one: language.say(words) for one, words in WHO.items()}
    return who | {Who.COUNSELLOR: then, Who.BOTH: language.say(BOTH_THEN, name=then)} if then else who


def rows_of(begun: Begun, language: Language) -> list[Row]:
    """Return the form, filled with what is begun: a phrase that is there twice stands there once as words."""
    used: dict[str, Row] = {}
    own: list[Line | Aside] = []
    written: tuple[Line | Aside, ...] = (*begun.lines, *begun.aside)
    for one in written:
        if one.phrase in BY_KEY and one.phrase not in used:
            used[one.phrase] = _filled(_phrase_row(one.phrase, language), one)
        else:
            own.append(one)
    phrases = (used.get(key) or _phrase_row(key, language) for key in BY_KEY)
    free = enumerate((*own, *(_EMPTY for _ in _SPARE)), start=1)
    return [*phrases, *(_as_own(f"{_OWN}{number}", one, language) for number, one in free)]


def rows_typed(language: Language) -> list[Row]:
    """Return the form as it was just sent, letter for letter."""
    chosen = set(request.form.getlist("phrase"))
    empty = [*(_phrase_row(key, language) for key in BY_KEY), *(_own_row(key, language) for key in _own_names())]
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
        if not row.is_line:
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


def aside_in(rows: Sequence[Row]) -> tuple[Aside, ...]:
    """Return what was typed in rows that are no line."""
    typed = (row for row in rows if not row.is_line and (tidy(row.words) or tidy(row.until)))
    return tuple(
        Aside(phrase="" if row.is_own else row.key, words=row.words, who=row.who, until=row.until) for row in typed
    )


def _who(said: str) -> Who:
    return Who(said) if said in {who.value for who in Who} else Who.BOTH


def _own_names() -> list[str]:
    """Return the free lines that the form had, and those that are always there."""
    had = [name.removeprefix("words-") for name in request.form if name.startswith(f"words-{_OWN}")]
    return list(dict.fromkeys((*had, *_SPARE)))


def _phrase_row(key: str, language: Language) -> Row:
    phrase = BY_KEY[key]
    return Row(key=key, phrase=language.say(phrase.words), picture=phrase.picture, who=phrase.who.value)


def _own_row(key: str, language: Language) -> Row:
    return Row(key=key, phrase=language.say(OWN_LINE), picture=OWN_PICTURE, who=Who.PERSON.value)


def _filled(row: Row, one: Line | Aside) -> Row:
    """Return a row with what was written in it; it is chosen if it is a line."""
    if isinstance(one, Aside):
        return replace(row, words=one.words, who=one.who, until=one.until)
    until = one.until.isoformat() if one.until else ""
    return replace(row, chosen=bool(one.phrase), words=one.words, who=one.who.value, until=until)


def _as_own(key: str, one: Line | Aside, language: Language) -> Row:
    """Return a free line that says the phrase, if there is one, in words too."""
    row, phrase = _filled(_own_row(key, language), one), BY_KEY.get(one.phrase)
    words = " ".join(part for part in (language.say(phrase.words) if phrase else "", one.words) if part)
    return replace(row, chosen=False, words=words)
