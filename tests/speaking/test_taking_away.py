"""All that was said is seen, taken away as the sounds themselves, erased with the rest, and gone in its time."""

import io
from datetime import UTC, datetime, timedelta
from zipfile import ZipFile

import pytest
from flask import Flask

from portal.app import PROMISES
from portal.rights.bundle import bundle
from portal.rights.themes import BY_KEY
from portal.rights.told import Mine
from portal.storage.engine.erasing import erase
from portal.storage.rights.retention import Retention
from portal.storage.trace.journal import Deed
from portal.web.parts import parts_of
from tests.aloud import GOAL, done, said_by, speaks
from tests.conftest import BOTH
from tests.people import APerson, count_of, vault_of
from tests.recordings import a_wav, a_webm
from tests.visitor import Visitor

both = pytest.mark.parametrize("app", BOTH, indirect=True)


@both
def test_the_copy_has_the_sounds_themselves(app: Flask, person: APerson, visitor: Visitor) -> None:
    speaks(speaks(visitor, sound=a_wav(seconds=4)), "arguments", a_webm(seconds=6))
    parts = parts_of(app)
    with app.test_request_context(), parts.database.transaction(writes=False) as connection:
        language = parts.languages.offered["en"]
        me = Mine(
            connection=connection,
            vault=vault_of(connection, app, person.actor),
            person=person.actor,
            language=language,
            now=datetime.now(UTC),
        )
        with ZipFile(io.BytesIO(b"".join(bundle(me, {})))) as copy:
            assert copy.read("voice-messages/1.wav") == a_wav(seconds=4)
            assert copy.read("voice-messages/2.webm") == a_webm(seconds=6)
        told = [one.fields for one in BY_KEY["voice-messages"].tell(me)]
    assert [(one["file"], one["place"], one["seconds"]) for one in told] == [
        ("voice-messages/1.wav", GOAL, 4),
        ("voice-messages/2.webm", "reply 1", 6),
    ]


def test_everything_that_was_said_is_on_one_page_to_hear_and_erase(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    speaks(speaks(visitor), "arguments")
    visitor.opens("/my-data/all/voice-messages")
    assert len(list(visitor.page.all("audio"))) == 2
    visitor.follows("Erase").presses("Erase it")
    assert visitor.page.address == "/my-data/all/voice-messages"
    assert [one.place for one in said_by(app, person)] == ["reply 1"]


def test_no_name_of_a_message_stands_among_the_words_one_began(visitor: Visitor) -> None:
    speaks(visitor, "arguments")
    visitor.opens("/my-data/all/begun")
    assert "-7" not in visitor.page.words.split("What you began")[-1]


@both
def test_after_three_months_it_is_gone_and_the_journal_says_so(app: Flask, person: APerson, visitor: Visitor) -> None:
    speaks(visitor)
    visitor.opens("/dossier/check").presses("Send to my counsellor")
    parts, now = parts_of(app), datetime.now(UTC)
    for days, left in ((89, 1), (91, 0)):
        with parts.database.keeper() as connection:
            run = Retention.of(connection, parts.ring, PROMISES, now + timedelta(days=days), erases=True)
            for one in run.to_look_at([person.id]):
                run.settle(one)
        assert len(said_by(app, person)) == left, days
    assert done(app, person, Deed.FORGOT)[-1].what == ("voice_messages",)
    assert not visitor.opens("/dossier/check").page.says("A voice message")
    assert not visitor.opens(f"/dossier/{GOAL}").page.says("A voice message")


@both
def test_with_the_person_every_voice_goes(app: Flask, person: APerson, visitor: Visitor) -> None:
    speaks(visitor)
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        erase(connection, parts.ring, person.id, datetime.now(UTC))
    assert count_of(parts.database, "voice_messages") == 0
