"""MP3, as some recorders write it (ISO/IEC 11172-3, 13818-3): frame after frame, each says how long it is."""

from portal.core.understanding import Unclear
from portal.core.voice_messages import NO_SOUND

_MOST_FRAMES = 20_000
"""Two minutes are 5,000 of them."""
_HEAD = 4
_TAG, _TAG_HEAD = b"ID3", 10
_LAYER_BITS, _LAYER_III = 0xE6, (0xFF, 0xE2)
"""What the first two bytes of a frame say, but for the version and whether a checksum follows."""
_MPEG_1 = 3
_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
"""Samples a second, by the version that the second byte says."""
_KBITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_SAMPLES_1, _SAMPLES_2 = 1152, 576


def begins(content: bytes) -> bool:
    """Tell whether a file begins as MP3 does: with a tag, or with a frame of layer III."""
    return content.startswith(_TAG) or _is_frame(content, 0)


def seconds_of(content: bytes) -> float:
    """Return how long the frames last that follow each other; what is no frame ends them."""
    at, seconds = _after_tag(content), 0.0
    for _ in range(_MOST_FRAMES):
        if not _is_frame(content, at):
            break
        size, lasts = _frame(content[at + 1], content[at + 2])
        at, seconds = at + size, seconds + lasts
    else:
        raise Unclear(NO_SOUND)
    if at * 2 < len(content):
        raise Unclear(NO_SOUND)
    return seconds


def _after_tag(content: bytes) -> int:
    """Return where the tag ends that says who made it and what it is called: none of it is looked at."""
    if not content.startswith(_TAG):
        return 0
    size = 0
    for byte in content[6:_TAG_HEAD]:
        size = size << 7 | byte & 0x7F
    return _TAG_HEAD + size


def _is_frame(content: bytes, at: int) -> bool:
    """Tell whether a frame of layer III stands there, whose length can be known."""
    if at + _HEAD > len(content) or (content[at], content[at + 1] & _LAYER_BITS) != _LAYER_III:
        return False
    version, kbits, rate = content[at + 1] >> 3 & 3, content[at + 2] >> 4, content[at + 2] >> 2 & 3
    return version in _RATES and 0 < kbits < len(_KBITS_1) and rate < len(_RATES[version])


def _frame(second: int, third: int) -> tuple[int, float]:
    """Return how many bytes a frame has, and how many seconds it lasts."""
    version = second >> 3 & 3
    samples, kbits = (_SAMPLES_1, _KBITS_1) if version == _MPEG_1 else (_SAMPLES_2, _KBITS_2)
    rate = _RATES[version][third >> 2 & 3]
    return samples // 8 * kbits[third >> 4] * 1000 // rate + (third >> 1 & 1), samples / rate
