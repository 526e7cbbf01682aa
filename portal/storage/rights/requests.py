"""Requests: what people ask of their data is only added to, and so is what the agency answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, and_, delete, exists, func, insert, select

from portal.core.actors import Person
from portal.core.calendar import moment_of, today
from portal.core.requests import WAITS, Ask, answer_by, sees_to
from portal.core.uses import OutOfReach, Purpose, Refused
from portal.storage.answers.vault import Vault
from portal.storage.engine.erasing import stop_where_erased
from portal.storage.engine.seal import OwnerKey
from portal.storage.people.people import something_waits
from portal.storage.tables.rights import request_answers, requests, unread_answers
from portal.storage.trace.entries import entry_numbered
from portal.storage.trace.journal import Deed, Noted, Pen

PROMISE = "request"
"""The name of a request's promise, as the vault checks it."""
_LENGTH = 1024
"""In bytes: how much somebody wrote shows only roughly in its length."""
ON_ONE_PAGE = 50
_WAS_ANSWERED = exists().where(
    request_answers.c.person_id == requests.c.person_id, request_answers.c.request == requests.c.number
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person asks: sealed whole."""

    kind: Ask
    words: str = ""
    language: str = ""
    """The language of the page it was written on."""
    about: int = 0
    """Which entry of the journal, for a reading that is not understood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer of the agency, in words."""

    words: str
    language: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A request from outside: nothing sealed is opened."""

    person_id: UUID
    number: int
    at: datetime
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request, opened, with everything that was answered, the oldest first."""

    number: int
    at: datetime
    due: date | None
    """The last day for an answer; none where it was done at once."""
    receipt: int
    asked: Asked
    answers: tuple[Answer, ...]


def ask(vault: Vault, person: Person, asked: Asked, receipt: int, form: str | None = None) -> int:
    """Keep what a person asks as a new row, with its journal entry; return its number."""
    pen = vault.allow(person.id, PROMISE, Purpose.ANSWER_REQUESTS, sees_to(person.agency_id))
    newest = select(func.coalesce(func.max(requests.c.number), 0)).where(requests.c.person_id == person.id)
    number: int = pen.connection.execute(newest).scalar_one() + 1
    sealed = {"words": asked.words, "language": asked.language, "about": asked.about, "at": pen.at.isoformat()}
    sealed["agency"] = person.agency_id.hex
    row = {
        "person_id": person.id,
        "number": number,
        "agency_id": person.agency_id,
        "kind": asked.kind.value,
        "sealed": vault.key_of(person.id).seal(_place(number, asked.kind), sealed, _LENGTH),
        "receipt": receipt,
        "key": form,
        "at": pen.at,
        "due": answer_by(today(pen.at)) if asked.kind in WAITS else None,
    }
    pen.connection.execute(insert(requests), row)
    if asked.kind in WAITS:
        vault.note(person.id, Deed.ASKED_AGENCY, Purpose.ANSWER_REQUESTS)
    return number


def receipt_of_form(connection: Connection, person_id: UUID, form: str) -> int | None:
    """Return the number of the receipt of what one form asked before, if it did: sent twice, it asks once."""
    asked = select(requests.c.receipt).where(requests.c.person_id == person_id, requests.c.key == form)
    number: int | None = connection.execute(asked).scalar_one_or_none()
    return number


def own_requests(connection: Connection, key: OwnerKey) -> list[Request]:
    """Return everything the owner of ``key`` asked, the newest first. For the person alone."""
    asked = select(requests).where(requests.c.person_id == key.owner).order_by(requests.c.number.desc())
    return [_opened(connection, key, row) for row in connection.execute(asked).all()]


def requests_of(connection: Connection, agency_id: UUID, turn: int, *, answered: bool) -> list[Envelope]:
    """Return one page of what people asked of an agency, unopened, by the moment it was asked.

    What waits comes with the oldest first, what was answered with the newest. One more than a page holds is returned
    where another page follows.
    """
    its = (
        requests.c.agency_id == agency_id,
        requests.c.due.is_not(None),
        _WAS_ANSWERED if answered else ~_WAS_ANSWERED,
    )
    asked = select(requests).where(*its)
    in_time = (
        asked.order_by(requests.c.at.desc(), requests.c.number.desc())
        if answered
        else asked.order_by(requests.c.at, requests.c.number)
    )
    page = in_time.offset(turn * ON_ONE_PAGE).limit(ON_ONE_PAGE + 1)
    return [
        Envelope(person_id=row.person_id, number=row.number, at=row.at, due=row.due) for row in connection.execute(page)
    ]


def wait_for_answer(connection: Connection, person_id: UUID) -> int:
    """Return how much a person asked that nobody answered yet. Hold their key’s row locked."""
    its = (requests.c.person_id == person_id, requests.c.due.is_not(None), ~_WAS_ANSWERED)
    waiting: int = connection.execute(select(func.count()).select_from(requests).where(*its)).scalar_one()
    return waiting


def read_request(vault: Vault, connection: Connection, person_id: UUID, number: int) -> Request | None:
    """Return one request for the manager of its agency: an entry is left before anything is unsealed."""
    found = _reached(vault, connection, person_id, number)
    if found is None:
        return None
    vault.note(person_id, Deed.READ_REQUEST, Purpose.ANSWER_REQUESTS)
    return _opened(connection, vault.key_of(person_id), found[1])


def line_asked_about(vault: Vault, connection: Connection, person_id: UUID, request: Request) -> Noted | None:
    """Return the one line of the journal that a request is about, for the manager who answers it.

    Nobody else's journal, and no other line, is opened; that this one was is an entry of its own, each time. None where
    the request is about no line, or the line was erased in its time.
    """
    if not request.asked.about or _reached(vault, connection, person_id, request.number) is None:
        return None
    vault.note(person_id, Deed.READ_JOURNAL, Purpose.ANSWER_REQUESTS)
    return entry_numbered(connection, vault.key_of(person_id), request.asked.about)


def answer(vault: Vault, connection: Connection, asked: tuple[UUID, int], said: Answer, form: str | None) -> bool:
    """Keep an answer as a new row, with its journal entry; return whether it was new. One form answers once."""
    person_id, request = asked
    found = _reached(vault, connection, person_id, request)
    if found is None:
        message = "there is no such request"
        raise Refused(message)
    pen, key = found[0], vault.key_of(person_id)
    its = (request_answers.c.person_id == person_id, request_answers.c.request == request)
    if form and connection.execute(select(request_answers.c.number).where(*its, request_answers.c.key == form)).first():
        return False
    number = connection.execute(select(func.count()).select_from(request_answers).where(*its)).scalar_one() + 1
    sealed = {"words": said.words, "language": said.language, "at": said.at.isoformat()}
    row = {
        "person_id": person_id,
        "request": request,
        "number": number,
        "staff_id": pen.by.id,
        "sealed": key.seal(_place_of_answer(request, number), sealed, _LENGTH),
        "key": form,
        "at": said.at,
    }
    connection.execute(insert(request_answers), row)
    if request not in news_of_answers(connection, person_id):
        connection.execute(insert(unread_answers), {"person_id": person_id, "request": request})
    something_waits(connection, person_id)
    vault.note(person_id, Deed.ANSWERED_REQUEST, Purpose.ANSWER_REQUESTS)
    return True


def news_of_answers(connection: Connection, person_id: UUID) -> Mapping[int, int]:
    """Return the requests with an answer the person has not said yet that they saw, and how many answers each has."""
    its = (request_answers.c.person_id == person_id, request_answers.c.request == unread_answers.c.request)
    asked = select(unread_answers.c.request, func.count().label("answers")).join(request_answers, and_(*its))
    new = asked.where(unread_answers.c.person_id == person_id).group_by(unread_answers.c.request)
    return {row.request: row.answers for row in connection.execute(new)}


def saw_answers(connection: Connection, person_id: UUID, seen: Mapping[int, int]) -> None:
    """Keep that the person saw so many answers to each request: one that came since is still news."""
    new = news_of_answers(connection, person_id)
    read = [request for request, number in seen.items() if new.get(request, 0) <= number]
    its = (unread_answers.c.person_id == person_id, unread_answers.c.request.in_(read))
    connection.execute(delete(unread_answers).where(*its))


def _reached(vault: Vault, connection: Connection, person_id: UUID, number: int) -> tuple[Pen, Row[Any]] | None:
    """Return the row of a request that waits or was answered, with the pen of who sees to it; refuse others."""
    which = (requests.c.person_id == person_id, requests.c.number == number, requests.c.due.is_not(None))
    row = connection.execute(select(requests).where(*which)).first()
    if row is None:
        stop_where_erased(connection, person_id)
        return None
    pen = vault.allow(person_id, PROMISE, Purpose.ANSWER_REQUESTS, sees_to(row.agency_id))
    if not _was_asked_there(vault.key_of(person_id), row):
        raise OutOfReach(pen.by.role, person_id)
    return pen, row


def _was_asked_there(key: OwnerKey, row: Row[Any]) -> bool:
    """Tell whether a request was asked of the agency that its row names, where it was sealed with one."""
    sealed: Any = key.unseal(_place(row.number, Ask(row.kind)), row.sealed)
    return bool(sealed.get("agency", row.agency_id.hex) == row.agency_id.hex)


def _opened(connection: Connection, key: OwnerKey, row: Row[Any]) -> Request:
    """Return a request with what is sealed of it: the row beside it could be changed."""
    kind = Ask(row.kind)
    sealed: Any = key.unseal(_place(row.number, kind), row.sealed)
    return Request(
        number=row.number,
        at=moment_of(sealed["at"]),
        due=row.due,
        receipt=row.receipt,
        asked=Asked(kind=kind, words=sealed["words"], language=sealed["language"], about=sealed["about"]),
        answers=_answers(connection, key, row.number),
    )


def _answers(connection: Connection, key: OwnerKey, request: int) -> tuple[Answer, ...]:
    its = (request_answers.c.person_id == key.owner, request_answers.c.request == request)
    rows = connection.execute(select(request_answers).where(*its).order_by(request_answers.c.number)).all()
    sealed: list[Any] = [key.unseal(_place_of_answer(request, row.number), row.sealed) for row in rows]
    return tuple(Answer(words=one["words"], language=one["language"], at=moment_of(one["at"])) for one in sealed)


def _place(number: int, kind: Ask) -> str:
    return f"requests|{number}|{kind}"


def _place_of_answer(request: int, number: int) -> str:
    return f"request_answers|{request}|{number}"
