"""Speaking instead of writing, as people do it in tests, and a look at what is kept of it."""

from flask import Flask

from portal.speaking.telling import recording_in
from portal.storage.answers.vault import Vault
from portal.storage.dialogue.voice_messages import Message, Spoken, all_messages, keep_message
from portal.storage.trace.journal import Deed, Noted, entries
from portal.web.parts import parts_of
from tests.people import APerson
from tests.recordings import a_wav
from tests.visitor import Visitor

GOAL = "next-goal"
"""A question that asks for one's own words."""


def speaks(visitor: Visitor, place: str = GOAL, sound: bytes | None = None) -> Visitor:
    """Say something at a place, without any script."""
    return visitor.opens(f"/speak/{place}").uploads(a_wav() if sound is None else sound)


def keeps_a_voice(vault: Vault, place: str) -> None:
    """Keep five seconds that whoever holds the vault said at a place, without any page."""
    spoken = Spoken(recording=recording_in(a_wav(5)), place=place, language="fr", form=None)
    keep_message(vault, vault.pen.by.id, spoken)


def said_by(app: Flask, person: APerson) -> tuple[Message, ...]:
    """Return what somebody said, the oldest first."""
    with parts_of(app).database.transaction(writes=False) as connection:
        return all_messages(connection, person.key)


def own_address(app: Flask, person: APerson) -> str:
    """Return where a person hears what they said last."""
    return f"/voice-messages/{said_by(app, person)[-1].id}"


def played_at(app: Flask, person: APerson) -> str:
    """Return where the counsellor hears what a person said last."""
    return f"/people/{person.id}/voice-messages/{said_by(app, person)[-1].id}"


def players(visitor: Visitor) -> list[str]:
    """Return what can be played on the page that somebody sees, as addresses."""
    return [one.get("src") or "" for one in visitor.page.all("audio")]


def done(app: Flask, person: APerson, *deeds: Deed) -> list[Noted]:
    """Return the entries of some deeds in a person's journal, the oldest first."""
    with parts_of(app).database.transaction(writes=False) as connection:
        return [one for one in entries(connection, person.key) if one.deed in deeds]
