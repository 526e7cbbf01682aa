"""What is new for a person: told beside their key, so that a page of theirs asks nothing where there is nothing."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from portal.storage.openings import news_of_openings, saw_openings
from portal.storage.people import nothing_waits
from portal.storage.requests import news_of_answers, saw_answers
from portal.storage.transfers import news_of_moves, saw_moves


def saw_who_came(connection: Connection, person_id: UUID, now: datetime) -> None:
    """Keep that the person saw who opened their dossier, and who accompanies them now."""
    saw_openings(connection, person_id, now)
    saw_moves(connection, person_id, now)
    _settle(connection, person_id)


def saw_what_was_answered(connection: Connection, person_id: UUID) -> None:
    """Keep that the person saw what the agency answered."""
    saw_answers(connection, person_id)
    _settle(connection, person_id)


def _settle(connection: Connection, person_id: UUID) -> None:
    found = (news_of_openings(connection, person_id), news_of_answers(connection, person_id))
    if not any(found) and not news_of_moves(connection, person_id):
        nothing_waits(connection, person_id)
