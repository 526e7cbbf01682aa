"""The register: everything the portal asks or keeps, each with its promise, walked from the code that obeys it.

Nobody writes this list. It is read from the questions, from what the vault gives out and from the columns of the
tables; where one of them has no promise, no plain words or no place here, the portal does not start.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from flask import Flask

from portal.core.algorithms import Method
from portal.core.answers import Items, Listed
from portal.core.permissions import Role
from portal.core.uses import Purpose, Refused, Sensitivity, Use, purpose_named
from portal.core.words import Words
from portal.dossier.questions import PROMISES, QUESTIONS, SECTIONS
from portal.dossier.suggesting import ALGORITHMS, searched
from portal.storage.tables.schema import metadata
from portal.transparency.labels import AIMS, CARE, KEPT, OTHERS_SEE, READERS
from portal.transparency.never import NEVER, not_named
from portal.transparency.things import NOTHING_HAPPENS, THEMES, THINGS, Theme, Thing
from portal.web.language import Languages

ANSWERS = "answers.sealed"
"""Where every answer is kept, each under the promise of its question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that is asked or kept, with its promise."""

    key: str
    theme: Theme
    what: Words
    why: Words
    picture: str
    use: Use
    without: Words
    promises: tuple[str, ...]
    columns: tuple[str, ...]
    of_staff: bool = False

    @property
    def readers(self) -> list[Role]:
        """Who reads it, always in the same order."""
        return [role for role in READERS if role in self.use.readers]

    @property
    def purposes(self) -> list[Purpose]:
        """What it serves: first what it is for, then what else."""
        return [self.use.purpose, *(purpose for purpose in AIMS if purpose in self.use.also)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Every line, in the order of the pages."""

    lines: tuple[Line, ...]

    def of(self, theme: Theme) -> list[Line]:
        """Return the lines of one page."""
        return [line for line in self.lines if line.theme == theme]

    @property
    def themes(self) -> list[Theme]:
        """Return the pages, in their order."""
        return [theme for theme in THEMES if self.of(theme)]


def read_register(promises: Mapping[str, Use], languages: Languages) -> Register:
    """Walk everything that is promised; leave with plain sentences where it does not hold together."""
    lines = (*_asked(promises), *_kept(promises))
    amiss = [*_forgotten(promises, lines), *_outside(lines), *_not_declared(), *_unsaid(lines, languages)]
    if amiss:
        message = "The register does not hold together, so the portal does not start:\n- "
        raise SystemExit(message + "\n- ".join(amiss))
    return Register(lines=lines)


def register_of(app: Flask) -> Register:
    """Return the register of a running portal."""
    found: Register = app.extensions["portal_register"]
    return found


def columns() -> dict[str, Use]:
    """Return every column that holds something about somebody, as ``table.column``, with its promise."""
    kept = {f"{table.name}.{column.name}": column for table in metadata.sorted_tables for column in table.columns}
    return {name: use for name, column in kept.items() if isinstance(use := column.info.get("promise"), Use)}


def _asked(promises: Mapping[str, Use]) -> Iterator[Line]:
    """Go through the questions; the small pages of a repeated one are in its line."""
    themes = {theme.key: theme for theme in THEMES}
    for section in SECTIONS:
        for question in section.questions:
            yield Line(
                key=question.key,
                theme=themes[section.key],
                what=question.short,
                why=question.why,
                picture=question.picture,
                use=question.use,
                without=NOTHING_HAPPENS,
                promises=tuple(name for name in promises if name.partition(".")[0] == question.key),
                columns=(ANSWERS,),
            )


def _kept(promises: Mapping[str, Use]) -> Iterator[Line]:
    """Go through the things that are kept beside the answers."""
    in_columns = columns()
    for thing in THINGS:
        uses = _uses_of(thing, promises, in_columns)
        yield Line(
            key=thing.key,
            theme=thing.theme,
            what=thing.what,
            why=thing.why,
            picture=thing.picture,
            use=uses[0],
            without=thing.without,
            promises=thing.promises,
            columns=thing.columns,
            of_staff=thing.of_staff,
        )


