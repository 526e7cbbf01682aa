"""Questions back from outside, nothing opened: whether one waits for a person, and what waits for a counsellor."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, select

from portal.core.clarifications import ENDS, SENT_BACK, Step
from portal.storage.engine.database import Connection
from portal.storage.tables.clarifications import clarification_events, clarifications
from portal.storage.tables.people import people


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A question back, and what was done with it."""

    person_id: UUID
    number: int
    at: datetime
    """When it was asked."""
    changed_at: datetime
    """When something was done with it last; when it was asked, if nothing was."""
    steps: frozenset[Step]


def was_asked(connection: Connection, person_id: UUID) -> bool:
    """Tell whether a person was ever asked something back."""
    asked = select(clarifications.c.number).where(clarifications.c.person_id == person_id)
    return connection.execute(asked.limit(1)).first() is not None


def waits(connection: Connection, person_id: UUID) -> bool:
    """Tell whether a person is asked something that is open. Nothing sealed is opened."""
    asked = select(clarifications.c.number).where(clarifications.c.person_id == person_id, ~_done(ENDS).exists())
    return connection.execute(asked.limit(1)).first() is not None


def told_waits(connection: Connection, person_id: UUID) -> bool:
    """Tell whether something was answered that is not sent yet. Nothing sealed is opened."""
    open_ones = (clarifications.c.person_id == person_id, ~_done(ENDS).exists(), _done((Step.TOLD,)).exists())
    asked = select(clarifications.c.number).where(*open_ones)
    return connection.execute(asked.limit(1)).first() is not None


def envelopes_of(connection: Connection, person_id: UUID) -> list[Envelope]:
    """Return what a person was asked back, unopened, the oldest first."""
    return _envelopes(connection, _ENVELOPES.where(clarifications.c.person_id == person_id))


def waiting_for(connection: Connection, counsellors: Iterable[UUID]) -> list[Envelope]:
    """Return what people sent back and nobody put away, unopened, for who accompanies them: by the date of asking."""
    theirs = _ENVELOPES.join(people, people.c.id == clarifications.c.person_id)
    waiting = theirs.where(
        people.c.counsellor_id.in_(list(counsellors)), _done(SENT_BACK).exists(), ~_done((Step.CLOSED,)).exists()
    )
    return _envelopes(connection, waiting)


def _done(steps: Iterable[Step]) -> Select[Any]:
    """Return the question for one of ``steps``, beside each row of the clarifications."""
    done = clarification_events.alias().c
    return select(done.number).where(
        done.person_id == clarifications.c.person_id,
        done.clarification == clarifications.c.number,
        done.deed.in_([step.value for step in steps]),
    )


_ENVELOPES = select(
    clarifications.c.person_id,
    clarifications.c.number,
    clarifications.c.at,
    clarification_events.c.deed,
    clarification_events.c.at.label("done_at"),
).outerjoin(
    clarification_events,
    and_(
        clarification_events.c.person_id == clarifications.c.person_id,
        clarification_events.c.clarification == clarifications.c.number,
    ),
)


def _envelopes(connection: Connection, asked: Select[Any]) -> list[Envelope]:
    found: dict[tuple[UUID, int], Envelope] = {}
    for row in connection.execute(asked.order_by(clarifications.c.at, clarifications.c.number)):
        steps = frozenset({Step(row.deed)} if row.deed else ())
        same = found.get((row.person_id, row.number))
        found[row.person_id, row.number] = Envelope(
            person_id=row.person_id,
            number=row.number,
            at=row.at,
            changed_at=max(row.done_at or row.at, same.changed_at if same else row.at),
            steps=steps | same.steps if same else steps,
        )
    return list(found.values())
