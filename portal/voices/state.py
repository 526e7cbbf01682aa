"""How the sounds of one language stand against its texts: said, missing, stale, or without a text."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from portal.voices.described import Voice
from portal.voices.keeping import files_in
from portal.voices.texts import Text
from portal.web.sounds import Sound, read_index


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The sounds of one language, sorted by what is to be done with them."""

    said: Mapping[str, Sound]
    """As they should be; a recording of somebody always is."""
    missing: tuple[Text, ...]
    """Without a sound."""
    stale: Mapping[str, str]
    """Texts to be said again, by name, and why."""
    orphans: Mapping[str, Sound]
    """Recordings of somebody whose text is no longer shown: kept until somebody decides."""
    unused: Mapping[str, Sound]
    """Sounds of a machine whose text is no longer shown."""
    stray: frozenset[str]
    """Files that no sound is in."""

    @property
    def is_whole(self) -> bool:
        """Whether all is said as it should be, and nothing else is kept."""
        return not (self.missing or self.stale or self.orphans or self.unused or self.stray)


def state_of(folder: Path, voice: Voice, texts: Mapping[str, Text]) -> State:
    """Compare what is kept in ``folder`` with the texts of its language."""
    kept, files = read_index(folder), files_in(folder)
    whole = {name: sound for name, sound in kept.items() if sound.file in files}
    stale = {name: _why(sound, voice, texts[name]) for name, sound in whole.items() if name in texts}
    stale = {name: why for name, why in stale.items() if why}
    gone = {name: sound for name, sound in whole.items() if name not in texts}
    return State(
        said={name: sound for name, sound in whole.items() if name in texts and name not in stale},
        missing=tuple(text for name, text in texts.items() if name not in whole),
        stale=stale,
        orphans={name: sound for name, sound in gone.items() if sound.is_recorded},
        unused={name: sound for name, sound in gone.items() if not sound.is_recorded},
        stray=files - {sound.file for sound in kept.values()},
    )


def _why(sound: Sound, voice: Voice, text: Text) -> str:
    """Return why a sound is to be made again, or nothing."""
    if sound.is_recorded or sound.file == voice.file_of(text.text):
        return ""
    return "another voice" if sound.voice != voice.name else "said in another way"
