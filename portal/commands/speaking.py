"""Lets an invented person answer aloud, by the same steps as the pages: a soft tone, for nobody lent their voice."""

import math
import struct
import wave
from io import BytesIO

from portal.core.actors import Person
from portal.speaking.feature import place_named
from portal.speaking.keeping import keep_at
from portal.speaking.telling import recording_in
from portal.web.current import work

_SECONDS = 4
_RATE = 8000
"""Samples a second, as on the telephone."""
_LOUD = 6000
_HEIGHTS = (220.0, 277.2, 329.6, 440.0)
"""In hertz, one for each second."""


def speak(me: Person, key: str) -> None:
    """Answer a question aloud. Needs the person to sit at a page."""
    place = place_named(key)
    if place is None:
        message = f"the demo cannot answer {key} aloud"
        raise ValueError(message)
    keep_at(place, me, work().vault, recording_in(_tone()), form=None)


def _tone() -> bytes:
    file = BytesIO()
    with wave.open(file, "wb") as written:
        written.setparams((1, 2, _RATE, 0, "NONE", "not compressed"))
        samples = (
            int(_LOUD * math.sin(at * math.tau * _HEIGHTS[at // _RATE] / _RATE)) for at in range(_SECONDS * _RATE)
        )
        written.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return file.getvalue()
