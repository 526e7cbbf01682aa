"""What a voice is told for a text, and how the sounds that are kept stand against the texts."""

import json
from dataclasses import asdict, replace
from pathlib import Path

from portal.core.heard import name_of
from portal.voices.described import Voice, read_voice
from portal.voices.keeping import clear_halves, write_index
from portal.voices.state import state_of
from portal.voices.texts import Text
from portal.web.sounds import INDEX, PERSON, Sound, read_index

VOICE = Voice(engine="an-engine", name="a-voice", accent="fr", words={"CV": "C V"}, texts={"9 h 00": "neuf heures"})
HELLO, BYE, SEND = (Text(name=name_of(text), text=text, places=()) for text in ("Bonjour", "Au revoir", "Envoyer"))


def a_sound(text: str, voice: str = VOICE.name, file: str = "") -> Sound:
    name = file or VOICE.file_of(text)
    return Sound(text=text, file=name, voice=voice, seconds=1.0, loudness=-19.0, peak=0.5, digest="0" * 16)


def keep(folder: Path, *sounds: Sound) -> None:
    for sound in sounds:
        (folder / sound.file).write_bytes(b"a sound")
    write_index(folder, {name_of(sound.text): sound for sound in sounds})


def test_hard_words_are_told_as_they_sound_and_every_text_has_an_end() -> None:
    assert VOICE.told("Mon CV") == "Mon C V."
    assert VOICE.told("CVs") == "CVs."
    assert VOICE.told("9\u00a0h\u00a000") == "neuf heures."
    assert VOICE.told("Mon CV\u00a0?") == "Mon C V ?"
    assert VOICE.told("أين؟") == "أين؟"


def test_another_voice_pace_edition_or_spelling_is_another_file() -> None:
    others = (
        replace(VOICE, name="another"),
        replace(VOICE, pace=0.9),
        replace(VOICE, edition=2),
        replace(VOICE, words={"CV": "cé vé"}),
    )
    assert len({voice.file_of("Mon CV") for voice in (VOICE, *others)}) == 5
    assert VOICE.file_of("Bonjour") == replace(VOICE, words={}).file_of("Bonjour")


def test_a_language_without_a_description_is_said_by_espeak(tmp_path: Path) -> None:
    (tmp_path / "voices.toml").write_text('[fr]\nengine = "kokoro"\nvoice = "ff_siwis"\naccent = "fr-fr"\n')
    assert read_voice(tmp_path, "fr").name == "ff_siwis"
    assert read_voice(tmp_path, "tr") == Voice(engine="espeak", name="tr", accent="tr")


def test_sounds_are_sorted_by_what_is_to_be_done_with_them(tmp_path: Path) -> None:
    lost, old = a_sound("Envoyer", file="lost.mp3"), a_sound("Au revoir", voice="an-old-voice", file="old.mp3")
    keep(tmp_path, a_sound("Bonjour"), old, lost, a_sound("Merci"), a_sound("Salut", PERSON, "somebody.mp3"))
    (tmp_path / "lost.mp3").unlink()
    (tmp_path / "stray.mp3").write_bytes(b"whose?")
    state = state_of(tmp_path, VOICE, {text.name: text for text in (HELLO, BYE, SEND)})
    assert list(state.said) == [HELLO.name]
    assert state.stale == {BYE.name: "another voice"}
    assert state.missing == (SEND,)
    assert [sound.text for sound in state.unused.values()] == ["Merci"]
    assert [sound.text for sound in state.orphans.values()] == ["Salut"]
    assert state.stray == {"stray.mp3"}


def test_what_somebody_recorded_never_is_stale(tmp_path: Path) -> None:
    keep(tmp_path, a_sound("Bonjour", PERSON, "somebody.mp3"))
    state = state_of(tmp_path, replace(VOICE, name="another", edition=9), {HELLO.name: HELLO})
    assert (list(state.said), state.stale, state.missing) == ([HELLO.name], {}, ())


def test_the_index_is_written_in_order_and_read_again(tmp_path: Path) -> None:
    sounds = {name_of(text): a_sound(text) for text in ("Oui", "Non", "أين؟")}
    write_index(tmp_path, sounds)
    assert read_index(tmp_path) == sounds
    assert list(json.loads((tmp_path / INDEX).read_text())) == sorted(sounds)
    assert json.loads((tmp_path / INDEX).read_text())[name_of("Oui")] == asdict(a_sound("Oui"))
    assert read_index(tmp_path / "nowhere") == {}


def test_what_a_stop_left_half_written_is_cleared(tmp_path: Path) -> None:
    (tmp_path / ".sound.mp3.part").write_bytes(b"ha")
    clear_halves(tmp_path)
    assert list(tmp_path.iterdir()) == []
