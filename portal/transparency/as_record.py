"""The register as the record of processing activities that GDPR art. 30(1) asks for: by purpose, and as tables."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from portal.activities.as_table import guarded
from portal.core.uses import Purpose, Technical, Use
from portal.core.words import Words, say
from portal.storage.tables.schema import metadata
from portal.transparency.labels import AIMS, CARE, KEPT, OTHERS_SEE, READERS, YES, Aim, Basis
from portal.transparency.never import NEVER
from portal.transparency.register import Line, Register
from portal.web.language import Language

WHO_READS = say("Who reads it")
HOW_LONG = say("How long it is kept")
BASIS = say("What allows it")
DATA = say("What it is about")
PEOPLE = say("About whom")
ABOUT_YOU = say("People who look for work")
ABOUT_STAFF = say("People who work at the agency")
COLUMNS: Mapping[str, Words] = MappingProxyType(
    {
        "key": say("Name for computers"),
        "what": DATA,
        "people": PEOPLE,
        "care": say("What kind of things"),
        "purposes": say("What it is for"),
        "basis": BASIS,
        "law": say("Where it is written"),
        "readers": WHO_READS,
        "kept": HOW_LONG,
        "days": say("Days"),
        "after": say("After what, for computers"),
        "never": say("What it is never for"),
        "columns": say("Where it is in the database"),
    }
)
"""What each column holds, and what stands above it."""
_MARK = "\ufeff"
"""Spreadsheets know UTF-8 by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """Everything that serves one purpose first."""

    aim: Aim
    bases: tuple[Basis, ...]
    lines: tuple[Line, ...]
    care: tuple[Words, ...]
    readers: tuple[Words, ...]
    kept: tuple[Words, ...]
    of_staff: bool


def record(register: Register) -> Iterator[Activity]:
    """Go through the purposes that something serves, in their order."""
    for purpose in Purpose:
        for of_staff in (False, True):
            lines = tuple(one for one in register.lines if one.use.purpose is purpose and one.of_staff is of_staff)
            if lines:
                yield _activity(AIMS[purpose], lines)


def _activity(aim: Aim, lines: tuple[Line, ...]) -> Activity:
    roles = {role for line in lines for role in line.readers}
    return Activity(
        aim=aim,
        bases=_bases(aim, lines),
        lines=lines,
        care=tuple(dict.fromkeys(CARE[line.use.sensitivity].words for line in lines)),
        readers=tuple(reader.words for role, reader in READERS.items() if role in roles),
        kept=tuple(dict.fromkeys(words for line in lines for words in kept_words(line.use))),
        of_staff=lines[0].of_staff,
    )


def _bases(aim: Aim, lines: Iterable[Line]) -> tuple[Basis, ...]:
    return (aim.basis, YES) if any(line.use.consent for line in lines) else (aim.basis,)


def kept_words(use: Use) -> tuple[Words, ...]:
    """Return how long something is kept, and how far back others see, where that is shorter."""
    return (KEPT[use.kept], OTHERS_SEE[use.others_see]) if use.others_see else (KEPT[use.kept],)


def record_csv(register: Register, language: Language) -> bytes:
    """Return a line for each thing, as French spreadsheets open it: with its mark, semicolons, cells between quotes."""
    rows = [{name: language.say(words) for name, words in COLUMNS.items()}]
    rows += [_row(line, language) for line in register.lines]
    return _table(COLUMNS, rows, ";")


def _row(line: Line, language: Language) -> dict[str, str]:
    aims = [AIMS[purpose] for purpose in line.purposes]

    def said(sentences: Iterable[Words]) -> str:
        return " ".join(dict.fromkeys(map(language.say, sentences)))

    return {
        "key": line.key,
        "what": language.say(line.what),
        "people": language.say(ABOUT_STAFF if line.of_staff else ABOUT_YOU),
        "care": language.say(CARE[line.use.sensitivity].words),
        "purposes": said(aim.words for aim in aims),
        "basis": said(basis.words for basis in _bases(aims[0], (line,))),
        "law": "; ".join(dict.fromkeys(aim.law for aim in aims if aim.law)),
        "readers": language.listed([language.say(READERS[role].words) for role in line.readers]),
        "kept": said(kept_words(line.use)),
        "days": str(line.use.kept.days),
        "after": line.use.kept.after.value,
        "never": language.listed([language.say(ban.words) for ban in NEVER.values()]),
        "columns": ", ".join(line.columns),
    }


def columns_csv(register: Register) -> bytes:
    """Return every column of the database, for who reads code: which line it is in, or why it is only technical."""
    names = ("column", "lines", "technical")
    rows = [dict(zip(names, names, strict=True))]
    for table in metadata.sorted_tables:
        for column in table.columns:
            name, why = f"{table.name}.{column.name}", column.info["promise"]
            lines = " ".join(line.key for line in register.lines if name in line.columns)
            technical = why.why if isinstance(why, Technical) else ""
            rows.append(dict(zip(names, (name, lines, technical), strict=True)))
    return _table(names, rows, ",")


def _table(names: Iterable[str], rows: Iterable[Mapping[str, str]], delimiter: str) -> bytes:
    text = io.StringIO(_MARK, newline="")
    text.seek(0, io.SEEK_END)
    table = csv.DictWriter(text, list(names), delimiter=delimiter, quoting=csv.QUOTE_ALL)
    table.writerows({name: guarded(cell) for name, cell in row.items()} for row in rows)
    return text.getvalue().encode()
