"""A counsellor plays what was sent to them: each time is in the person's journal, and nothing else is ever heard."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from portal.core.uses import Purpose
from portal.storage.answers.limits import limit
from portal.storage.dialogue.voice_messages import PIECE
from portal.storage.trace.journal import Deed
from portal.web.parts import parts_of
from tests.aloud import GOAL, done, played_at, players, said_by, speaks
from tests.conftest import BOTH
from tests.house.test_every_reading import replacing
from tests.pages.test_openings import opens
from tests.pages.test_stand_in import a_colleague
from tests.people import APerson, a_manager, signed_in, somebody
from tests.recordings import a_wav
from tests.visitor import Visitor

both = pytest.mark.parametrize("app", BOTH, indirect=True)
FIRST_BYTES = {"Range": "bytes=0-"}
LATER = timedelta(seconds=6)


def sends(visitor: Visitor) -> Visitor:
    return visitor.opens("/dossier/check").presses("Send to my counsellor")


def who_read(visitor: Visitor) -> str:
    return visitor.client.get("/who-read").get_data(as_text=True)


def heard(app: Flask, person: APerson) -> int:
    return len(done(app, person, Deed.HEARD_VOICE))


@both
def test_what_was_sent_is_played_in_the_brief_and_each_playing_is_told(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    sound = a_wav(seconds=5)
    sends(speaks(visitor, sound=sound))
    counsellor.opens(f"/people/{person.id}")
    assert counsellor.page.says("A voice message of 5 seconds")
    assert players(counsellor) == [played_at(app, person)]
    assert heard(app, person) == 0, "nothing is heard by looking"
    for times in (1, 2):
        with time_machine.travel(datetime.now(UTC) + times * LATER):
            assert counsellor.client.get(played_at(app, person), headers=FIRST_BYTES).get_data() == sound
        assert heard(app, person) == times
    entry = done(app, person, Deed.HEARD_VOICE)[0]
    assert entry.what[0] == GOAL
    assert entry.purpose is Purpose.PREPARE_INTERVIEW
    assert "Your counsellor heard your voice message." in who_read(visitor)


def test_the_pieces_a_browser_asks_for_later_are_one_playing(app: Flask, person: APerson, visitor: Visitor) -> None:
    sends(speaks(visitor, sound=a_wav(seconds=20)))
    address = played_at(app, person)
    later_piece = {"Range": f"bytes={PIECE}-{PIECE + 999}"}
    now = datetime.now(UTC)
    for minutes, times in ((0, 1), (20, 1), (59, 1), (61, 2)):
        with time_machine.travel(now + timedelta(minutes=minutes)):
            later = signed_in(app, person.counsellor)
            assert later.client.get(address, headers=later_piece).status_code == 206
        assert heard(app, person) == times, minutes


@pytest.mark.parametrize("asked", ["0-", "1-", f"{PIECE - 1}-", "-999999999", "-5"])
def test_whoever_begins_to_play_it_again_is_told_however_the_part_is_named(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor, asked: str
) -> None:
    sends(speaks(visitor, sound=a_wav(seconds=20)))
    for times in (1, 2):
        with time_machine.travel(datetime.now(UTC) + times * LATER):
            assert counsellor.client.get(played_at(app, person), headers={"Range": f"bytes={asked}"}).status_code == 206
        assert heard(app, person) == times


def test_a_phone_that_first_asks_for_two_bytes_plays_once(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    sends(speaks(visitor, sound=a_wav(seconds=20)))
    for asked in ("0-1", "0-", f"{PIECE}-"):
        assert counsellor.client.get(played_at(app, person), headers={"Range": f"bytes={asked}"}).status_code == 206
        assert heard(app, person) == 1, asked


@both
def test_what_was_not_sent_is_not_heard_and_leaves_no_line(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    speaks(visitor)
    assert counsellor.client.get(played_at(app, person)).status_code == 404
    sends(visitor)
    speaks(visitor)
    assert counsellor.client.get(played_at(app, person)).status_code == 404, "the second one is not sent yet"
    assert len(players(counsellor.opens(f"/people/{person.id}"))) == 1
    assert heard(app, person) == 0
    sends(visitor)
    assert counsellor.client.get(played_at(app, person)).status_code == 200


def test_what_is_erased_after_it_was_sent_is_gone_for_everybody_at_once(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    sends(speaks(visitor))
    address = played_at(app, person)
    visitor.opens(f"/dossier/{GOAL}").presses("Erase").presses("Erase it")
    assert counsellor.client.get(address).status_code == 404
    brief = counsellor.opens(f"/people/{person.id}").page
    assert not brief.says("A voice message")
    assert not brief.says(str(GOAL))
    assert heard(app, person) == 0


def test_an_older_sending_plays_no_more_than_the_newest(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    sends(speaks(visitor))
    visitor.opens(f"/dossier/{GOAL}").sends(do="skip")
    visitor.opens("/dossier/about-name").sends({"answer": "Awa"}, do="answer")
    sends(visitor)
    assert counsellor.client.get(played_at(app, person)).status_code == 404


@pytest.mark.parametrize("who", ["nobody", "the person", "another person", "a stranger", "a manager"])
def test_nobody_else_plays_it(app: Flask, person: APerson, visitor: Visitor, who: str) -> None:
    sends(speaks(visitor))
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        manager = a_manager(connection, parts.ring, person.actor.agency_id)
    asks = {
        "nobody": Visitor(app),
        "the person": visitor,
        "another person": signed_in(app, somebody(app)),
        "a stranger": signed_in(app, somebody(app).counsellor),
        "a manager": signed_in(app, manager),
    }[who]
    response = asks.client.get(played_at(app, person))
    assert response.status_code == (303 if who == "nobody" else 403)
    assert b"WAVE" not in response.get_data()
    assert heard(app, person) == 0


def test_another_person_never_hears_it_by_its_own_address(app: Flask, person: APerson, visitor: Visitor) -> None:
    speaks(visitor)
    address = f"/voice-messages/{said_by(app, person)[0].id}"
    assert signed_in(app, somebody(app)).client.get(address).status_code == 404
    assert signed_in(app, person.counsellor).client.get(address).status_code == 403
    assert Visitor(app).client.get(address).status_code == 303


def test_who_only_opened_the_dossier_with_a_reason_hears_nothing_and_knows_of_nothing(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    visitor.opens("/dossier/steps-worked").sends({"answer": "The training"}, do="answer")
    sends(speaks(visitor, place="steps-worked"))
    colleague = a_colleague(app, person)
    opens(app, colleague)
    reads = signed_in(app, colleague).opens(f"/people/{person.id}")
    assert reads.page.says("The training")
    assert not reads.page.says("A voice message")
    assert reads.client.get(played_at(app, person)).status_code == 403
    assert heard(app, person) == 0


def test_who_replaces_the_counsellor_hears_it_and_the_line_says_in_whose_place(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    sends(speaks(visitor))
    screen = replacing(app, person)
    assert screen.client.get(played_at(app, person)).status_code == 200
    assert "A colleague of your counsellor heard your voice message." in who_read(visitor)


def test_whoever_stopped_the_reading_is_not_heard(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    sends(speaks(visitor))
    with parts_of(app).database.transaction(writes=True) as connection:
        limit(connection, person.id, datetime.now(UTC))
    assert counsellor.client.get(played_at(app, person)).status_code == 403
    assert heard(app, person) == 0
    assert len(done(app, person, Deed.WAS_STOPPED)) == 1


def test_far_from_any_interview_a_dossier_is_not_heard(app: Flask) -> None:
    person = somebody(app, interviews=(timedelta(days=90),))
    sends(speaks(signed_in(app, person)))
    assert signed_in(app, person.counsellor).client.get(played_at(app, person)).status_code == 403


def test_at_the_steps_of_the_interview_it_is_said_and_not_played(
    person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    sends(speaks(visitor))
    counsellor.opens(f"/people/{person.id}/interview/4")
    assert counsellor.page.says("A voice message of 3 seconds")
    assert players(counsellor) == [], "others see and hear this screen"


def test_whoever_plays_one_message_again_and_again_is_stopped(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    sends(speaks(visitor))
    most = parts_of(app).settings.most_lines
    with time_machine.travel(datetime.now(UTC)) as clock:
        answers = []
        for _ in range(most + 1):
            clock.shift(LATER)
            answers.append(counsellor.client.get(played_at(app, person)).status_code)
    assert (answers.count(200), answers[-1]) == (most, 403)
    assert heard(app, person) == most
    assert counsellor.client.get("/day").status_code == 303, "signed out until a manager looks into it"