def _uses_of(thing: Thing, promises: Mapping[str, Use], in_columns: Mapping[str, Use]) -> list[Use]:
    """Return the one promise that all parts of a thing share."""
    known = {**promises, **in_columns}
    names = (*thing.promises, *thing.columns)
    uses = [known[name] for name in names if name in known]
    if len(uses) < len(names) or len(set(uses)) != 1:
        message = f"“{thing.key}” in things.py: {', '.join(names)} are not all there, or not under one promise."
        raise SystemExit(message)
    return uses


def _forgotten(promises: Mapping[str, Use], lines: Iterable[Line]) -> Iterator[str]:
    """Go through what has no promise, or a promise and no line."""
    said, kept = {name for line in lines for name in line.promises}, {name for line in lines for name in line.columns}
    for key in {**QUESTIONS, **PROMISES}:
        if key not in promises:
            yield f"the question “{key}” has no promise: add it to PROMISES in portal/app.py."
    for name in promises.keys() - said:
        yield f"the promise “{name}” has no plain words: add it to a thing in portal/transparency/things.py."
    for name in columns().keys() - kept:
        yield f"the column “{name}” has no plain words: add it to a thing in portal/transparency/things.py."


def _outside(lines: Iterable[Line]) -> Iterator[str]:
    """Go through promises that name a reader who is no role, a purpose that may not be, or a time without words."""
    for line in lines:
        for reader in line.use.readers:
            if reader not in set(Role):
                yield f"“{reader}” reads “{line.key}”, and is no role."
        for purpose in (line.use.purpose, *line.use.also):
            try:
                purpose_named(purpose)
            except Refused as refused:
                yield f"“{line.key}”: {refused}"
        if line.use.kept not in KEPT:
            yield f"“{line.key}” is kept {line.use.kept}: say it in KEPT (portal/transparency/labels.py)."
        if line.use.others_see and line.use.others_see not in OTHERS_SEE:
            yield f"others see “{line.key}” for {line.use.others_see}: say it in OTHERS_SEE (labels.py)."
    names = [*(set(Role) - set(READERS)), *(set(Purpose) - set(AIMS)), *(set(Sensitivity) - set(CARE)), *not_named()]
    yield from (f"“{name}” has no plain words in portal/transparency/." for name in names)


def _not_declared() -> Iterator[str]:
    """Go through questions whose words go into a search that does not say so, or is no allowed method."""
    for question in QUESTIONS.values():
        parts = question.answer.parts if isinstance(question.answer, Items) else (question,)
        for source in (part.answer.source for part in parts if isinstance(part.answer, Listed)):
            if question.key not in searched(source).inputs:
                yield f"the search of “{source}” gets words of “{question.key}” and does not say so: suggesting.py."
    for algorithm in ALGORITHMS:
        if algorithm.method not in set(Method):
            yield f"“{algorithm.key}” works by “{algorithm.method}”: that is no allowed method."


def _unsaid(lines: Iterable[Line], languages: Languages) -> Iterator[str]:
    """Go through sentences of the register that a language on offer cannot say."""
    for words in dict.fromkeys(_sentences(lines)):
        for language in languages.offered.values():
            if not language.says(words):
                yield f"“{words}” is not said in {language.tag}: ./dev words, then translate."


def _sentences(lines: Iterable[Line]) -> Iterator[Words]:
    for line in lines:
        yield from (line.theme.title, line.what, line.why, line.without)
    yield from (aim.words for aim in AIMS.values())
    yield from (aim.basis.words for aim in AIMS.values())
    yield from (reader.words for reader in READERS.values())
    yield from (*KEPT.values(), *OTHERS_SEE.values())
    yield from (care.words for care in CARE.values())
    yield from (ban.words for ban in NEVER.values())
