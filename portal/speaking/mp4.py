"""MP4, as telephones and browsers record it (ISO/IEC 14496-12): whole or in fragments, read in bounded steps."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from portal.core.understanding import Unclear
from portal.core.voice_messages import A_VIDEO, NO_SOUND, NOT_PLAYED

_MOST_BOXES = 20_000
_MOST_SAMPLES = 40_000
"""Two minutes of the shortest samples are 12,000."""
_GONE_INTO = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf", b"mvex"})
_PLAYED = frozenset({b"mp4a", b"Opus"})
_HEAD = 8
_LONG_HEAD = 16
_TABLE = 8
"""In bytes: what stands before the entries of a sample description."""
_LONG_VERSION = 1
_BASE_OFFSET, _DESCRIPTION, _DURATION = 0x1, 0x2, 0x8
_DATA_OFFSET, _FIRST_FLAGS, _SAMPLE_DURATION, _OTHERS = 0x1, 0x4, 0x100, (0x200, 0x400, 0x800)


@dataclass(slots=True)
class _Read:
    """What was read so far; times in the units of the track."""

    unit: int = 0
    length: int = 0
    default: int = 0
    """How long a sample of the fragment being read is, where it does not say so itself."""
    base: int = 0
    samples: int = 0
    played: list[bytes] = field(default_factory=list)


def seconds_of(content: bytes) -> float:
    """Return how long the sound is, as its track or its fragments say."""
    read = _Read()
    for name, start, end in _boxes(content):
        value = memoryview(content)[start:end]
        match name:
            case b"hdlr" if bytes(value[8:12]) == b"vide":
                raise Unclear(A_VIDEO)
            case b"stsd":
                _take_kind(read, bytes(value[_TABLE + 4 : _TABLE + 8]))
            case b"mdhd":
                _take_length(read, value)
            case b"tfhd" | b"trex" | b"tfdt" | b"trun":
                _take_fragment(read, name, value)
            case _:
                pass
    if not read.played or not read.unit:
        raise Unclear(NO_SOUND)
    return read.length / read.unit


def _take_kind(read: _Read, kind: bytes) -> None:
    if kind not in _PLAYED:
        raise Unclear(NOT_PLAYED)
    read.played.append(kind)


def _take_length(read: _Read, value: memoryview) -> None:
    wide = value[0] == _LONG_VERSION
    read.unit = _number(value, 20 if wide else 12)
    length = _number(value, 24, 8) if wide else _number(value, 16)
    unknown = (1 << (64 if wide else 32)) - 1
    read.length = max(read.length, 0 if length == unknown else length)


def _take_fragment(read: _Read, name: bytes, value: memoryview) -> None:
    flags = _number(value, 1, 3)
    match name:
        case b"trex":
            read.default = _number(value, 12)
        case b"tfhd" if flags & _DURATION:
            read.default = _number(value, 8 + 8 * bool(flags & _BASE_OFFSET) + 4 * bool(flags & _DESCRIPTION))
        case b"tfdt":
            read.base = _number(value, 4, 8 if value[0] == _LONG_VERSION else 4)
        case b"trun":
            read.base += _run(read, value, flags)
            read.length = max(read.length, read.base)
        case _:
            pass


def _run(read: _Read, value: memoryview, flags: int) -> int:
    """Return how long a run of samples is."""
    count = _number(value, 4)
    read.samples += count
    if read.samples > _MOST_SAMPLES:
        raise Unclear(NO_SOUND)
    if not flags & _SAMPLE_DURATION:
        return count * read.default
    start = 8 + 4 * bool(flags & _DATA_OFFSET) + 4 * bool(flags & _FIRST_FLAGS)
    step = 4 + 4 * sum(bool(flags & other) for other in _OTHERS)
    return sum(_number(value, start + step * one) for one in range(count))


def _boxes(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Go through the boxes, and into those that hold others: name, where the value begins, where it ends."""
    at = 0
    whole = memoryview(content)
    for _ in range(_MOST_BOXES):
        if at + _HEAD > len(content):
            return
        size, name, head = _number(whole, at), content[at + 4 : at + _HEAD], _HEAD
        if size == 1:
            size, head = _number(whole, at + _HEAD, 8), _LONG_HEAD
        size = size or len(content) - at
        if size < head:
            raise Unclear(NO_SOUND)
        yield name, at + head, at + size
        at += head if name in _GONE_INTO else size
    raise Unclear(NO_SOUND)


def _number(value: memoryview, at: int, width: int = 4) -> int:
    if at + width > len(value):
        raise Unclear(NO_SOUND)
    return int.from_bytes(value[at : at + width], "big")
