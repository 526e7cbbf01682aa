"""What somebody argues: nothing is written over by another page, nothing is answered or closed unread."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.actors import Counsellor, Followed, Person, may_answer, may_reach
from portal.core.replies import LONGEST, Argued, Begun, Step, furthest, may_follow

AGENCY, ME, THEIRS, OTHER = (UUID(int=number) for number in range(1, 5))
NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


def begun(words: str, mark: str = "first", other: str = "") -> Begun:
    return Begun(argued=Argued(words=words), mark=mark, other=other)


def test_the_page_that_shows_the_newest_version_changes_it() -> None:
    after = begun("red").taking(Argued(words="blue"), "first", "second")
    assert after == begun("blue", "second")


def test_words_from_an_old_page_are_kept_beside_the_others() -> None:
    after = begun("red").taking(Argued(words="blue"), "long ago", "second")
    assert after == begun("red", "second", other="blue")


def test_an_old_page_that_comes_twice_brings_its_words_once() -> None:
    once = begun("red").taking(Argued(words="blue"), "long ago", "second")
    assert once.taking(Argued(words="blue"), "long ago", "third").other == "blue"


def test_an_old_page_with_the_same_words_or_none_is_no_clash() -> None:
    for words in ("red", " red ", ""):
        after = begun("red").taking(Argued(words=words, wants_to_be_heard=True), "long ago", "second")
        assert after.argued.readable == "red"
        assert after.argued.wants_to_be_heard
        assert not after.other


@pytest.mark.parametrize(("which", "words"), [("before", "red"), ("now", "blue"), ("both", "red\n\nblue")])
def test_the_person_chooses_between_two_writings(which: str, words: str) -> None:
    assert begun("red", other="blue").choosing(which, "second") == begun(words, "second")


@given(st.lists(st.tuples(st.text(max_size=20), st.sampled_from(["first", "old"])), max_size=5))
def test_whatever_pages_bring_no_words_are_lost(pages: list[tuple[str, str]]) -> None:
    now = begun("first words")
    for words, shown in pages:
        before, new = now, Argued(words=words)
        now = now.taking(new, shown, "first")
        assert new.readable in f"{now.argued.readable}\n\n{now.other}"
        if shown == "old":
            assert before.argued.readable in now.argued.readable
            assert before.other in now.other


def test_a_draft_comes_back_as_it_was_kept() -> None:
    draft = Begun(argued=Argued(about="2026-W47", words="a\n b", language="fr", with_company=True), mark="x", other="y")
    assert Begun.unpacked(draft.packed()) == draft


def test_words_or_the_wish_to_be_heard_are_enough_to_send() -> None:
    assert Argued(words="I was there")
    assert Argued(wants_to_be_heard=True)
    assert not Argued(words=" \n\u202e\x00 ", about="letter", with_company=True)


def test_what_can_be_sent_is_counted_in_letters_as_they_are_read() -> None:
    assert not Argued(words="é" * LONGEST + "\x00" * 9).is_too_long
    assert Argued(words="🙂" * (LONGEST + 1)).is_too_long


def test_nothing_is_answered_or_closed_unread() -> None:
    assert may_follow(Step.OPENED, ())
    for step in (Step.ANSWERED, Step.CLOSED):
        assert not may_follow(step, ())
        assert may_follow(step, {Step.OPENED})
        assert may_follow(step, set(Step))


def test_the_person_is_told_the_furthest_step() -> None:
    assert furthest(()) is None
    assert furthest({Step.OPENED}) is Step.OPENED
    assert furthest({Step.OPENED, Step.CLOSED}) is Step.CLOSED
    assert furthest(set(Step)) is Step.ANSWERED


def test_a_counsellor_reaches_what_their_people_argue_even_far_from_an_interview() -> None:
    mine = Followed(id=ME, counsellor_id=THEIRS, interview_is_near=False)
    counsellor, stranger = (Counsellor(id=one, agency_id=AGENCY) for one in (THEIRS, OTHER))
    assert may_answer(counsellor, mine)
    assert not may_reach(counsellor, mine)
    assert not may_answer(stranger, mine)
    assert may_answer(Person(id=ME, agency_id=AGENCY), mine)
    assert not may_answer(Person(id=OTHER, agency_id=AGENCY), mine)
