"""Whoever is not the person's own counsellor is told apart in the journal: for every deed, in words of its own."""

from portal.core.actors import Standing
from portal.storage.trace.journal import LISTED
from portal.transparency.colleagues import COLLEAGUE, WHO
from portal.transparency.deeds import COUNSELLOR, PICTURES, TOLD

OF_THE_OWN = {"asked-colleague"}
"""What only somebody's own counsellor does."""


def test_every_deed_of_a_counsellor_has_words_for_a_colleague_too() -> None:
    assert {deed.value for deed in set(COUNSELLOR) - set(COLLEAGUE)} == OF_THE_OWN, (
        "write the sentence in portal/transparency/colleagues.py"
    )
    assert set(COLLEAGUE) - set(COUNSELLOR) == set(), "take it out: no counsellor does that"
    for deed, words in COLLEAGUE.items():
        assert words != COUNSELLOR[deed] or not words.startswith("Your counsellor"), deed


def test_every_deed_has_a_picture_and_words() -> None:
    said = {deed for table in TOLD.values() for deed in table}
    assert said == set(PICTURES)
    assert said >= LISTED


def test_every_way_to_come_to_a_person_but_the_own_is_said() -> None:
    assert set(WHO) == set(Standing) - {Standing.OWN}
