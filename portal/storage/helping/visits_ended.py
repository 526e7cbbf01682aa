"""Visits that end with a helper's account, a screen or a card, or because their helper goes to somebody else.

The person's journal tells each.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, select

from portal.core.actors import Helper, PortalItself
from portal.core.uses import Purpose
from portal.core.visits import Ended
from portal.storage.engine.jobs import hold_key
from portal.storage.engine.seal import KeyRing
from portal.storage.helping.visits import end_all
from portal.storage.tables.agency import kiosks
from portal.storage.tables.visits import visits
from portal.storage.trace import journal


def end_of_helper(connection: Connection, ring: KeyRing, helper_id: UUID, now: datetime) -> None:
    """End the visit of a helper whose account is closed."""
    pen = journal.Pen(connection, ring, PortalItself(), now)
    _end(pen, visits.c.helper_id == helper_id, Ended.BY_STAFF)


def end_beside_others(pen: journal.Pen, helper: Helper, person_id: UUID) -> None:
    """End the visits of a helper who goes to ``person_id``: they sit beside one person at a time."""
    _end(pen, and_(visits.c.helper_id == helper.id, visits.c.person_id != person_id), Ended.BY_HELPER)


def end_at_kiosks(connection: Connection, ring: KeyRing, which: ColumnElement[bool], now: datetime) -> None:
    """End the visits at kiosks that are ended."""
    its = visits.c.kiosk_id.in_(select(kiosks.c.id).where(which))
    _end(journal.Pen(connection, ring, PortalItself(), now), its, Ended.BY_STAFF)


def end_of_person(connection: Connection, ring: KeyRing, person_id: UUID, now: datetime) -> None:
    """End the visit of somebody who gets a new card."""
    _end(journal.Pen(connection, ring, PortalItself(), now), visits.c.person_id == person_id, Ended.BY_STAFF)


def _end(pen: journal.Pen, which: ColumnElement[bool], ended: Ended) -> None:
    asked = select(visits.c.person_id).where(which, visits.c.ended_at.is_(None)).distinct()
    for person_id in sorted(pen.connection.execute(asked).scalars()):  # in one order: nobody waits for each other
        key = hold_key(pen.connection, pen.ring, person_id)
        if key is not None and end_all(pen.connection, person_id, ended, pen.at):
            entry = journal.Entry(
                person_id=person_id, deed=journal.Deed.VISIT_ENDED, purpose=Purpose.OFFER_HELP, what=()
            )
            journal.add(pen, key, journal.head_of(pen.connection, person_id), entry)
