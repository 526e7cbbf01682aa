"""Whatever comes in, late, huge, hollow or under a false name: told in a plain sentence, and no voice is half kept."""

import tempfile
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from portal.core.voice_messages import LARGEST
from portal.storage.answers.kept import State
from portal.web.parts import parts_of
from portal.web.serving import LARGEST_FORM
from tests.aloud import GOAL, own_address, said_by, speaks
from tests.conftest import BOTH
from tests.pages.samples import kept
from tests.pages.test_arguments_bad_input import lets_sessions_end, signs_in_again
from tests.pages.test_helping import begins
from tests.people import APerson, a_kiosk, count_of, signed_in
from tests.recordings import a_wav, a_webm, an_mp4
from tests.visitor import Visitor, hidden

both = pytest.mark.parametrize("app", BOTH, indirect=True)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "There is nothing in this file."),
        (b"Dear counsellor" * 200, "This is not a sound."),
        (a_webm(kind=1, codec=b"V_VP9"), "This is a video."),
        (an_mp4(kind=b"samr"), "Your counsellor could not hear this kind."),
        (a_wav(seconds=125), "This is longer than 2 minutes."),
        (a_wav(loud=0), "We heard nothing. Try again."),
    ],
)
def test_what_is_no_voice_is_told_and_nothing_is_kept(
    app: Flask, person: APerson, visitor: Visitor, content: bytes, words: str
) -> None:
    visitor.opens(f"/speak/{GOAL}").uploads(content, status=422)
    assert visitor.page.says(words)
    assert said_by(app, person) == ()
    assert kept(app, person, GOAL) == []
    visitor.uploads(a_wav())
    assert len(said_by(app, person)) == 1, "the page that told it can be used again"


def test_nothing_chosen_is_told_too(visitor: Visitor) -> None:
    form = hidden(visitor.opens(f"/speak/{GOAL}").page.form(button="Keep this sound"))
    for sound in ((BytesIO(b""), ""), None):
        data: dict[str, Any] = {**form, **({"sound": sound} if sound else {})}
        response = visitor.client.post(f"/speak/{GOAL}", data=data, content_type="multipart/form-data")
        assert response.status_code == 422
        assert "Choose a recording first." in response.get_data(as_text=True)


@pytest.mark.parametrize("more", [1, 20_000_000])
def test_what_is_too_big_is_told_on_the_same_page(app: Flask, person: APerson, visitor: Visitor, more: int) -> None:
    visitor.opens(f"/speak/{GOAL}")
    visitor.uploads(a_wav() + bytes(LARGEST + more - len(a_wav())), status=413)
    assert visitor.page.says("This is too big. Record it again, shorter.")
    assert said_by(app, person) == ()
    visitor.uploads(a_wav())
    assert len(said_by(app, person)) == 1


class Endless:
    """What somebody sends without end, and how much of it was taken in."""

    taken = 0

    def read(self, size: int) -> bytes:
        self.taken += size
        return bytes(size)


@pytest.mark.parametrize(("cookie", "most"), [("", LARGEST_FORM), ("invented", 4 * LARGEST)])
def test_what_nobody_who_signed_in_sends_without_end_is_hardly_taken_in(app: Flask, cookie: str, most: int) -> None:
    client, sent = app.test_client(), Endless()
    if cookie:
        client.set_cookie("portal", cookie)
    told = {"CONTENT_TYPE": "multipart/form-data; boundary=b", "CONTENT_LENGTH": str(90_000_000)}
    response = client.post(f"/speak/{GOAL}", environ_overrides={**told, "wsgi.input": sent})
    assert response.status_code == (303 if cookie else 413)
    assert sent.taken <= most


@both
def test_ten_megabytes_are_kept_whole(app: Flask, person: APerson, visitor: Visitor) -> None:
    sound = a_webm(seconds=100, block=6100)
    assert 0.97 * LARGEST < len(sound) <= LARGEST
    speaks(visitor, sound=sound)
    assert visitor.client.get(own_address(app, person)).get_data() == sound


