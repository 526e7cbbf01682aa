"""Every text that people meet is said, in every language on offer, and can be heard; nothing else is kept."""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from portal.core.heard import name_of
from portal.settings import ROOT
from portal.voices.described import Voice, read_voice
from portal.voices.texts import NOT_SAID, Text, texts
from portal.web.language import Language, load_languages
from portal.web.sounds import INDEX, Sound, digest_of, read_index
from tests.house.catalogues import sentences

FOLDER = ROOT / "accessibility" / "voices"
OFFERED = load_languages(ROOT / "translations").offered
LETTERS_A_SECOND = {"fr": (3, 26), "en": (3, 26), "ar": (2, 16)}
"""What can be followed, for texts of some length; a language of one's own has its own rhythm."""
ANY_RHYTHM = (2, 26)
SHORT = 12
"""Letters: below, pauses weigh more than speech."""
LOUDNESS = (-23.0, -16.0)
HIGHEST_PEAK = 0.9
MOST_BYTES_A_SECOND, MOST_BYTES_BESIDE = 3500, 500
MOST_BYTES_A_LANGUAGE = 24_000_000
HEADER = b"\xff\xf3"
"""Of an MP3 frame: MPEG 2, layer III, without a checksum: what is sampled at 24 kHz."""
each_language = pytest.mark.parametrize("language", OFFERED.values(), ids=OFFERED)


def kept(language: Language) -> Mapping[str, Sound]:
    return read_index(FOLDER / language.tag)


def said(language: Language) -> Mapping[str, Text]:
    return texts(language, ROOT / "translations")


def voice(language: Language) -> Voice:
    return read_voice(FOLDER, language.tag)


@each_language
def test_no_two_texts_have_one_name(language: Language) -> None:
    assert len(said(language)) == len({" ".join(text.text.split()) for text in said(language).values()})


@each_language
def test_every_sentence_for_people_is_among_the_texts_that_are_said(language: Language) -> None:
    names = set(said(language))
    silent = [str(one) for one in sentences(language.tag) if one.for_people and "%(" not in one.source
              and not all(file.startswith(tuple(NOT_SAID)) for file in one.files)
              and name_of(one.text) not in names]  # fmt: skip
    assert silent == []


@each_language
def test_every_text_is_said(language: Language) -> None:
    sounds = kept(language)
    silent = [text.text for name, text in said(language).items() if name not in sounds]
    assert silent == [], "make them: ./dev voices make"


@each_language
def test_nothing_is_kept_that_no_page_says(language: Language) -> None:
    sounds, names = kept(language), said(language)
    assert [sound.text for name, sound in sounds.items() if name not in names] == [], "./dev voices make drops them"
    files = {path.name for path in (FOLDER / language.tag).glob("*.mp3")}
    assert files - {sound.file for sound in sounds.values()} == set(), "./dev voices make drops them"


@each_language
def test_a_sound_says_its_text_in_the_voice_of_its_language(language: Language) -> None:
    for name, sound in kept(language).items():
        assert name == name_of(sound.text)
    stale = [sound.text for sound in kept(language).values()
             if not sound.is_recorded and sound.file != voice(language).file_of(sound.text)]  # fmt: skip
    assert stale == [], "they were made before a voice or a spelling changed: ./dev voices make"


@each_language
def test_what_is_said_of_a_sound_is_true_of_its_file(language: Language) -> None:
    for sound in kept(language).values():
        content = (FOLDER / language.tag / sound.file).read_bytes()
        assert digest_of(content) == sound.digest, f"{sound.file} was changed: take it in with ./dev voices take"
        assert content.startswith(HEADER), f"{sound.file} is not mono MP3 of 24 kHz"
        assert len(content) <= sound.seconds * MOST_BYTES_A_SECOND + MOST_BYTES_BESIDE, f"{sound.file} is too large"


@each_language
def test_no_sound_is_too_loud_or_too_soft(language: Language) -> None:
    low, high = LOUDNESS
    strange = [(sound.text, sound.loudness, sound.peak) for sound in kept(language).values()
               if not low <= sound.loudness <= high or sound.peak > HIGHEST_PEAK]  # fmt: skip
    assert strange == []


@each_language
def test_every_sound_lasts_as_long_as_its_text_needs(language: Language) -> None:
    slow, quick = LETTERS_A_SECOND.get(language.tag, ANY_RHYTHM)
    strange = [(sound.text, sound.seconds, told) for sound in kept(language).values()
               if not len(told := voice(language).told(sound.text)) / quick
               <= sound.seconds <= max(len(told), SHORT) / slow]  # fmt: skip
    assert strange == [], "listen to them: half a sentence, or twice the same?"


def test_all_sounds_together_stay_small_enough_to_be_kept_with_the_code() -> None:
    for tag in OFFERED:
        assert sum(path.stat().st_size for path in (FOLDER / tag).glob("*.mp3")) <= MOST_BYTES_A_LANGUAGE


@each_language
def test_the_index_is_in_order_one_line_a_sound(language: Language) -> None:
    path = FOLDER / language.tag / INDEX
    if path.exists():
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(lines) == len(json.loads(path.read_text(encoding="utf-8"))) + 2
        assert all(one < then for one, then in pairwise(lines[1:-1]))


def test_words_that_a_voice_is_told_otherwise_are_still_in_a_text() -> None:
    idle = [f"{tag}: {word}" for tag, word in _spelled()]
    assert idle == [], "no text says it any more: take it out of spoken.toml"


def _spelled() -> Iterator[tuple[str, str]]:
    for tag, language in OFFERED.items():
        there = {" ".join(text.text.split()) for text in said(language).values()}
        within = " ".join(there)
        yield from ((tag, text) for text in voice(language).texts if text not in there)
        yield from ((tag, word) for word in voice(language).words
                    if not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", within))  # fmt: skip


def test_nothing_else_lies_among_the_sounds() -> None:
    strange = [path.name for path in Path(FOLDER).rglob("*") if path.is_file() and not path.name.startswith(".")
               and path.suffix not in {".mp3", ".toml"} and path.name != INDEX]  # fmt: skip
    assert strange == []
