"""Sounds are made, shaped and taken in; run where the engines are: their packages are not needed for anything else."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest

from portal.core.heard import name_of
from portal.voices.described import Voice
from portal.voices.engines import ENGINES, Engine, NoEngine, Wave, open_engine
from portal.voices.texts import Text
from portal.web.sounds import PERSON, read_index

np: Any = pytest.importorskip("numpy", reason="the group “voices” is not installed")
soundfile: Any = pytest.importorskip("soundfile", reason="the group “voices” is not installed")
making: Any = pytest.importorskip("portal.voices.making")
shape: Any = pytest.importorskip("portal.voices.shape")
taking: Any = pytest.importorskip("portal.voices.taking")

VOICE = Voice(engine="hum", name="a-voice", accent="fr")
TEXTS = {name_of(text): Text(name=name_of(text), text=text, places=("a.html",)) for text in ("Bonjour", "Au revoir")}


def hum(seconds: float, height: float = 0.3, rate: int = 24_000) -> Any:
    """Return a hum that swells and fades four times a second, like somebody who speaks."""
    at = np.arange(round(seconds * rate)) / rate
    swell = 0.6 + 0.4 * np.sin(2 * np.pi * 4 * at)
    return (height * swell * np.sin(2 * np.pi * 180 * at)).astype(np.float32)


def wav(samples: Any, rate: int = 24_000) -> bytes:
    written = BytesIO()
    soundfile.write(written, samples, rate, format="WAV", subtype="PCM_16")
    return written.getvalue()


class Hum:
    """An engine that hums each text, and cannot say one."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def say(self, told: str) -> Wave:
        self.told.append(told)
        if "impossible" in told:
            raise ValueError("this hum does not know how")
        return Wave(hum(0.5))


def made(folder: Path, texts: dict[str, Text], engine: Engine) -> Iterator[Any]:
    state = making.state_of(folder, VOICE, texts)
    return making.make(folder, VOICE, making.to_make(state, texts), lambda _voice: engine)


def test_a_sound_has_a_tenth_of_a_second_of_silence_around_it_and_the_loudness_of_all() -> None:
    quiet = np.concatenate([np.zeros(30_000), hum(1.0, 0.02), np.zeros(50_000)])
    facts = shape.measured(shape.packed(shape.shaped(Wave(quiet))))
    assert facts.seconds == pytest.approx(1.2, abs=0.08)
    assert facts.loudness == pytest.approx(shape.LOUDNESS, abs=1)
    assert facts.peak <= 0.9


def test_a_loud_sound_is_bent_and_never_cut() -> None:
    click = hum(1.0, 0.1)
    click[12_000] = 1.0
    shaped = shape.shaped(Wave(click)).samples
    assert float(np.abs(shaped).max()) <= 0.8


def test_a_sound_of_another_rate_keeps_its_length_and_its_pitch() -> None:
    shaped = shape.shaped(Wave(hum(1.0, rate=22_050), 22_050))
    assert len(shaped.samples) / shaped.rate == pytest.approx(1.2, abs=0.06)
    spectrum = np.abs(np.fft.rfft(shaped.samples))
    assert np.fft.rfftfreq(len(shaped.samples), 1 / shaped.rate)[spectrum.argmax()] == pytest.approx(180, abs=6)


def test_a_sound_fits_its_size() -> None:
    noise = np.random.default_rng(7).normal(0, 0.1, 72_000).astype(np.float32)
    assert len(shape.packed(shape.shaped(Wave(noise)))) <= 3.2 * 3500 + 500


@pytest.mark.parametrize("samples", [np.zeros(24_000), np.zeros(0)])
def test_silence_is_no_sound(samples: Any) -> None:
    with pytest.raises(ValueError, match="Nothing is heard"):
        shape.shaped(Wave(samples))


def test_missing_sounds_are_made_once(tmp_path: Path) -> None:
    engine = Hum()
    assert [one.text.text for one in made(tmp_path, TEXTS, engine)] == ["Bonjour", "Au revoir"]
    assert engine.told == ["Bonjour.", "Au revoir."]
    assert list(made(tmp_path, TEXTS, engine)) == []
    assert set(read_index(tmp_path)) == set(TEXTS)


