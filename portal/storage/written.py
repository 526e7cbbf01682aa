"""What was written in a visit, and what stood there before: so that each thing can be taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from portal.core.visits import Visit
from portal.storage.kept import Kept
from portal.storage.own_rows import kept_of
from portal.storage.seal import OwnerKey
from portal.storage.tables import answers

_ROW = answers.c
_SHOWN = (_ROW.question, _ROW.item, _ROW.number, _ROW.settled, _ROW.sealed, _ROW.fingerprint, _ROW.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One answer of a visit: as it is now, and as it was before the visit."""

    now: Kept
    before: Kept | None = None


def written_in(
    connection: Connection, key: OwnerKey, questions: Iterable[str], visit: Visit
) -> Mapping[tuple[str, str], Written]:
    """Return what the helper of a visit typed in it and what is still so, by question and item."""
    known = tuple(questions)
    asked = select(*_SHOWN).where(_ROW.person_id == key.owner, _ROW.settled).order_by(_ROW.number)
    typed = asked.where(_ROW.typed_by == visit.helper_id, _ROW.at >= visit.began_at)
    then = {(row.question, row.item): row for row in kept_of(key, known, connection.execute(typed).all())}
    before = {
        (row.question, row.item): row
        for row in kept_of(key, known, connection.execute(asked.where(_ROW.at < visit.began_at)).all())
    }
    return {where: Written(now=row, before=before.get(where)) for where, row in then.items() if row.question in known}
