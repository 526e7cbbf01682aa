"""What is new for a person: told beside their key, so that a page of theirs asks nothing where there is nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from portal.storage.caseload.openings import news_of_openings, saw_openings
from portal.storage.caseload.transfers import news_of_moves, saw_moves
from portal.storage.people.people import nothing_waits
from portal.storage.rights.requests import news_of_answers, saw_answers


def saw_who_came(connection: Connection, person_id: UUID, seen: Sequence[UUID], now: datetime) -> None:
    """Keep that the person saw these openings of their dossier, and these moves to another counsellor."""
    saw_openings(connection, person_id, seen, now)
    saw_moves(connection, person_id, seen, now)
    _settle(connection, person_id)


def saw_what_was_answered(connection: Connection, person_id: UUID, seen: Mapping[int, int]) -> None:
    """Keep that the person saw what the agency answered: so many answers to each of their requests."""
    saw_answers(connection, person_id, seen)
    _settle(connection, person_id)


def _settle(connection: Connection, person_id: UUID) -> None:
    found = (news_of_openings, news_of_answers, news_of_moves)
    if not any(news(connection, person_id) for news in found):
        nothing_waits(connection, person_id)