def test_no_file_touches_a_disk_before_it_is_sealed(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_told: object, **_named: object) -> None:
        raise AssertionError("a file was opened for what somebody said")

    for opening in ("TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, opening, refuse)
    visitor.opens(f"/speak/{GOAL}")
    visitor.uploads(a_webm(seconds=100, block=6100))
    assert visitor.page.says("A voice message of 1 minute and 40 seconds")


@both
def test_what_is_said_after_the_session_ended_is_kept_for_its_person(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    visitor.opens(f"/speak/{GOAL}")
    lets_sessions_end(app)
    visitor.uploads(a_wav())
    assert visitor.page.says("What you wrote is kept.")
    assert len(said_by(app, person)) == 1
    signs_in_again(visitor, person)
    assert visitor.page.address == f"/speak/{GOAL}"
    assert visitor.page.says("A voice message of 3 seconds")
    assert kept(app, person, GOAL) == [(State.ANSWERED, "")]


def test_arguments_said_after_the_session_ended_are_kept_too(app: Flask, person: APerson, visitor: Visitor) -> None:
    visitor.opens("/speak/arguments")
    lets_sessions_end(app)
    visitor.uploads(a_wav())
    assert signs_in_again(visitor, person).opens("/arguments/words").page.says("A voice message of 3 seconds")


def test_when_nobody_knows_whose_voice_it_is_it_is_said_that_it_is_not_kept(
    app: Flask, person: APerson, visitor: Visitor
) -> None:
    visitor.opens(f"/speak/{GOAL}")
    visitor.client.set_cookie("portal", "somebody else’s")
    visitor.uploads(a_wav())
    assert visitor.page.says("Your voice is not kept.")
    assert visitor.page.says("Sign in, then say it again.")
    assert said_by(app, person) == ()


def test_what_is_no_voice_is_not_said_to_be_kept_after_the_session_ended(app: Flask, visitor: Visitor) -> None:
    visitor.opens(f"/speak/{GOAL}")
    lets_sessions_end(app)
    visitor.uploads(b"no sound")
    assert visitor.page.says("Your voice is not kept.")


@both
def test_a_full_disk_keeps_nothing_half_and_says_so(app: Flask, person: APerson, visitor: Visitor) -> None:
    database = parts_of(app).database
    visitor.opens(f"/speak/{GOAL}")
    with database.transaction(writes=True) as connection:
        for sentence in FULL[connection.dialect.name]:
            connection.execute(text(sentence))
    visitor.uploads(a_wav(seconds=10), status=503)
    assert visitor.page.says("The portal is resting.")
    assert all("key" not in hidden(form) for form in visitor.page.all("form")), (
        "no tap sends a file again that nobody holds here"
    )
    assert count_of(database, "voice_messages") == 0
    assert kept(app, person, GOAL) == []


FULL = {
    "sqlite": [
        (
            "CREATE TRIGGER full BEFORE INSERT ON voice_messages WHEN NEW.part = 2 "
            "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
    ],
    "postgresql": [
        (
            "CREATE FUNCTION full_() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION USING ERRCODE = 'disk_full'; END $$"
        ),
        (
            "CREATE TRIGGER full_ BEFORE INSERT ON voice_messages FOR EACH ROW WHEN (NEW.part = 2) "
            "EXECUTE FUNCTION full_()"
        ),
    ],
}
"""Let the second piece of a message find no room."""


def test_at_a_screen_for_everybody_nobody_speaks_and_nothing_is_played(app: Flask, person: APerson) -> None:
    at_home = speaks(signed_in(app, person))
    assert at_home.page.says("Say it with my voice")
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        kiosk = a_kiosk(connection, parts.ring, person.actor.agency_id)
    there = signed_in(app, person, kiosk=kiosk)
    page = there.opens(f"/dossier/{GOAL}").page
    assert not page.says("Say it with my voice")
    assert list(page.all("audio")) == []
    there.opens(f"/speak/{GOAL}", status=404)
    assert there.client.get(own_address(app, person)).status_code == 404
    there.opens(f"/dossier/{GOAL}").sends({"answer": "Typed there"}, do="answer")
    assert signed_in(app, person).opens("/dossier/check").page.says("A voice message of 3 seconds"), "it stays"
    assert kept(app, person, GOAL) == [(State.ANSWERED, "Typed there")]


def test_beside_a_helper_nobody_speaks_and_the_voice_stays_with_the_answer(app: Flask, person: APerson) -> None:
    speaks(signed_in(app, person))
    screen = begins(app, person, "fr").opens(f"/dossier/{GOAL}")
    assert "avec ma voix" not in screen.page.text
    assert "message vocal" not in screen.page.text
    screen.sends({"answer": "Un magasin"}, do="answer")
    for address in (f"/speak/{GOAL}", own_address(app, person)):
        assert screen.client.get(address).status_code == 403
    check = signed_in(app, person).opens("/dossier/check").page
    assert check.says("Un magasin")
    assert check.says("A voice message of 3 seconds")
