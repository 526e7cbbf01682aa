"""Who says the texts of a language, and how words are written for a voice that would say them badly."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

DESCRIBED = "voices.toml"
SPOKEN = "spoken.toml"
_ENDS = re.compile(r"[.!?…؟]\W*$")
_WORD = re.compile(r"[\w'’-]+(?:[./][\w]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One voice of one engine, and what it is told otherwise than it is written."""

    engine: str
    name: str
    accent: str
    pace: float = 1.0
    """1 is the pace of the engine; less is slower."""
    edition: int = 1
    """One more when the engine says the same otherwise than before: everything is said again."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Whole texts, and how they are written for the voice."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Words inside any text, and how they are written for the voice."""

    def told(self, text: str) -> str:
        """Return what the engine is given for a text: one line, its hard words spelled out, with an end."""
        line = " ".join(text.split())
        whole = self.texts.get(line)
        if whole is None:
            whole = _WORD.sub(lambda word: self.words.get(word[0], word[0]), line)
        return whole if _ENDS.search(whole) else f"{whole}."

    def file_of(self, text: str) -> str:
        """Return the name of the file that says ``text``: another voice, pace or spelling has another name."""
        spoken = "\n".join((self.engine, self.name, self.accent, str(self.pace), str(self.edition), self.told(text)))
        return f"{hashlib.sha256(spoken.encode()).hexdigest()[:16]}.mp3"


def read_voice(folder: Path, tag: str) -> Voice:
    """Return the voice of a language; where none is described, espeak-ng says it in its own accent."""
    described = tomllib.loads((folder / DESCRIBED).read_text(encoding="utf-8"))
    told = described.get(tag, {"engine": "espeak", "voice": tag, "accent": tag})
    path = folder / tag / SPOKEN
    spoken = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return Voice(
        engine=told["engine"],
        name=told["voice"],
        accent=told["accent"],
        pace=told.get("pace", 1.0),
        edition=told.get("edition", 1),
        texts=spoken.get("texts", {}),
        words=spoken.get("words", {}),
    )
