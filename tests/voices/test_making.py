"""Sounds are made once, go on where they were stopped, and never take the place of what somebody recorded."""

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from portal.core.heard import name_of
from portal.voices.described import Voice
from portal.voices.making import Made, make, tidy, to_make
from portal.voices.state import state_of
from portal.voices.studio import Measured
from portal.voices.taking import COLUMNS, Taken, take_in, write_table
from portal.voices.texts import Text
from portal.web.sounds import PERSON, digest_of, read_index

VOICE = Voice(engine="hum", name="a-voice", accent="fr")
TEXTS = {name_of(text): Text(name=name_of(text), text=text, places=("a.html",)) for text in ("Bonjour", "Au revoir")}


class Humming:
    """A studio that hums: a tenth of a second for each letter, as many bytes as letters."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def say(self, voice: Voice, told: str, file: Path) -> Measured:
        self.told.append(told)
        file.write_bytes(f"{voice.name}: {told}".encode())
        if "impossible" in told:
            raise ValueError("nobody can say this")
        return self.measure(file)

    def take(self, recording: Path, file: Path) -> Measured:
        file.write_bytes(recording.read_bytes())
        if not recording.stat().st_size:
            raise ValueError("nothing is heard")
        return self.measure(file)

    def measure(self, file: Path) -> Measured:
        return Measured(seconds=len(file.read_bytes()) / 10, loudness=-19.0, peak=0.5)


def made(folder: Path, texts: dict[str, Text], studio: Humming) -> Iterator[Made]:
    return make(folder, VOICE, to_make(state_of(folder, VOICE, texts), texts), studio)


def recorded(folder: Path, text: str, seconds: float) -> list[Taken]:
    given = folder.with_name(f"{folder.name}-given")
    given.mkdir(exist_ok=True)
    (given / f"{name_of(text)}.wav").write_bytes(b"x" * round(seconds * 10))
    return list(take_in(given, folder, TEXTS, Humming()))


def test_missing_sounds_are_made_once(tmp_path: Path) -> None:
    studio = Humming()
    assert [one.text.text for one in made(tmp_path, TEXTS, studio)] == ["Bonjour", "Au revoir"]
    assert studio.told == ["Bonjour.", "Au revoir."]
    assert list(made(tmp_path, TEXTS, studio)) == []
    kept = read_index(tmp_path)
    assert set(kept) == set(TEXTS)
    for sound in kept.values():
        assert digest_of((tmp_path / sound.file).read_bytes()) == sound.digest


def test_making_that_was_stopped_goes_on_where_it_stopped(tmp_path: Path) -> None:
    stopped = made(tmp_path, TEXTS, Humming())
    next(stopped)
    (tmp_path / ".half.mp3.part").write_bytes(b"ha")
    studio = Humming()
    assert len(list(made(tmp_path, TEXTS, studio))) == 2, "the index was not written: both are looked at again"
    assert studio.told == ["Au revoir."], "the file that was whole is taken as it is"
    assert not list(tmp_path.glob(".*"))


def test_a_text_that_cannot_be_said_is_told_and_stops_nothing(tmp_path: Path) -> None:
    texts = {"0" * 16: Text(name="0" * 16, text="impossible", places=()), **TEXTS}
    told = list(made(tmp_path, texts, Humming()))
    assert (told[0].sound, told[0].why) == (None, "nobody can say this")
    assert set(read_index(tmp_path)) == set(TEXTS)
    assert len(list(tmp_path.glob("*.mp3"))) == 2


def test_sounds_that_no_text_uses_are_dropped_but_never_a_recording(tmp_path: Path) -> None:
    list(made(tmp_path, TEXTS, Humming()))
    recorded(tmp_path, "Bonjour", 0.8)
    assert [sound.text for sound in tidy(tmp_path, VOICE, {}, drop_recordings=False)] == ["Au revoir"]
    assert [sound.text for sound in read_index(tmp_path).values()] == ["Bonjour"]
    assert len(list(tmp_path.glob("*.mp3"))) == 1
    tidy(tmp_path, VOICE, {}, drop_recordings=True)
    assert list(tmp_path.glob("*.mp3")) == []


def test_a_recording_wins_and_stays(tmp_path: Path) -> None:
    list(made(tmp_path, TEXTS, Humming()))
    assert [(one.text, one.why) for one in recorded(tmp_path, "Bonjour", 0.9)] == [("Bonjour", "")]
    sound = read_index(tmp_path)[name_of("Bonjour")]
    assert (sound.voice, sound.seconds) == (PERSON, 0.9)
    assert list(made(tmp_path, TEXTS, Humming())) == [], "no machine says it again"
    recorded(tmp_path, "Bonjour", 1.0)
    assert read_index(tmp_path)[name_of("Bonjour")].seconds == 1.0, "somebody says it anew"


@pytest.mark.parametrize("seconds", [0.0, 0.1, 30.0])
def test_a_recording_that_cannot_be_of_its_text_is_refused(tmp_path: Path, seconds: float) -> None:
    assert recorded(tmp_path, "Bonjour", seconds)[0].why
    assert read_index(tmp_path) == {}
    assert not [path for path in tmp_path.iterdir() if path.suffix != ".json"]


def test_what_has_no_text_is_refused_and_what_is_no_sound_is_not_looked_at(tmp_path: Path) -> None:
    given = tmp_path / "given"
    given.mkdir()
    (given / "unknown.wav").write_bytes(b"x" * 9)
    (given / "notes.txt").write_text("not looked at")
    assert [one.file for one in take_in(given, tmp_path / "fr", TEXTS, Humming()) if one.why] == ["unknown.wav"]


def test_the_table_for_people_who_record_leaves_out_what_is_recorded(tmp_path: Path) -> None:
    list(made(tmp_path, TEXTS, Humming()))
    recorded(tmp_path, "Bonjour", 0.8)
    table = StringIO()
    assert write_table(table, TEXTS, read_index(tmp_path)) == 1
    rows = list(csv.reader(StringIO(table.getvalue()), delimiter=";"))
    assert rows == [list(COLUMNS), ["Au revoir", "a.html", f"{name_of('Au revoir')}.wav"]]
