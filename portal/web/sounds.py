"""The sounds there are: one for each text of each language, found by the name of the text."""

import hashlib
import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from portal.core.heard import name_of

_LOG = logging.getLogger("portal")
INDEX = "index.json"
PERSON = "person"
"""The voice of a sound that somebody recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """One sound: which text it says, in whose voice, and what was measured in its file."""

    text: str
    file: str
    voice: str
    seconds: float
    loudness: float
    """Of what is said, silence left out: the root of the mean square, in decibels below full scale."""
    peak: float
    """From 0 to 1."""
    digest: str
    """Of the file's bytes: the first 16 hexadecimal digits of their SHA-256."""

    @property
    def is_recorded(self) -> bool:
        """Whether somebody recorded it, rather than a machine."""
        return self.voice == PERSON


def digest_of(content: bytes) -> str:
    """Return the digest by which the bytes of a sound are known."""
    return hashlib.sha256(content).hexdigest()[:16]


def read_index(folder: Path) -> Mapping[str, Sound]:
    """Return the sounds of one language, by the names of their texts; none where there is no index."""
    path = folder / INDEX
    if not path.exists():
        return MappingProxyType({})
    return MappingProxyType({name: Sound(**row) for name, row in json.loads(path.read_text(encoding="utf-8")).items()})


@dataclass(frozen=True)
class Sounds:
    """The sounds of every language, and which of them were looked for in vain."""

    folder: Path
    by_language: Mapping[str, Mapping[str, Sound]]
    _missed: set[tuple[str, str]] = field(default_factory=set, init=False, compare=False)

    @cached_property
    def versions(self) -> Mapping[str, str]:
        """What changes in each language when any of its sounds changes: goes into addresses."""
        return {tag: _version(sounds.values()) for tag, sounds in self.by_language.items()}

    def has(self, tag: str, text: str) -> bool:
        """Whether a text is said in a language."""
        return name_of(text) in self.by_language.get(tag, {})

    def address(self, tag: str, text: str) -> str:
        """Return the address of the sound of a text, or nothing where there is none."""
        return f"/voices/{tag}/{name_of(text)}.mp3?v={self.versions[tag]}" if self.has(tag, text) else ""

    def content(self, tag: str, name: str) -> tuple[Sound, bytes] | None:
        """Return a sound and its bytes; one that is in the index without its file is said once in the log."""
        sound = self.by_language.get(tag, {}).get(name)
        if sound is None:
            return None
        try:
            return sound, (self.folder / tag / sound.file).read_bytes()
        except OSError as error:
            if (tag, name) not in self._missed:
                self._missed.add((tag, name))
                _LOG.warning("the sound of “%s” (%s) cannot be read: %s", sound.text, tag, error)
            return None


def load_sounds(folder: Path, tags: Iterable[str]) -> Sounds:
    """Read the index of each language; the files are read when they are asked for."""
    return Sounds(folder, {tag: read_index(folder / tag) for tag in tags})


def _version(sounds: Iterable[Sound]) -> str:
    return hashlib.sha256("".join(sorted(sound.digest for sound in sounds)).encode()).hexdigest()[:12]
