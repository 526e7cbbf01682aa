"""What was promised when: a shorter time counts for everything at once, a longer one only for what came after it.

Each row is proved by the portal's own key. One without a valid proof, written by somebody else or before there were
proofs, counts as if it were not there: where no other is, the promise is first told now, as the code makes it.
"""

import hmac
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select

from portal.core.uses import Event, Keeping, Technical, Use
from portal.storage.engine.seal import KeyRing
from portal.storage.tables.rights import promise_versions
from portal.storage.tables.schema import metadata

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Period:
    """One time of keeping, for what was kept before a moment; for everything, where there is none."""

    keeping: Keeping
    before: datetime | None = None


Periods = tuple[Period, ...]
"""Everything that was promised about one thing: it is erased as soon as the shortest is over.

What came after a promise was changed knows only the newer one. So a promise that is made longer never keeps what was
told under the shorter one, and one that is made shorter holds for all.
"""


def promised_now(promises: Mapping[str, Use]) -> dict[str, Keeping]:
    """Return every time of keeping that the code promises: of each column, and of what is asked for by name."""
    kept = {name: use.kept for name, use in promises.items()}
    for table in metadata.tables.values():
        for column in table.columns:
            use = column.info.get("promise", Technical(""))
            if isinstance(use, Use):
                kept[str(column)] = use.kept
    return kept


def periods_of(connection: Connection, ring: KeyRing, promises: Mapping[str, Use], now: datetime) -> dict[str, Periods]:
    """Return what was and is promised about everything, by its name; what changed today counts from now on."""
    told = _told(connection, ring)
    for name, keeping in promised_now(promises).items():
        if not told[name] or told[name][-1][1] != keeping:
            told[name].append((now if told[name] else _BEGINNING, keeping))
    return {name: _periods(versions) for name, versions in told.items()}


def note_changes(connection: Connection, ring: KeyRing, promises: Mapping[str, Use], now: datetime) -> list[str]:
    """Keep from when on each promise is as it is; return the names of those that were promised otherwise before."""
    told, changed = _told(connection, ring), []
    for name, keeping in promised_now(promises).items():
        if told[name] and told[name][-1][1] == keeping:
            continue
        if told[name]:
            changed.append(name)
        since = _free(connection, name, now if told[name] else _BEGINNING)
        row: dict[str, Any] = {"name": name, "since": since, "days": keeping.days, "after": keeping.after.value}
        connection.execute(insert(promise_versions), {**row, "proof": _proof(ring, **row)})
    return changed


def _told(connection: Connection, ring: KeyRing) -> defaultdict[str, list[tuple[datetime, Keeping]]]:
    found: defaultdict[str, list[tuple[datetime, Keeping]]] = defaultdict(list)
    for row in connection.execute(select(promise_versions).order_by(promise_versions.c.since)):
        proof = _proof(ring, name=row.name, since=row.since, days=row.days, after=row.after)
        if not hmac.compare_digest(row.proof or b"", proof):
            continue
        found[row.name].append((row.since, Keeping(row.days, Event(row.after))))
    return found


def _free(connection: Connection, name: str, since: datetime) -> datetime:
    """Return the moment, or the next one at which there is no row: one without a proof is in nobody's way."""
    its = (promise_versions.c.name == name, promise_versions.c.since >= since)
    taken = set(connection.execute(select(promise_versions.c.since).where(*its)).scalars())
    while since in taken:
        since += timedelta(microseconds=1)
    return since


def _proof(ring: KeyRing, *, name: str, since: datetime, days: int, after: str) -> bytes:
    told = (name, since.astimezone(UTC).isoformat(), str(days), after)
    return ring.digest("journal", b"promise", *(one.encode() for one in told))


def _periods(versions: list[tuple[datetime, Keeping]]) -> Periods:
    ends = [since for since, _keeping in versions[1:]]
    return tuple(Period(keeping, end) for (_since, keeping), end in zip(versions, [*ends, None], strict=True))
