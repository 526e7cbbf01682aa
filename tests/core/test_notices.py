"""Once a week at the hour that was chosen, whatever the clocks do; and an address that can only be an address."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.calendar import PARIS
from portal.core.notices import DAYS, HOURS, Channel, Reminder, Rhythm, understand_address
from portal.core.understanding import Unclear

MONDAY_MORNING = Rhythm(weekday=0, hour=9)
WEEK = timedelta(days=7)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("after", "comes"),
    [
        ("2026-11-22T10:00+00:00", "2026-11-23T08:00+00:00"),  # a Sunday in winter
        ("2026-11-23T07:59+00:00", "2026-11-23T08:00+00:00"),  # the same morning, a minute before
        ("2026-11-23T08:00+00:00", "2026-11-30T08:00+00:00"),  # the moment itself is over
        ("2026-03-23T08:00+00:00", "2026-03-30T07:00+00:00"),  # the week in which summer begins
        ("2026-10-19T07:00+00:00", "2026-10-26T08:00+00:00"),  # the week in which it ends
        ("2026-12-28T08:00+00:00", "2027-01-04T08:00+00:00"),  # over the new year and week 53
        ("2026-03-29T22:30+00:00", "2026-03-30T07:00+00:00"),  # already Monday in Paris
    ],
)
def test_the_next_one_comes_at_nine_in_paris(after: str, comes: str) -> None:
    found = MONDAY_MORNING.next_time(datetime.fromisoformat(after))
    assert found == datetime.fromisoformat(comes)
    assert found.tzinfo is UTC


@pytest.mark.parametrize("hour", HOURS)
@pytest.mark.parametrize("sunday", ["2026-03-29", "2026-10-25"])
def test_on_the_day_the_clocks_change_it_comes_once(sunday: str, hour: int) -> None:
    rhythm, before = Rhythm(weekday=6, hour=hour), datetime.fromisoformat(f"{sunday}T00:00+00:00") - HOUR
    first = rhythm.next_time(before)
    assert f"{first.astimezone(PARIS):%Y-%m-%d %H:%M}" == f"{sunday} {hour:02}:00"
    assert rhythm.next_time(first) - first == WEEK


@given(
    st.datetimes(datetime.fromisoformat("2024-01-01"), datetime.fromisoformat("2036-01-01"), timezones=st.just(UTC)),
    st.sampled_from(DAYS),
    st.sampled_from(HOURS),
)
def test_it_is_always_the_first_such_hour_to_come(after: datetime, weekday: int, hour: int) -> None:
    rhythm = Rhythm(weekday=weekday, hour=hour)
    found = rhythm.next_time(after)
    local = found.astimezone(PARIS)
    assert (local.weekday(), local.hour, local.minute, local.second) == (weekday, hour, 0, 0)
    assert timedelta() < found - after <= WEEK + HOUR
    assert Rhythm.of(found) == rhythm


@pytest.mark.parametrize(("weekday", "hour"), [(7, 9), (-1, 9), (0, 3), (0, 24)])
def test_nothing_is_sent_at_night_or_on_a_day_that_is_not(weekday: int, hour: int) -> None:
    with pytest.raises(ValueError, match="no reminder"):
        Rhythm(weekday=weekday, hour=hour)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("awa@example.fr", "awa@example.fr"),
        (" awa.diallo + 1 @ example.co.uk ", "awa.diallo+1@example.co.uk"),
        ("mailto:awa@example.fr", "awa@example.fr"),
        ("awa٢٣@example.fr", "awa23@example.fr"),
    ],
)
def test_an_e_mail_is_understood_as_people_type_it(typed: str, understood: str) -> None:
    assert understand_address(Channel.EMAIL, typed) == understood


@pytest.mark.parametrize(
    "typed",
    [
        "awa",
        "awa@example",
        "@example.fr",
        "awa@@example.fr",
        "awa.@example.fr",
        "awa@-example.fr",
        "awa@example.fr,moussa@example.fr",
        "Awa <awa@example.fr>",
        '"a b"@example.fr',
        "awa@example.fr\0",
        "awa@exämple.fr",
        f"{'a' * 250}@example.fr",
    ],
)
def test_what_is_no_single_e_mail_is_told_in_plain_words(typed: str) -> None:
    with pytest.raises(Unclear, match="Write only the e-mail"):
        understand_address(Channel.EMAIL, typed)


def test_a_telephone_is_understood_as_in_the_dossier() -> None:
    assert understand_address(Channel.PHONE, "+33 6 12 34 56 78") == "0612345678"
    with pytest.raises(Unclear, match="Write only the number"):
        understand_address(Channel.PHONE, "my sister's")


@pytest.mark.parametrize(
    ("channel", "address", "masked"),
    [
        (Channel.EMAIL, "awa.diallo@gmail.com", "a…@g….com"),
        (Channel.EMAIL, "a@b.co.uk", "a…@b….uk"),
        (Channel.PHONE, "0612345678", "… 78"),
    ],
)
def test_who_looks_over_the_shoulder_cannot_write_the_address_down(channel: Channel, address: str, masked: str) -> None:
    reminder = Reminder(rhythm=MONDAY_MORNING, channel=channel, address=address, language="fr")
    assert reminder.masked == masked
