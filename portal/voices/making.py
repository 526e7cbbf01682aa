"""Makes the sounds that are missing or stale, one after the other; stopped in the middle, it goes on from there."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from portal.voices.described import Voice
from portal.voices.keeping import clear_halves, files_in, half_of, write_index
from portal.voices.state import State, state_of
from portal.voices.studio import Measured, Studio
from portal.voices.texts import Text
from portal.web.sounds import Sound, digest_of, read_index

_OFTEN = 25
"""So many sounds are made between two writings of the index: a stop loses none of their files."""


@dataclass(frozen=True, slots=True)
class Made:
    """What came of one text: its sound, or why there is none."""

    text: Text
    sound: Sound | None
    why: str = ""


def to_make(state: State, texts: Mapping[str, Text]) -> tuple[Text, ...]:
    """Return the texts whose sound is missing or stale, what most people meet first."""
    wanted = {text.name for text in state.missing} | set(state.stale)
    return tuple(text for name, text in texts.items() if name in wanted)


def make(folder: Path, voice: Voice, wanted: tuple[Text, ...], studio: Studio) -> Iterator[Made]:
    """Say each text, keep its file, and tell how it went. The index follows, also when this is stopped.

    A file that a former, stopped run left whole is taken as it is: its name says what it says and in which voice.
    """
    clear_halves(folder)
    sounds = dict(read_index(folder))
    try:
        for count, text in enumerate(wanted, start=1):
            try:
                sounds[text.name] = _made(folder / voice.file_of(text.text), voice, text, studio)
            except ValueError as error:
                yield Made(text, None, str(error))
                continue
            if count % _OFTEN == 0:
                write_index(folder, sounds)
            yield Made(text, sounds[text.name])
    finally:
        write_index(folder, sounds)


def _made(path: Path, voice: Voice, text: Text, studio: Studio) -> Sound:
    if path.exists():
        return sound_in(path, text, voice.name, studio.measure(path))
    half = half_of(path)
    facts = studio.say(voice, voice.told(text.text), half)
    half.replace(path)
    return sound_in(path, text, voice.name, facts)


def sound_in(path: Path, text: Text, voice: str, facts: Measured) -> Sound:
    """Return the sound in a file."""
    return Sound(text=text.text, file=path.name, voice=voice, digest=digest_of(path.read_bytes()), **asdict(facts))


def tidy(folder: Path, voice: Voice, texts: Mapping[str, Text], *, drop_recordings: bool) -> tuple[Sound, ...]:
    """Take away the sounds that no text uses, and files that no sound is in; return the sounds."""
    state = state_of(folder, voice, texts)
    gone = {**state.unused, **(state.orphans if drop_recordings else {})}
    kept = {name: sound for name, sound in read_index(folder).items() if name not in gone}
    write_index(folder, kept)
    for file in files_in(folder) - {sound.file for sound in kept.values()}:
        (folder / file).unlink()
    return tuple(gone.values())
