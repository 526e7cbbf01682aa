"""Who reaches whom: the rules, case by case, without a database."""

from datetime import date
from uuid import uuid4

import pytest

from portal.core.actors import Counsellor, Followed, Manager, Standing, may_answer, may_look_back, may_reach
from portal.core.ceilings import goes_over
from portal.core.openings import REASONS, TOLD, Reason, lasts_until
from portal.core.stand_ins import GONE_BY, LAST_FIRST, LONGEST, TOO_LONG, problem_of
from tests.weeks import NOW

ME = Counsellor(id=uuid4(), agency_id=uuid4())
DAY = date(2026, 11, 23)


def somebody(*, mine: bool = False, near: bool = True, stands_in: bool = False, opened: bool = False) -> Followed:
    return Followed(
        id=uuid4(),
        counsellor_id=ME.id if mine else uuid4(),
        interview_is_near=near,
        stands_in=stands_in,
        opened=opened,
    )


@pytest.mark.parametrize(
    ("followed", "standing", "reads", "answers"),
    [
        (somebody(mine=True), Standing.OWN, True, True),
        (somebody(mine=True, near=False), Standing.OWN, False, True),
        (somebody(mine=True, near=False, opened=True), Standing.OWN, True, True),
        (somebody(stands_in=True), Standing.STAND_IN, True, True),
        (somebody(stands_in=True, near=False), Standing.STAND_IN, False, True),
        (somebody(opened=True, near=False), Standing.OPENED, True, False),
        (somebody(stands_in=True, opened=True), Standing.STAND_IN, True, True),
        (somebody(), Standing.NONE, False, False),
    ],
)
def test_a_counsellor_reaches_whom_they_accompany_replace_or_opened(
    followed: Followed, standing: Standing, *, reads: bool, answers: bool
) -> None:
    assert followed.standing(ME) is standing
    assert may_reach(ME, followed) is may_look_back(ME, followed) is reads
    assert may_answer(ME, followed) is answers


def test_a_manager_reaches_nobody_whatever_is_said_of_them() -> None:
    manager = Manager(id=uuid4(), agency_id=ME.agency_id)
    followed = Followed(id=uuid4(), counsellor_id=manager.id, interview_is_near=True, stands_in=True, opened=True)
    assert not may_reach(manager, followed)
    assert not may_answer(manager, followed)


def test_the_next_person_goes_over_and_one_who_was_opened_does_not() -> None:
    opened = [uuid4() for _ in range(3)]
    assert not goes_over(opened[:2], opened[2], most=3)
    assert not goes_over(opened, opened[0], most=3)
    assert goes_over(opened, uuid4(), most=3)


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        (DAY, DAY, None),
        (date(2026, 11, 1), DAY, None),
        (DAY, DAY + LONGEST, None),
        (DAY, date(2026, 11, 22), LAST_FIRST),
        (date(2026, 11, 20), date(2026, 11, 22), GONE_BY),
        (DAY, date(2027, 11, 23), TOO_LONG),
    ],
)
def test_days_of_standing_in(first: date, last: date, says: str | None) -> None:
    assert problem_of(first, last, DAY) == says


def test_an_opening_lasts_until_midnight_in_paris_also_when_the_clocks_change() -> None:
    assert lasts_until(NOW).isoformat() == "2026-11-19T00:00:00+01:00"
    for month, day in ((3, 29), (10, 25)):
        night = NOW.replace(month=month, day=day)
        assert lasts_until(night).date() == date(2026, month, day + 1)
        assert (lasts_until(night).hour, lasts_until(night).minute) == (0, 0)


def test_every_reason_has_words_for_both() -> None:
    assert set(REASONS) == set(TOLD) == set(Reason)
