"""WebM, as browsers record it (RFC 8794, 9559): a walk over its elements that ends however the file was made."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.core.understanding import Unclear
from portal.core.voice_messages import A_VIDEO, NO_SOUND, NOT_PLAYED

MAGIC = b"\x1a\x45\xdf\xa3"
_MOST_ELEMENTS = 40_000
"""Two minutes of the shortest blocks a browser makes are 12,000."""
_SEGMENT, _INFO, _TRACKS, _TRACK, _CLUSTER, _GROUP = 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0x1F43B675, 0xA0
_GONE_INTO = frozenset({_SEGMENT, _INFO, _TRACKS, _TRACK, _CLUSTER, _GROUP})
_SCALE, _TYPE, _CODEC, _TIME = 0x2AD7B1, 0x83, 0x86, 0xE7
_BLOCKS = frozenset({0xA3, 0xA1})
_VIDEO = 1
_PLAYED = (b"A_OPUS", b"A_VORBIS")
_LONGEST_ID, _LONGEST_NUMBER = 4, 8
_SECOND_NS = 1_000_000_000


@dataclass(slots=True)
class _Read:
    """What was read so far."""

    scale: int = 1_000_000
    """In nanoseconds: what times are counted in."""
    codecs: int = 0
    cluster: int = 0
    last: int = 0


def seconds_of(content: bytes) -> float:
    """Return how long a sound is: browsers write no length, so it is the time of the last block."""
    read = _Read()
    for name, start, end in _elements(content):
        _take(read, name, content[start : min(end, start + 64)])
    if not read.codecs:
        raise Unclear(NO_SOUND)
    return read.last * read.scale / _SECOND_NS


def _take(read: _Read, name: int, value: bytes) -> None:
    """Take in what one element says."""
    if name in _BLOCKS:
        size = _width(value[0])
        time = int.from_bytes(value[size : size + 2], "big", signed=True)
        read.last = max(read.last, read.cluster + time)
    elif name == _TIME:
        read.cluster = int.from_bytes(value, "big")
    elif name == _SCALE:
        read.scale = int.from_bytes(value, "big")
    elif name == _TYPE and int.from_bytes(value, "big") == _VIDEO:
        raise Unclear(A_VIDEO)
    elif name == _CODEC:
        if not value.startswith(_PLAYED):
            raise Unclear(NOT_PLAYED)
        read.codecs += 1


def _elements(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Go through the elements, and into those that hold others: name, where the value begins, where it ends."""
    at = 0
    for _ in range(_MOST_ELEMENTS):
        if at >= len(content):
            return
        width = _width(content[at])
        name = int.from_bytes(content[at : at + width], "big")
        at += width
        width = _width(content[at])
        size = int.from_bytes(content[at : at + width], "big") & ((1 << 7 * width) - 1)
        at += width
        yield name, at, at + size
        if name not in _GONE_INTO:
            at += size
    raise Unclear(NO_SOUND)


def _width(first: int) -> int:
    """Return how many bytes a number has, from its first one."""
    width = _LONGEST_NUMBER + 1 - first.bit_length()
    if width > _LONGEST_NUMBER:
        raise Unclear(NO_SOUND)
    return width
