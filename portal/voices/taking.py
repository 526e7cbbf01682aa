"""People who record: a table of what to say, and their files taken in with checks, brought into the one form."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TextIO

import numpy as np

from portal.voices.engines import Wave
from portal.voices.keeping import replace, write_index
from portal.voices.shape import loudness_of, measured, packed, shaped, unpacked
from portal.voices.texts import Text
from portal.web.sounds import PERSON, Sound, read_index

KINDS = (".wav", ".flac", ".ogg", ".opus", ".mp3")
COLUMNS = ("text", "where it is said", "name of the file")
_SLOWEST_S, _QUICKEST_S = 0.35, 0.02
"""Seconds a letter, at most and at least; a second and a half is given besides."""
_SPARE_S = 1.5
_TOO_SOFT, _CLIPPED = -45.0, 0.995
_MOST_CLIPPED = 0.001


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


def take_in(given: Path, folder: Path, texts: Mapping[str, Text]) -> Iterator[Taken]:
    """Take in every sound file of ``given`` that is named after a text, and tell what became of each."""
    sounds = dict(read_index(folder))
    try:
        for path in sorted(one for one in given.iterdir() if one.is_file() and one.suffix.lower() in KINDS):
            text = texts.get(path.stem)
            if text is None:
                yield Taken(file=path.name, why="no text has this name: take the names from the table")
                continue
            try:
                content = packed(shaped(_checked(unpacked(path.read_bytes()), text)))
            except ValueError as error:
                yield Taken(file=path.name, why=str(error))
                continue
            facts = measured(content)
            file = f"{facts.digest}.mp3"
            replace(folder / file, content)
            sounds[text.name] = Sound(text=text.text, file=file, voice=PERSON, **asdict(facts))
            yield Taken(file=path.name, text=text.text)
    finally:
        write_index(folder, sounds)


def _checked(wave: Wave, text: Text) -> Wave:
    """Return a recording that can be used; raise ``ValueError`` with what to do otherwise."""
    seconds, letters = len(wave.samples) / wave.rate, len(text.text)
    if not len(wave.samples) or loudness_of(wave.samples) < _TOO_SOFT:
        raise ValueError("nearly nothing is heard: record it again, nearer to the microphone")
    if float((np.abs(wave.samples) >= _CLIPPED).mean()) > _MOST_CLIPPED:
        raise ValueError("it is too loud and cut off: record it again, further from the microphone")
    if not letters * _QUICKEST_S <= seconds <= letters * _SLOWEST_S + _SPARE_S:
        message = f"{seconds:.1f} seconds do not fit “{text.text}”: is it the right file?"
        raise ValueError(message)
    return wave
