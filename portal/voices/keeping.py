"""Where sounds are kept: their files and the index beside them, written so that a stop in the middle leaves no half."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from portal.web.sounds import INDEX, Sound


def write_index(folder: Path, sounds: Mapping[str, Sound]) -> None:
    """Write the index of one language: sorted, one line a sound."""
    rows = (
        f"{json.dumps(name)}: {json.dumps(asdict(sound), ensure_ascii=False)}" for name, sound in sorted(sounds.items())
    )
    replace(folder / INDEX, ("{\n" + ",\n".join(rows) + "\n}\n").encode())


def replace(path: Path, content: bytes) -> None:
    """Write a whole file, or none of it."""
    half = half_of(path)
    half.write_bytes(content)
    half.replace(path)


def half_of(path: Path) -> Path:
    """Return where a file is written before it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.with_name(f".{path.name}.part")


def files_in(folder: Path) -> frozenset[str]:
    """Return the names of the sound files of one language."""
    return frozenset(path.name for path in folder.glob("*.mp3"))


def clear_halves(folder: Path) -> None:
    """Take away what a stop in the middle left of a file that was being written."""
    for path in folder.glob(".*.part"):
        path.unlink()
