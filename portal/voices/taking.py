"""People who record: a table of what to say, and their files taken in with checks, brought into the one form."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from portal.voices.keeping import half_of, write_index
from portal.voices.making import sound_in
from portal.voices.studio import Measured, Studio
from portal.voices.texts import Text
from portal.web.sounds import PERSON, Sound, digest_of, read_index

KINDS = (".wav", ".flac", ".ogg", ".opus", ".mp3")
COLUMNS = ("text", "where it is said", "name of the file")
_SLOWEST_S, _QUICKEST_S = 0.35, 0.02
"""Seconds a letter, at most and at least; a second and a half is given besides."""
_SPARE_S = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of one file."""

    file: str
    text: str = ""
    why: str = ""
    """Why it was not taken."""


def write_table(table: TextIO, texts: Mapping[str, Text], said: Mapping[str, Sound]) -> int:
    """Write what is to be recorded, one text a line, for a spreadsheet; leave out what somebody recorded already."""
    wanted = [text for name, text in texts.items() if name not in said or not said[name].is_recorded]
    writer = csv.writer(table, delimiter=";")
    writer.writerow(COLUMNS)
    writer.writerows((text.text, ", ".join(text.places), f"{text.name}.wav") for text in wanted)
    return len(wanted)


def take_in(given: Path, folder: Path, texts: Mapping[str, Text], studio: Studio) -> Iterator[Taken]:
    """Take in every sound file of ``given`` that is named after a text, and tell what became of each."""
    folder.mkdir(parents=True, exist_ok=True)
    sounds = dict(read_index(folder))
    try:
        for path in sorted(one for one in given.iterdir() if one.is_file() and one.suffix.lower() in KINDS):
            text = texts.get(path.stem)
            if text is None:
                yield Taken(file=path.name, why="no text has this name: take the names from the table")
                continue
            try:
                sounds[text.name] = _taken(path, folder, text, studio)
            except ValueError as error:
                yield Taken(file=path.name, why=str(error))
                continue
            yield Taken(file=path.name, text=text.text)
    finally:
        write_index(folder, sounds)


def _taken(path: Path, folder: Path, text: Text, studio: Studio) -> Sound:
    half = half_of(folder / path.name)
    try:
        facts = studio.take(path, half)
        _fit(facts, text)
        kept = folder / f"{digest_of(half.read_bytes())}.mp3"
        half.replace(kept)
    finally:
        half.unlink(missing_ok=True)
    return sound_in(kept, text, PERSON, facts)


def _fit(facts: Measured, text: Text) -> None:
    """Refuse a recording that is too long or too short for its text: it may be another one."""
    letters = len(text.text)
    if not letters * _QUICKEST_S <= facts.seconds <= letters * _SLOWEST_S + _SPARE_S:
        message = f"{facts.seconds:.1f} seconds do not fit “{text.text}”: is it the right file?"
        raise ValueError(message)
