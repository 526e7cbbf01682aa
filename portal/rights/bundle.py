"""The copy of everything: a ZIP made while it leaves, with words for people and names that stay for services."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from portal.activities.as_table import guarded
from portal.core.words import say
from portal.rights.themes import THEMES
from portal.rights.told import Mine, Theme
from portal.web.language import Language

FORMAT = "my-data"
VERSION = 1
SCHEMA = "schema.json"
READ_ME = (
    say("This is all that the portal keeps about you."),
    say("You took this copy on %(day)s."),
    say("You can open the tables with any table program."),
    say("The other files are for computers."),
    say("“%(file)s” says what each name means."),
    say("Nothing closes this copy. Keep it in a safe place."),
    say("Your two pictures are not in it. They are your secret."),
)
_MARK = "\ufeff"
"""Spreadsheets know UTF-8 by it."""


class _Pipe(io.RawIOBase):
    """What was written and has not left yet."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        self._waiting += data
        return len(data)

    def taken(self) -> bytes:
        """Return what waits, and forget it."""
        waiting, self._waiting = bytes(self._waiting), bytearray()
        return waiting


def bundle(me: Mine, also: Mapping[str, bytes]) -> Iterator[bytes]:
    """Make the copy piece by piece: never more than one theme or one sound is held. ``also`` are files made before."""
    pipe = _Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED) as copy:
        copy.writestr(f"{me.language.say(say('Read me'))}.txt", read_me(me))
        copy.writestr(SCHEMA, schema())
        for name, content in also.items():
            copy.writestr(name, content)
        for theme in THEMES:
            rows = [one.fields for one in theme.tell(me) if one.fields]
            copy.writestr(f"{theme.key}.json", json.dumps(rows, ensure_ascii=False, indent=1))
            copy.writestr(f"{theme.key}.csv", table(theme, rows))
            yield pipe.taken()
            for name, content in theme.files(me) if theme.files else ():
                copy.writestr(name, content, ZIP_STORED)
                yield pipe.taken()
    yield pipe.taken()


def read_me(me: Mine) -> str:
    """Return the words to begin with, and what each file is about."""
    language: Language = me.language
    sentences = [language.say(words, day=language.day(me.now), file=SCHEMA) for words in READ_ME]
    files = [f"{theme.key}.csv, {theme.key}.json: {language.say(theme.title)}" for theme in THEMES]
    return _MARK + "\n".join([*sentences, "", *files, ""])


def schema() -> str:
    """Return what each name in each file means (JSON Schema, 2020-12)."""
    return json.dumps(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": FORMAT,
            "$comment": f"version {VERSION}: no name changes without another number; moments are ISO 8601, in UTC",
            "$defs": {theme.key: _items(theme) for theme in THEMES},
        },
        ensure_ascii=False,
        indent=1,
    )


def _items(theme: Theme) -> dict[str, Any]:
    names = {name: {"description": meaning} for name, meaning in theme.names.items()}
    one = {"type": "object", "properties": names, "additionalProperties": False}
    return {"description": f"{theme.key}.json", "type": "array", "items": one}


def table(theme: Theme, rows: list[Mapping[str, Any]]) -> str:
    """Return the same as a table that French spreadsheets open; what is no plain value is written as JSON."""
    lines = io.StringIO(_MARK, newline="")
    lines.seek(0, io.SEEK_END)
    writer = csv.DictWriter(lines, list(theme.names), restval="", delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows({name: guarded(_cell(value)) for name, value in row.items()} for row in rows)
    return lines.getvalue()


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case _:
            return json.dumps(value, ensure_ascii=False)
