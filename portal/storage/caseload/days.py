"""A counsellor's days: who comes when, and the little of what they sent that must be ready before they come in.

Each person finds one entry a day in their journal, however often the page is opened, before anything is opened.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, ScalarSelect, func, select

from portal.core.answers import Value
from portal.core.receipts import Sending
from portal.core.uses import Purpose
from portal.storage.answers.kept import State
from portal.storage.answers.own_rows import kept_of
from portal.storage.answers.vault import Vault
from portal.storage.caseload.lists import NAMES, Noting, listed, open_listed, per_person
from portal.storage.dialogue.interview_rows import Slot, Wish
from portal.storage.dialogue.interviews import coming, wish_in
from portal.storage.engine.many import among
from portal.storage.engine.seal import OwnerKey
from portal.storage.people.people import known_name
from portal.storage.people.reach import counsellors_of
from portal.storage.people.wish import Wish as WishToTalk
from portal.storage.people.wish import open_wish
from portal.storage.tables.people import IS_MEETING, answers, interviews, people, receipts
from portal.storage.tables.promises import CALL_ME, KNOWN, MEETING, WISH_TO_TALK
from portal.storage.trace.journal import Deed, Pen


@dataclass(frozen=True, slots=True, kw_only=True)
class Comes:
    """One interview, and what is ready for it. Who sent nothing is shown like everybody else."""

    person_id: UUID
    counsellor_id: UUID
    """Who accompanies them: a colleague, while the actor replaces them."""
    name: str
    at: datetime
    cannot_come: Wish
    has_sent: bool = False
    has_corrected: bool = False
    """Whether something was sent since what the counsellor knows from the last time."""
    wishes_to_talk: bool = False
    is_closed: bool = False
    """Whether nothing of it is opened in this list: it is ready to read where the person is opened."""
    said: Mapping[str, Value] = field(default_factory=dict)
    """What was sent of the few questions that were asked for."""


def who_comes(vault: Vault, questions: Collection[str], first: datetime, last: datetime) -> list[Comes]:
    """Return the interviews between two moments, by time, with the answers to ``questions`` that were sent.

    Where too many of them are new since yesterday, the last ones are closed: see :mod:`portal.core.ceilings`.
    """
    vault.pen_for_list((KNOWN,), Purpose.CONTACT)
    pen = vault.pen_for_list((MEETING, CALL_ME, WISH_TO_TALK, *questions), Purpose.PREPARE_INTERVIEW)
    slots = coming(pen.connection, counsellors_of(pen.connection, pen.by.id, pen.at), first, last)
    shown = vault.scope.to_show_in_a_list([slot.person_id for slot in slots])
    whose = people.c.id.in_(shown)
    noting = Noting(deed=Deed.PREPARED_DAY, purpose=Purpose.PREPARE_INTERVIEW, what=tuple(questions))
    rows = {row.id: row for row in pen.connection.execute(listed(pen, whose, noting, *_more(pen)))} if slots else {}
    keys = open_listed(pen, whose, [*rows.values()], noting)
    said = _said(pen, {one: key for one, key in keys.items() if rows[one].last is not None}, rows, questions)
    ready = {
        slot.id: _comes(slot, rows[slot.person_id], keys[slot.person_id], said)
        for slot in slots
        if slot.person_id in keys
    }
    only_met = _only_meet(pen, [slot for slot in slots if slot.person_id not in rows])
    ready |= {one: replace(comes, is_closed=comes.person_id not in shown) for one, comes in only_met.items()}
    return [ready[slot.id] for slot in slots if slot.id in ready]


def _only_meet(pen: Pen, slots: Sequence[Slot]) -> dict[UUID, Comes]:
    """Return the interviews of those who are not read here: whom to meet, and when, and nothing of what they said."""
    if not slots:
        return {}
    whose = people.c.id.in_({slot.person_id for slot in slots})
    rows = {row.id: row for row in pen.connection.execute(listed(pen, whose, NAMES, people.c.known))}
    keys = open_listed(pen, whose, [*rows.values()], NAMES)
    return {
        slot.id: _meets(slot, rows[slot.person_id], keys[slot.person_id]) for slot in slots if slot.person_id in keys
    }


def _meets(slot: Slot, row: Any, key: OwnerKey) -> Comes:
    return Comes(
        person_id=row.id,
        counsellor_id=row.counsellor_id,
        name=known_name(key, row.known),
        at=slot.at,
        cannot_come=wish_in(key, slot),
    )


def _more(pen: Pen) -> tuple[ColumnElement[Any], ...]:
    """Return what is listed of each person: how far they sent, and how far they had when the two last met."""
    met = per_person(interviews.c.person_id, func.max(interviews.c.at), interviews.c.at < pen.at, IS_MEETING)
    known = func.coalesce(_upto(func.max, receipts.c.at < met), _upto(func.min))
    return people.c.known, people.c.wish_to_talk, _upto(func.max).label("last"), known.label("before")


def _upto(newest: Any, *which: ColumnElement[bool]) -> ScalarSelect[Any]:
    return per_person(receipts.c.person_id, newest(receipts.c.upto), receipts.c.about == Sending.DOSSIER.value, *which)


def _comes(slot: Slot, row: Any, key: OwnerKey, said: Mapping[UUID, Mapping[str, Value]]) -> Comes:
    return replace(
        _meets(slot, row, key),
        has_sent=row.last is not None,
        has_corrected=row.last != row.before,
        wishes_to_talk=open_wish(key, row.wish_to_talk) is WishToTalk.SENT,
        said=said.get(row.id, {}),
    )


def _answers(connection: Connection, asked: Sequence[tuple[UUID, str]]) -> Sequence[Any]:
    """Return the settled answers of some people to some questions, by their tags, in the order they came."""
    row = answers.c
    columns = (row.question, row.item, row.number, row.settled, row.sealed, row.fingerprint, row.at, row.typed_as)
    theirs = among(connection, (row.person_id, row.question), asked)
    return connection.execute(select(row.person_id, *columns).where(theirs, row.settled).order_by(row.number)).all()


def _said(
    pen: Pen, keys: Mapping[UUID, OwnerKey], rows: Mapping[UUID, Any], questions: Collection[str]
) -> dict[UUID, dict[str, Value]]:
    """Return what those who sent something answered to some questions, as it was sent: one statement for all."""
    asked = [(person, key.tag(question)) for person, key in keys.items() for question in questions]
    said: dict[UUID, dict[str, Value]] = {person: {} for person in keys}
    newest: dict[tuple[UUID, str], Any] = {}
    for one in _answers(pen.connection, asked) if asked else ():
        if one.number <= rows[one.person_id].last:
            newest[one.person_id, one.question] = one
    for (person, _tag), one in newest.items():
        (kept,) = kept_of(keys[person], questions, [one[1:]])
        told = kept.said()
        if told.state is State.ANSWERED and told.value is not None:
            said[person][kept.question] = told.value
    return said
