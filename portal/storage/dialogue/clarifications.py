"""Questions back: what a counsellor asks about an answer is only added to, and so is what becomes of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, select

from portal.core.actors import Actor, Counsellor, Helper, Person, may_answer, may_reach
from portal.core.calendar import moment_of
from portal.core.clarifications import BY_PERSON, Asked, Step, is_open, may_follow
from portal.core.uses import Purpose, Refused
from portal.storage.answers.vault import Vault
from portal.storage.dialogue.asked_back import waits
from portal.storage.dialogue.taken import Taken, unpacked
from portal.storage.engine.database import Connection
from portal.storage.engine.seal import OwnerKey
from portal.storage.tables.clarifications import clarification_events, clarifications
from portal.storage.trace.journal import Deed, Pen

PROMISE = "clarification"
"""The name of a question back's promise, as the vault checks it."""
_LENGTH = 1024
"""In bytes: how much was asked shows only roughly in its length."""
_DEEDS = MappingProxyType(
    {
        Step.TOLD: Deed.TOLD_ASKED,
        Step.ANSWERED: Deed.ANSWERED_ASKED,
        Step.FACE_TO_FACE: Deed.WANTS_TO_TALK,
        Step.CLOSED: Deed.CLOSED_ASKED,
    }
)


class AskedAlready(Exception):
    """Some questions wait for an answer already, in other words: nothing was asked a second time."""

    def __init__(self, questions: Collection[str]) -> None:
        super().__init__(*questions)
        self.questions = frozenset(questions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clarification:
    """A question back, opened: what is asked, and everything that was done with it, the oldest first."""

    number: int
    at: datetime
    asked: Asked
    taken: tuple[Taken[Step], ...]
    key: str | None

    @property
    def steps(self) -> frozenset[Step]:
        """What was done with it, whenever."""
        return frozenset(one.step for one in self.taken)

    @property
    def is_open(self) -> bool:
        """Tell whether it waits for the person."""
        return is_open(self.steps)

    def last(self, *steps: Step) -> Taken[Step] | None:
        """Return the newest of some steps, if one was done."""
        return next((one for one in reversed(self.taken) if one.step in steps), None)

    def is_again(self, asked: Asked, key: str | None) -> bool:
        """Tell whether ``asked`` is this one once more: it still waits, or the same form brings it."""
        same = (asked.question, asked.words) == (self.asked.question, self.asked.words)
        return same and (self.is_open or (key is not None and key == self.key))


def ask_back(vault: Vault, person_id: UUID, wanted: Sequence[Asked], key: str | None) -> bool:
    """Keep what a counsellor asks, with its journal entry; return whether anything of it was new.

    Raise :class:`AskedAlready`, and ask nothing, if one of the questions waits already in other words.
    """
    pen, owner = _pen(vault, person_id, Counsellor), vault.key_of(person_id)
    for asked in wanted:
        vault.allow(person_id, asked.question, Purpose.PREPARE_INTERVIEW, may_reach)
    before = _all(pen.connection, owner)
    new = [asked for asked in wanted if not any(one.is_again(asked, key) for one in before)]
    waiting = {one.asked.question for one in before if one.is_open}
    if twice := waiting & {asked.question for asked in new}:
        raise AskedAlready(twice)
    for number, asked in enumerate(new, start=len(before) + 1):
        row = {"person_id": person_id, "number": number, "staff_id": pen.by.id, "key": key, "at": pen.at}
        sealed = owner.seal(_place(number), {"asked": asked.packed(), "at": pen.at.isoformat()}, _LENGTH)
        pen.connection.execute(insert(clarifications), {**row, "sealed": sealed})
    if new:
        vault.note(person_id, Deed.ASKED_BACK, Purpose.PREPARE_INTERVIEW, [asked.question for asked in new])
    return bool(new)


def own_clarifications(vault: Vault, person_id: UUID) -> list[Clarification]:
    """Return what a person was asked back, the oldest first.

    A helper beside them sees it too, with an entry in the journal before anything is opened; but nothing about a
    question whose promise does not name helpers.
    """
    pen = _pen(vault, person_id, Person, Helper)
    if not isinstance(pen.by, Helper):
        return _all(pen.connection, vault.key_of(person_id))
    vault.note(person_id, Deed.READ_ASKED, Purpose.PREPARE_INTERVIEW)
    found = _all(pen.connection, vault.key_of(person_id))
    return [one for one in found if _is_promised(vault, person_id, one.asked.question)]


def read_clarifications(vault: Vault, person_id: UUID) -> list[Clarification]:
    """Return what a person was asked back, for their counsellor, the newest first: what is not sent is nowhere in it.

    An entry is left before anything is unsealed.
    """
    pen = _pen(vault, person_id, Counsellor)
    vault.note(person_id, Deed.READ_ASKED, Purpose.PREPARE_INTERVIEW)
    return [_as_sent(one) for one in reversed(_all(pen.connection, vault.key_of(person_id)))]


def take_step(vault: Vault, person_id: UUID, number: int, new: Taken[Step]) -> bool:
    """Keep one step as a new row, with its journal entry; return whether it was new.

    Raise ``LookupError`` if there is no such question back, or none that a helper may see.
    """
    pen, owner = _pen(vault, person_id, *_who_takes(new.step)), vault.key_of(person_id)
    found = next((one for one in _all(pen.connection, owner) if one.number == number), None)
    if found is None or not _is_promised(vault, person_id, found.asked.question):
        message = "no such question back"
        raise LookupError(message)
    if any(_is_same(new, one) for one in found.taken) or not may_follow(new.step, found.steps):
        return False
    _add_step(vault, pen, person_id, found, new)
    return True


def answered_by_sending(vault: Vault, person_id: UUID, newest: Mapping[str, int]) -> None:
    """Close what the person answered, as they send: ``newest`` holds the number of the newest answer by question."""
    pen, owner = _pen(vault, person_id, Person), vault.key_of(person_id)
    for one in _all(pen.connection, owner) if waits(pen.connection, person_id) else ():
        is_told = Step.TOLD in one.steps or newest.get(one.asked.question, 0) > one.asked.upto
        if one.is_open and is_told:
            _add_step(vault, pen, person_id, one, Taken(step=Step.ANSWERED))


def _who_takes(step: Step) -> tuple[type[Actor], ...]:
    if step is Step.TOLD:
        return (Person, Helper)
    return (Person,) if step in BY_PERSON else (Counsellor,)


def _pen(vault: Vault, person_id: UUID, *who: type[Actor]) -> Pen:
    """Return the pen of an actor who has a part in this person's questions back; refuse everybody else."""
    reach = may_reach if Helper in who else may_answer
    return vault.allow(person_id, PROMISE, Purpose.PREPARE_INTERVIEW, reach).only_for(*who)


def _is_promised(vault: Vault, person_id: UUID, question: str) -> bool:
    """Tell whether the promise of the question itself covers whoever acts."""
    try:
        vault.allow(person_id, question, Purpose.PREPARE_INTERVIEW, _whoever)
    except Refused:
        return False
    return True


def _whoever(_actor: Actor, _followed: object) -> bool:
    """Let everybody through, whose reach was looked at before."""
    return True


def _is_same(new: Taken[Step], one: Taken[Step]) -> bool:
    if new.step is Step.CLOSED:
        return new.step is one.step and (new.words == one.words or (new.key is not None and new.key == one.key))
    return new.step is one.step


def _as_sent(one: Clarification) -> Clarification:
    taken = tuple(step for step in one.taken if step.step is not Step.TOLD)
    return Clarification(number=one.number, at=one.at, asked=one.asked, taken=taken, key=one.key)


def _add_step(vault: Vault, pen: Pen, person_id: UUID, one: Clarification, new: Taken[Step]) -> None:
    number = len(one.taken) + 1
    place = _place_of_step(one.number, number)
    row = {
        "person_id": person_id,
        "clarification": one.number,
        "number": number,
        "deed": new.step.value,
        "typed_by": pen.by.id,
        "typed_as": pen.by.role.value,
        "sealed": vault.key_of(person_id).seal(place, new.packed(pen.at), _LENGTH),
        "key": new.key,
        "at": pen.at,
    }
    pen.connection.execute(insert(clarification_events), row)
    vault.note(person_id, _DEEDS[new.step], Purpose.PREPARE_INTERVIEW, (one.asked.question,))


def _all(connection: Connection, key: OwnerKey) -> list[Clarification]:
    """Return everything the owner of ``key`` was asked back, opened, the oldest first."""
    done = clarification_events.c
    events = select(clarification_events).where(done.person_id == key.owner).order_by(clarification_events.c.number)
    taken: dict[int, list[Taken[Step]]] = {}
    for row in connection.execute(events):
        place = _place_of_step(row.clarification, row.number)
        taken.setdefault(row.clarification, []).append(unpacked(Step, key.unseal(place, row.sealed), row.key))
    asked = select(clarifications).where(clarifications.c.person_id == key.owner).order_by(clarifications.c.number)
    return [_opened(key, row, taken.get(row.number, ())) for row in connection.execute(asked)]


def _opened(key: OwnerKey, row: Row[Any], taken: Sequence[Taken[Step]]) -> Clarification:
    """Return a question back with what is sealed of it: the row beside it could be changed."""
    sealed: Any = key.unseal(_place(row.number), row.sealed)
    asked = Asked.unpacked(sealed["asked"])
    return Clarification(number=row.number, at=moment_of(sealed["at"]), asked=asked, taken=tuple(taken), key=row.key)


def _place(number: int) -> str:
    return f"clarifications|{number}"


def _place_of_step(clarification: int, number: int) -> str:
    return f"clarification_events|{clarification}|{number}"
