"""The one form of every sound: mono MP3 of 24 kHz, as loud as the others, a tenth of a second of silence around it."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
import soundfile

from accessibility.studio.engines import RATE, Wave

LOUDNESS = -19.0
"""In decibels below full scale."""
_AROUND = RATE // 10
"""Samples of silence before and after."""
_FRAME = RATE // 50
_SILENT, _QUIET = 1e-4, 10 ** (-30 / 20)
"""A frame is silent below the first; for loudness, it counts above the second, as a share of the loudest."""
_EDGE = 10 ** (-42 / 20)
_KNEE, _CEILING = 0.55, 0.8
"""Above the first, peaks are bent so that none passes the second: coding adds a little."""
_HIGHEST, _AIMED_AT = 0.9, 0.86
"""The highest peak that is kept once a sound is packed, and what it is brought to where it would pass that."""
_TOO_SOFT, _CUT_OFF, _MOST_CUT_OFF = -45.0, 0.995, 0.001
"""Of a recording: its loudness, a sample at the end of the scale, and the share of such samples."""
_LEVELS = (0.86, 0.88, 0.9, 0.92, 0.94)
"""How hard a sound is packed: as little as fits."""
_BYTES_A_SECOND = 3200
"""Of a sound, on average at most: about 25 kilobits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was measured in the file of a sound, decoded again."""

    seconds: float
    loudness: float
    """Of what is said, pauses left out: the root of the mean square, in decibels below full scale."""
    peak: float


def shaped(wave: Wave) -> Wave:
    """Return what was said in the one form; raise ``ValueError`` where nothing was."""
    samples = _trimmed(_at_rate(np.asarray(wave.samples, dtype=np.float32), wave.rate))
    samples = samples * 10 ** ((LOUDNESS - loudness_of(samples)) / 20)
    over = np.abs(samples) > _KNEE
    room = _CEILING - _KNEE
    samples[over] = np.sign(samples[over]) * (_KNEE + room * np.tanh((np.abs(samples[over]) - _KNEE) / room))
    silence = np.zeros(_AROUND, dtype=np.float32)
    return Wave(np.concatenate([silence, samples, silence]))


def packed(wave: Wave) -> bytes:
    """Return the bytes of the file, as good as its size allows; softer where packing itself makes it too loud."""
    content = _of_its_size(wave)
    peak = measured(content).peak
    return content if peak <= _HIGHEST else _of_its_size(Wave(wave.samples * (_AIMED_AT / peak), wave.rate))


def _of_its_size(wave: Wave) -> bytes:
    most = len(wave.samples) / wave.rate * _BYTES_A_SECOND
    content = b""
    for level in _LEVELS:
        content = _at_level(wave, level)
        if len(content) <= most:
            break
    return content


def _at_level(wave: Wave, level: float) -> bytes:
    written = BytesIO()
    how = {"format": "MP3", "subtype": "MPEG_LAYER_III", "bitrate_mode": "AVERAGE", "compression_level": level}
    soundfile.write(written, wave.samples, wave.rate, **how)
    return written.getvalue()


def unpacked(content: bytes) -> Wave:
    """Return the sound in a file of any common kind; raise ``ValueError`` where it is none."""
    try:
        samples, rate = soundfile.read(BytesIO(content), dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise ValueError(str(error)) from error
    return Wave(samples.mean(axis=1), rate)


def measured(content: bytes) -> Measured:
    """Return what a file of the one form holds."""
    wave = unpacked(content)
    return Measured(
        seconds=round(len(wave.samples) / wave.rate, 2),
        loudness=round(loudness_of(wave.samples), 1),
        peak=round(float(np.abs(wave.samples).max(initial=0.0)), 2),
    )


def loudness_of(samples: Any) -> float:
    """Return the root of the mean square of what is said, in decibels below full scale, pauses left out."""
    levels = _levels(samples)
    said = levels[levels > levels.max(initial=0.0) * _QUIET]
    if not len(said) or said.max() < _SILENT:
        raise ValueError("Nothing is heard in it.")
    return float(20 * np.log10(np.sqrt((said**2).mean())))


def _levels(samples: Any) -> Any:
    whole = np.pad(np.asarray(samples), (0, -len(samples) % _FRAME)).reshape(-1, _FRAME)
    return np.sqrt((whole**2).mean(axis=1))


def _trimmed(samples: Any) -> Any:
    """Return what is said, with soft edges, without the silence around it."""
    levels = _levels(samples)
    said = np.flatnonzero(levels > max(levels.max(initial=0.0) * _EDGE, _SILENT))
    if not len(said):
        raise ValueError("Nothing is heard in it.")
    kept = samples[max(said[0] - 1, 0) * _FRAME : (said[-1] + 2) * _FRAME].copy()
    edge = min(_FRAME // 2, len(kept))
    kept[:edge] *= np.linspace(0, 1, edge)
    kept[-edge:] *= np.linspace(1, 0, edge)
    return kept


def _at_rate(samples: Any, rate: int) -> Any:
    """Return the samples at 24 kHz, by their spectrum."""
    if rate == RATE or not len(samples):
        return samples
    length = round(len(samples) * RATE / rate)
    spectrum = np.fft.rfft(samples)
    bent = np.zeros(length // 2 + 1, dtype=complex)
    shared = min(len(spectrum), len(bent))
    bent[:shared] = spectrum[:shared]
    return (np.fft.irfft(bent, length) * length / len(samples)).astype(np.float32)


def checked(wave: Wave) -> Wave:
    """Return a recording that can be used; raise ``ValueError`` with what to do otherwise."""
    if not len(wave.samples) or loudness_of(wave.samples) < _TOO_SOFT:
        raise ValueError("nearly nothing is heard: record it again, nearer to the microphone")
    if float((np.abs(wave.samples) >= _CUT_OFF).mean()) > _MOST_CUT_OFF:
        raise ValueError("it is too loud and cut off: record it again, further from the microphone")
    return wave
