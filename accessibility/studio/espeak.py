"""espeak-ng: says every language it knows, plainly and at once; for languages without a better voice."""

import ctypes
from typing import Any

import espeakng_loader
import numpy as np

from accessibility.studio.arabic import with_vowels
from accessibility.studio.engines import Voice, Wave

_SYNCHRONOUS, _UTF8 = 2, 1
_RATE, _GAP = 1, 7
_WORDS_A_MINUTE, _GAP_10_MS = 135, 4
"""Slow, with room between words: what people who listen in a second language asked for."""
_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


class Espeak:
    """Says texts in one of its accents."""

    def __init__(self, voice: Voice) -> None:
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = espeakng_loader.get_data_path().encode()
        self._rate = self._library.espeak_Initialize(_SYNCHRONOUS, 0, data, 0)
        self._heard: list[Any] = []
        self._listen = _CALLBACK(self._take)
        self._library.espeak_SetSynthCallback(self._listen)
        if self._library.espeak_SetVoiceByName(voice.name.encode()):
            message = f"espeak-ng has no voice “{voice.name}”."
            raise ValueError(message)
        self._library.espeak_SetParameter(_RATE, round(_WORDS_A_MINUTE * voice.pace), 0)
        self._library.espeak_SetParameter(_GAP, _GAP_10_MS, 0)
        self._write = with_vowels(voice) if voice.accent == "ar" else str

    def say(self, told: str) -> Wave:
        """Return the sound of what the voice is told."""
        self._heard.clear()
        text = self._write(told).encode() + b"\0"
        self._library.espeak_Synth(text, len(text), 0, 1, 0, _UTF8, None, None)
        if not self._heard:
            message = f"espeak-ng says nothing for “{told}”."
            raise ValueError(message)
        return Wave(np.concatenate(self._heard).astype(np.float32) / 32768, self._rate)

    def _take(self, samples: Any, count: int, _events: object) -> int:
        if samples and count > 0:
            self._heard.append(np.ctypeslib.as_array(samples, (count,)).copy())
        return 0


def open_engine(voice: Voice) -> Espeak:
    """Return espeak-ng with a voice."""
    return Espeak(voice)
