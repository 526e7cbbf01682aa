"""Arguments said aloud: begun, checked, sent with a receipt, opened and heard by the counsellor, erased at any time."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.core.uses import Purpose
from portal.storage.dialogue.replies import own_replies
from portal.storage.trace.journal import Deed
from portal.web.parts import parts_of
from tests.aloud import done, own_address, played_at, players, said_by, speaks
from tests.conftest import BOTH
from tests.people import APerson, somebody, vault_of
from tests.recordings import a_wav
from tests.visitor import Visitor

both = pytest.mark.parametrize("app", BOTH, indirect=True)


@pytest.fixture
def person(app: Flask) -> APerson:
    """Return somebody whose next interview is far away: what they argue cannot wait for it."""
    return somebody(app, interviews=(timedelta(days=90),))


def begins(visitor: Visitor) -> Visitor:
    return visitor.opens("/arguments/new").sends({"about": "letter"})


def sends(visitor: Visitor) -> Visitor:
    return visitor.opens("/arguments/check").presses("Send to my counsellor")


@both
def test_a_voice_alone_is_checked_sent_and_on_the_receipt(app: Flask, person: APerson, visitor: Visitor) -> None:
    begins(visitor).sends({"words": ""}, do="speak")
    assert visitor.page.address == "/speak/arguments"
    visitor.uploads(a_wav(seconds=7))
    assert visitor.page.address == "/arguments/words"
    assert visitor.page.says("A voice message of 7 seconds")
    visitor.opens("/arguments/check")
    assert visitor.page.says("With my voice")
    assert visitor.page.says("A voice message of 7 seconds")
    visitor.presses("Send to my counsellor")
    assert visitor.page.says("A voice message of 7 seconds"), "the receipt says it"
    mine = visitor.opens("/arguments/1")
    assert players(mine) == [own_address(app, person)]


def test_words_are_kept_on_the_way_and_sent_with_the_voice(app: Flask, person: APerson, visitor: Visitor) -> None:
    begins(visitor).sends({"words": "I was at the doctor’s.", "heard": "yes"}, do="speak").uploads(a_wav())
    assert "I was at the doctor’s." in visitor.page.text
    sends(visitor)
    with parts_of(app).database.transaction(writes=True) as connection:
        (sent,) = own_replies(vault_of(connection, app, person.actor), person.id)
    assert sent.argued.readable == "I was at the doctor’s."
    assert sent.argued.wants_to_be_heard
    assert sent.argued.voices == tuple(one.voice for one in said_by(app, person))


@both
def test_the_counsellor_hears_it_once_it_is_opened_interview_or_not(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    sends(speaks(begins(visitor), "arguments"))
    address = played_at(app, person)
    assert counsellor.client.get(address).status_code == 404, "nothing of it is opened yet"
    assert done(app, person, Deed.HEARD_VOICE) == []
    counsellor.opens(f"/people/{person.id}/arguments/1").presses("Open and read")
    assert counsellor.page.says("A voice message of 3 seconds")
    assert players(counsellor) == [address]
    assert counsellor.client.get(address).get_data() == a_wav()
    (entry,) = done(app, person, Deed.HEARD_VOICE)
    assert entry.purpose is Purpose.HEAR_ARGUMENTS
    assert entry.what[0] == "reply 1"


def test_what_is_begun_is_never_heard(app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor) -> None:
    sends(speaks(begins(visitor), "arguments"))
    counsellor.opens(f"/people/{person.id}/arguments/1").presses("Open and read")
    speaks(begins(visitor), "arguments")
    assert counsellor.client.get(played_at(app, person)).status_code == 404


def test_what_was_sent_is_no_part_of_what_comes_next(visitor: Visitor) -> None:
    sends(speaks(begins(visitor), "arguments"))
    begins(visitor)
    assert not visitor.page.says("A voice message")
    visitor.sends({"words": "One more thing."})
    assert not visitor.page.says("A voice message")
    sends(visitor)
    assert visitor.opens("/arguments/1").page.says("A voice message of 3 seconds")
    assert not visitor.opens("/arguments/2").page.says("A voice message")


def test_a_page_from_before_something_was_said_sends_nothing_unseen(visitor: Visitor) -> None:
    begins(visitor).sends({"words": "I was there."})
    old = visitor.opens("/arguments/check").page
    speaks(visitor, "arguments")
    visitor.page = old
    visitor.presses("Send to my counsellor", status=422)
    assert visitor.page.says("Your words changed on another page. Look at them again.")
    assert visitor.page.says("A voice message of 3 seconds")


def test_a_message_is_erased_before_and_after_it_was_sent(
    app: Flask, person: APerson, visitor: Visitor, counsellor: Visitor
) -> None:
    speaks(begins(visitor), "arguments").presses("Erase", {"words": "Meanwhile"}).presses("Erase it")
    assert "Meanwhile" in visitor.page.text
    assert said_by(app, person) == ()
    sends(speaks(visitor, "arguments"))
    counsellor.opens(f"/people/{person.id}/arguments/1").presses("Open and read")
    address = played_at(app, person)
    visitor.opens("/arguments/1").follows("Erase").presses("Erase it")
    assert said_by(app, person) == ()
    assert counsellor.client.get(address).status_code == 404
    assert not counsellor.opens(f"/people/{person.id}/arguments/1").page.says("A voice message")
    assert visitor.opens("/receipts/1").page.says("A voice message of 3 seconds"), "what was proved stays proved"


def test_who_is_at_a_loss_for_words_and_has_nothing_to_hear_is_told_so(visitor: Visitor) -> None:
    begins(visitor).sends({"words": ""}, status=422)
    assert visitor.page.says("Write something, or say it face to face.")
