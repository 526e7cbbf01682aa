"""What a text sounds like, in the letters Kokoro was taught with: as espeak-ng tells it, a few written else."""

import re
from collections.abc import Mapping
from types import MappingProxyType

import espeakng_loader
from phonemizer.backend import EspeakBackend
from phonemizer.backend.espeak.wrapper import EspeakWrapper

_TIED: Mapping[str, str] = MappingProxyType(
    {
        "a^ɪ": "I",
        "a^ʊ": "W",
        "d^z": "ʣ",
        "d^ʒ": "ʤ",
        "e^ɪ": "A",
        "o^ʊ": "O",
        "ə^ʊ": "Q",
        "t^s": "ʦ",
        "t^ʃ": "ʧ",
        "ɔ^ɪ": "Y",
    }
)
"""Two sounds said as one, and their one letter."""
_ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        "ə^l": "ᵊl",
        "e^ə": "ɛː",
        "iə": "ɪə",
        "ʔˌn\u0329": "tᵊn",
        "ʔn": "tᵊn",
        "ʔ": "t",
        "r": "ɹ",
        "x": "k",
        "ç": "k",
        "ɐ": "ə",
    }
)
"""What its English voices were taught besides."""
_QUOTES = str.maketrans({"«": "“", "»": "”", "(": ",", ")": ",", "\u00a0": " ", "\u202f": " "})


class Phonemes:
    """Tells the sounds of texts in one accent, like “fr-fr”."""

    def __init__(self, accent: str) -> None:
        EspeakWrapper.set_data_path(espeakng_loader.get_data_path())
        EspeakWrapper.set_library(espeakng_loader.get_library_path())
        told = {"preserve_punctuation": True, "with_stress": True, "tie": "^", "language_switch": "remove-flags"}
        self._backend = EspeakBackend(accent, **told)
        self._letters = {**_TIED, **(_ENGLISH if accent.startswith("en") else {})}

    def of(self, text: str) -> str:
        """Return the sounds of a text."""
        sounds: str = self._backend.phonemize([text.translate(_QUOTES)])[0].strip()
        for told, letter in sorted(self._letters.items(), key=lambda pair: -len(pair[0])):
            sounds = sounds.replace(told, letter)
        return re.sub(r"(\S)\u0329", r"ᵊ\1", sounds).replace("^", "").replace("-", "")
