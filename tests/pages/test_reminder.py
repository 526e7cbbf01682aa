"""The reminder is the person's own: off until they choose, changed and stopped with one tap, seen by nobody else."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import delete, select

from portal.core.notices import Channel, State
from portal.notices.drivers import WAYS, Console, Way
from portal.storage.people.notices import claim, finish, put_due
from portal.storage.tables.people import reminders, sessions
from portal.storage.trace.journal import Deed
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.house.test_secrets import every_byte
from tests.pages.reminding import CHOSEN, can_send, deeds, kept_by, turns_on, writing
from tests.people import APerson, a_person, asks_for_reminder, count_of, signed_in
from tests.visitor import Visitor

ON, OFF = "Your reminder is on", "A small reminder"


@pytest.fixture(autouse=True)
def _it_can_send(app: Flask) -> None:
    can_send(app)


def test_it_is_off_until_the_person_chooses(app: Flask, visitor: Visitor) -> None:
    page = visitor.opens("/reminder").page
    assert page.title == OFF
    assert page.says("It is off now. It is your choice.")
    assert page.says("This is the small reminder you asked for."), "people see what will come"
    assert " checked" not in page.text, "no day and no hour is chosen for them"
    assert count_of(parts_of(app).database, "reminders") == 0


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_a_day_an_hour_and_an_address_turn_it_on(app: Flask, person: APerson, visitor: Visitor) -> None:
    turns_on(visitor, day="6", hour="18")
    assert visitor.page.title == ON
    assert visitor.page.says("Sunday")
    assert visitor.page.says("18:00")
    kept = kept_by(app, person)
    assert kept is not None
    assert (kept.rhythm.weekday, kept.rhythm.hour) == (6, 18)
    assert (kept.channel, kept.address, kept.language) == (Channel.EMAIL, "awa.diallo@mail.example", "en")


def test_who_looks_on_sees_only_a_few_letters_of_the_address(visitor: Visitor) -> None:
    turns_on(visitor)
    assert visitor.page.says("a…@m….example")
    assert "awa.diallo" not in visitor.page.text
    assert "awa.diallo" not in visitor.opens("/who-read").page.text


def test_it_comes_in_the_language_it_was_asked_for_in(app: Flask, person: APerson) -> None:
    arabic = signed_in(app, person, "ar").opens("/reminder")
    arabic.sends(CHOSEN, action="/reminder")
    kept = kept_by(app, person)
    assert kept is not None
    assert kept.language == "ar"


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ({"day": ""}, "Choose a day."),
        ({"day": "7"}, "Choose a day."),
        ({"day": "٠"}, "Choose a day."),
        ({"hour": ""}, "Choose a moment of the day."),
        ({"hour": "3"}, "Choose a moment of the day."),
        ({"address": ""}, "Write your e-mail."),
        ({"address": "awa at mail"}, "Write only the e-mail, like nom@example.fr."),
        ({"address": "awa@mail.example\r\nBcc: b@mail.example"}, "Write only the e-mail, like nom@example.fr."),
        ({"address": "a" * 4000}, "Write only the e-mail, like nom@example.fr."),
    ],
    ids=["no day", "no such day", "other digits", "no hour", "night", "no address", "words", "two lines", "long"],
)
def test_what_is_missing_is_said_plainly_and_nothing_typed_goes(
    app: Flask, visitor: Visitor, missing: dict[str, str], said: str
) -> None:
    chosen = {**CHOSEN, **missing}
    visitor.opens("/reminder").presses("Turn on the reminder", chosen, status=422)
    assert visitor.page.says("One more look, please")
    assert visitor.page.says(said)
    fields = {one.get("id"): one for one in visitor.page.all("input")}
    assert (fields["address"].get("value") or "").split() == chosen["address"].split()
    marked = {one.get("name"): one.get("value") for one in visitor.page.all("input") if one.get("checked") is not None}
    assert marked == {name: chosen[name] for name in ("day", "hour") if name not in missing}
    assert count_of(parts_of(app).database, "reminders") == 0


def test_everything_that_is_missing_is_said_at_once(visitor: Visitor) -> None:
    visitor.opens("/reminder").presses("Turn on the reminder", status=422)
    for said in ("Choose a day.", "Choose a moment of the day.", "Write your e-mail."):
        assert visitor.page.says(said)


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_the_same_form_sent_twice_is_one_reminder(app: Flask, person: APerson, visitor: Visitor) -> None:
    visitor.opens("/reminder")
    form = visitor.page
    for _ in range(3):
        visitor.page = form
        visitor.presses("Turn on the reminder", CHOSEN)
    assert count_of(parts_of(app).database, "reminders") == 1
    assert deeds(app, person) == [Deed.ASKED_FOR_REMINDER]


def test_the_day_can_be_changed_without_writing_the_address_again(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    turns_on(visitor)
    visitor.presses("Keep", {"day": "3", "hour": "12", "address": ""})
    kept = kept_by(app, person)
    assert kept is not None
    assert (kept.rhythm.weekday, kept.rhythm.hour, kept.address) == (3, 12, "awa.diallo@mail.example")


def test_one_tap_stops_it(app: Flask, person: APerson, visitor: Visitor) -> None:
    turns_on(visitor)
    visitor.presses("Stop the reminder")
    assert visitor.page.title == OFF
    assert kept_by(app, person) is None
    assert count_of(parts_of(app).database, "reminders") == 0
    visitor.opens("/reminder")
    assert deeds(app, person) == [Deed.ASKED_FOR_REMINDER, Deed.STOPPED_REMINDER]


def test_an_old_page_can_stop_it_again(app: Flask, person: APerson, visitor: Visitor) -> None:
    turns_on(visitor)
    on = visitor.page
    visitor.presses("Stop the reminder")
    visitor.page = on
    visitor.presses("Stop the reminder")
    assert visitor.page.title == OFF
    assert deeds(app, person).count(Deed.STOPPED_REMINDER) == 1


def test_the_person_reads_in_their_journal_what_was_done(app: Flask, person: APerson, visitor: Visitor) -> None:
    turns_on(visitor)
    sends(app)
    visitor.opens("/reminder").presses("Stop the reminder")
    page = visitor.opens("/who-read").page
    assert page.says("You asked for a reminder each week.")
    assert page.says("We used your address, for your reminder. Nobody read it.")
    assert page.says("You stopped the reminder.")
    assert person


def sends(app: Flask, state: State = State.GONE) -> None:
    """Do as a run does, when it is due."""
    parts, later = parts_of(app), datetime(2036, 1, 1, tzinfo=UTC)
    with writing(app) as connection:
        put_due(connection, later)
        claimed = claim(connection, parts.ring, datetime.now(UTC))
        assert claimed is not None
        finish(connection, claimed, state)


def test_when_a_message_was_not_taken_the_person_is_told_what_to_do(app: Flask, visitor: Visitor) -> None:
    turns_on(visitor)
    sends(app, State.FAILED)
    assert visitor.opens("/reminder").page.says("The last message did not leave.")
    visitor.presses("Keep", {**CHOSEN, "address": "awa@mail.example"})
    assert not visitor.page.says("The last message did not leave.")


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_the_address_is_nowhere_in_the_bytes_of_the_database(app: Flask, visitor: Visitor) -> None:
    turns_on(visitor)
    with writing(app) as connection:
        put_due(connection, datetime(2036, 1, 1, tzinfo=UTC))
    for where, kept in every_byte(app):
        assert b"diallo" not in kept, where
        assert b"mail.example" not in kept, where


def test_every_address_is_sealed_to_one_length(app: Flask) -> None:
    ring = parts_of(app).ring
    with writing(app) as connection:
        for address in ("a@b.fr", f"{'a' * 60}@{'b' * 60}.example"):
            asks_for_reminder(connection, a_person(connection, ring), datetime.now(UTC), address=address)
        assert len({len(sealed) for sealed in connection.execute(select(reminders.c.sealed)).scalars()}) == 1


def test_a_counsellor_has_nothing_to_do_with_it(app: Flask, person: APerson, visitor: Visitor) -> None:
    turns_on(visitor)
    counsellor = signed_in(app, person.counsellor)
    counsellor.opens("/reminder", status=403)
    for address in ("/people", f"/people/{person.id}"):
        assert "eminder" not in counsellor.opens(address).page.words


def test_where_nothing_can_be_sent_nothing_is_offered(app: Flask, person: APerson, visitor: Visitor) -> None:
    turns_on(visitor)
    can_send(app, None)
    visitor.opens("/reminder").presses("Stop the reminder")
    assert visitor.page.says("This agency does not send messages yet.")
    token = visitor.page.form(action="/sign-out")[0].get("value") or ""
    visitor.posts("/reminder", {**CHOSEN, "csrf_token": token})
    assert kept_by(app, person) is None


def test_in_the_demo_it_can_be_tried(app: Flask, visitor: Visitor) -> None:
    can_send(app, None, demo=True)
    turns_on(visitor)
    assert visitor.page.title == ON


@contextmanager
def _console(_settings: object) -> Iterator[Console]:
    yield Console()


def test_the_telephone_is_offered_where_somebody_can_send_to_it(
    app: Flask, person: APerson, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not visitor.opens("/reminder").page.says("A text message")
    monkeypatch.setitem(WAYS, Channel.PHONE, Way(is_set=lambda _settings: True, open=_console))
    visitor.opens("/reminder").presses("Turn on", {**CHOSEN, "address": "06 12 34 56 78"}, status=422)
    assert visitor.page.says("Choose how the message comes to you.")
    visitor.presses("Turn on", {**CHOSEN, "channel": "phone", "address": "six"}, status=422)
    assert visitor.page.says("Write only the number, like 06 12 34 56 78.")
    visitor.presses("Turn on", {**CHOSEN, "channel": "phone", "address": ""}, status=422)
    assert visitor.page.says("Write your phone number.")
    visitor.presses("Turn on", {**CHOSEN, "channel": "phone", "address": "06 12 34 56 78"})
    assert visitor.page.says("… 78")
    kept = kept_by(app, person)
    assert kept is not None
    assert (kept.channel, kept.address) == (Channel.PHONE, "0612345678")
    visitor.presses("Keep", {**CHOSEN, "channel": "email", "address": ""}, status=422)
    assert visitor.page.says("Write your e-mail."), "a number is no e-mail"


def test_what_was_typed_is_shown_when_the_form_came_too_late(app: Flask, visitor: Visitor) -> None:
    visitor.opens("/reminder")
    with writing(app) as connection:
        connection.execute(delete(sessions))
    visitor.presses("Turn on the reminder", CHOSEN, status=422)
    assert visitor.page.title == "Keep your words"
    assert visitor.page.says("awa.diallo@mail.example")
    assert count_of(parts_of(app).database, "reminders") == 0


def test_a_form_of_an_old_page_keeps_what_was_typed(app: Flask, visitor: Visitor) -> None:
    visitor.opens("/reminder").posts("/reminder", {**CHOSEN, "csrf_token": "old"}, status=422)
    assert visitor.page.says("This page was old. Your words are still here: tap again.")
    assert "awa.diallo@mail.example" in visitor.page.text
    visitor.presses("Turn on the reminder", {**CHOSEN})
    assert visitor.page.title == ON
    assert count_of(parts_of(app).database, "reminders") == 1
