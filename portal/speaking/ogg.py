"""Ogg, as Firefox records it (RFC 3533, 7845): page after page; the last one says how long it was."""

import struct
from collections.abc import Iterator

from portal.core.understanding import Unclear
from portal.core.voice_messages import A_VIDEO, NO_SOUND, NOT_PLAYED

MAGIC = b"OggS"
_MOST_PAGES = 20_000
"""Two minutes, a page for each of the shortest pieces, are 6,000."""
_HEAD = struct.Struct("<4sBBqIIIB")
_OPUS, _VORBIS, _THEORA = b"OpusHead", b"\x01vorbis", b"\x80theora"
_OPUS_RATE = 48_000
_BEFORE_SKIP, _BEFORE_RATE = 10, 12
"""In bytes: where the first packet says how much of the beginning is not heard; and how many samples a second has."""


def seconds_of(content: bytes) -> float:
    """Return how long a sound is."""
    pages = _pages(content)
    _granule, begins, end = next(pages)
    first = content[begins:end]
    if first.startswith(_THEORA):
        raise Unclear(A_VIDEO)
    if not first.startswith((_OPUS, _VORBIS)):
        raise Unclear(NOT_PLAYED)
    last = 0
    for granule, _begins, end_ in pages:
        last, end = max(last, granule), end_
    if end * 2 < len(content):
        raise Unclear(NO_SOUND)
    if first.startswith(_OPUS):
        return (last - _number(first, _BEFORE_SKIP, 2)) / _OPUS_RATE
    return last / _number(first, _BEFORE_RATE, 4)


def _pages(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Go through the pages: up to which sample, where what is in it begins, where it ends."""
    at = 0
    for _ in range(_MOST_PAGES):
        if at + _HEAD.size > len(content) or not content.startswith(MAGIC, at):
            return
        *_rest, granule, _serial, _count, _sum, pieces = _HEAD.unpack_from(content, at)
        begins = at + _HEAD.size + pieces
        at = begins + sum(content[at + _HEAD.size : begins])
        yield granule, begins, at
    raise Unclear(NO_SOUND)


def _number(packet: bytes, at: int, width: int) -> int:
    return int.from_bytes(packet[at : at + width], "little")
