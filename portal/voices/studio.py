"""The studio where sounds are made: a program of its own beside the portal, which gets a text and writes a file."""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from portal.settings import ROOT
from portal.voices.described import Voice

PYTHON = ROOT / ".studio" / "bin" / "python"


class NoStudio(Exception):
    """Sounds cannot be made on this machine; the message says what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was measured in the file of a sound."""

    seconds: float
    loudness: float
    peak: float


class Studio(Protocol):
    """Makes files. Each of its deeds raises ``ValueError`` where it cannot, with the reason."""

    def say(self, voice: Voice, told: str, file: Path) -> Measured:
        """Say a text as the voice is told it."""
        ...  # pragma: no cover

    def take(self, recording: Path, file: Path) -> Measured:
        """Bring a recording into the one form, if it can be used."""
        ...  # pragma: no cover

    def measure(self, file: Path) -> Measured:
        """Look at a file that is there."""
        ...  # pragma: no cover


class Beside:
    """The studio as a program that runs beside this one and gets an order a line."""

    def __init__(self, program: "subprocess.Popen[str]") -> None:
        self._program = program

    def say(self, voice: Voice, told: str, file: Path) -> Measured:
        """Say a text as the voice is told it."""
        described = {"engine": voice.engine, "name": voice.name, "accent": voice.accent, "pace": voice.pace}
        return self._order({"voice": {**described, "spelled": sorted(voice.texts.values())}, "told": told}, file)

    def take(self, recording: Path, file: Path) -> Measured:
        """Bring a recording into the one form, if it can be used."""
        return self._order({"recording": str(recording.resolve())}, file)

    def measure(self, file: Path) -> Measured:
        """Look at a file that is there."""
        return self._order({}, file)

    def _order(self, order: Mapping[str, object], file: Path) -> Measured:
        if self._program.stdin is None or self._program.stdout is None:
            raise NoStudio("The studio does not listen.")
        self._program.stdin.write(json.dumps({**order, "file": str(file.resolve())}) + "\n")
        self._program.stdin.flush()
        line = self._program.stdout.readline()
        answer: Mapping[str, Any] = json.loads(line) if line else {"missing": "The studio stopped: see above."}
        if "missing" in answer:
            raise NoStudio(answer["missing"])
        if "why" in answer:
            raise ValueError(answer["why"])
        return Measured(**answer)


@contextmanager
def open_studio() -> Iterator[Beside]:
    """Start the studio, which gives way to everything else on this machine; it ends with the block."""
    if not PYTHON.exists():
        raise NoStudio("The studio is not installed: start with ./dev voices, which brings it.")
    ordered = [str(PYTHON), "-m", "accessibility.studio"]
    with subprocess.Popen(
        ordered, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as program:
        os.setpriority(os.PRIO_PROCESS, program.pid, 19)
        yield Beside(program)
