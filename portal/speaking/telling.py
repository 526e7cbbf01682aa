"""What a file is, told by its bytes alone: a sound of a known length, or what to say to whoever sent it.

Neither its name nor what a browser calls it counts. Every reader ends after a bounded number of steps, and whatever it
stumbles over means that this is no sound.
"""

from collections.abc import Callable
from typing import TypeAlias

from portal.core.understanding import Unclear
from portal.core.voice_messages import (
    A_VIDEO,
    EMPTY,
    HEARD_NOTHING,
    LARGEST,
    LONGEST_S,
    NO_SOUND,
    NOT_PLAYED,
    TOO_BIG,
    TOO_LONG,
    Recording,
    SoundType,
)
from portal.core.words import Words
from portal.speaking import mp3, mp4, ogg, wav, webm

_SHORTEST_S = 0.5
"""Whoever only touched the button said nothing."""
_LEAST_A_SECOND = 500
"""In bytes. The slowest speech that any recorder writes has twice as much: compressed silence has a third of it, and a
file that claims more seconds than its bytes can hold has nothing to hear either."""
_SPARE_S = 1
"""A recorder stops a moment after it says so: two minutes may be as much longer."""

Reader: TypeAlias = Callable[[bytes], float]


def recording_in(content: bytes) -> Recording:
    """Return what was recorded, or raise :class:`Unclear` with what to say."""
    if not content:
        raise Unclear(EMPTY)
    if len(content) > LARGEST:
        raise Unclear(TOO_BIG)
    kind, seconds_of = _reader(content)
    try:
        seconds = seconds_of(content)
    except Unclear:
        raise
    except Exception as error:
        raise Unclear(NO_SOUND) from error
    return Recording(content=content, type=kind, seconds=_whole(seconds, len(content)))


def _whole(seconds: float, size: int) -> int:
    """Return how many seconds it is, at least one, where somebody can have said something in them."""
    if seconds > LONGEST_S + _SPARE_S:
        raise Unclear(TOO_LONG)
    if not seconds >= _SHORTEST_S or size < seconds * _LEAST_A_SECOND:
        raise Unclear(HEARD_NOTHING)
    return min(max(round(seconds), 1), LONGEST_S)


def _reader(content: bytes) -> tuple[SoundType, Reader]:
    """Return what reads a file, by how it begins."""
    if content.startswith(webm.MAGIC):
        return SoundType.WEBM, webm.seconds_of
    if content[4:8] == b"ftyp":
        return SoundType.MP4, mp4.seconds_of
    if content.startswith(b"RIFF") and content[8:12] == b"WAVE":
        return SoundType.WAV, wav.seconds_of
    if content.startswith(ogg.MAGIC):
        return SoundType.OGG, ogg.seconds_of
    if mp3.begins(content):
        return SoundType.MP3, mp3.seconds_of
    raise Unclear(_otherwise(content))


def _otherwise(content: bytes) -> Words:
    if content.startswith(_VIDEOS) or (content.startswith(b"RIFF") and content[8:11] == b"AVI"):
        return A_VIDEO
    return NOT_PLAYED if content.startswith(_SOUNDS) else NO_SOUND


_VIDEOS = (b"\x00\x00\x01\xba", b"\x00\x00\x01\xb3", b"FLV\x01")
_SOUNDS = (b"#!AMR", b"fLaC", b"caff", b"FORM", b".snd", b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", b"\xff\xf1", b"\xff\xf9")
"""Sounds that not every browser plays: of telephones long ago, of other systems."""
