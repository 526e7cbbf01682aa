"""A person's own dossier as one request finds it: all that a page or a writing must know, asked in one statement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, select, true

from portal.storage.answers.kept import Kept
from portal.storage.engine.prepared import Prepared
from portal.storage.engine.seal import OwnerKey
from portal.storage.people.people import MET, Course
from portal.storage.tables.people import answers, people
from portal.storage.trace.journal import NEWEST, Head

LATEST = 2**31 - 1
"""Up to the newest writing."""
_PERSON: BindParameter[Any] = bindparam("person_id")


def _newest_rows() -> Select[Any]:
    """For every question and item the settled row, and the one that is not, after which no other of its kind came."""
    row, newer = answers.c, answers.alias().c
    upto: BindParameter[Any] = bindparam("upto", LATEST)
    alike = (newer.question == row.question, newer.item == row.item, newer.settled == row.settled)
    came_after = select(newer.number).where(
        newer.person_id == _PERSON, *alike, newer.number > row.number, newer.number <= upto
    )
    shown = (row.question, row.item, row.number, row.settled, row.sealed, row.fingerprint, row.at, row.typed_as)
    return select(*shown).where(row.person_id == _PERSON, row.number <= upto, ~came_after.exists())


NEWEST_ROWS = _newest_rows()


def _all() -> Select[Any]:
    """The newest rows, and beside each the same few things about the person: there is always a first row."""
    rows = _newest_rows().subquery()
    again = select(answers.c.fingerprint).where(answers.c.person_id == _PERSON, answers.c.key == bindparam("key"))
    return (
        select(
            people.c.longer,
            MET.exists().label("met"),
            again.scalar_subquery().label("again"),
            NEWEST.with_only_columns(NEWEST.selected_columns.number).scalar_subquery().label("entry"),
            NEWEST.with_only_columns(NEWEST.selected_columns.digest).scalar_subquery().label("chain"),
            *rows.c,
        )
        .select_from(people.outerjoin(rows, true()))
        .where(people.c.id == _PERSON)
    )


_ALL = Prepared(_all())
_BESIDE = 5
"""So many columns stand beside a row; those of the row itself follow, and are empty if there is none."""


def kept_of(key: OwnerKey, questions: Iterable[str], rows: Sequence[Sequence[Any]]) -> list[Kept]:
    """Return one person's rows as they are kept; a question that is asked no more keeps its tag for a name."""
    names = key.named([row[0] for row in rows], questions)
    return [Kept._make((name, *row[1:], key)) for name, row in zip(names, rows, strict=True)]


_number = attrgetter("number")


@dataclass(slots=True, kw_only=True)
class OwnRows:
    """The newest rows of one person, and what the next writing goes on from. What is written is added."""

    rows: list[Kept]
    course: Course
    head: Head
    """The newest entry of the journal."""
    forms: dict[str | None, bytes | None]
    """What forms that came before brought, by their numbers used once, as far as they were looked for."""

    @property
    def number(self) -> int:
        """The number of the newest writing, 0 if there is none."""
        return max((row.number for row in self.rows), default=0)

    def of(self, question: str, item: str) -> tuple[Kept | None, Kept | None]:
        """Return the newest settled row of a question, its answer or that it is skipped; and its newest row at all."""
        same = [row for row in self.rows if row.question == question and row.item == item]
        settled = max((row for row in same if row.settled), key=_number, default=None)
        return settled, max(same, key=_number, default=None)

    def add(self, row: Kept, form: str | None) -> None:
        """Take note of a row that was just written."""
        self.rows.append(row)
        if form is not None:
            self.forms[form] = row.fingerprint


def own_rows(
    connection: Connection, key: OwnerKey, questions: Iterable[str], now: datetime, form: str | None
) -> OwnRows:
    """Return the newest rows of the owner of ``key``, and whether ``form`` came before."""
    found = _ALL.rows(connection, {"person_id": key.owner, "now": now, "key": form})
    longer, met, again, entry, chain = found[0][:_BESIDE]
    return OwnRows(
        rows=kept_of(key, questions, [row[_BESIDE:] for row in found if row[_BESIDE] is not None]),
        course=Course(longer=longer, second_interview=bool(met)),
        head=Head(entry, chain) if entry else Head(),
        forms={None: None, form: again},
    )
