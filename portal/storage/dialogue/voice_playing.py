"""A counsellor plays a voice message: only what was sent to them, each time with an entry before anything is opened."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from portal.core.actors import Counsellor, may_answer, may_look_back
from portal.core.replies import Step
from portal.core.uses import Purpose
from portal.core.voice_messages import Voice
from portal.storage.answers.kept import State
from portal.storage.answers.own_rows import NEWEST_ROWS, kept_of
from portal.storage.answers.receipts import sent_upto
from portal.storage.answers.vault import Vault
from portal.storage.dialogue.replies import envelopes_of, name_of, voices_in
from portal.storage.dialogue.voice_messages import PROMISE, Message, message_of, where_said
from portal.storage.engine.database import Connection
from portal.storage.engine.seal import OwnerKey
from portal.storage.tables.people import journal
from portal.storage.trace.journal import Deed, Pen, opened

ONE_PLAYING = timedelta(hours=1)
"""A browser asks for a message piece by piece: what it asks for later within this time belongs to the same playing."""
ONE_BEGINNING = timedelta(seconds=5)
"""A phone first asks for two bytes, then for all: what begins again within this time is not played twice."""


def play(
    vault: Vault, person_id: UUID, one: UUID, questions: Collection[str], *, from_its_beginning: bool
) -> Message | None:
    """Return a message that was sent to the counsellor, for playing; none where it is not there, or was not sent.

    Nobody hears it who only opened the dossier with a reason. Whoever calls keeps nothing where there is none: the
    entry is written before anything is opened that could tell.
    """
    pen = vault.allow(person_id, PROMISE, Purpose.HEAR_ARGUMENTS, may_answer).only_for(Counsellor)
    key, replies = vault.key_of(person_id), _opened_replies(vault, person_id)
    place = where_said(pen.connection, key, one, (*questions, *replies))
    if place is None:
        return None
    purpose = Purpose.HEAR_ARGUMENTS if place in replies else Purpose.PREPARE_INTERVIEW
    if place not in replies:
        for promise in (PROMISE, place):
            vault.allow(person_id, promise, purpose, may_look_back)
    if not _heard_within(ONE_BEGINNING if from_its_beginning else ONE_PLAYING, pen, key, _name(one)):
        vault.note(person_id, Deed.HEARD_VOICE, purpose, (place, _name(one)))
    sent = voices_in(pen.connection, key, replies[place]) if place in replies else _sent_to(pen.connection, key, place)
    found = message_of(pen.connection, key, one)
    return found if found and found.place == place and found.voice in sent else None


def _opened_replies(vault: Vault, person_id: UUID) -> dict[str, int]:
    """Return what was opened of what a person argues, by what it is called."""
    opened_ones = [one.number for one in envelopes_of(vault, person_id) if Step.OPENED in one.steps]
    return {name_of(number): number for number in opened_ones}


def _sent_to(connection: Connection, key: OwnerKey, question: str) -> tuple[Voice, ...]:
    """Return what was said aloud in the answer to a question, as it was sent last."""
    upto = sent_upto(connection, key.owner) or 0
    rows = kept_of(key, (question,), connection.execute(NEWEST_ROWS, {"person_id": key.owner, "upto": upto}).all())
    said = next((row.said() for row in rows if row.question == question and row.settled), None)
    return said.voices if said is not None and said.state is State.ANSWERED else ()


def _heard_within(lately: timedelta, pen: Pen, key: OwnerKey, name: str) -> bool:
    """Tell whether whoever holds the pen began to play the same message lately."""
    row = journal.c
    its = (row.person_id == key.owner, row.actor_id == pen.by.id, row.deed == Deed.HEARD_VOICE.value)
    asked = select(journal).where(*its, row.at > pen.at - lately).order_by(row.number)
    return any(name in entry.what for entry in opened(pen.connection, key, pen.connection.execute(asked).all()))


def _name(one: UUID) -> str:
    return f"voice {one}"