def test_making_that_was_stopped_goes_on_where_it_stopped(tmp_path: Path) -> None:
    stopped = made(tmp_path, TEXTS, Hum())
    next(stopped)
    (tmp_path / ".half.mp3.part").write_bytes(b"ha")
    engine = Hum()
    assert len(list(made(tmp_path, TEXTS, engine))) == 2, "the index was not written: both are looked at again"
    assert engine.told == ["Au revoir."], "the file that was whole is taken as it is"
    assert not list(tmp_path.glob(".*"))


def test_a_text_that_cannot_be_said_is_told_and_stops_nothing(tmp_path: Path) -> None:
    texts = {"0" * 16: Text(name="0" * 16, text="impossible", places=()), **TEXTS}
    told = list(made(tmp_path, texts, Hum()))
    assert next((one.sound is None, one.why) for one in told) == (True, "this hum does not know how")
    assert set(read_index(tmp_path)) == set(TEXTS)


def test_sounds_that_no_text_uses_are_dropped_but_never_a_recording(tmp_path: Path) -> None:
    list(made(tmp_path, TEXTS, Hum()))
    recorded(tmp_path, "Bonjour", hum(0.8))
    assert [sound.text for sound in making.tidy(tmp_path, VOICE, {}, drop_recordings=False)] == ["Au revoir"]
    assert [sound.text for sound in read_index(tmp_path).values()] == ["Bonjour"]
    assert len(list(tmp_path.glob("*.mp3"))) == 1
    making.tidy(tmp_path, VOICE, {}, drop_recordings=True)
    assert list(tmp_path.glob("*.mp3")) == []


def recorded(folder: Path, text: str, samples: Any, rate: int = 24_000) -> list[Any]:
    given = folder.with_name(f"{folder.name}-given")
    given.mkdir(exist_ok=True)
    (given / f"{name_of(text)}.wav").write_bytes(wav(samples, rate))
    return list(taking.take_in(given, folder, TEXTS))


def test_a_recording_wins_and_stays(tmp_path: Path) -> None:
    list(made(tmp_path, TEXTS, Hum()))
    taken = recorded(tmp_path, "Bonjour", np.stack([hum(0.9, rate=44_100)] * 2, axis=1), 44_100)
    assert [(one.text, one.why) for one in taken] == [("Bonjour", "")]
    sound = read_index(tmp_path)[name_of("Bonjour")]
    assert sound.voice == PERSON
    assert sound.seconds == pytest.approx(1.1, abs=0.06)
    assert list(made(tmp_path, TEXTS, Hum())) == [], "no machine says it again"


@pytest.mark.parametrize(
    ("samples", "why"),
    [
        (np.zeros(24_000), "Nothing is heard"),
        (hum(0.8, 0.001), "nearly nothing is heard"),
        (np.sign(hum(0.8)), "too loud"),
        (hum(30), "do not fit"),
        (hum(0.05), "do not fit"),
    ],
)
def test_a_recording_that_cannot_be_used_is_refused_with_the_reason(tmp_path: Path, samples: Any, why: str) -> None:
    assert why in recorded(tmp_path, "Bonjour", samples)[0].why
    assert read_index(tmp_path) == {}


def test_what_is_no_sound_or_has_no_text_is_refused(tmp_path: Path) -> None:
    given, folder = tmp_path / "given", tmp_path / "fr"
    given.mkdir()
    (given / "unknown.wav").write_bytes(wav(hum(1)))
    (given / f"{name_of('Bonjour')}.wav").write_bytes(b"this is no sound")
    (given / "notes.txt").write_text("not looked at")
    refused = list(taking.take_in(given, folder, TEXTS))
    assert len(refused) == 2
    assert all(one.why for one in refused)


def test_the_table_for_people_who_record_leaves_out_what_is_recorded(tmp_path: Path) -> None:
    list(made(tmp_path, TEXTS, Hum()))
    recorded(tmp_path, "Bonjour", hum(0.8))
    table = StringIO()
    assert taking.write_table(table, TEXTS, read_index(tmp_path)) == 1
    rows = list(csv.reader(StringIO(table.getvalue()), delimiter=";"))
    assert rows == [list(taking.COLUMNS), ["Au revoir", "a.html", f"{name_of('Au revoir')}.wav"]]


def test_an_engine_that_is_not_there_says_how_it_comes() -> None:
    with pytest.raises(NoEngine, match="none of"):
        open_engine(VOICE)
    assert set(ENGINES) == {"kokoro", "espeak"}
