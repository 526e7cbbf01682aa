"""The studio brings every sound into one form; run where it is installed, which nothing else needs."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from portal.settings import ROOT
from portal.voices import studio
from portal.voices.described import Voice
from portal.voices.studio import NoStudio, open_studio

VOICE = Voice(engine="espeak", name="fr", accent="fr")
installed = pytest.mark.skipif(not studio.PYTHON.exists(), reason="the studio is not installed: ./dev voices")


def asked(code: str) -> Any:
    """Run a few lines in the studio and return what they print as JSON."""
    begun = "import json\nimport numpy as np\nfrom accessibility.studio import shape\n"
    begun += "from accessibility.studio.engines import Wave\n" + HUM
    ran = subprocess.run([studio.PYTHON, "-c", begun + code], cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(ran.stdout)


HUM = """
def hum(seconds, height=0.3, rate=24_000):
    at = np.arange(round(seconds * rate)) / rate
    swell = 0.6 + 0.4 * np.sin(2 * np.pi * 4 * at)
    return (height * swell * np.sin(2 * np.pi * 180 * at)).astype(np.float32)
"""


def test_a_machine_without_the_studio_is_told_how_it_comes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(studio, "PYTHON", tmp_path / "python")
    with pytest.raises(NoStudio, match=r"\./dev voices"), open_studio():
        pass


@installed
def test_a_sound_has_a_tenth_of_a_second_of_silence_around_it_and_the_loudness_of_all() -> None:
    code = "quiet = np.concatenate([np.zeros(30_000), hum(1.0, 0.02), np.zeros(50_000)])\n"
    code += "facts = shape.measured(shape.packed(shape.shaped(Wave(quiet))))\n"
    seconds, loudness, peak = asked(code + "print(json.dumps([facts.seconds, facts.loudness, facts.peak]))")
    assert seconds == pytest.approx(1.2, abs=0.08)
    assert loudness == pytest.approx(-19, abs=1)
    assert peak <= 0.9


@installed
def test_a_loud_sound_is_bent_and_never_cut() -> None:
    code = "click = hum(1.0, 0.1); click[12_000] = 1.0\n"
    assert asked(code + "print(float(np.abs(shape.shaped(Wave(click)).samples).max()))") <= 0.8


@installed
def test_a_sound_of_another_rate_keeps_its_length_and_its_pitch() -> None:
    code = "one = shape.shaped(Wave(hum(1.0, rate=22_050), 22_050)); found = np.abs(np.fft.rfft(one.samples))\n"
    code += "pitch = np.fft.rfftfreq(len(one.samples), 1 / one.rate)[found.argmax()]\n"
    seconds, pitch = asked(code + "print(json.dumps([len(one.samples) / one.rate, float(pitch)]))")
    assert (seconds, pitch) == (pytest.approx(1.2, abs=0.08), pytest.approx(180, abs=6))


@installed
def test_a_sound_fits_its_size() -> None:
    code = "noise = np.random.default_rng(7).normal(0, 0.1, 72_000).astype(np.float32)\n"
    assert asked(code + "print(len(shape.packed(shape.shaped(Wave(noise)))))") <= 3.2 * 3500 + 500


@installed
@pytest.mark.parametrize("samples", ["np.zeros(24_000)", "np.zeros(0)", "hum(0.8, 0.0001)", "np.sign(hum(0.8))"])
def test_silence_and_what_is_cut_off_are_no_recording(samples: str) -> None:
    code = f"try:\n    shape.checked(Wave({samples}))\nexcept ValueError as error:\n    print(json.dumps(str(error)))"
    assert asked(code)


@installed
def test_the_studio_says_a_text_and_tells_what_it_cannot(tmp_path: Path) -> None:
    with open_studio() as program:
        facts = program.say(VOICE, "Bonjour à tous.", tmp_path / "hello.mp3")
        assert facts == program.measure(tmp_path / "hello.mp3")
        assert 0.6 < facts.seconds < 3
        (tmp_path / "none.wav").write_text("this is no sound")
        with pytest.raises(ValueError, match=r"rror|ormat"):
            program.take(tmp_path / "none.wav", tmp_path / "none.mp3")
        with pytest.raises(NoStudio, match="none of"):
            program.say(Voice(engine="hum", name="a", accent="b"), "Hello.", tmp_path / "hum.mp3")
