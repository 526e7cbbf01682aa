"""The whole schema: every table together, and which of them are only added to."""

from portal.storage.tables import agreements, clarifications, rights, speaking, visits
from portal.storage.tables.people import answers, journal, receipts, replies, reply_events, weeks

metadata = visits.metadata
"""Knows every table."""

APPEND_ONLY = (
    answers,
    receipts,
    weeks,
    replies,
    reply_events,
    *agreements.ONLY_ADDED_TO,
    *clarifications.ONLY_ADDED_TO,
    *rights.ONLY_ADDED_TO,
    *speaking.ONLY_ADDED_TO,
    journal,
)
"""Rows of these tables are never changed: the database itself refuses."""
