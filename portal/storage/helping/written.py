"""What was written in a visit, and what stood there before: so that each thing can be taken back."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from portal.core.visits import Visit
from portal.storage.answers.kept import Kept, State
from portal.storage.answers.own_rows import kept_of
from portal.storage.engine.seal import OwnerKey
from portal.storage.tables.people import answers

_ROW = answers.c
_SHOWN = (_ROW.question, _ROW.item, _ROW.number, _ROW.settled, _ROW.sealed, _ROW.fingerprint, _ROW.at, _ROW.typed_as)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One answer of a visit: as the visit left it, and as it was before."""

    now: Kept
    before: Kept | None = None
    stands: bool
    """Whether it is still so: nobody has changed it since."""

    @property
    def changed(self) -> bool:
        """Whether the visit left something else than what stood there before."""
        if self.before is not None:
            return self.before.fingerprint != self.now.fingerprint
        return self.now.said().state is not State.REMOVED


def written_in(
    connection: Connection, key: OwnerKey, questions: Iterable[str], visit: Visit
) -> Mapping[tuple[str, str], Written]:
    """Return what the helper of a visit typed in it, by question and item."""
    known, mine = frozenset(questions), (_ROW.person_id == key.owner, _ROW.settled)
    until = visit.ended_at or visit.until
    by_helper = (_ROW.typed_by == visit.helper_id, _ROW.at.between(visit.began_at, until))
    typed = set(connection.execute(select(_ROW.number).where(*mine, *by_helper)).scalars())
    if not typed:
        return {}
    stories: dict[tuple[str, str], list[Kept]] = defaultdict(list)
    for row in kept_of(key, known, connection.execute(select(*_SHOWN).where(*mine).order_by(_ROW.number)).all()):
        if row.question in known:
            stories[row.question, row.item].append(row)
    return {where: _written(rows, typed) for where, rows in stories.items() if any(row.number in typed for row in rows)}


def _written(rows: Sequence[Kept], typed: Collection[int]) -> Written:
    in_visit = [row for row in rows if row.number in typed]
    before = [row for row in rows if row.number < in_visit[0].number]
    return Written(now=in_visit[-1], before=before[-1] if before else None, stands=rows[-1] is in_visit[-1])
