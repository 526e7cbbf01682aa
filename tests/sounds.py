"""Sounds for tests: one short silence for each text, kept as the portal keeps its own."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from portal.settings import ROOT
from portal.voices.texts import texts
from portal.web.language import load_languages
from portal.web.sounds import INDEX, Sound, digest_of

FRAME_S = 0.024
_FRAME = bytes.fromhex("fff344c0") + bytes(92)
"""A frame of MP3, 24 kHz, one channel, 32 kbit/s, that is silent."""
TRANSLATIONS = ROOT / "translations"


def silence(seconds: float) -> bytes:
    """Return the bytes of an MP3 that says nothing for so long."""
    return _FRAME * round(seconds / FRAME_S)


def record_everything(folder: Path, *, seconds: float = 0.24) -> Path:
    """Put a short sound for every text of every language into ``folder``."""
    content = silence(seconds)
    for tag, language in load_languages(TRANSLATIONS).offered.items():
        (folder / tag).mkdir(parents=True)
        (folder / tag / "silence.mp3").write_bytes(content)
        index = {name: _sound(text.text, content, seconds) for name, text in texts(language, TRANSLATIONS).items()}
        (folder / tag / INDEX).write_text(json.dumps(index), encoding="utf-8")
    return folder


def _sound(text: str, content: bytes, seconds: float) -> Mapping[str, object]:
    said = Sound(
        text=text,
        file="silence.mp3",
        voice="person",
        seconds=seconds,
        loudness=-19.0,
        peak=0.5,
        digest=digest_of(content),
    )
    return asdict(said)
