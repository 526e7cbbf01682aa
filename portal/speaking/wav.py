"""WAV: what some recorders of telephones write. Its samples can be looked at, so that silence is known as such."""

import struct
from dataclasses import dataclass

from portal.core.understanding import Unclear
from portal.core.voice_messages import HEARD_NOTHING, NO_SOUND, NOT_PLAYED

_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_MOST_CHUNKS = 1000
_LOUD_PART = 1000
"""One sample of so many has to be louder than the noise of a room: speech is that a hundred times over."""
_FORMAT = struct.Struct("<HHIIHH")
_KIND_OF_EXTENSIBLE = 24


@dataclass(frozen=True, slots=True)
class _Form:
    """How the samples are written."""

    kind: int
    bytes_a_sample: int
    bytes_a_second: int


def seconds_of(content: bytes) -> float:
    """Return how long the sound is; where nothing can be heard, raise :class:`Unclear`."""
    form, samples = _parts(content)
    if form is None or samples is None or not form.bytes_a_second:
        raise Unclear(NO_SOUND)
    if (form.kind, form.bytes_a_sample) not in _QUIET:
        raise Unclear(NOT_PLAYED)
    if _is_silent(form, samples):
        raise Unclear(HEARD_NOTHING)
    return len(samples) / form.bytes_a_second


def _parts(content: bytes) -> tuple[_Form | None, bytes | None]:
    """Return how the samples are written, and the samples; a recorder that was stopped may claim more than there is."""
    form, at = None, 12
    for _ in range(_MOST_CHUNKS):
        name, size = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        at += 8
        if name == b"fmt ":
            form = _form(content[at : at + size])
        elif name == b"data":
            return form, content[at : at + size]
        at += size + size % 2
        if at >= len(content):
            break
    return form, None


def _form(told: bytes) -> _Form:
    kind, channels, rate, _bytes_a_second, _bytes_a_frame, bits = _FORMAT.unpack_from(told)
    if kind == _EXTENSIBLE:
        kind = int.from_bytes(told[_KIND_OF_EXTENSIBLE : _KIND_OF_EXTENSIBLE + 2], "little")
    return _Form(kind, bits // 8, rate * channels * (bits // 8))


def _is_silent(form: _Form, samples: bytes) -> bool:
    """Tell whether nearly all samples are quieter than 42 dB below full scale, by their highest byte alone."""
    highest = samples[form.bytes_a_sample - 1 :: form.bytes_a_sample]
    loud = highest.translate(None, _QUIET[form.kind, form.bytes_a_sample])
    return len(loud) * _LOUD_PART < len(highest)


_SIGNED = bytes([0x00, 0xFF])
_LOUD_EXPONENT = 0x3C
"""Of a number as IEEE 754 writes it: from a hundredth of full scale on."""
_QUIET = {
    (_PCM, 1): bytes(range(0x7F, 0x82)),
    (_PCM, 2): _SIGNED,
    (_PCM, 3): _SIGNED,
    (_PCM, 4): _SIGNED,
    (_FLOAT, 4): bytes(byte for byte in range(256) if byte & 0x7F < _LOUD_EXPONENT),
}
"""By how samples are written: the highest bytes of those that are quiet."""
