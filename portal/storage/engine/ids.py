"""Identifiers that sort by time: UUID version 7 (RFC 9562 §5.7), so that new rows lie together."""

import secrets
import time
from datetime import UTC, datetime
from uuid import UUID


def new_id() -> UUID:
    """Return a new identifier: 48 bits of milliseconds, 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    bits = milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return UUID(int=bits)


def made_at(one: UUID) -> datetime:
    """Return when an identifier was made."""
    return datetime.fromtimestamp((one.int >> 80) / 1000, UTC)
