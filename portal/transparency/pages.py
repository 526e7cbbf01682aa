"""The page “who read my dossier”: who came, then every entry of the journal in plain words, by day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.core.actors import Person
from portal.core.permissions import Permission, Role
from portal.core.typed import number_in
from portal.core.words import Words, say
from portal.storage.caseload.transfers import counsellor_of
from portal.storage.people.colleagues import names_of
from portal.storage.rights.journal_pages import Turn, note_looking, turn_to
from portal.storage.trace.entries import Came, who_came
from portal.transparency.feature import transparency
from portal.transparency.labels import READERS
from portal.transparency.telling import Day, Teller, near_day
from portal.web import language
from portal.web.current import work
from portal.web.pages import page

ANOTHER_COUNSELLOR = say("Another counsellor")
A_HELPER = say("A helper")
_PARTS: dict[Role, Words] = {Role.COUNSELLOR: ANOTHER_COUNSELLOR, Role.HELPER: A_HELPER}
"""What somebody is called who is not the person's own counsellor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """Somebody who came, as the top of the page shows them."""

    name: str
    part: str
    picture: str
    day: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days that follow each other and are shown alike: with lines of others, or with nothing but one's own."""

    folded: bool
    days: Sequence[Day]


@page(transparency, "/who-read", Permission.SEE_JOURNAL, traced=True)
def who_read(person: Person) -> ResponseReturnValue:
    """Show who came, and who did what with the dossier, the newest day first."""
    note_looking(work().vault, person)
    turn = _turn()
    is_first = not (turn.before or turn.after)
    return _page(person, turn, came=list(_faces(person)) if is_first else None, title="")


@page(transparency, "/who-read/by/<uuid:staff_id>", Permission.SEE_JOURNAL, traced=True)
def read_by(person: Person, staff_id: UUID) -> ResponseReturnValue:
    """Show what one of those who came did with the dossier."""
    note_looking(work().vault, person)
    found = next((face for face in _faces(person, staff_id)), None) or abort(404)
    return _page(person, _turn(staff_id), came=None, title=found.name)


def _page(person: Person, turn: Turn, came: Sequence[Face] | None, title: str) -> ResponseReturnValue:
    current = work()
    found = turn_to(current.vault, person.id, turn)
    teller = Teller.of(current.connection, current.ring, language.current(), found.entries)
    stretches = groupby(teller.days(found.entries), key=lambda day: not day.others)
    return render_template(
        "transparency/who_read.html",
        name=title,
        came=came,
        stretches=[Stretch(folded=folded, days=list(days)) for folded, days in stretches],
        earlier=_address(turn, before=found.earlier) if found.earlier else "",
        later=_address(turn, after=found.later) if found.later else "",
    )


def _faces(person: Person, one: UUID | None = None) -> Iterator[Face]:
    """Go through those who came, or one of them: who came last is first."""
    current, words = work(), language.current()
    came = [who for who in who_came(current.connection, person.id) if one in {None, who.id}]
    names = names_of(current.connection, current.ring, {who.id for who in came})
    own = counsellor_of(current.connection, person.id)
    for who in came:
        yield Face(
            name=names.get(who.id, ""),
            part=words.say(_part(who, own)),
            picture=READERS[who.role].picture,
            day=near_day(words, who.at, current.now),
            address=url_for("transparency.read_by", staff_id=who.id),
        )


def _part(who: Came, own: UUID) -> Words:
    return READERS[who.role].words if who.id == own else _PARTS.get(who.role, READERS[who.role].words)


def _turn(by: UUID | None = None) -> Turn:
    """Return to where the person turns the pages; what is no number begins at the newest entry."""
    before, after = (number_in(request.args.get(name, "")) for name in ("before", "after"))
    return Turn(before=before, after=0 if before else after, by=by)


def _address(turn: Turn, before: int | None = None, after: int | None = None) -> str:
    if turn.by is None:
        return url_for("transparency.who_read", before=before, after=after)
    return url_for("transparency.read_by", staff_id=turn.by, before=before, after=after)
