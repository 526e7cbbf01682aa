"""What is shown is what was said: no time rounded, no word changed, no activity forgotten, in any language."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.activities.hearing import MOST_LETTERS, hear
from portal.activities.listed import ACTIVITIES, BY_KEY, DURATIONS, OTHER, REASONS
from portal.activities.wording import COULD_NOT, STEP, UNSURE, parts, shown
from portal.core.typed import tidy
from portal.core.understanding import TOO_LONG, Unclear
from portal.core.weeks import IN_NUMBERS, Entry, Told
from portal.settings import ROOT
from portal.web.language import Language, load_languages
from tests.weeks import MOST_HOURS, THIS, VERY_LONG, a_week, did, said, told

LANGUAGES = load_languages(ROOT / "translations").offered
languages = st.sampled_from([*LANGUAGES.values()])
times = st.integers(0, MOST_HOURS)
BLANKS = re.compile(r"[\s,.\u00a0\u202f\u066c٬]")
"""What languages put between thousands, and around numbers."""


def numbers_in(words: str) -> list[int]:
    return [int(one) for one in re.findall(r"\d+", BLANKS.sub("", words))]


@pytest.mark.parametrize("tag", ["en", "fr"])
@given(hours=times, minutes=times)
def test_a_time_in_numbers_is_shown_as_it_was_said(tag: str, hours: int, minutes: int) -> None:
    entry = hear(BY_KEY["search"], {"hours": [str(hours)], "minutes": [str(minutes)]}, IN_NUMBERS)
    in_all = hours * 60 + minutes
    assert entry.minutes == in_all
    words = shown(entry, THIS, LANGUAGES[tag]).duration
    wanted = [number for number in divmod(in_all, 60) if number] or [0]
    assert numbers_in(words) == wanted, words


@given(st.integers(0, MOST_HOURS * 60), st.integers(0, MOST_HOURS * 60), languages)
def test_two_different_times_never_read_alike(one: int, other: int, language: Language) -> None:
    entry = did("search", IN_NUMBERS, hours=0)
    words = [shown(replace(entry, minutes=minutes), THIS, language).duration for minutes in (one, other)]
    assert (words[0] == words[1]) == (one == other)


@given(said(), languages)
def test_a_thing_done_is_shown_in_the_words_it_was_told_with(entry: Entry, language: Language) -> None:
    seen = shown(entry, THIS, language)
    assert seen.title == language.say(BY_KEY[entry.activity].words)
    assert seen.words == tidy(entry.words) == entry.words
    assert seen.days == (
        language.listed([language.weekday(THIS.days[day]) for day in entry.days]) if entry.days else ""
    )
    chips = {duration.key: duration.words if duration.minutes else UNSURE for duration in DURATIONS}
    if entry.said in chips:
        assert seen.duration == language.say(chips[entry.said])
    assert seen.lines()[0] == seen.duration


@given(told(), languages)
def test_the_receipt_says_everything_and_the_paper_nothing_private(whole: Told, language: Language) -> None:
    both = parts(whole, THIS, language)
    on_paper = [line for part in both if part.printed for line in part.lines]
    on_screen = [line for part in both for line in part.lines]
    assert [line.label for line in on_paper].count(language.say(COULD_NOT)) == whole.could_not
    for entry in whole.entries:
        title = language.say(BY_KEY[entry.activity].words)
        assert any(line.label == title for line in on_screen)
        mine = [line for line in on_paper if line.item == str(entry.number)]
        assert [line.label for line in mine] == [language.say(STEP) if entry.private else title]
        if entry.private:
            assert mine[0].words == (shown(entry, THIS, language).duration,)
    whys = {language.say(reason.words) for reason in REASONS if reason.key == whole.reason}
    told_on_paper = any(line.words and line.words[0] in whys for line in on_paper if line.question == "could-not")
    assert told_on_paper == (whole.reason_shown and bool(whole.reason))


@pytest.mark.parametrize("tag", LANGUAGES)
def test_an_activity_nobody_knows_any_more_is_something_else(tag: str) -> None:
    seen = shown(replace(did("search"), activity="fishing"), THIS, LANGUAGES[tag])
    assert (seen.activity, seen.title) == (OTHER.key, LANGUAGES[tag].say(OTHER.words))


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_two_things_one_can_tap_are_called_alike(tag: str) -> None:
    language = LANGUAGES[tag]
    for listed in ([one.short for one in ACTIVITIES], [one.words for one in DURATIONS], [one.words for one in REASONS]):
        said_as = [language.say(words) for words in listed]
        assert len(set(said_as)) == len(said_as)


def test_days_that_are_no_days_are_left_out_and_the_others_are_in_order() -> None:
    entry = hear(BY_KEY["search"], {"day": ["4", "0", "4", "7", "-1", "x", "٣"]}, "hour")
    assert entry.days == (0, 4)


def test_words_that_are_too_long_are_asked_to_be_shorter_and_a_button_nobody_made_asks_for_numbers() -> None:
    with pytest.raises(Unclear) as asked:
        did("search", words=VERY_LONG)
    assert asked.value.words == TOO_LONG
    assert asked.value.gaps == {"most": MOST_LETTERS}
    with pytest.raises(Unclear):
        did("search", "a-century")


def test_a_week_with_a_secret_reason_has_two_parts_and_only_one_on_paper() -> None:
    whole = a_week(could_not=True, reason="ill")
    assert [part.printed for part in parts(whole, THIS, LANGUAGES["en"])] == [True, False]
