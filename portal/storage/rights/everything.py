"""Everything that is kept of one person, row by row, for their own eyes and for the copy they take away."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, select

from portal.core.actors import Actor
from portal.core.weeks import Week
from portal.storage.answers import weeks
from portal.storage.answers.drafts import read_draft
from portal.storage.answers.kept import Kept
from portal.storage.answers.own_rows import kept_of
from portal.storage.answers.weeks import Declared
from portal.storage.engine.seal import OwnerKey
from portal.storage.people.sessions import device_in
from portal.storage.tables.people import answers, cards, drafts, notices, people, sessions
from portal.storage.tables.reach import transfers
from portal.storage.tables.visits import invitations

_ROW = answers.c
_SHOWN = (_ROW.question, _ROW.item, _ROW.number, _ROW.settled, _ROW.sealed, _ROW.fingerprint, _ROW.at, _ROW.typed_as)

LONGEST_KEPT = 120
"""In weeks: longer than any of them is kept."""


class Begun(NamedTuple):
    """What somebody began and has not sent."""

    name: str
    edited_at: Any
    content: object


def all_answers(connection: Connection, key: OwnerKey, questions: Iterable[str]) -> list[Kept]:
    """Return everything the owner of ``key`` ever typed to a question that still has a name, the newest first."""
    known = tuple(questions)
    asked = select(*_SHOWN).where(_ROW.person_id == key.owner).order_by(_ROW.number.desc())
    return [row for row in kept_of(key, known, connection.execute(asked).all()) if row.question in known]


def all_begun(connection: Connection, key: OwnerKey, names: Iterable[str]) -> list[Begun]:
    """Return everything the owner of ``key`` began, the newest first; what has none of ``names`` keeps its tag."""
    asked = select(drafts.c.what, drafts.c.edited_at).where(drafts.c.person_id == key.owner)
    rows = connection.execute(asked.order_by(drafts.c.edited_at.desc())).all()
    named = key.named([row.what for row in rows], tuple(names))
    return [
        Begun(name, row.edited_at, read_draft(connection, key, name)) for row, name in zip(rows, named, strict=True)
    ]


def all_weeks(connection: Connection, key: OwnerKey, last: Week) -> list[Declared]:
    """Return every sending of every week of the owner of ``key`` up to ``last``, the newest first."""
    return weeks.sendings(connection, key, last.shifted(-LONGEST_KEPT), last)


def the_person(connection: Connection, key: OwnerKey) -> Mapping[str, Any]:
    """Return what is kept of somebody once, but for what is sealed."""
    return _rows(connection, people, people.c.id == key.owner, ("longer", "last_contact_at"))[0]


def all_cards(connection: Connection, key: OwnerKey) -> Sequence[Mapping[str, Any]]:
    """Return the cards somebody had; the two pictures stay their secret, also from whoever finds the copy."""
    return _rows(connection, cards, cards.c.person_id == key.owner, ("made_at", "ended_at", "failures", "locked_until"))


def all_sessions(connection: Connection, key: OwnerKey, actor: Actor) -> Sequence[Mapping[str, Any]]:
    """Return where and when somebody signed in."""
    asked = select(sessions).where(sessions.c.actor_id == key.owner).order_by(sessions.c.began_at)
    return [
        {
            "device": device_in(key, actor, row.digest, row.device),
            "began_at": row.began_at,
            "seen_at": row.seen_at,
            "ended_at": row.ended_at,
        }
        for row in connection.execute(asked)
    ]


def all_notices(connection: Connection, key: OwnerKey) -> Sequence[Mapping[str, Any]]:
    """Return what went out to somebody, or waits to."""
    return _rows(connection, notices, notices.c.person_id == key.owner, ("due_at", "kind", "state"))


def all_invitations(connection: Connection, key: OwnerKey) -> Sequence[Mapping[str, Any]]:
    """Return the code somebody has to bring a helper, if one waits."""
    return _rows(connection, invitations, invitations.c.person_id == key.owner, ("until", "used_at"))


def all_moves(connection: Connection, key: OwnerKey) -> Sequence[Mapping[str, Any]]:
    """Return when somebody was to move to another counsellor, and to whom."""
    columns = ("at", "to_id", "answer", "answered_at")
    return _rows(connection, transfers, transfers.c.person_id == key.owner, columns)


def _rows(
    connection: Connection, table: Table, its: ColumnElement[bool], columns: Sequence[str]
) -> Sequence[Mapping[str, Any]]:
    asked = select(*(table.c[name] for name in columns)).where(its).order_by(table.c[columns[0]])
    return [dict(row) for row in connection.execute(asked).mappings()]
