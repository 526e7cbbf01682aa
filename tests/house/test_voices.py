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
from portal.voices.state import State, state_of
from portal.voices.texts import NOT_SAID, STAFF_SENTENCES, Text, is_said_somewhere, texts
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
"""Of an MP3 frame: MPEG 2, layer III, without a checksum."""
AT_24_KHZ, MONO = 1, 3
"""What its third byte says of the rate, and its fourth of the channels."""
each_language = pytest.mark.parametrize("language", OFFERED.values(), ids=OFFERED)


def kept(language: Language) -> Mapping[str, Sound]:
    return read_index(FOLDER / language.tag)


def said(language: Language) -> Mapping[str, Text]:
    return texts(language, ROOT / "translations")


def voice(language: Language) -> Voice:
    return read_voice(FOLDER, language.tag)


def state(language: Language) -> State:
    return state_of(FOLDER / language.tag, voice(language), said(language))


@each_language
def test_no_two_texts_have_one_name(language: Language) -> None:
    assert len(said(language)) == len({" ".join(text.text.split()) for text in said(language).values()})


@each_language
def test_every_sentence_for_people_is_among_the_texts_that_are_said(language: Language) -> None:
    names = set(said(language))
    silent = [str(one) for one in sentences(language.tag)
              if one.is_heard and "%(" not in one.source and name_of(one.text) not in names]  # fmt: skip
    assert silent == []


def test_what_is_never_said_is_still_there_and_named_once() -> None:
    shown = {one.source: one.files for one in sentences("en")}
    files = {file for stands_in in shown.values() for file in stands_in}
    empty = [place for place in NOT_SAID if not any(file.startswith(place) for file in files)]
    assert empty == [], "no sentence stands there: take the row out of NOT_SAID"
    idle = [words for words in STAFF_SENTENCES
            if all(file.startswith(tuple(NOT_SAID)) for file in shown.get(words, ()))]  # fmt: skip
    assert idle == [], "it stands nowhere, or only where nothing is said: take it out of STAFF_SENTENCES"


def test_a_sentence_is_said_as_soon_as_it_also_stands_where_people_meet_it() -> None:
    staff, papers, people = "portal/caseload/pages.py", "portal/rights/paper.py", "portal/dossier/pages.py"
    assert not is_said_somewhere("Hello", [staff, papers])
    assert is_said_somewhere("Hello", [staff, people])
    assert not is_said_somewhere(next(iter(STAFF_SENTENCES)), [people])


@each_language
def test_every_text_is_said(language: Language) -> None:
    assert [text.text for text in state(language).missing] == [], "make them: ./dev voices make"


@each_language
def test_nothing_is_kept_that_no_page_says_but_what_somebody_recorded(language: Language) -> None:
    found = state(language)
    assert [sound.text for sound in found.unused.values()] == [], "./dev voices make drops them"
    assert found.stray == frozenset(), "./dev voices make drops them"


@each_language
def test_a_sound_says_its_text_in_the_voice_of_its_language(language: Language) -> None:
    for name, sound in kept(language).items():
        assert name == name_of(sound.text)
    stale = [said(language)[name].text for name in state(language).stale]
    assert stale == [], "they were made before a voice or a spelling changed: ./dev voices make"


@each_language
def test_what_is_said_of_a_sound_is_true_of_its_file(language: Language) -> None:
    for sound in kept(language).values():
        content = (FOLDER / language.tag / sound.file).read_bytes()
        assert digest_of(content) == sound.digest, f"{sound.file} was changed: take it in with ./dev voices take"
        form = (content[:2], content[2] >> 2 & 3, content[3] >> 6)
        assert form == (HEADER, AT_24_KHZ, MONO), f"{sound.file} is not mono MP3 of 24 kHz"
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
