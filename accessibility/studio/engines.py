"""Engines that say a text: each is a module with ``open_engine(voice)``, listed here and named in voices.toml."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Any, Protocol

RATE = 24_000
"""Samples a second, of every sound."""
ENGINES: Mapping[str, str] = MappingProxyType(
    {"kokoro": "accessibility.studio.kokoro", "espeak": "accessibility.studio.espeak"}
)
"""Each engine, and the module that opens it with ``open_engine(voice)``: only that one is loaded.

An engine of one's own, say one with a neural Arabic voice, is one more module and one more line here.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One voice of one engine, as the portal describes it."""

    engine: str
    name: str
    accent: str
    pace: float
    spelled: frozenset[str]
    """Texts that are written for this voice, to be taken letter for letter."""


class NoEngine(Exception):
    """An engine is not on this machine; the message says how it comes there."""


@dataclass(frozen=True, slots=True)
class Wave:
    """What was said: samples from -1 to 1 in one channel, and how many make a second."""

    samples: Any
    """A NumPy array of 32-bit floats."""
    rate: int = RATE


class Engine(Protocol):
    """Says texts in one voice."""

    def say(self, told: str) -> Wave:
        """Return the sound of what the voice is told; raise ``ValueError`` for signs it cannot say."""
        ...  # pragma: no cover


def open_engine(voice: Voice) -> Engine:
    """Return the engine of a voice, loaded."""
    if voice.engine not in ENGINES:
        message = f"“{voice.engine}” is none of: {', '.join(ENGINES)}."
        raise NoEngine(message)
    try:
        opened: Callable[[Voice], Engine] = import_module(ENGINES[voice.engine]).open_engine
    except ImportError as missing:
        message = f"{missing.name} is not installed: start with ./dev voices, which brings the engines."
        raise NoEngine(message) from missing
    return opened(voice)
